"""What an import writes is what a build reads, and warns of nothing."""

from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.importers.facts import facts_of_talk
from sphinx_confrecap.importers.state import State, loads
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from tests.build.sites import NEEDS_LATER_MYST, Built, MakeSite, Site
from tests.unit.importers.programmes import bring, programme, talk

EXTENSIONS = {
    "extensions": ["myst_parser", "sphinx_confrecap"],
    "myst_enable_extensions": [
        *("colon_fence", "dollarmath", "amsmath", "substitution", "attrs_inline"),
        *("attrs_block", "strikethrough", "deflist"),
    ],
    "suppress_warnings": ["myst.strikethrough", "confrecap.toctree"],
    "nitpicky": True,
    # Sites that want typographic signs in titles get them.
    "smartquotes": False,
}
INDEX = "# Home\n\n```{toctree}\n:glob:\n\nrecaps/*\n```\n"
TITLES = [
    "Hacker*innen",
    "snake_case and _x_ and foo_ and __init__",
    "a `code` $x$ {{y}} {role}`z` (c) -- ...",
    "C# & &amp; C++ <b>",
    "[x](y) ![i](j) [^1] [z]{.a}",
    "~~s~~ a~b |sub| *a* **b**",
    "back\\slash\\",
    ":foo: bar",
    "# - 1. no heading",
    "https://example.org/a_b and www.example.org",
    "日本語のタイトル",
]
ODD = [
    talk(
        number,
        title=title,
        names=["Name, With (brackets)", "O'Neil #1", "A and B"],
        room='"KliMathematik" #1: Table',
        track="Ethics, Society & *Politics*",
        links=[{"title": "x [y] *z*", "url": "https://example.org/a(b)"}],
    )
    for number, title in enumerate(TITLES)
]


def talks_of(built: Built) -> dict[str, dict[str, Any]]:
    domain = built.env.get_domain("conf")
    assert isinstance(domain, ConferenceDomain)
    records = (r for d in domain.documents.values() for r in d.talks)
    return {record.fact.slug: facts_of_talk(record.fact) for record in records}


def expected(state: State) -> dict[str, dict[str, Any]]:
    found = {}
    for known in state.talks.values():
        facts = dict(known.facts)
        if "speakers" in facts:
            facts["speakers"] = [
                {n: v for n, v in one.items() if n != "id"} for one in facts["speakers"]
            ]
        found[known.key] = facts
    return found


def read_state(site: Site, name: str) -> State:
    file = site.srcdir / "_programme" / f"{name}.json"
    return loads(file.read_text("utf-8"))


@NEEDS_LATER_MYST
@pytest.mark.parametrize("arguments", [(), ("--rest",)], ids=["MyST", "reST"])
def test_build_reads_what_was_written(
    arguments: tuple[str, ...], make_site: MakeSite
) -> None:
    site = make_site({"index.md": INDEX}, EXTENSIONS)
    given = programme(*ODD, title="Days *of* docs_")
    assert bring(site.srcdir, given, *arguments) == 0
    built = site.quiet()
    state = read_state(site, "days-star-of-star-docs")
    assert talks_of(built) == expected(state)
    assert len(state.talks) == len(TITLES)


SAMPLES: list[tuple[str, ...]] = [
    ("frab-camp2019.json",),
    ("pretalx-democon.json",),
    ("debconf23.xml",),
    ("linux_conf_au_2020.ics",),
    ("pretalx-rest-version-1.json", "--conference", "PyConFR 2024"),
    ("sessionize-all.json", "--conference", "Bootcamp"),
    ("sessionize-gridsmart.json", "--conference", "Droidcon"),
    ("purplecon-2018.csv", "--conference", "purplecon", "--start", "2018-11-15"),
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("rest", [(), ("--rest",)], ids=["MyST", "reST"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_samples(
    sample: tuple[str, ...], rest: tuple[str, ...], make_site: MakeSite, shared: Path
) -> None:
    site = make_site({"index.md": INDEX}, EXTENSIONS)
    name, *more = sample
    file = shared / "samples" / "schedules" / name
    with chdir(site.srcdir):
        assert main(["import", "schedule", str(file), "--all", *more, *rest]) < 2
        assert main(["check"]) == 0
    built = site.quiet()
    [found] = (site.srcdir / "_programme").glob("*.json")
    assert talks_of(built) == expected(loads(found.read_text("utf-8")))
