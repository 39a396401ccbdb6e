"""A small documentation, and the command run on it."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_confrecap.cli import check, fetch
from sphinx_confrecap.cli.commands import make_parser
from sphinx_confrecap.cli.console import Console
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.posts import Post
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.store import Store
from tests.unit.fetch.server import FaultServer

X_POST = "https://x.com/example/status/20"
MASTODON_POST = "https://mastodon.example/@sam/110"
BLUESKY_POST = "https://bsky.app/profile/sam.example/post/3l6oveex3ii2l"


@dataclass
class Site:
    folder: Path
    faults: FaultServer
    deadline: float = 15.0
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)

    @property
    def store(self) -> Store:
        return Store(self.folder / "_posts")

    def quote(self, *addresses: str, name: str = "recap.md") -> None:
        blocks = (f":::{{tweet}} {address}\n:::\n\n" for address in addresses)
        self.write(name, "# Recap\n\n" + "".join(blocks))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def fetch(self, *options: str) -> Exit:
        return self._run(fetch.run, "posts", "fetch", *options)

    def check(self, *options: str) -> Exit:
        return self._run(check.run, "check", "--posts", *options)

    def _run(self, command: Callable[..., Exit], *words: str) -> Exit:
        self.out, self.err = io.StringIO(), io.StringIO()
        console = Console(self.out, self.err)
        network = self.faults.network(self.deadline)
        return command(make_parser().parse_args(words), console, network)

    @property
    def said(self) -> str:
        return self.out.getvalue()

    def stored(self, address: str) -> Post:
        """Return a post; it must be in the store."""
        post = self.store.read(parse_reference(address))
        assert post, address
        return post

    def files(self) -> dict[str, bytes]:
        """Return all that lies in the store."""
        root = self.store.root
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
