"""The builder that checks links sees each link of a site once."""

from __future__ import annotations

from tests.build.sites import MakeSite

NOBODY = "https://127.0.0.1:9"
FILES = {
    "index.md": "# Home\n\n:::{toctree}\nrecap\ntalks/index\n:::\n",
    "zrecap.md": f"""\
        # Pebble Days

        :::{{talk}} Round Stones
        :speakers: Ida Quarry, Bo Slate
        :tags: Shape
        :slides: {NOBODY}/slides

        <{NOBODY}/notes>
        :::
        """,
    "speakers.yml": f"""\
        - name: Ida Quarry
          links:
            site: {NOBODY}/profile
        - name: Bo Slate
        """,
    "tags.yml": f"""\
        - name: Shape
          description: As in [geometry]({NOBODY}/geometry).
        """,
}
CONF = {
    "confrecap_speakers_file": "speakers.yml",
    "confrecap_tags_file": "tags.yml",
    "suppress_warnings": ["toc"],
}


def test_links_of_registries_are_checked(make_site: MakeSite) -> None:
    checked = make_site(FILES, CONF).build("linkcheck")
    found = {
        line.split(": [broken]")[0]: line.split()[2].removesuffix(":")
        for line in checked.read("output.txt").splitlines()
    }
    assert found == {
        "speakers.yml:3": f"{NOBODY}/profile",
        "tags.yml:2": f"{NOBODY}/geometry",
        "zrecap.md:3": f"{NOBODY}/slides",
        "zrecap.md:8": f"{NOBODY}/notes",
    }
