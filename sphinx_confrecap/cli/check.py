"""Look for mistakes in talks and conferences, without a build.

Looks at all documents of a site in about a second, and names what a build would
warn about in our blocks, roles and lists, and more: recorded talks without video
or slides, conferences without dates, talks that are there twice, and keys that
are gone since they were recorded. It leaves the store of posts to `confrecap posts
check`, and what other extensions warn about to the build.

Rules are silenced by name: for a site with suppress_warnings = ["confrecap.date"]
in conf.py, for a document with `confrecap-ignore: date` in its front matter.
"""

from __future__ import annotations

import argparse
from enum import StrEnum
from pathlib import Path

from .console import Console
from .exits import CommandError, Exit


class Form(StrEnum):
    """The form of the report."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``confrecap check``."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=Path(),
        help="where conf.py lies, or a folder above or below it; by default here",
    )
    parser.add_argument(
        "--format",
        metavar="FORM",
        choices=[form.value for form in Form],
        default=Form.HUMAN.value,
        help="of the report: human (the default), json, or github for annotations",
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="write down all keys, so that later checks can say which are gone",
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="name the settings that are not known",
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Look at a site, and report.

    :raises CommandError: there is no ``conf.py``
    """
    from ..check import lock, site  # noqa: PLC0415
    from ..source.documents import documentation_of  # noqa: PLC0415, takes long
    from . import report  # noqa: PLC0415

    documentation = documentation_of([arguments.folder])
    if not documentation.has_conf:
        message = f"there is no conf.py in {documentation.folder}, or around it"
        raise CommandError(message)
    file = documentation.folder / lock.NAME
    checked = site.check(documentation, with_record=not arguments.record)
    if arguments.verbose:
        for name in checked.computed:
            console.warn(f"conf.py computes {name}; what it holds is not known")
    if arguments.record:
        count = lock.record(file, checked.catalogue)
        console.warn(f"{report.shown(file, Path.cwd())}: {count} keys are recorded")
    match Form(arguments.format):
        case Form.JSON:
            console.say(report.as_json(checked))
        case Form.GITHUB:
            for line in report.github(checked):
                console.say(line)
        case Form.HUMAN:
            for line in report.human(checked):
                console.say(line)
    return Exit.FINDINGS if checked.problems else Exit.OK
