"""Turn raw embeds in documents into directives.

An embed is the code that a platform hands out, a shortcode of Hugo or Jekyll, or the
address of a post alone on a line. In its place comes a block `tweet` with the text
that the embed holds. Nothing else in a document changes. Code, comments and front
matter stay as they are.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from ..model.blocks import Dialect
from ..model.errors import InputError
from ..source.documents import (
    Documentation,
    documentation_of,
    documents_of,
    unread_markdown_in,
)
from ..source.files import read_text
from ..source.rewrite import Rewritten, rewrite
from ..text.files import write_whole
from ..text.lines import split_lines
from .console import Console, counted
from .exits import CommandError, Exit, exit_of

# A document, how many of its embeds are converted, and how many are left.
_Row = tuple[str, int, int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help="a document, or a folder with documents",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would change as a diff, and change nothing",
    )


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Convert the documents. Each embed that is left counts as a finding."""
    paths: list[Path] = arguments.paths
    documentation = documentation_of(paths)
    _check_suffixes(paths, documentation)
    documents = documents_of(documentation, paths)
    trees = _trees(documentation, paths)
    rows: list[_Row] = []
    result = Exit.OK
    for file in console.progress(documents, "converting"):
        try:
            text = read_text(file)
            rewritten = _rewritten(file, text, documentation)
            if rewritten.text != text:
                target = _target(file, trees)
                if arguments.dry_run:
                    _show_diff(str(file), text, rewritten.text, console)
                else:
                    _write(target, rewritten.text)
        except (CommandError, InputError) as error:
            console.warn(str(error))
            result = max(result, exit_of(error))
            continue
        for left in rewritten.left:
            console.warn(f"{file}:{left.place.line}: left as it is, {left.message}")
        rows.append((str(file), rewritten.count, len(rewritten.left)))
    for file in unread_markdown_in(documentation, filter(Path.is_dir, paths)):
        if number := _embeds_in(file):
            what = counted(number, "embed")
            known = _known(documentation)
            console.warn(f"{file}: left as it is with {what}, {known}")
            rows.append((str(file), 0, number))
    _summarise(rows, console, dry_run=arguments.dry_run)
    if any(left for _, _, left in rows):
        result = max(result, Exit.FINDINGS)
    return result


def _check_suffixes(paths: Iterable[Path], documentation: Documentation) -> None:
    for path in paths:
        if not path.is_dir() and not documentation.dialect_of(path):
            message = f"{path} is no document of this site; {_known(documentation)}"
            raise CommandError(message)


def _known(documentation: Documentation) -> str:
    suffixes = ", ".join(sorted(documentation.suffixes))
    return (
        f"documents of this site end in {suffixes}; rename it, or add its suffix to "
        "source_suffix in conf.py"
    )


def _embeds_in(file: Path) -> int:
    """Return how many posts Markdown embeds that the site does not read."""
    with suppress(InputError):
        found = rewrite(read_text(file), Dialect.MYST)
        return found.count + len(found.left)
    return 0


def _trees(documentation: Documentation, paths: Iterable[Path]) -> list[Path]:
    """Return the folders that may be written in."""
    named = (path if path.is_dir() else path.parent for path in paths)
    return [folder.resolve() for folder in (documentation.folder, *named)]


def _rewritten(file: Path, text: str, documentation: Documentation) -> Rewritten:
    dialect = documentation.dialect_of(file)
    if dialect is None:
        return Rewritten(text=text)
    return rewrite(text, dialect, colon_fence=documentation.colon_fence)


def _target(file: Path, trees: Iterable[Path]) -> Path:
    """Return the file itself; a link may not lead out of all *trees*."""
    target = file.resolve()
    if not any(target.is_relative_to(tree) for tree in trees):
        message = f"{file}: left out, a symbolic link leads to {target}; name that"
        raise CommandError(message)
    return target


def _write(file: Path, text: str) -> None:
    try:
        write_whole(file, text.encode())
    except OSError as error:
        message = f"{file}: not changed, {error.strerror or error}"
        raise CommandError(message, Exit.STORE) from error


def _show_diff(name: str, before: str, after: str, console: Console) -> None:
    """Print a unified diff, without the ends of lines."""
    old, new = split_lines(before), split_lines(after)
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        console.say(line.rstrip("\r\n"))


def _summarise(rows: Sequence[_Row], console: Console, *, dry_run: bool) -> None:
    """Print a table of the documents with embeds, and the sum."""
    touched = [row for row in rows if any(row[1:])]
    if touched:
        console.table(("document", "converted", "left"), touched)
    count = sum(converted for _, converted, _ in rows)
    verb = "would be converted" if dry_run else "converted"
    changed = sum(converted > 0 for _, converted, _ in rows)
    console.say(
        f"{counted(count, 'embed')} {verb} in {changed} of "
        f"{counted(len(rows), 'document')}."
    )
