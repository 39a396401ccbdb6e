"""Another extension has the short name of one of our directives."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx

from tests.build.dialects import in_rest
from tests.build.sites import CONF, MakeSite

RECAP = """
    # A recap

    :::{talk} Title
    Body.
    :::

    :::{conf:talk} Our talk in %s
    Our notes.
    :::
"""
FILES = {"index.md": RECAP % "MyST", "other.rst": in_rest(RECAP % "reST")}
OTHER = "an_extension_with_a_talk"
ORDERS = [
    ["myst_parser", OTHER, "sphinx_confrecap"],
    ["myst_parser", "sphinx_confrecap", OTHER],
    ["sphinx_confrecap", OTHER, "myst_parser"],
]


class Theirs(Directive):
    """Says that it is theirs."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return [nodes.paragraph("", "This is theirs.")]


Take = Callable[..., None]


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch) -> Take:
    """Let another extension add directives with these names."""

    def add(*names: str) -> None:
        def setup(app: Sphinx) -> dict[str, bool]:
            for name in names:
                app.add_directive(name, Theirs)
            return {"parallel_read_safe": True, "parallel_write_safe": True}

        module = ModuleType(OTHER)
        module.setup = setup  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, OTHER, module)

    return add


@pytest.mark.parametrize("extensions", ORDERS)
def test_the_domain_s_name_is_ours_whoever_comes_first(
    make_site: MakeSite, take: Take, extensions: list[str]
) -> None:
    take("talk")
    built = make_site(FILES, conf={"extensions": extensions}).build()
    (warning,) = built.warnings
    assert warning == (
        "WARNING: another extension has the directives 'talk'; write 'conf:talk' "
        "[confrecap.directive]"
    )
    for docname in ("index", "other"):
        assert built.html(docname).count("This is theirs.") == 1
    talks = {file for file in built.files() if file.startswith("talks/")}
    assert talks == {
        "talks/index.html",
        "talks/our-talk-in-myst.html",
        "talks/our-talk-in-rest.html",
    }


def test_the_other_short_names_stay_ours(make_site: MakeSite, take: Take) -> None:
    take("talk")
    text = "# R\n\n:::{tweet} https://x.com/someone/status/20\nA post.\n:::\n"
    conf = {"extensions": ["myst_parser", OTHER, "sphinx_confrecap"]}
    assert "A post." in make_site({"index.md": text}, conf=conf).build().html("index")


def test_several_names_are_said_at_once(make_site: MakeSite, take: Take) -> None:
    take("tweet", "talk", "tag-list", "post")
    conf = {"extensions": ["myst_parser", OTHER, "sphinx_confrecap"]}
    (warning,) = make_site({"index.md": "# R\n"}, conf=conf).build().warnings
    assert warning == (
        "WARNING: another extension has the directives 'talk', 'tweet', 'tag-list'; "
        "write 'conf:talk', 'conf:tweet', 'conf:tag-list' [confrecap.directive]"
    )


def test_the_warning_can_be_suppressed(make_site: MakeSite, take: Take) -> None:
    take("talk")
    conf = {
        "extensions": ["myst_parser", OTHER, "sphinx_confrecap"],
        "suppress_warnings": [*CONF["suppress_warnings"], "confrecap.directive"],
    }
    make_site(FILES, conf=conf).quiet()


def test_a_second_build_knows_our_names(make_site: MakeSite) -> None:
    site = make_site({"index.md": "# R\n\n:::{talk} A talk\n:::\n"})
    site.build()
    # As in a server that builds again and again, nothing is taken back.
    registry = vars(directives)["_directives"]
    registered = dict(registry)
    site.close()
    registry |= registered
    warnings = site.build().warnings
    assert [warning for warning in warnings if "confrecap.directive" in warning] == []


@pytest.mark.parametrize("name", ["conference", "talk", "tweet", "post"])
def test_every_block_has_a_name_in_the_domain(make_site: MakeSite, name: str) -> None:
    text = f"# R\n\n:::{{conf:{name}}} https://x.com/someone/status/2%s.\n:::\n"
    files = {"index.md": text % "0\nIn MyST", "other.rst": in_rest(text % "1\nIn reST")}
    built = make_site(files).quiet()
    assert "In MyST." in built.html("index")
    assert "In reST." in built.html("other")
