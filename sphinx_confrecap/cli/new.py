"""Begin a recap, or a talk in one.

On a terminal it asks for what is missing. The new document has a block for the
conference, a heading for each day, and one talk, into which you write.

  confrecap new "Doc Days 2031" --start 2031-05-17 --end 2031-05-18
  confrecap new talk "Write it down" --into recaps/doc-days-2031.md

If there is a file of the programme, `confrecap import schedule` writes all talks.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..model.errors import FieldError, InputError
from ..text.files import is_file
from .console import Console
from .exits import Exit
from .questions import ask, can_ask

if TYPE_CHECKING:
    from ..importers.changes import Change
    from ..importers.new import Wish
    from ..importers.site import Site

Value = TypeVar("Value")

_OPTIONS = {
    "--start": ("DATE", "its first day"),
    "--end": ("DATE", "its last day, if it is longer"),
    "--location": ("PLACE", "where it is"),
    "--timezone": ("ZONE", "its time zone, such as Europe/Berlin"),
    "--url": ("URL", "its website"),
    "--series": ("NAME", "the series that it is an edition of"),
    "--tags": ("TAGS", "its topics, with commas between"),
    "--author": ("NAME", "who writes the recap"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "words",
        metavar="NAME",
        nargs="*",
        help="the name of the conference; or the word talk, and a title",
    )
    for option, (metavar, meaning) in _OPTIONS.items():
        parser.add_argument(option, metavar=metavar, default="", help=meaning)
    parser.add_argument(
        "--talk",
        metavar="TITLE",
        dest="talks",
        action="append",
        default=[],
        help="a talk; can be given several times",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="the document; by default a new one in the folder recaps",
    )
    parser.add_argument("--rest", action="store_true", help="write reST")
    parser.add_argument(
        "--toctree", type=Path, metavar="FILE", help="add it to the toctree of this"
    )
    parser.add_argument(
        "--edit", action="store_true", help="open the document in $EDITOR"
    )
    parser.add_argument(
        "--no-input", action="store_true", help="ask nothing, also on a terminal"
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Write a new document, or a new talk."""
    # Here, because the help of the command does not need it.
    from ..importers.guard import GuardError  # noqa: PLC0415

    is_talk = arguments.words[:1] == ["talk"] and len(arguments.words) > 1
    try:
        file = (_new_talk if is_talk else _new_recap)(arguments, console)
    except GuardError as error:
        console.warn(f"confrecap: nothing was written: {error}")
        return Exit.STORE
    if arguments.edit:
        _edit(file)
    return Exit.OK


def _site(into: Path | None) -> Site:
    from ..importers.site import Site  # noqa: PLC0415, as in run()
    from ..source.documents import documentation_of  # noqa: PLC0415

    around = into.absolute().parents if into else ()
    folder = next((f for f in around if is_file(f / "conf.py")), Path.cwd())
    documentation = documentation_of([folder])
    if not documentation.has_conf:
        raise InputError(f"there is no conf.py in {folder}, or around it")
    return Site(documentation)


# --- a talk -------------------------------------------------------------------


def _new_talk(arguments: argparse.Namespace, console: Console) -> Path:
    from ..importers.changes import Change  # noqa: PLC0415, as in run()
    from ..importers.new import with_talk  # noqa: PLC0415
    from ..source.files import read_text  # noqa: PLC0415
    from .report import shown  # noqa: PLC0415

    if not arguments.into:
        raise InputError("name the document of the talk with --into FILE")
    file: Path = arguments.into.absolute()
    site = _site(file)
    dialect = site.documentation.dialect_of(file)
    if dialect is None:
        raise InputError(f"--into: {arguments.into} is no document")
    text = read_text(file)
    title = " ".join(arguments.words[1:])
    after = with_talk(text, title, site.style(dialect), site.files(file))
    change = Change(file=file, before=text, after=after)
    change.write(site.documentation.folder)
    console.say(f"{shown(file, Path.cwd())}: a block for {title!r} is at its end.")
    return file


# --- a recap ------------------------------------------------------------------


def _new_recap(arguments: argparse.Namespace, console: Console) -> Path:
    from ..importers.changes import Change  # noqa: PLC0415, as in run()
    from ..importers.new import new_recap  # noqa: PLC0415
    from ..model.blocks import Dialect  # noqa: PLC0415
    from ..text.keys import key_of  # noqa: PLC0415
    from .report import shown  # noqa: PLC0415

    site = _site(arguments.into)
    wish = _wish(arguments, console)
    key = key_of(wish.name)
    url = dict(wish.options).get("url", "")
    for page in site.conferences(key, url, wish.name):
        where = shown(page.file, Path.cwd())
        raise InputError(f"the site has this conference already, in {where}")
    file = site.target(arguments.into, key, rest=arguments.rest)
    if file.exists():
        raise InputError(f"{file}: it is there already")
    dialect = site.documentation.dialect_of(file) or Dialect.MYST
    text = new_recap(wish, site.style(dialect), site.files(file))
    changes = [Change(file=file, before=None, after=text)]
    changes += _in_toctree(arguments.toctree, file, site)
    for change in changes:
        change.write(site.documentation.folder)
    console.say(f"{shown(file, Path.cwd())} is there.")
    if not arguments.toctree:
        name = file.relative_to(site.documentation.folder).with_suffix("").as_posix()
        console.say(f"Add this line to a toctree: {name}")
    return file


def _in_toctree(toctree: Path | None, file: Path, site: Site) -> Iterator[Change]:
    from ..importers.changes import Change  # noqa: PLC0415, as in run()
    from ..importers.new import entry_of, in_toctree  # noqa: PLC0415
    from ..source.files import read_text  # noqa: PLC0415

    if toctree is None:
        return
    dialect = site.documentation.dialect_of(toctree)
    if dialect is None:
        raise InputError(f"--toctree: {toctree} is no document")
    text = read_text(toctree)
    try:
        after = in_toctree(text, entry_of(file, toctree.absolute()), dialect)
    except InputError as error:
        raise InputError(f"--toctree: {toctree}: {error}") from None
    if after != text:
        yield Change(file=toctree.absolute(), before=text, after=after)


def _wish(arguments: argparse.Namespace, console: Console) -> Wish:
    """Return what is known of the conference, from options and answers."""
    from ..importers.new import Wish  # noqa: PLC0415, as in run()
    from ..parsing.fields import (  # noqa: PLC0415
        parse_address,
        parse_day,
        parse_timezone,
    )
    from ..parsing.names import parse_tags  # noqa: PLC0415

    asking = can_ask(console, no_input=arguments.no_input)

    def value(
        option: str, question: str, read: Callable[[str], Value], default: str = ""
    ) -> Value | None:
        given = getattr(arguments, option)
        if given or not (asking and question):
            return _read(f"--{option}", given, read) if given else None
        return _asked(question, read, default, console)

    name = " ".join(arguments.words).strip()
    if not name and asking:
        name = ask("Name of the conference: ", console)
    if not name:
        raise InputError("say the name of the conference")
    start = value("start", "First day (2031-05-17): ", parse_day)
    if start is None:
        raise InputError("say the first day of the conference with --start")
    end = value("end", "Last day, if it is another: ", parse_day)
    if end and end < start:
        raise InputError(f"the last day {end} is before the first, {start}")
    options = {
        "location": value("location", "Place: ", str),
        "timezone": value("timezone", "Time zone", parse_timezone, _zone_here()),
        "url": value("url", "Website: ", parse_address),
        "series": value("series", "", str),
        "tags": value("tags", "", lambda text: parse_tags(text) and text),
    }
    return Wish(
        name=name,
        start=start,
        end=end,
        options=tuple((n, str(v)) for n, v in options.items() if v),
        author=arguments.author,
        talks=tuple(arguments.talks),
    )


def _read(option: str, text: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(text)
    except FieldError as error:
        raise InputError(f"{option}: {error}") from None


def _asked(
    question: str, read: Callable[[str], Value], default: str, console: Console
) -> Value | None:
    """Ask until the answer can be read; an empty one is the default."""
    shown = f"{question} [{default}]: " if default else question
    while text := ask(shown, console) or default:
        try:
            return read(text)
        except FieldError as error:
            console.warn(str(error))
    return None


def _zone_here() -> str:
    """Return the zone of this machine; empty if it does not tell."""
    try:
        target = Path("/etc/localtime").readlink()
    except OSError:
        return ""
    return target.as_posix().partition("zoneinfo/")[2]


def _edit(file: Path) -> None:
    """Open a document in the user's own editor, as git does."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise InputError("--edit: name an editor in EDITOR")
    try:
        subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603
    except (OSError, ValueError) as error:
        raise InputError(f"the editor {editor!r} does not start: {error}") from None
