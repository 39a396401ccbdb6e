"""Files that an import changes: shown as a diff, and written as a whole."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import InputError
from ..text.files import lies_in, write_whole
from ..text.lines import split_lines

_NO_END = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file, and its text before and after; before is ``None`` for a new one."""

    file: Path
    before: str | None
    after: str

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff, which ``patch -p1`` applies."""
        name = _shown(self.file)
        old = split_lines(self.before or "")
        old_name = "/dev/null" if self.before is None else f"a/{name}"
        new = split_lines(self.after)
        for line in difflib.unified_diff(old, new, old_name, f"b/{name}"):
            yield line.rstrip("\n").rstrip("\r")
            if not line.endswith(("\n", "\r")):
                yield _NO_END

    def write(self, folder: Path) -> None:
        """Write the file, below *folder*, unless somebody changed it meanwhile.

        :raises InputError: it would lie elsewhere, or is there already
        """
        if not lies_in(folder, self.file):
            message = "a symbolic link leads out of the documentation"
            raise InputError(f"{self.file}: {message}")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.before is None:
            if self.file.exists():
                raise InputError(f"{self.file}: somebody made it meanwhile")
            write_whole(self.file, self.after.encode())
        else:
            write_whole(self.file, self.after.encode(), before=self.before.encode())


def _shown(file: Path) -> str:
    try:
        return file.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix().lstrip("/")
