"""Add recordings to talks, from a list of videos.

PLAYLIST is what yt-dlp writes of a playlist or a channel:

  yt-dlp --flat-playlist --dump-single-json ADDRESS > playlist.json
  confrecap import videos playlist.json --into recaps/doc-days-2031.md

Only a video that is certainly a talk is written, as the option video. The others are
listed with the talks that they may be. A talk that has a recording stays as it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.talks import Conference
from ..text.files import is_file
from .console import Console, counted
from .exits import Exit

if TYPE_CHECKING:
    from ..importers.changes import Change
    from ..importers.site import Page, Site
    from ..importers.videos import Matches


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("playlist", metavar="PLAYLIST", type=Path, help="the list")
    parser.add_argument(
        "--into",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a recap; by default all talks of the site are looked at",
    )
    parser.add_argument(
        "--new-talks",
        action="store_true",
        help="add a talk to the recap for each video that is none of its talks",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would change as a diff, and change nothing",
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Add recordings to talks."""
    # Here, because the help of the command does not need them.
    from ..formats.schedules.given import Remarks  # noqa: PLC0415
    from ..importers.guard import GuardError  # noqa: PLC0415
    from ..importers.recordings import talks_in, with_recordings  # noqa: PLC0415
    from ..importers.videos import matches_of, videos_in  # noqa: PLC0415
    from ..source.files import read_bytes  # noqa: PLC0415

    if arguments.new_talks and len(arguments.into) != 1:
        raise InputError("--new-talks needs one document, with --into FILE")
    remarks = Remarks()
    data = read_bytes(arguments.playlist, 64 * 2**20)
    videos = videos_in(str(arguments.playlist), data, remarks)
    site = _site(arguments.into)
    pages = _pages(site, arguments.into)
    matches = matches_of(talks_in(pages), videos)
    try:
        changes = with_recordings(site, pages, matches.sure)
        if arguments.new_talks:
            changes = _with_new(site, pages[0], changes, matches)
    except GuardError as error:
        console.warn(f"confrecap: nothing was written: {error}")
        return Exit.STORE
    for change in changes:
        if arguments.dry_run:
            for line in change.diff():
                console.say(line)
        else:
            change.write(site.documentation.folder)
    for remark in remarks.all:
        console.warn(str(remark))
    _say(matches, console, new=arguments.new_talks)
    return Exit.FINDINGS if matches.unsure and not arguments.new_talks else Exit.OK


def _site(into: list[Path]) -> Site:
    from ..importers.site import Site  # noqa: PLC0415, as in run()
    from ..source.documents import documentation_of  # noqa: PLC0415

    around = into[0].absolute().parents if into else ()
    folder = next((f for f in around if is_file(f / "conf.py")), Path.cwd())
    documentation = documentation_of([folder])
    if not documentation.has_conf:
        raise InputError(f"there is no conf.py in {folder}, or around it")
    return Site(documentation)


def _pages(site: Site, into: list[Path]) -> list[Page]:
    """Return the documents that may change."""
    from ..source.files import read_text  # noqa: PLC0415, as in run()

    if not into:
        return site.pages
    pages = []
    for file in into:
        dialect = site.documentation.dialect_of(file)
        if dialect is None:
            raise InputError(f"--into: {file} is no document")
        pages.append(site.page(file.absolute(), dialect, read_text(file)))
    return pages


def _with_new(
    site: Site, page: Page, changes: list[Change], matches: Matches
) -> list[Change]:
    """Return the changes, with talks for the videos that are none."""
    from ..importers.changes import Change  # noqa: PLC0415, as in run()
    from ..importers.recordings import with_new_talks  # noqa: PLC0415

    keys = [h.fact.key for h in page.held if isinstance(h.fact, Conference)]
    videos = [unsure.video for unsure in matches.unsure]
    if not videos:
        return changes
    text = changes[0].after if changes else page.text
    after, _entries = with_new_talks(site, page, text, next(iter(keys), ""), videos)
    return [Change(file=page.file, before=page.text, after=after)]


def _say(matches: Matches, console: Console, *, new: bool) -> None:
    for unsure in () if new else matches.unsure:
        near = ", ".join(map(repr, unsure.nearest)) or "nothing"
        console.warn(f"{unsure.video.title} ({unsure.video.url}): nearest is {near}")
    parts = [f"{counted(len(matches.sure), 'video')} added"]
    if matches.there:
        parts.append(f"{matches.there} there already")
    if matches.unsure:
        what = "as new talks" if new else "left"
        parts.append(f"{len(matches.unsure)} {what}")
    console.say(f"{', '.join(parts)}.")
