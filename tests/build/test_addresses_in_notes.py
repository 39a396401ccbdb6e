"""Addresses in notes that begin with a slash."""

from __future__ import annotations

import pytest

from tests.build.sites import NEEDS_LATER_MYST, MakeSite, Site
from tests.build.test_rules import built, checked
from tests.files import png

MYST = """\
# Recap

:::{talk} Opening
See [old](/2019/post.html), [cdn](//cdn.example/x) and `[code](/2019/code)`.

![Stones](/img/no.png) ![Sand](//cdn.example/p.png)

Raw <a href="/2019/raw.html">html</a> and [by name].

<div><img src="//cdn.example/r.png"></div>

```{image} /img/none.png
:target: /2019/target.html
```

[here](/recap.md) [same](/recap) [file](/files/x.pdf) ![there](/files/p.png)
[ours](/talks/index.md) [too](/talks/index) [web](https://a.example/)

[by name]: /2019/name.html
:::

[After](https://a.example/) <a href="/2019/outside.html">the talk</a>.
"""
REST = """\
Recap
=====

.. talk:: Opening

   See `old </2019/post.html>`__, `cdn <//cdn.example/x>`_ and ``</2019/code>``.

   .. image:: /img/no.png
      :alt: Stones
      :target: /2019/target.html

   .. figure:: //cdn.example/p.png

      A caption.

   .. raw:: html

      <p><a href="/2019/raw.html">Html</a> <a href="files/x.pdf">x</a></p>

   .. image:: /files/p.png

   `web <https://a.example/>`__ :download:`/files/x.pdf` :doc:`/talks/index`

   By named_, `A phrase`_, other_ and ``code_``.

.. _named: /2019/name.html
.. _a  Phrase: //cdn.example/phrase
.. _other: https://a.example/other
.. _unused: /2019/unused.html

.. raw:: html

   <a href="/2019/outside.html">outside</a>
"""
DEAD = {
    "recap.md": [
        (4, "/2019/post.html"),
        (4, "//cdn.example/x"),
        (6, "/img/no.png"),
        (6, "//cdn.example/p.png"),
        (8, "/2019/raw.html"),
        (8, "/2019/name.html"),
        (10, "//cdn.example/r.png"),
        (12, "/img/none.png"),
        (12, "/2019/target.html"),
    ],
    "recap.rst": [
        (6, "/2019/post.html"),
        (6, "//cdn.example/x"),
        (8, "/img/no.png"),
        (8, "/2019/target.html"),
        (12, "//cdn.example/p.png"),
        (16, "/2019/raw.html"),
        (24, "/2019/name.html"),
        (24, "//cdn.example/phrase"),
    ],
}


OLD = {"recap.md": NEEDS_LATER_MYST}


@pytest.fixture(params=[pytest.param(p, marks=OLD.get(p, ())) for p in DEAD])
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(make_site: MakeSite, path: str) -> Site:
    text = MYST if path.endswith(".md") else REST
    site = make_site({"index.md": "# Home\n", path: text, "files/x.pdf": "PDF"})
    (site.srcdir / "files" / "p.png").write_bytes(png())
    return site


def test_a_build_and_check_name_the_same_dead_addresses(
    site: Site, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = built(site, "html")
    assert {(f.path, f.rule) for f in found} == {(path, "link")}
    places = sorted((f.line, f.message.split("'")[1]) for f in found)
    assert places == sorted(DEAD[path])
    assert all("; write " in f.message for f in found)
    assert checked(site, capsys) == found


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
def test_each_is_said_once_and_by_nobody_else(
    site: Site, path: str, builder: str
) -> None:
    lines = site.build(builder).warnings
    assert len(lines) == len(DEAD[path])
    assert all("[confrecap.link]" in line for line in lines)


def test_an_address_that_leads_to_a_new_file_is_alive(make_site: MakeSite) -> None:
    text = "# R\n\n:::{talk} One\n[a](/a) [x](/x.pdf) ![p](/p.png)\n:::\n"
    site = make_site({"index.md": "# Home\n", "r.md": text})
    page = site.build().html("talks/one")
    assert 'href="/x.pdf"' in page
    assert "<img" not in page
    site.write({"a.md": "# A\n", "x.pdf": "PDF"})
    (site.srcdir / "p.png").write_bytes(png())
    page = site.quiet().html("talks/one")
    assert 'href="../a.html"' in page
    assert "_downloads/" in page
    assert "_images/p.png" in page
