"""Look for mistakes in talks and conferences, without a build.

It reads all documents of a site in about a second, and reports what a build would
warn about in our blocks, roles and lists. It also reports recorded talks without
video or slides, conferences without dates, talks that are there twice, and keys that
are gone since they were recorded. Warnings of other extensions need a build.

With --posts it also looks at the posts that documents quote, and at their store. It
reports posts that are not stored, gone, damaged or not used, and images without a
description. Without --online it asks nobody, and knows from the last fetch which
posts are gone.

Silence a rule by its name: for a site with suppress_warnings = ["confrecap.date"] in
conf.py, for a document with `confrecap-ignore: date` in its front matter.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import InputError, TombstoneError
from .console import Console
from .exits import Exit

if TYPE_CHECKING:
    from ..check.posts import Posts
    from ..fetch.transport import Network


_FLAGS = {
    "--posts": "also look at the posts that documents quote, and at their store",
    "--online": "the same, and ask the platforms which posts are gone now",
    "--record": "write down all keys, so that later checks can say which are gone",
    "-v --verbose": "name the settings that are not known",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``confrecap check``."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=Path(),
        help="the folder of conf.py, or a folder above or below it; by default here",
    )
    parser.add_argument(
        "--format",
        metavar="FORM",
        choices=["human", "json", "github"],
        default="human",
        help="of the report: human (the default), json, or github for annotations",
    )
    for names, meaning in _FLAGS.items():
        parser.add_argument(*names.split(), action="store_true", help=meaning)


def run(
    arguments: argparse.Namespace, console: Console, network: Network | None = None
) -> Exit:
    """Look at a site, and report. Tests pass a *network* of their own."""
    # Here, because they take long, and the help of the command does not need them.
    from ..check import lock, posts, site  # noqa: PLC0415
    from ..source.documents import documentation_of  # noqa: PLC0415
    from . import report  # noqa: PLC0415

    documentation = documentation_of([arguments.folder])
    if not documentation.has_conf:
        raise InputError(f"there is no conf.py in {documentation.folder}, or around it")
    with_posts = arguments.posts or arguments.online
    held = posts.posts_of(documentation) if with_posts else None
    failures = _ask_anew(held, console, network) if held and arguments.online else []
    checked = site.check(documentation, with_record=not arguments.record, posts=held)
    for name in checked.computed if arguments.verbose else ():
        console.warn(f"conf.py computes {name}; its value is not known")
    if arguments.record:
        file = documentation.folder / lock.NAME
        count = lock.record(file, checked.catalogue)
        console.warn(f"{report.shown(file, Path.cwd())}: {count} keys are recorded")
    for line in report.FORMS[arguments.format](checked):
        console.say(line)
    for failure in failures:
        console.warn(failure)
    if checked.problems:
        return Exit.FINDINGS
    return Exit.NETWORK if failures else Exit.OK


def _ask_anew(posts: Posts, console: Console, network: Network | None) -> list[str]:
    """Update the statuses of stored posts. Return the posts without an answer."""
    from ..fetch.fetcher import ask  # noqa: PLC0415, as in run()
    from ..fetch.retry import RetryingClient  # noqa: PLC0415
    from ..fetch.transport import FetchError, Network  # noqa: PLC0415

    client = RetryingClient(network or Network())
    shown = {item.reference for item in posts.shown}
    known = [(r, post) for r, post in posts.stored.items() if post and r in shown]
    failures = []
    for reference, post in console.progress(known, "asking"):
        try:
            status = ask(reference, client.get).post.status
        except TombstoneError as error:
            status = error.status
        except FetchError as error:
            failures.append(f"{reference.key}: {error}")
            continue
        posts.stored[reference] = replace(post, status=status)
    return failures
