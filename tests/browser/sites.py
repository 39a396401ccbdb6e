"""Sites in a theme: built once in a run, whatever tests read them, and served."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

EXAMPLE = Path(__file__).parents[2] / "example_project"
CONTROL = Path(__file__).parent / "control"
"""A site with nothing of ours. What is wrong there is a theme's fault."""
EVERYTHING = Path(__file__).parent / "everything"
"""A site with each block of ours on its first page."""

TALK = "talks/devopscon-2018-munich/kubernetes-at-scale.html"
RECAP = "recaps/devopscon-2018-munich.html"
SCHEDULED = "recaps/platform-day-2019.html"
THREAD = "recaps/orchestrate-2017.html"
# Each of these pages has another look; the other pages differ only in words.
KINDS = (
    "index.html",
    "guide/incidents.html",
    "reference/tooling.html",
    "recaps/index.html",
    RECAP,
    SCHEDULED,
    "conferences/index.html",
    "talks/index.html",
    "speakers/index.html",
    "tags/index.html",
    TALK,
    "talks/platform-day-2019/five-minutes-each.html",
    "speakers/oleg-chunikhin.html",
    "tags/kubernetes.html",
)

CONF = """
project = "Small"
extensions = ["myst_parser", "sphinx_confrecap"]
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["toc.not_included", "confrecap.toctree"]
"""
"""The settings of small sites."""
STRICT = "default-src 'self'"
Make = Callable[[Path], object]


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, policy: str, directory: str) -> None:
        self._policy = policy
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Serve a file; browsers ask for an icon that no page names."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Hold the page to the policy, or only report what breaks a strict one."""
        only = "" if self._policy else "-Report-Only"
        self.send_header(f"Content-Security-Policy{only}", self._policy or STRICT)
        # A page must keep the place of an image that the browser has not seen yet.
        if self.path.endswith((".jpg", ".png", ".svg", ".webp")):
            self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the output of the tests for the tests."""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """Serve *folder*, and give its address with a slash at the end."""
    handler = partial(Handler, policy=policy, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Shared:
    """A folder of all processes of this run. What is made in it is made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, name: str, make: Make) -> None:
        """Make the path *name*, unless another process does so, or has done."""
        claim = self._folder / f"{name}.claimed"
        try:
            claim.touch(exist_ok=False)
        except FileExistsError:
            return
        try:
            make(self._folder / f"{name}.unfinished")
        except BaseException:
            # The next process that needs it tries again, and fails as well.
            claim.unlink()
            raise
        (self._folder / f"{name}.unfinished").rename(self._folder / name)

    def once(self, name: str, make: Make) -> Path:
        """Return the path *name*; the first process that asks has to *make* it."""
        while not (self._folder / name).exists():
            self.begin(name, make)
            time.sleep(0.02)
        return self._folder / name


def _build(source: Path, theme: str, *options: str) -> tuple[str, Make]:
    """Return the name of a site, and a function that builds it."""
    # PyData and Book complain on the console if the mode is not set.
    fixed = ["-q", "-n", "-W", "-A", "default_mode=auto", "-D", f"html_theme={theme}"]
    command = [sys.executable, "-m", "sphinx", *fixed, *options, str(source)]
    name = re.sub(r"\W+", "-", " ".join((source.name, "in", theme, *options)))
    return name, lambda folder: subprocess.run([*command, str(folder)], check=True)


class Sites:
    """Builds each site once in a theme, and serves it until the tests end."""

    def __init__(self, shared: Shared, stack: ExitStack) -> None:
        self.shared = shared
        self._stack = stack
        self._addresses: dict[tuple[Path, str], str] = {}

    def write(self, name: str, files: Mapping[str, str | bytes]) -> Path:
        """Return the folder of a project with these *files*."""

        def write(folder: Path) -> None:
            folder.mkdir(exist_ok=True)
            for path, content in files.items():
                data = content.encode() if isinstance(content, str) else content
                (folder / path).write_bytes(data)

        return self.shared.once(name, write)

    def build(self, source: Path, theme: str, *options: str) -> Path:
        """Return the folder with the pages of the project in *source*.

        *options* are further ones of ``sphinx-build``.
        """
        return self.shared.once(*_build(source, theme, *options))

    def build_all(self, projects: Collection[tuple[Path, str]]) -> None:
        """Build projects, each with its theme, in as many processes as ask for it."""
        for project in projects:
            self.shared.begin(*_build(*project))
        for project in projects:
            self.build(*project)

    def serve(self, source: Path, theme: str, *options: str, policy: str = "") -> str:
        """Return the address of the project in *source*, with a slash at its end."""
        built = self.build(source, theme, *options)
        if (built, policy) not in self._addresses:
            address = self._stack.enter_context(served(built, policy))
            self._addresses[built, policy] = address
        return self._addresses[built, policy]


def pages_of(site: Path) -> list[str]:
    """Return the paths of all pages, but for those that lead on to another at once.

    A browser leaves them before anything can be asked of them.
    """
    return sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )
