"""What the directives make, in MyST and in reST."""

from __future__ import annotations

import pytest

from tests.build.sites import MakeSite

RECAP = """
    # A recap

    :::{conference} DevConf 2018
    :start: 2018-12-04
    :::

    :::{talk} A talk
    :speakers: Ann Lee (Acme)
    :tags: Python

    Its notes.
    :::
"""


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_a_recap_builds_without_a_warning(
    make_site: MakeSite, builder: str, parallel: int
) -> None:
    built = make_site({"index.md": RECAP}).build(builder, parallel=parallel)
    assert built.warnings == []
