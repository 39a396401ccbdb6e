"""The lock pins what pyproject.toml asks for, and we read it right."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lock import LOCK, Pin, needed, pins

PYPROJECT = tomllib.loads(LOCK.with_name("pyproject.toml").read_text("utf-8"))
GROUPS: dict[str, list[Any]] = PYPROJECT["dependency-groups"]
MEND = "run `make lock`, or `make lock UPGRADE=`, and commit requirements.lock"

SMALL = """\
book==2.0 \\
    --hash=sha256:b00c
    # via ours (pyproject.toml:docs)
ink==1.1 ; sys_platform == 'win32' \\
    --hash=sha256:1111
    # via
    #   ours (pyproject.toml)
    #   paper
ink==1.2 ; sys_platform != 'win32' \\
    --hash=sha256:1222
    # via
    #   ours (pyproject.toml)
    #   paper
paper==3.0 \\
    --hash=sha256:3333
    # via book
pencil==1.0 \\
    --hash=sha256:4444
    # via
    #   ours (pyproject.toml:lint)
    #   ours (pyproject.toml:test)
"""


def requirements(group: str) -> Iterator[Requirement]:
    """Yield what a group asks for, and what those ask for that it includes."""
    if not group:
        yield from map(Requirement, PYPROJECT["project"]["dependencies"])
        return
    for entry in GROUPS[group]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from requirements(entry["include-group"])


def included() -> set[str]:
    entries = [entry for group in GROUPS.values() for entry in group]
    return {entry["include-group"] for entry in entries if isinstance(entry, dict)}


@pytest.fixture(scope="module")
def locked() -> list[Pin]:
    return list(pins(LOCK.read_text("utf-8")))


@pytest.mark.parametrize("group", ["", *sorted(set(GROUPS) - included())])
def test_the_lock_pins_what_pyproject_asks_for(locked: list[Pin], group: str) -> None:
    asked = {str(canonicalize_name(one.name)): one for one in requirements(group)}
    pinned = [pin for pin in locked if group in pin.groups]
    assert {pin.name for pin in pinned} == set(asked), MEND
    for pin in pinned:
        assert asked[pin.name].specifier.contains(pin.version, prereleases=True), MEND


def test_each_pin_has_hashes_and_a_reason(locked: list[Pin]) -> None:
    for pin in locked:
        assert "--hash=sha256:" in pin.text, pin
        assert pin.groups or pin.wanted_by, pin


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK.read_text("utf-8")


def test_each_lower_bound_is_named() -> None:
    """Without one, the combination of the lowest would install the oldest ever."""
    bounds = {one.name: str(one.specifier) for one in requirements("")}
    assert [name for name, bound in bounds.items() if not bound.startswith(">=")] == []


def test_a_group_needs_what_its_packages_need() -> None:
    found = needed(pins(SMALL), ["docs"])
    assert [(pin.name, pin.version) for pin in found] == [
        ("book", "2.0"),
        ("ink", "1.1"),
        ("ink", "1.2"),
        ("paper", "3.0"),
    ]
    assert found[0].text == SMALL[: SMALL.index("ink")]
    assert found[1].requirement == "ink==1.1 ; sys_platform == 'win32'"


def test_without_a_group_the_package_alone_is_needed() -> None:
    assert {pin.name for pin in needed(pins(SMALL), [])} == {"ink"}
