"""What documents show of others comes from their views, which the manifest digests."""

import re

import pytest

from sphinx_confrecap.sphinx.domain import ConferenceDomain
from sphinx_confrecap.sphinx.pages.render_notes import RenderNotes
from sphinx_confrecap.sphinx.pages.render_pages import RenderPages
from tests.build.dialects import DIALECTS, written
from tests.build.same import body
from tests.build.sites import MakeSite
from tests.build.world import first_world, seeded

EVERY_LIST = """\
# All

:::{page-tags} Kubernetes, Go
:::

:::{schedule} DevCon 2018
:::

:::{talk-list}
:form:
:include: talks, recaps, documents
:::

:::{post-list}
:::

:::{tweet} https://twitter.com/jack/status/20
:::
"""


@pytest.mark.parametrize("builder", ["html", "text", "singlehtml"])
def test_rendering_asks_for_nothing_that_the_views_do_not_hold(
    builder: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = first_world(seeded(2018))
    files = {**world.files(), "every-list.md": EVERY_LIST}
    conf = {**world.settings, "confrecap_tag_documents": True}
    built = make_site(files, conf).build(builder)
    domain, env = ConferenceDomain.of(built.env), built.env
    views = {docname: domain.view(docname) for docname in domain.documents}
    pages = {docname: domain.pages[docname] for docname in domain.generated.digests}
    targets = {docname: domain.page_targets(docname) for docname in pages}
    assert len(views) > 3
    assert len(pages) > 10

    def refuse(*_args: object) -> None:
        raise AssertionError("rendering asks the catalogue")

    for name in ("catalogue", "documents", "places"):
        monkeypatch.setattr(ConferenceDomain, name, property(refuse))
    for name in ("target", "title", "resolution", "with_key"):
        monkeypatch.setattr(ConferenceDomain, name, refuse)
    monkeypatch.setattr(domain, "pages", pages)
    monkeypatch.setattr(domain, "page_targets", targets.__getitem__)
    for docname in {**views, **(pages if domain.with_pages else {})}:
        env.prepare_settings(docname)
        doctree = env.get_doctree(docname)
        RenderPages(doctree).apply()
        RenderNotes(doctree).apply()


FOREIGN = """
    # R

    :::{conference} Days
    :start: 2018-12-04
    :::

    ::::{talk} Was *uns* bewegt
    :name: one
    :language: de-AT
    :start: 2018-12-04 10:30

    Notes.

    :::{abstract}
    Worte.
    :::
    ::::

    :::{talk} Plain words
    :name: two
    :language: en-GB
    :start: 2018-12-04 11:30
    :::

    :::{schedule}
    :::

    :::{talk-list}
    :::
    """


@pytest.mark.parametrize("dialect", DIALECTS)
def test_titles_and_abstracts_name_their_language(
    make_site: MakeSite, dialect: str
) -> None:
    files = {"index.md": "# Home", f"r.{dialect}": written(FOREIGN, dialect)}
    built = make_site(files, {"language": "en"}).quiet()
    title = '<span lang="de-AT">Was <em>uns</em> bewegt</span>'
    plain = '<span lang="de-AT">Was uns bewegt</span>'
    recap, page = (body(built.html(name)) for name in ("r", "talks/days/one"))
    assert (recap.count(title), recap.count(plain)) == (1, 2)
    assert f"<h1>{title.replace('Was', '<span>Was')}" in page
    for html in (recap, page):
        # With the titles, and no notes: these are the site's.
        assert '<blockquote lang="de-AT">' in html
        assert 'lang="en' not in html
    assert plain in body(built.html("talks/days/two"))
    german = body(make_site(files, {"language": "de"}).quiet().html("r"))
    assert {*re.findall(' lang="(.*?)"', german)} == {"en-GB"}
