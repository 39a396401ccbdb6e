"""The parts of an authored document that other documents and settings decide.

A :class:`RecapView` is for such a document as a page is for a generated one: rendering
reads all these parts from it, and its digest tells whether the document has to be
written again. So nothing can be shown and be missing from the digest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..catalogue.catalogue import Catalogue, Document, Reference
from ..catalogue.names import Name
from ..model.queries import Query, ScheduleQuery
from ..model.talks import Conference, Record, Talk
from .counts import TalkCount, count_talks
from .days import as_of
from .groups import ListGroup, groups_of
from .pages import references_in
from .places import Place, Places, Targets
from .rows import Giving, NameRow, Person, elsewhere, people_of
from .schedule import Day, schedule_of
from .select import select

Resolved = tuple[tuple[str, str, str, Place | None], ...]
"""Type, key, title and place of each object that a role may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceView:
    """A conference block."""

    conference: Conference
    tags: tuple[NameRow, ...]
    """In the site's spelling."""
    talks: TalkCount
    """Those that have a record."""
    editions: str
    """The document that lists the other editions; empty if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """A talk in its authored document."""

    talk: Talk
    key: str
    """Empty for a break."""
    people: tuple[Person, ...]
    moderators: tuple[Person, ...]
    tags: tuple[NameRow, ...]
    conference: Conference | None
    """Its conference, if a document describes it."""
    elsewhere: tuple[Giving, ...]
    """Where else it was given."""
    recording: str
    """The address of its cue; empty if there is none."""
    page: str
    """Its generated document; empty if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list: its groups, or the days of a schedule."""

    groups: tuple[ListGroup, ...] = ()
    days: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapView:
    """One document."""

    conferences: Mapping[str, ConferenceView]
    """By anchor."""
    talks: Mapping[str, TalkView]
    """By anchor."""
    lists: Mapping[Query, ListView]
    noted: Collection[Query | str] = field(repr=False)
    """The lists, and the anchors of conferences, in the notes of a talk."""
    tags: Mapping[str, NameRow]
    """A row for each tag that the document gives itself, by the author's spelling."""
    roles: Mapping[Reference, Resolved]
    """The results of roles and links in the text, by type and target."""
    targets: Targets
    """The targets of all other links."""

    def in_notes(self) -> tuple[object, ...]:
        """Return what a copy of notes may show; of the talks, those in another."""
        shown = (
            {key: view for key, view in self.conferences.items() if key in self.noted},
            {key: view for key, view in self.talks.items() if view.talk.parent},
            {query: view for query, view in self.lists.items() if query in self.noted},
            self.tags,
        )
        targets = {ref: self.targets[ref] for ref in references_in(shown)}
        return *shown, self.roles, targets


Resolve = Callable[[Reference], Resolved]
"""From the type and target of a role to the objects that it may mean."""


def recap_view(
    docname: str, document: Document, places: Places, resolve: Resolve, today: date
) -> RecapView:
    """Return the view of *document* on the day *today*."""
    catalogue, registries = places.catalogue, places.catalogue.registries
    conferences = {
        record.node_id: _conference(record.fact, places, today)
        for record in document.conferences
    }
    talks = {
        record.node_id: _talk(record, docname, places, today)
        for record in document.talks
    }
    lists = {
        query: _list(catalogue, query, today) for query, _place in document.queries
    }
    spelled, key_of = catalogue.spelled(document.page_tags), registries.tags.key_of
    tags = {name: _tag(spelled[key_of(name)]) for name in document.page_tags}
    return RecapView(
        conferences=conferences,
        talks=talks,
        lists=lists,
        noted=document.in_notes,
        tags=tags,
        roles={role: resolve(role) for role in sorted(document.references)},
        targets=places.targets(references_in((conferences, talks, lists, tags))),
    )


def _conference(conference: Conference, places: Places, today: date) -> ConferenceView:
    catalogue = places.catalogue
    talks = catalogue.programme.get(conference.key, ())
    listed = conference.series and places.with_pages
    return ConferenceView(
        conference=conference,
        tags=_tags(catalogue, conference.tags),
        talks=count_talks(catalogue, talks, today),
        editions=(listed and places.paths.docname("conference", "index")) or "",
    )


def _talk(record: Record[Talk], docname: str, places: Places, today: date) -> TalkView:
    catalogue, talk = places.catalogue, record.fact
    if talk.is_break:
        return _break(talk, catalogue)
    key = catalogue.keys[record.spot]
    page = places.paths.docname("talk", key) if places.with_pages else None
    return TalkView(
        talk=as_of(catalogue, key, talk, today),
        key=key,
        people=people_of(catalogue, talk.speakers),
        moderators=people_of(catalogue, talk.moderators),
        tags=_tags(catalogue, talk.tags),
        conference=catalogue.conferences.fact(talk.conference),
        elsewhere=elsewhere(catalogue, key),
        recording=catalogue.recording(key),
        page=page if page and page != docname else "",
    )


def _break(talk: Talk, catalogue: Catalogue) -> TalkView:
    """Return the view of a break: it has a place and time, and leads nowhere."""
    return TalkView(
        talk=talk,
        key="",
        people=(),
        moderators=(),
        tags=(),
        conference=catalogue.conferences.fact(talk.conference),
        elsewhere=(),
        recording="",
        page="",
    )


def _list(catalogue: Catalogue, query: Query, today: date) -> ListView:
    if isinstance(query, ScheduleQuery):
        return ListView(days=schedule_of(catalogue, query, today))
    rows = select(catalogue, query, today)
    return ListView(groups=groups_of(catalogue, query, rows))


def _tags(catalogue: Catalogue, names: Iterable[str]) -> tuple[NameRow, ...]:
    """Return rows without counts."""
    return tuple(map(_tag, catalogue.spelled(names).values()))


def _tag(tag: Name) -> NameRow:
    return NameRow(objtype="tag", key=tag.key, name=tag.name)
