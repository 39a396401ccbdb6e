"""Imports a programme: a new recap, or changes to the one that there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..formats.schedules.given import Remarks
from ..model.blocks import Dialect
from ..model.errors import InputError
from ..model.programme import Event, Occasion, Programme
from ..model.talks import Conference, Kind
from ..source.files import read_text
from ..text.keys import key_of
from .changes import Change
from .facts import Facts, facts_of_conference
from .guard import check_recap
from .match import BY_TITLE, same_ids, talks_of
from .recap import recap_of
from .report import Report
from .site import Page, Site
from .state import Known, State, dumps, path_of, read_state
from .talks import Entry, Rules, dates_of, entries_of, flat
from .update import Coming, Manner, Updater


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a user wants of a programme."""

    into: Path | None = None
    rest: bool = False
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    with_tags: bool = False
    manner: Manner = field(default_factory=Manner)
    choice: Mapping[str, object] = field(default_factory=dict)
    """The filters, as the state keeps them."""
    source: Mapping[str, str] = field(default_factory=dict)
    """Name, version and digest of the files."""


@dataclass(slots=True)
class Imported:
    """The files that change, and what a user should know."""

    document: Path
    changes: list[Change]
    report: Report
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """The conference of a programme on a site, as far as it is there already."""

    key: str
    state: State | None
    state_text: str | None
    pages: Sequence[Page]
    """The documents with its block."""


def recap_in(site: Site, occasion: Occasion, into: Path | None) -> Recap:
    """Find the conference of a programme on a site.

    :raises InputError: it has no name and the site does not tell it, or its state
        cannot be read
    """
    name = occasion.name or _name_in(site, into)
    if not name:
        raise InputError(
            "the programme does not name its conference; say --conference NAME"
        )
    pages = site.conferences(key_of(name), occasion.url, name)
    keys = [
        held.fact.key
        for page in pages
        for held in page.held
        if isinstance(held.fact, Conference)
        and (
            held.fact.name == name
            or held.fact.key == key_of(name)
            or (occasion.url and held.fact.url == occasion.url)
        )
    ]
    key = keys[0] if keys else key_of(name)
    state, text = read_state(path_of(site.documentation.folder, key))
    return Recap(key=key, state=state, state_text=text, pages=pages)


def _name_in(site: Site, into: Path | None) -> str:
    """Return the name of the one conference in a document."""
    for page in site.pages if into else ():
        if into and page.file.resolve() == into.resolve():
            facts = [h.fact for h in page.held if isinstance(h.fact, Conference)]
            return facts[0].name if len(facts) == 1 else ""
    return ""


def import_schedule(
    site: Site,
    programme: Programme,
    chosen: Sequence[Event],
    recap: Recap,
    request: Request,
    remarks: Remarks,
) -> Imported:
    """Return the changes that bring the *chosen* events into a site.

    :raises InputError: the document cannot be told or used, or too much is gone
    :raises GuardError: a text would not be read as it is meant
    """
    importer = _Importer(site, programme, recap, request, remarks)
    page = importer.page()
    return importer.first(chosen) if page is None else importer.again(chosen, page)


class _Importer:
    def __init__(
        self,
        site: Site,
        programme: Programme,
        recap: Recap,
        request: Request,
        remarks: Remarks,
    ) -> None:
        self.site, self.programme, self.recap = site, programme, recap
        self.request, self.remarks = request, remarks
        self.folder = site.documentation.folder
        self.rules = Rules(
            kinds=request.kinds, with_tags=request.with_tags, remarks=remarks
        )
        self.report = Report()

    def page(self) -> Page | None:
        """Return the document that has the conference; ``None`` for a new one."""
        into, state = self.request.into, self.recap.state
        if into:
            return self._named(into)
        if state:
            file = self.folder / state.document
            if page := next((p for p in self.site.pages if p.file == file), None):
                return page
        pages = self.recap.pages
        if len(pages) > 1:
            names = " and ".join(str(page.file) for page in pages)
            message = f"two documents have this conference, {names}; name one"
            raise InputError(f"{message} with --into")
        return pages[0] if pages else None

    def _named(self, into: Path) -> Page | None:
        file = self.site.target(into, self.recap.key, rest=self.request.rest)
        if not file.exists():
            if self.recap.pages:
                where = self.recap.pages[0].file
                raise InputError(f"the site has this conference already, in {where}")
            return None
        dialect = self.site.documentation.dialect_of(file) or Dialect.MYST
        page = self.site.page(file, dialect, read_text(file))
        keys = [h.fact.key for h in page.held if isinstance(h.fact, Conference)]
        if self.recap.key not in keys:
            raise InputError(
                f"--into: {into} has no block of the conference {self.recap.key!r}; "
                "write one, or name a new file"
            )
        return page

    def first(self, chosen: Sequence[Event]) -> Imported:
        """Return a new recap, and its state."""
        recap, request = self.recap, self.request
        file = self.site.target(request.into, recap.key, rest=request.rest)
        if file.exists():
            raise InputError(f"{file}: it is there, and has no block of {recap.key!r}")
        if recap.state and recap.state.talks:
            raise InputError(
                f"the recap of {recap.key} is not in the documentation; to begin anew, "
                f"delete {path_of(self.folder, recap.key)}, too"
            )
        dialect = self.site.documentation.dialect_of(file) or Dialect.MYST
        self.rules.dialect = dialect
        entries = entries_of(chosen, self.rules)
        occasion = dates_of(self.programme.occasion, chosen)
        facts = facts_of_conference(occasion)
        style = self.site.style(dialect)
        name = occasion.name or recap.key
        text = recap_of(name, recap.key, facts, entries, style)
        conference = (recap.key, facts)
        check_recap(text, dialect, self.site.files(file), conference, entries)
        days = [entry.day for entry in entries if entry.day]
        talks = _known(entries)
        state = self._state(file, dialect, facts, talks)
        if len(set(days)) > 1:
            state = replace(state, days=tuple(sorted({d.isoformat() for d in days})))
        self.report.counts["added"] = len(talks)
        change = Change(file=file, before=None, after=text)
        changes = [change, *self._state_change(state)]
        return Imported(file, changes, self.report, is_new=True)

    def again(self, chosen: Sequence[Event], page: Page) -> Imported:
        """Return the changes of a recap that is there, and its state."""
        self.rules.dialect = page.dialect
        old = self.recap.state or self._state(page.file, page.dialect, {}, {})
        ids = same_ids(self.programme.events, old)
        wanted = {ids.get(event.id, event.id) for event in chosen}
        here = [
            replace(event, id=ids.get(event.id, event.id))
            for event in self.programme.events
            if not event.is_cancelled
        ]
        events = [e for e in here if e.id in wanted or e.id in old.talks]
        taken = {t.talk.slug for t in talks_of(self.site.pages, {self.recap.key})}
        keys = {id_: known.key for id_, known in old.talks.items()}
        entries = entries_of(events, self.rules, taken, keys)
        facts = facts_of_conference(dates_of(self.programme.occasion, events))
        updater = Updater(self.site, page, old, self.request.manner, self.report)
        active = {event.id for event in here}
        updated = updater.update(Coming(entries=entries, ids=active, facts=facts))
        changes = [
            Change(file=file, before=self._text(file, page), after=text)
            for file, text in updated.texts.items()
        ]
        days = {*old.days, *(day.isoformat() for day in updated.days)}
        state = self._state(page.file, page.dialect, facts, updated.talks)
        state = replace(state, days=tuple(sorted(days)))
        if ids or old.source.get("ids") == BY_TITLE:
            state = replace(state, source={**state.source, "ids": BY_TITLE})
        return Imported(page.file, [*changes, *self._state_change(state)], self.report)

    def _text(self, file: Path, page: Page) -> str:
        pages = {p.file: p for p in [*self.site.pages, page]}
        return pages[file].text

    def _state(
        self, file: Path, dialect: Dialect, facts: Facts, talks: Mapping[str, Known]
    ) -> State:
        return State(
            conference=self.recap.key,
            document=file.relative_to(self.folder).as_posix(),
            dialect=str(dialect),
            source={"format": self.programme.format, **self.request.source},
            choice=self.request.choice,
            facts=facts,
            talks=talks,
        )

    def _state_change(self, state: State) -> list[Change]:
        """Return the change of the state's file, if it changes."""
        text = dumps(state)
        if text == self.recap.state_text:
            return []
        file = path_of(self.folder, self.recap.key)
        return [Change(file=file, before=self.recap.state_text, after=text)]


def _known(entries: Sequence[Entry]) -> dict[str, Known]:
    return {
        entry.event.id: Known(
            key=entry.key,
            facts=entry.facts,
            day=entry.day.isoformat() if entry.day else "",
            parent=around.event.id if around else "",
        )
        for entry, around in flat(entries)
    }
