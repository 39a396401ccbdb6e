"""Loads one extension beside ours, and says what is wrong with the builds.

``python -m tests.build.beside MODULE FOLDER`` prints a line for each fault. It is a
process of its own: extensions change Sphinx and docutils for good.
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

from tests.build.same import page_of
from tests.build.sites import Site


class Neighbour(NamedTuple):
    """How a site uses an extension."""

    notes: str = ""
    """Added to the notes of a talk."""
    conf: dict[str, Any] = {}
    files: dict[str, str] = {}
    also: tuple[str, ...] = ()
    """Other extensions that it needs."""
    theme: bool = False
    myst: bool = True
    """Whether MyST is loaded beside it; MyST-NB is MyST."""


URL = "https://docs.example.org/"
PACKAGE = {"pkg/__init__.py": '"""Stones."""\n\ndef roll():\n    """Roll one."""\n'}
AUTODOC = ("sphinx.ext.autodoc",)
RST = "```{eval-rst}\n%s\n```"

NEIGHBOURS: dict[str, Neighbour] = {
    "ablog": Neighbour(
        conf={"blog_baseurl": URL, "blog_title": "Blog"},
        files={
            "post.md": "---\nblogpost: true\ndate: 2031-01-01\ntags: shape\n"
            "orphan: true\n---\n# A post\n\nText.\n"
        },
    ),
    "autoapi.extension": Neighbour(conf={"autoapi_dirs": ["pkg"]}, files=PACKAGE),
    "autodoc2": Neighbour(conf={"autodoc2_packages": ["pkg"]}, files=PACKAGE),
    "myst_nb": Neighbour(conf={"nb_execution_mode": "off"}, myst=False),
    "nbsphinx": Neighbour(conf={"nbsphinx_execute": "never"}),
    "notfound.extension": Neighbour(),
    "sphinx.ext.autodoc": Neighbour(RST % ".. autofunction:: textwrap.dedent"),
    "sphinx.ext.autosectionlabel": Neighbour("### A heading"),
    "sphinx.ext.autosummary": Neighbour(RST % ".. autosummary::\n\n   textwrap.dedent"),
    "sphinx.ext.coverage": Neighbour(),
    "sphinx.ext.doctest": Neighbour("```{doctest}\n>>> 1 + 1\n2\n```"),
    "sphinx.ext.duration": Neighbour(),
    "sphinx.ext.extlinks": Neighbour(
        "{stone}`1`", {"extlinks": {"stone": (URL + "%s", "stone %s")}}
    ),
    "sphinx.ext.githubpages": Neighbour(conf={"html_baseurl": URL}),
    "sphinx.ext.graphviz": Neighbour(
        "```{graphviz}\ndigraph { a -> b }\n```", {"graphviz_dot": "not-installed"}
    ),
    "sphinx.ext.ifconfig": Neighbour("```{ifconfig} True\nIf so.\n```"),
    "sphinx.ext.intersphinx": Neighbour(),
    "sphinx.ext.mathjax": Neighbour("```{math}\na^2\n```"),
    "sphinx.ext.napoleon": Neighbour(
        RST % ".. autofunction:: textwrap.dedent", also=AUTODOC
    ),
    "sphinx.ext.todo": Neighbour(
        "```{todo}\nRoll.\n```\n\n```{todolist}\n```", {"todo_include_todos": True}
    ),
    "sphinx.ext.viewcode": Neighbour(
        RST % ".. autofunction:: textwrap.dedent", also=AUTODOC
    ),
    "sphinx_book_theme": Neighbour("Words[^a].\n\n[^a]: A note.", theme=True),
    "sphinx_codeautolink": Neighbour(
        "```python\nimport textwrap\ntextwrap.dedent\n```",
        files={"api.md": f"# API\n\n{RST % '.. autofunction:: textwrap.dedent'}\n"},
        also=AUTODOC,
    ),
    "sphinx_comments": Neighbour(conf={"comments_config": {"hypothesis": True}}),
    "sphinx_copybutton": Neighbour("```python\nroll()\n```"),
    "sphinx_design": Neighbour(":::{card} A card\nWords.\n:::"),
    "sphinx_exercise": Neighbour(
        "```{exercise}\n:label: roll\nRoll.\n```\n{ref}`roll`"
    ),
    "sphinx_external_toc": Neighbour(
        files={
            "index.md": "# Home",
            "_toc.yml": "root: index\nentries:\n- file: guide\n- file: recap\n"
            "- file: talks/index\n- file: speakers/index\n- file: tags/index\n"
            "- file: conferences/index\n",
        }
    ),
    "sphinx_favicon": Neighbour(conf={"favicons": [URL + "icon.svg"]}),
    "sphinx_gallery.gen_gallery": Neighbour(
        conf={
            "sphinx_gallery_conf": {
                "examples_dirs": "ex",
                "gallery_dirs": "gallery",
                # Without matplotlib.
                "image_scrapers": (),
                "reset_modules": (),
            }
        },
        files={
            "ex/README.rst": ":orphan:\n\nExamples\n========\n",
            "ex/plot_a.py": '"""\nStone\n=====\n"""\n1 + 1\n',
        },
    ),
    "sphinx_inline_tabs": Neighbour(
        "```{tab} One\nFirst.\n```\n```{tab} Two\nSecond.\n```"
    ),
    "sphinx_last_updated_by_git": Neighbour(
        conf={"git_untracked_check_dependencies": False}
    ),
    "sphinx_llms_txt": Neighbour(conf={"html_baseurl": URL}),
    "sphinx_multitoc_numbering": Neighbour(),
    "sphinx_needs": Neighbour(
        "```{req} Stones roll\n:id: ST_001\n```\n{need}`ST_001`\n\n```{needlist}\n```"
    ),
    "sphinx_proof": Neighbour(
        "```{prf:theorem}\n:label: rolls\nIt rolls.\n```\n{prf:ref}`rolls`"
    ),
    "sphinx_reredirects": Neighbour(conf={"redirects": {"old": "talks/index.html"}}),
    "sphinx_rtd_theme": Neighbour(theme=True),
    "sphinx_sitemap": Neighbour(conf={"html_baseurl": URL}),
    "sphinx_tabs.tabs": Neighbour(RST % ".. tabs::\n\n   .. tab:: One\n\n      First."),
    "sphinx_tags": Neighbour(
        "```{tags} stones\n```", {"tags_create_tags": True, "tags_extension": ["md"]}
    ),
    "sphinx_thebe": Neighbour("```{thebe-button}\n```"),
    "sphinx_tippy": Neighbour("A tip: [guide](#guide-place)"),
    "sphinx_togglebutton": Neighbour("```{toggle}\nMore.\n```"),
    "sphinxcontrib.bibtex": Neighbour(
        "{cite}`stone`\n\n```{bibliography}\n```",
        {"bibtex_bibfiles": ["refs.bib"]},
        {"refs.bib": "@misc{stone, author={Quarry}, title={Stones}, year={2031}}"},
    ),
    "sphinxcontrib.confluencebuilder": Neighbour(),
    "sphinxcontrib.mermaid": Neighbour("```{mermaid}\ngraph LR; a --> b\n```"),
    "sphinxext.opengraph": Neighbour(
        conf={"ogp_site_url": URL, "ogp_social_cards": {"enable": False}}
    ),
    "sphinxext.rediraffe": Neighbour(
        conf={"rediraffe_redirects": {"old.md": "guide.md"}}
    ),
    "furo": Neighbour(theme=True),
    "pydata_sphinx_theme": Neighbour(theme=True),
    "shibuya": Neighbour(theme=True),
}

FILES = {
    "index.md": """\
# Home

```{toctree}
guide
recap
talks/index
speakers/index
tags/index
conferences/index
```
""",
    "guide.md": """\
(guide-place)=
# Guide

{conf:talk}`round`, {conf:tag}`Shape`, [](#round)

:::{talk-list}
:::
""",
    "recap.md": """\
# Pebble Days

:::{conference} Pebble Days 2031
:start: 2031-01-01
:::

::::::{talk} Round Stones
:name: round
:speakers: Ida Quarry
:tags: Shape

The notes, and words of the end.

NOTES
::::::
""",
}

# sphinx-tippy names its scripts by chance.
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_OURS = re.compile("confrecap|talks/|speakers/|tags/|conferences/|Traceback|ERROR")


class Trial:
    """The builds of a site with one extension, in one order."""

    def __init__(self, name: str, folder: Path, order: str) -> None:
        one = NEIGHBOURS[name]
        # `html_theme` loads a theme.
        both = [*[name] * (not one.theme), "sphinx_confrecap"]
        given = both if order == "before" else both[::-1]
        self.files = {**FILES, **one.files}
        self.files["recap.md"] = self.files["recap.md"].replace("NOTES", one.notes)
        conf = {
            "extensions": [*["myst_parser"] * one.myst, *one.also, *given],
            **({"html_theme": name} if one.theme else {}),
            **one.conf,
        }
        self.site = Site(folder / order, self.files, conf)
        self.found: list[str] = []
        self.order = order

    def faults(self) -> list[str]:
        """Build, build again, edit and build; say what is wrong."""
        _, times = self._build("first")
        pages, again = self._build("again")
        self._compare("is built again", times, again)
        assert "words of the end" in pages["talks/pebble-days-2031/round"]
        self.site.write({"recap.md": self.files["recap.md"].replace("Round", "Flat")})
        pages, _ = self._build("edited")
        # In the same place, since some pages show it.
        rmtree(self.site.srcdir / "_build")
        clean, _ = self._build("clean")
        self._compare("is not as a clean build has it", pages, clean)
        assert "Flat Stones" in clean["talks/pebble-days-2031/round"]
        return self.found

    def _compare(self, what: str, a: dict[str, Any], b: dict[str, Any]) -> None:
        names = sorted(a.keys() | b.keys())
        self.found += [
            f"{self.order}: {name} {what}"
            for name in names
            if a.get(name) != b.get(name)
        ]

    def _build(self, when: str) -> tuple[dict[str, str], dict[str, Any]]:
        """Return what all pages say, and when ours were read and written."""
        # Not a pool of multiprocessing: extensions start processes of their own.
        with ProcessPoolExecutor(1, get_context("fork")) as alone:
            warnings, pages, times = alone.submit(build, self.site).result()
        where = f"{self.order}, {when}"
        self.found += [f"{where}: {line}" for line in warnings if _OURS.search(line)]
        return pages, times


def build(site: Site) -> tuple[list[str], dict[str, str], dict[str, Any]]:
    """Build a site; only the first build of a process is like those of users."""
    built = site.build()
    pages = {name: _UUID.sub("", page_of(built, name)) for name in built.env.found_docs}
    generated = built.env.project.generated  # type: ignore[attr-defined]
    times = {
        name: (
            built.env.all_docs[name],
            (built.outdir / f"{name}.html").stat().st_mtime_ns,
        )
        for name in generated
    }
    return built.warnings, pages, times


if __name__ == "__main__":
    _, module, where = sys.argv
    # Each build is forked from here, and finds them there.
    for needed in (module, "myst_parser.sphinx_ext.main", "sphinx.ext.autodoc"):
        import_module(needed)
    for place in ("before", "after"):
        for fault in Trial(module, Path(where), place).faults():
            print(f"fault: {fault}")  # noqa: T201
