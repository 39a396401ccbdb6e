"""Sites in other languages: no word of ours stays in English."""

from __future__ import annotations

from tests.build.sites import MakeSite

SWEDES = """
    # Recap

    :::{talk} One
    :speakers: Zara Ek, Åsa Berg, Ärla Ström, Öjvind Lund, Anna Lind
    :tags: Öl, Zon
    :::
"""


def test_an_index_follows_the_alphabet_of_the_site(make_site: MakeSite) -> None:
    site = make_site({"index.md": SWEDES}, {"language": "sv"})

    def letters() -> list[str]:
        index = site.build().resolved("speakers/index")
        (line,) = (
            n
            for n in index.findall()
            if "cr-az" in getattr(n, "attributes", {}).get("classes", ())
        )
        return line.astext().split()

    assert letters() == ["A", "Z", "Å", "Ä", "Ö"]
    site.configure({"language": "de"})
    assert letters() == ["A", "O", "Z"]
    site.configure({"language": "sv"})
    assert letters() == ["A", "Z", "Å", "Ä", "Ö"]
