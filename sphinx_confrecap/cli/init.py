"""Put sphinx_confrecap into the conf.py of a site.

It reads conf.py, and never runs it; it shows the change, and asks. A list of
extensions that is computed is left to you: the lines to add are printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model.errors import InputError
from .console import Console
from .exits import Exit
from .questions import agrees, can_ask


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=Path(),
        help="the folder of conf.py, or a folder above or below it; by default here",
    )
    parser.add_argument("--yes", action="store_true", help="change it, and ask nothing")


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Change the configuration of a site."""
    # Here, because the help of the command does not need them.
    from ..importers.changes import Change  # noqa: PLC0415
    from ..importers.setup import SNIPPET, SetupError, completed  # noqa: PLC0415
    from ..source.documents import documentation_of  # noqa: PLC0415
    from ..source.files import read_text  # noqa: PLC0415

    documentation = documentation_of([arguments.folder])
    if not documentation.has_conf:
        raise InputError(f"there is no conf.py in {documentation.folder}, or around it")
    file = documentation.folder / "conf.py"
    before = read_text(file)
    try:
        after = completed(before.encode()).decode()
    except SetupError as error:
        console.warn(f"{file}: not changed, {error}. Add this by hand:")
        console.say(SNIPPET.rstrip())
        return Exit.FINDINGS
    if after == before:
        console.say(f"{file}: there is nothing to do.")
        return Exit.OK
    change = Change(file=file, before=before, after=after)
    for line in change.diff():
        console.say(line)
    asking = can_ask(console, no_input=False)
    if not (arguments.yes or (asking and agrees("Write this?", console))):
        console.warn("nothing was written; --yes writes it")
        return Exit.FINDINGS
    change.write(documentation.folder)
    console.say(f"{file} is changed. Begin a recap with: confrecap new")
    return Exit.OK
