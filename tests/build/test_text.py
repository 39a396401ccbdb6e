"""What plain text keeps of what html has."""

import re

from tests.build.sites import MakeSite

SITE = {
    "index.md": """
        # A recap

        [A link](https://example.org/elsewhere) of the author's own.

        ::::{talk} A talk
        :name: a-talk
        :url: https://example.org/programme
        :slides: https://example.org/slides.pdf
        :links: https://example.org/bare

        Its [notes](https://example.org/notes), and [a place](#a-talk).

        :::{tweet} https://x.com/example/status/20
        Look at https://example.org/shown.
        :::
        ::::
    """
}


def test_text_shows_the_address_of_each_link_once(make_site: MakeSite) -> None:
    built = make_site(SITE).build("text")
    for path in ("index.txt", "talks/a-talk.txt"):
        addresses = sorted(re.findall(r"<(\S+)>", built.read(path)))
        assert addresses == [
            "https://example.org/bare",
            "https://example.org/notes",
            "https://example.org/programme",
            "https://example.org/slides.pdf",
            "https://x.com/example/status/20",
        ], path
