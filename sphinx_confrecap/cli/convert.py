"""Turn raw embeds in documents into directives.

An embed is the code that a platform offers for pasting, a shortcode of Hugo or Jekyll,
or the address of a post alone on a line. A block `tweet` with the text of the embed
replaces it. Nothing else in a document changes. Code, comments and front matter stay
as they are.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable, Iterator, Sequence
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
from .exits import Exit

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
    trees = _trees(documentation, paths)
    rows: list[_Row] = []
    code = Exit.OK
    documents = list(documents_of(documentation, paths).items())
    for file, dialect in console.progress(documents, "converting"):
        try:
            text = read_text(file)
            new = rewrite(text, dialect, colon_fence=documentation.colon_fence)
            if new.text != text:
                target = _target(file, trees)
                if arguments.dry_run:
                    _show_diff(str(file), text, new.text, console)
                else:
                    write_whole(target, new.text.encode(), before=text.encode())
        except InputError as error:
            console.warn(str(error))
            code = max(code, Exit.USAGE)
        except OSError as error:
            console.warn(f"{file}: not changed, {error.strerror or error}")
            code = Exit.STORE
        else:
            rows.append(_row(file, new, console))
    rows += _unread(documentation, paths, console)
    _summarise(rows, console, dry_run=arguments.dry_run)
    return max(code, Exit.FINDINGS) if any(left for *_, left in rows) else code


def _check_suffixes(paths: Iterable[Path], documentation: Documentation) -> None:
    for path in paths:
        if not path.is_dir() and not documentation.dialect_of(path):
            known = _known(documentation)
            raise InputError(f"{path} is not a document of this site; {known}")


def _known(documentation: Documentation) -> str:
    suffixes = ", ".join(sorted(documentation.suffixes))
    return (
        f"documents of this site end in {suffixes}; rename it, or add its suffix to "
        "source_suffix in conf.py"
    )


def _trees(documentation: Documentation, paths: Iterable[Path]) -> list[Path]:
    """Return the folders in which documents may be changed."""
    named = (path if path.is_dir() else path.parent for path in paths)
    return [folder.resolve() for folder in (documentation.folder, *named)]


def _target(file: Path, trees: Iterable[Path]) -> Path:
    """Return the file itself; a link must not lead out of all *trees*."""
    target = file.resolve()
    if not any(target.is_relative_to(tree) for tree in trees):
        raise InputError(
            f"{file}: left out, a symbolic link leads to {target}; name that"
        )
    return target


def _show_diff(name: str, before: str, after: str, console: Console) -> None:
    """Print a unified diff, without the ends of lines."""
    old, new = split_lines(before), split_lines(after)
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        console.say(line.rstrip("\r\n"))


def _row(file: Path, new: Rewritten, console: Console) -> _Row:
    for left in new.left:
        console.warn(f"{file}:{left.place.line}: left as it is, {left.message}")
    return str(file), new.count, len(new.left)


def _unread(
    documentation: Documentation, paths: Iterable[Path], console: Console
) -> Iterator[_Row]:
    """Yield the Markdown with embeds that the site does not read."""
    for file in unread_markdown_in(documentation, filter(Path.is_dir, paths)):
        with suppress(InputError):
            found = rewrite(read_text(file), Dialect.MYST)
            if number := found.count + len(found.left):
                what = f"{counted(number, 'embed')}, {_known(documentation)}"
                console.warn(f"{file}: left as it is with {what}")
                yield str(file), 0, number


def _summarise(rows: Sequence[_Row], console: Console, *, dry_run: bool) -> None:
    """Print a table of the documents with embeds, and the sum."""
    if touched := [row for row in rows if any(row[1:])]:
        console.table(("document", "converted", "left"), touched)
    count = sum(converted for _, converted, _ in rows)
    verb = "would be converted" if dry_run else "converted"
    changed = sum(converted > 0 for _, converted, _ in rows)
    console.say(
        f"{counted(count, 'embed')} {verb} in {changed} of "
        f"{counted(len(rows), 'document')}."
    )
