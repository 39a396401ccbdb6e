"""Books hold each talk once, and point at nothing that they do not hold."""

from __future__ import annotations

import re

import pytest

from tests.build.sites import MakeSite

RECAP = """
    # A recap

    :::{talk} A talk
    :tags: Python, Rust
    :::
"""
INDEX = """
    # Home

    ```{toctree}
    recap
    tags/python
    ```

    {doc}`talks/index`, {doc}`all tags <tags/index>`, {any}`speakers/index`,
    [](talks/index), [the *tags*](tags/index), {conf:tag}`Python`, {conf:tag}`Rust`.
"""
SITE = {
    "index.md": INDEX,
    "recap.md": RECAP,
    "tags/python.md": "# Python, in our words",
}


def test_a_link_to_a_page_that_a_book_lacks_is_text(make_site: MakeSite) -> None:
    page = make_site(SITE).build("epub").read("index.xhtml")
    assert "talks/index" not in page
    assert "tags/index" not in page
    assert "speakers/index" not in page
    for words in ("Talks</span>", "all tags</span>", "the <em>tags</em>"):
        assert words in page


def test_an_own_page_is_a_tags_page_in_a_book_too(make_site: MakeSite) -> None:
    page = make_site(SITE).build("epub").read("index.xhtml")
    links = dict(re.findall(r'href="([^"]*)"><span class="[^"]*conf-tag">(.*?)<', page))
    assert links == {"tags/python.xhtml": "Python"}


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "latex", "man", "texinfo"])
def test_a_book_builds_without_a_warning(make_site: MakeSite, builder: str) -> None:
    conf = {"version": "1", "copyright": "us"}
    assert make_site(SITE, conf=conf).build(builder).warnings == []
