"""Addresses in html that is copied from one page to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.text.html_links import with_addresses


def below(address: str) -> str:
    return address if "://" in address else f"../{address}"


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ('<a href="a.html">A</a>', '<a href="../a.html">A</a>'),
        ("<a href='a.html'>A</a>", '<a href="../a.html">A</a>'),
        ("<img alt=x src=dot.png>", '<img alt=x src="../dot.png">'),
        ('<img\n  src="a&amp;b.png"/>', '<img\n  src="../a&amp;b.png"/>'),
        ('<A HREF = "a">', '<A HREF = "../a">'),
        (
            '<p>one\n<a href="a">\n<a href="b">',
            '<p>one\n<a href="../a">\n<a href="../b">',
        ),
        ('<a href="https://example.org/a">', '<a href="https://example.org/a">'),
        ('href="a" is no tag', 'href="a" is no tag'),
        ('<a title=\' href="a"\' href="b">', '<a title=\' href="a"\' href="../b">'),
        ("</a>", "</a>"),
        ('<a href="a', '<a href="a'),
        ('<a href="a>b">', '<a href="../a&gt;b">'),
        ("<img alt=it's src=a>", '<img alt=it\'s src="../a">'),
        ('<!-- <a href="a"> --><a href="b">', '<!-- <a href="a"> --><a href="../b">'),
        (
            '\u0130<script src=s>"<a href=a>"</SCRIPT><a href=b>',
            '\u0130<script src="../s">"<a href=a>"</SCRIPT><a href="../b">',
        ),
    ],
)
def test_addresses_in_tags_are_changed(html: str, changed: str) -> None:
    assert with_addresses(html, below) == changed


@given(st.text("<a href='\"=x>/\n\r !-&;", max_size=40))
def test_html_without_a_change_stays_to_the_letter(html: str) -> None:
    assert with_addresses(html, str) == html
