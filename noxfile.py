"""The combinations of Python, Sphinx and MyST that must pass."""

import nox

nox.needs_version = ">=2025.2.9"
# uv, where it is installed, also fetches a Python that is missing.
nox.options.default_venv_backend = "uv|virtualenv"

# Python, and what is pinned beside it. The first is the oldest that we support, the
# last the newest.
MATRIX = {
    "sphinx8.2": ("3.11", ["sphinx==8.2.3", "myst-parser~=5.0.0"]),
    "sphinx9.0": ("3.11", ["sphinx==9.0.4", "myst-parser~=5.2.0"]),
    "sphinx9.1": ("3.12", ["sphinx~=9.1.0"]),
    "sphinx9.2": ("3.13", ["sphinx~=9.2.0", "docutils~=0.23.0"]),
}


@nox.session
@nox.parametrize(
    ("python", "pins"),
    list(MATRIX.values()),
    ids=list(MATRIX),
)
def tests(session: nox.Session, pins: list[str]) -> None:
    pyproject = nox.project.load_toml("pyproject.toml")
    # Some builds use the theme of the documentation.
    groups = nox.project.dependency_groups(pyproject, "pytest", "docs")
    # In one call, so that nothing moves what is pinned.
    session.install("--editable", ".", *groups, *pins)
    folders = session.posargs or ["tests/unit", "tests/build"]
    session.run("python", "-m", "pytest", "-n", "auto", *folders)
