"""Tables: comma, semicolon or tab between columns, with a line of their names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ...model.errors import FieldError, InputError
from ...model.programme import Event, Occasion, Person, Programme
from ...model.talks import Link
from ...parsing.fields import parse_when
from .document import Document, Syntax
from .given import Given, Remarks
from .values import (
    address_of,
    by_evening,
    is_break,
    languages_of,
    links_of,
    minutes_between,
    minutes_of,
    moment_of,
    occasion_with,
    person_of,
)

NAME = "csv"

NAMES: dict[str, str] = {
    "id": "id code number nr nummer numéro número numero uid guid",
    "title": "title talk session name titel vortrag thema titre título titulo titolo",
    "speakers": "speakers speaker presenter presenters who author authors referent "
    "referenten referentin sprecher vortragende intervenant intervenants orateur "
    "ponente ponentes orador oradores relatore relatori palestrante palestrantes",
    "affiliation": "affiliation company organisation organization firma unternehmen "
    "entreprise empresa azienda organización organização",
    "start": "start starts begin beginn from début inicio início inizio starts_at "
    "start_time startzeit datetime",
    "end": "end ends to ende bis fin fim fine ends_at end_time endzeit",
    "date": "date day datum tag jour fecha día dia data giorno",
    "time": "time zeit uhrzeit heure hora ora",
    "duration": "duration length minutes dauer minuten durée duración duração durata",
    "room": "room location place stage raum saal ort salle lieu sala lugar luogo aula",
    "track": "track topic strang parcours filière pista trilha",
    "type": "type kind format art typ tipo",
    "language": "language lang sprache langue idioma língua lingua",
    "level": "level niveau nivel nível livello",
    "url": "url link address adresse lien enlace indirizzo",
    "slides": "slides folien diapositives diapositivas",
    "video": "video recording aufzeichnung vidéo vídeo",
    "tags": "tags keywords schlagworte étiquettes etiquetas etichette",
    "abstract": "abstract description beschreibung résumé descripción descrição",
}
"""For each field, the names of a column in six languages."""

_FIELD_OF = {name: field for field, names in NAMES.items() for name in names.split()}
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE
)
_DAYS = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_NUMBER_OF_DAY = re.compile(r"(?:\D*\s)?(\d{1,2})\.?")


def matches(document: Document) -> bool:
    """Tell whether a file is a table; its columns are looked at when it is read."""
    return document.syntax is Syntax.TABLE


def read(documents: Sequence[Document], remarks: Remarks) -> list[Programme]:
    """Read all files as parts of one programme.

    :raises InputError: a table has no column for titles
    """
    events: list[Event] = []
    for document in documents:
        events += _Table(document, remarks).events()
    given = Given(None, remarks, documents[0].name)
    occasion = occasion_with(Occasion(), given)
    return [Programme(format=NAME, occasion=occasion, events=tuple(by_evening(events)))]


def _reader_of(text: str, separator: str) -> Any:
    """Return a reader of rows; a line may also end as on old Macs."""
    return csv.reader(io.StringIO(text, newline=None), delimiter=separator)


def _header_of(text: str, separator: str) -> list[str]:
    """Return the first row; nothing if it cannot be read."""
    try:
        return next(_reader_of(text, separator), [])
    except csv.Error:
        return []


class _Table:
    """Reads the rows of one table."""

    def __init__(self, document: Document, remarks: Remarks) -> None:
        self.name, self.remarks = document.name, remarks
        self.columns, self.rows = self._split(str(document.content))
        self.order = self._order_of_dates()

    def _split(self, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Return the field of each column, and rows with their lines."""
        best: tuple[list[str], str] = ([], ",")
        for separator in (",", ";", "\t", "|"):
            fields = list(map(self._field_of, _header_of(text, separator)))
            if len(list(filter(None, fields))) > len(list(filter(None, best[0]))):
                best = fields, separator
        fields, separator = best
        if "title" not in fields:
            known = ", ".join(NAMES)
            raise InputError(
                f"{self.name}: no column has titles; its first line must name the "
                f"columns, or say --column NAME=title (fields: {known})"
            )
        reader = _reader_of(text, separator)
        next(reader)
        try:
            rows = [
                (reader.line_num, row) for row in reader if any(map(str.strip, row))
            ]
        except csv.Error as error:
            message = f"{self.name}: line {reader.line_num}: {error}"
            raise InputError(message) from None
        return fields, rows

    def _field_of(self, name: str) -> str:
        given = dict(self.remarks.wanted.columns)
        if name.strip() in given:
            return given[name.strip()]
        folded = re.sub(r"[\s-]+", "_", name.strip().casefold())
        return _FIELD_OF.get(folded) or _FIELD_OF.get(folded.rstrip("s"), "")

    def _order_of_dates(self) -> str:
        """Tell what is first in dates such as ``3/4/2030``; empty if none can tell."""
        first = second = 0
        for _line, row in self.rows:
            for cell in row:
                if match := _DAYS.match(cell.strip()):
                    if match[2] == ".":
                        return "day"
                    first = max(first, int(match[1]))
                    second = max(second, int(match[3]))
        if first > 12 >= second:
            return "day"
        return "month" if second > 12 >= first else ""

    def events(self) -> Iterator[Event]:
        for line, row in self.rows:
            cells = {
                field: cell
                for field, cell in zip(self.columns, row, strict=False)
                if field and cell.strip()
            }
            given = Given(cells, self.remarks, self.name, f"line {line}")
            if event := self._event(given):
                yield event

    def _event(self, given: Given) -> Event | None:
        title = given["title"].text()
        if not title:
            given.loss("the row has no title, and is left out")
            return None
        start = self._start(given)
        persons = tuple(_persons(given))
        id_ = given["id"].text()
        return Event(
            id=id_ or title,
            codes=tuple(filter(None, [id_])),
            title=title,
            place=given.where,
            persons=persons,
            start=start,
            duration=minutes_of(given["duration"]) or self._until(given, start),
            room=given["room"].text(),
            track=given["track"].text(),
            type=given["type"].text(),
            languages=languages_of(given["language"]),
            level=given["level"].text(),
            url=address_of(given["url"]),
            tags=tuple(_split_names(given["tags"].text())),
            abstract=given["abstract"].prose(),
            is_break=is_break(title, persons),
            slides=_links(given["slides"]),
            videos=_links(given["video"]),
        )

    # --- times ---

    def _start(self, given: Given) -> date | datetime | None:
        """Return the start, from a column for it, or from columns of date and time."""
        whole = given["start"]
        text = whole.text()
        day = self._date(given["date"])
        if clock := _clock(text):
            return self._at(day, clock, whole)
        if text:
            found = self._date(whole, with_time=True)
            if isinstance(found, datetime) or not given["time"]:
                return found
            day = found
        if given["time"]:
            if clock := _clock(given["time"].text()):
                return self._at(day, clock, given["time"])
            given["time"].loss("it is not a time; write it as 09:30")
        return day

    def _at(self, day: date | None, clock: time, given: Given) -> datetime | None:
        day = day or given.wanted.start
        if day is None:
            given.once("times have no day; name the first day with --start 2030-05-17")
            return None
        return datetime.combine(day, clock)

    def _until(self, given: Given, start: date | datetime | None) -> int | None:
        end = given["end"]
        if not (end and isinstance(start, datetime)):
            return None
        if clock := _clock(end.text()):
            until = datetime.combine(start.date(), clock, start.tzinfo)
            # It ends after midnight.
            return minutes_between(start, until + timedelta(days=until <= start))
        return minutes_between(start, self._date(end, with_time=True))

    def _date(self, given: Given, *, with_time: bool = False) -> date | datetime | None:
        """Return a date, also as ``17.5.2030``; "Day 2" counts from ``--start``."""
        text = given.text()
        if not text:
            return None
        if match := _DAYS.match(text):
            order = self.order
            if not order:
                given.loss(f"{text!r} may be two dates; write it as 2030-05-17")
                return None
            day, month = (match[1], match[3])[:: 1 if order == "day" else -1]
            rest = text[match.end() :].strip()
            clock = _clock(rest)
            text = f"{match[4]}-{month:0>2}-{day:0>2}"
            if clock and with_time:
                text += f" {clock:%H:%M}"
        elif (number := _NUMBER_OF_DAY.fullmatch(text)) and given.wanted.start:
            return given.wanted.start + timedelta(days=int(number[1]) - 1)
        try:
            parse_when(text)
        except FieldError as error:
            given.loss(str(error))
            return None
        return moment_of(given.with_value(text), given.wanted.timezone)


def _clock(text: str) -> time | None:
    """Read ``9:30``, ``9.30``, ``9h30`` or ``9:30 PM``; ``None`` if it is no time."""
    match = _CLOCK.fullmatch(text.strip())
    if not match or not (match[2] or match[3]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3][0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _links(given: Given) -> tuple[Link, ...]:
    addresses = given.with_value(given.text().split())
    return tuple(link for link, _kind in links_of(addresses))


def _persons(given: Given) -> Iterator[Person]:
    names = list(_split_names(given["speakers"].value))
    affiliation = given["affiliation"].text() if len(names) == 1 else ""
    for name in names:
        if person := person_of(name, affiliation=affiliation):
            yield person


def _split_names(written: object) -> Iterator[str]:
    """Yield names with line breaks, semicolons, commas or ``&`` between."""
    text = written if isinstance(written, str) else ""
    for separator in (r"[\r\n]+", ";", ",", r"\s&\s"):
        if len(parts := [p for p in re.split(separator, text) if p.strip()]) > 1:
            yield from (part.strip() for part in parts)
            return
    if text.strip():
        yield text.strip()
