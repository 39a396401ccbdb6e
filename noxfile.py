"""The supported combinations of Python, Sphinx and MyST, and the newest versions."""

from importlib.metadata import distributions
from pathlib import Path

import nox
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools.lock import LOCK, pins

nox.needs_version = ">=2025.2.9"
# uv also fetches a Python that is missing.
nox.options.default_venv_backend = "uv"
nox.options.sessions = ["tests", "lowest"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
OURS = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
# Some builds use the theme of the documentation.
GROUPS = nox.project.dependency_groups(PYPROJECT, "pytest", "docs")

# Sphinx 8.2 needs it under its old name, which is not in the lock.
OLD = "roman-numerals-py==4.1.0"

# Python, and the differences from the lock, from the oldest to the newest.
MATRIX = {
    "sphinx8.2": (
        "3.11",
        ["sphinx==8.2.3", "myst-parser==5.0.0", "docutils==0.21.2", OLD],
    ),
    "sphinx9.0": ("3.11", ["sphinx==9.0.4", "myst-parser==5.2.0"]),
    "sphinx9.1": ("3.12", ["sphinx==9.1.1", "myst-parser==5.2.0"]),
    "sphinx9.2": ("3.13", ["sphinx==9.2.0", "docutils==0.23"]),
}
# Pre-releases of these are allowed.
EARLY = ["sphinx>=8.2.dev0", "myst-parser>=5.0.dev0", "docutils>=0.21.dev0"]


def but_for(session: nox.Session, names: set[str]) -> list[str]:
    """Return options that pin all packages of the lock except *names*."""
    path = Path(session.create_tmp()) / "constraints.txt"
    kept = [pin for pin in pins(LOCK.read_text("utf-8")) if pin.name not in names]
    path.write_text("".join(f"{pin.requirement}\n" for pin in kept), "utf-8")
    return ["--constraint", str(path), "--build-constraint", str(path)]


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def run(session: nox.Session, *folders: str) -> None:
    chosen = session.posargs or [*folders, "-m", "not exhaustive"]
    command = ["-m", "pytest", "-n", "auto", "--dist", "worksteal", "--durations", "20"]
    session.run("python", *command, *chosen)


@nox.session
@nox.parametrize(("python", "different"), list(MATRIX.values()), ids=list(MATRIX))
def tests(session: nox.Session, different: list[str]) -> None:
    locked = but_for(session, names(different))
    session.install("--editable", ".", *GROUPS, *different, *locked)
    run(session, "tests/unit", "tests/build")


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """Test the lower bounds in pyproject.toml."""
    locked = but_for(session, {canonicalize_name(one.name) for one in OURS})
    command = ["--resolution", "lowest-direct", *locked]
    session.install("--editable", ".", *GROUPS, OLD, *command)
    run(session, "tests/unit", "tests/build")


@nox.session
def latest(session: nox.Session) -> None:
    """Test the newest versions."""
    groups = nox.project.dependency_groups(PYPROJECT, "test", "docs")
    session.install("--upgrade", "--editable", ".", *groups, *EARLY)
    [site_packages] = Path(session.virtualenv.location).rglob("site-packages")
    locked = {pin.name: pin.version for pin in pins(LOCK.read_text("utf-8"))}
    for one in sorted(distributions(path=[str(site_packages)]), key=lambda d: d.name):
        was = locked.get(canonicalize_name(one.name))
        if was and Version(one.version) > Version(was):
            session.log(f"newer than the lock: {one.name} {was} -> {one.version}")
    run(session, "tests/unit", "tests/build", "tests/browser")
