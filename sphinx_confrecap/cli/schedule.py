"""Make a recap of a programme, or bring a changed programme into it.

SOURCE is the file of a programme: frab's schedule.json or .xml (pretalx, FOSDEM,
DebConf, the CCC), Sessionize, a table (CSV), answers of pretalx's API, a calendar
(.ics), or an archive of videos (pyvideo, rubyevents, Write the Docs). Several files
are parts of one programme.

  confrecap import schedule schedule.json --only-in starred.ics
  confrecap import schedule talks.csv --conference "Doc Days 2030" --start 2030-05-17

A first import writes a recap with a block for each talk. Write your notes into it.
Later imports change only facts that the programme changed; what you wrote stays.
What was imported is kept in the folder _programme; commit it with your documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..model.errors import InputError
from ..text.files import is_file
from .console import Console, counted
from .exits import Exit
from .questions import agrees, can_ask
from .schedule_options import FILTERS, add_choice, add_lacking, add_manner

if TYPE_CHECKING:
    from ..fetch.transport import Network
    from ..importers.choice import Choice
    from ..importers.schedule import Recap, Request
    from ..model.programme import Event, Programme, Wanted
    from ..source.documents import Documentation

Value = TypeVar("Value")

MAX_FETCHED = 16 * 2**20
"""The largest programme that is fetched, in bytes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="a file, the folder of an archive, or - for standard input",
    )
    parser.add_argument(
        "--fetch",
        action="store_true",
        help="let SOURCE be an address (https), and ask only its host",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="the recap; by default the one that has this conference, or a new one in "
        "the folder recaps",
    )
    parser.add_argument("--rest", action="store_true", help="write a new recap in reST")
    parser.add_argument(
        "--source-format",
        metavar="NAME",
        help="the format of the programme, if it is not told by its contents",
    )
    add_choice(parser)
    add_lacking(parser)
    add_manner(parser)
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would change as a diff, and change nothing",
    )
    parser.add_argument(
        "--format",
        choices=["human", "json"],
        default="human",
        help="of the report: human (the default) or json",
    )
    parser.add_argument(
        "--no-input", action="store_true", help="ask nothing, also on a terminal"
    )


def run(
    arguments: argparse.Namespace, console: Console, network: Network | None = None
) -> Exit:
    """Import a programme. Tests pass a *network* of their own."""
    # Here, because the help of the command does not need them.
    from ..fetch.transport import FetchError  # noqa: PLC0415
    from ..formats.schedules.detect import programme_of  # noqa: PLC0415
    from ..formats.schedules.given import Remarks  # noqa: PLC0415
    from ..importers.guard import GuardError  # noqa: PLC0415
    from ..importers.registries import (  # noqa: PLC0415
        has_tags_file,
        with_speakers,
        with_tags,
    )
    from ..importers.schedule import import_schedule, recap_in  # noqa: PLC0415
    from ..importers.site import Site  # noqa: PLC0415
    from ..importers.sources import documents_in  # noqa: PLC0415
    from .imported import say  # noqa: PLC0415

    documentation = _documentation(arguments.into)
    try:
        ask = _asking(network) if arguments.fetch else None
        documents, digest = documents_in(arguments.sources, ask)
    except FetchError as error:
        console.warn(f"confrecap: {error}")
        return Exit.NETWORK
    remarks = Remarks(_wanted(arguments))
    programme = programme_of(documents, remarks, _source_format(arguments))
    site = Site(documentation)
    recap = recap_in(site, programme.occasion, arguments.into)
    chosen, kept = _chosen(arguments, programme, recap, console)
    request = _request(arguments, programme, digest, kept, console)
    try:
        done = import_schedule(site, programme, chosen, recap, request, remarks)
        if arguments.declare:
            done.changes += with_speakers(documentation, chosen)
        if arguments.tags and has_tags_file(documentation):
            done.changes += with_tags(documentation, chosen)
    except GuardError as error:
        console.warn(f"confrecap: nothing was written: {error}")
        return Exit.STORE
    if not arguments.dry_run:
        for change in done.changes:
            change.write(documentation.folder)
    say(arguments, console, programme, done, remarks.all)
    is_loss = any(remark.is_loss for remark in remarks.all)
    return Exit.FINDINGS if is_loss or done.report.notes else Exit.OK


def _documentation(into: Path | None) -> Documentation:
    from ..source.documents import documentation_of  # noqa: PLC0415, as in run()

    around = into.absolute().parents if into else ()
    folder = next((f for f in around if is_file(f / "conf.py")), Path.cwd())
    documentation = documentation_of([folder])
    if not documentation.has_conf:
        raise InputError(
            f"there is no conf.py in {folder}, or around it; run this in your "
            "documentation"
        )
    return documentation


def _asking(network: Network | None) -> Callable[[str], bytes]:
    """Return a function that gets what is at an address, from its host alone."""
    from ..fetch.transport import Client, FetchError, Network  # noqa: PLC0415
    from ..text.urls import hostname_of  # noqa: PLC0415

    client = Client(network or Network())

    def ask(url: str) -> bytes:
        response = client.get(url, {hostname_of(url)}, limit=MAX_FETCHED)
        if response.status != HTTPStatus.OK:
            raise FetchError(f"{url}: the answer has the status {response.status}")
        return response.body

    return ask


# --- the arguments ------------------------------------------------------------


def _wanted(arguments: argparse.Namespace) -> Wanted:
    from ..formats.schedules.sheet import NAMES  # noqa: PLC0415, as in run()
    from ..model.programme import Wanted  # noqa: PLC0415
    from ..parsing.fields import parse_day, parse_timezone  # noqa: PLC0415

    columns = dict(_pairs("--column", arguments.column))
    for field in columns.values():
        if field not in NAMES:
            known = ", ".join(NAMES)
            raise InputError(f"--column: {field!r} is no field; there are {known}")
    return Wanted(
        conference=arguments.conference,
        timezone=_value("--timezone", arguments.timezone, parse_timezone) or "",
        start=_value("--start", arguments.start, parse_day),
        columns=tuple(columns.items()),
        summary=arguments.summary,
        language=arguments.text_language,
    )


def _value(option: str, text: str, parse: Callable[[str], Value]) -> Value | None:
    """Read the value of an option; ``None`` if it is empty."""
    from ..model.errors import FieldError  # noqa: PLC0415, as in run()

    try:
        return parse(text) if text else None
    except FieldError as error:
        raise InputError(f"{option}: {error}") from None


def _pairs(option: str, given: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [text.rpartition("=") for text in given]
    for name, sign, value in pairs:
        if not (name and sign and value):
            raise InputError(f"{option}: write a name, =, and a value")
    return [(name.strip(), value.strip()) for name, _sign, value in pairs]


def _source_format(arguments: argparse.Namespace) -> str:
    from ..formats.schedules.detect import FORMATS  # noqa: PLC0415, as in run()

    name: str = arguments.source_format or ""
    if name and name not in FORMATS:
        known = ", ".join(FORMATS)
        raise InputError(f"--source-format: {name!r} is not one of {known}")
    return name


def _request(
    arguments: argparse.Namespace,
    programme: Programme,
    digest: str,
    kept: dict[str, object],
    console: Console,
) -> Request:
    from ..importers.merge import Side  # noqa: PLC0415, as in run()
    from ..importers.schedule import Request  # noqa: PLC0415
    from ..importers.update import Manner  # noqa: PLC0415
    from ..model.talks import Kind  # noqa: PLC0415
    from ..parsing.facts import choice  # noqa: PLC0415

    kinds: dict[str, Kind] = {}
    for type_, text in _pairs("--kind", arguments.kind):
        if kind := _value("--kind", text, choice(Kind)):
            kinds[type_.casefold()] = kind
    name = Path(arguments.sources[0]).name if arguments.sources[0] != "-" else ""
    return Request(
        into=arguments.into.absolute() if arguments.into else None,
        rest=arguments.rest,
        kinds=kinds,
        with_tags=arguments.tags,
        manner=Manner(
            side=Side.THEIRS if arguments.conflicts == "theirs" else Side.OURS,
            ask=_asking_sides(arguments, console),
            keep_cancelled=arguments.keep_cancelled,
            allow_removals=arguments.allow_removals,
            restore=tuple(arguments.restore),
        ),
        choice=kept,
        source={"name": name, "version": programme.version, "sha256": digest},
    )


def _asking_sides(
    arguments: argparse.Namespace, console: Console
) -> Callable[[str], bool] | None:
    """Return a function that asks who wins; ``None`` if nobody is to be asked."""
    if arguments.conflicts != "ask":
        return None
    if not can_ask(console, no_input=arguments.no_input):
        raise InputError("--conflicts ask needs a terminal; say ours or theirs")
    return lambda text: agrees(f"{text}. Take the programme's?", console)


# --- the choice ---------------------------------------------------------------


def _chosen(
    arguments: argparse.Namespace,
    programme: Programme,
    recap: Recap,
    console: Console,
) -> tuple[list[Event], dict[str, object]]:
    """Return the events that are wanted, and the choice for the next time."""
    from ..importers.choice import Choice, chosen_by, offered, with_dates  # noqa: PLC0415
    from ..source.files import read_bytes  # noqa: PLC0415

    events = offered(programme.events)
    given = {name: tuple(getattr(arguments, name)) for name, *_ in FILTERS.values()}
    lists = [(str(f), read_bytes(f, 64 * 2**20)) for f in arguments.only]
    choice = with_dates(Choice(**given), events)
    before = recap.state.choice if recap.state else {}
    if not (choice or lists or arguments.pick or arguments.all) and before:
        choice, lists = Choice.of(before), []
        if before.get("all") or choice:
            return chosen_by(events, choice, [], known=True).events, dict(before)
    found = chosen_by(events, choice, lists)
    for mark in found.unknown:
        console.warn(f"nothing in the programme is {str(mark)!r}")
    wanted = found.events
    if arguments.pick:
        wanted = _picked(arguments, wanted, console)
    elif not (choice or lists or arguments.all):
        _confirm(arguments, wanted, console)
    if not wanted:
        raise InputError("no talk of the programme is chosen")
    return wanted, _kept(choice, wanted, by_id=bool(lists or arguments.pick))


def _kept(choice: Choice, wanted: Sequence[Event], *, by_id: bool) -> dict[str, object]:
    """Return the choice as the state keeps it."""
    if by_id:
        return {"ids": sorted(event.id for event in wanted)}
    return dict(choice.kept()) or {"all": True}


def _picked(
    arguments: argparse.Namespace, events: list[Event], console: Console
) -> list[Event]:
    from .pick import picked  # noqa: PLC0415, as in run()

    if not can_ask(console, no_input=arguments.no_input):
        raise InputError("--pick needs a terminal; use --id, --room or --only-in")
    return picked(events, console)


def _confirm(
    arguments: argparse.Namespace, events: list[Event], console: Console
) -> None:
    """Ask before all of a long programme is taken."""
    from ..importers.choice import MANY  # noqa: PLC0415, as in run()

    if len(events) <= MANY:
        return
    count = counted(len(events), "talk")
    if can_ask(console, no_input=arguments.no_input):
        if agrees(f"The programme has {count}. Import all?", console):
            return
        raise InputError("choose some with --only-in, --room, --day or --pick")
    raise InputError(
        f"the programme has {count}; choose some with --only-in, --room, --day or "
        "--pick, or say --all"
    )
