"""What `confrecap posts convert` writes is read as the posts that were embedded."""

from itertools import product
from pathlib import Path

from sphinx_confrecap.cli import main
from tests.build.sites import MakeSite

SCRIPT = '<script async src="https://platform.twitter.com/widgets.js"></script>'
NAMES = ["Sam Sample", "#1 Fan: &quot;Sam&quot;", "- [x] {Sam} \\ 'S'", "Żółć 😀"]
TEXTS = [
    "One line.",
    "*Two* `lines`<br>- [x](y)",
    "A paragraph.<br><br>:::<br>```<br>.. note::",
    ":key: value",
    "---<br>% no comment",
]


def embed(name: str, text: str) -> str:
    return (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{text}</p>&mdash; '
        f'{name} (@sam) <a href="https://twitter.com/sam/status/1069903784120381440">'
        f"December 4, 2018</a></blockquote>\n{SCRIPT}\n"
    )


def in_rest(html: str) -> str:
    return ".. raw:: html\n\n   " + html.replace("\n", "\n   ") + "\n"


def test_a_converted_post_says_what_the_embed_said(make_site: MakeSite) -> None:
    embeds = {
        f"post-{number}": pair for number, pair in enumerate(product(NAMES, TEXTS))
    }
    site = make_site({"index.md": "# Home\n"})
    for docname, pair in embeds.items():
        html = embed(*pair)
        talk = f":::::{{talk}} {docname}\n:start: 2018-12-04\n\n{html}:::::\n"
        site.write({f"{docname}.md": f"# A post\n\n{talk}"})
        site.write({f"rest-{docname}.rst": f"A post\n======\n\n{in_rest(html)}"})
    assert main(["posts", "convert", str(site.srcdir)]) == 0
    built = site.quiet()
    for docname, (name, text) in embeds.items():
        shown = [
            name.replace("&quot;", '"'),
            "@sam",
            *text.replace("<br>", " ").split(),
        ]
        for found in (docname, f"rest-{docname}"):
            written = built.doctree(found).astext()
            assert [part for part in shown if part not in written] == [], found
            page = built.html(found)
            assert "platform.twitter.com" not in page
            assert 'datetime="2018-12-04' in page


def test_real_recaps_are_converted_and_build(make_site: MakeSite, shared: Path) -> None:
    seeds = sorted((shared / "seeds").iterdir())
    site = make_site(
        {
            "index.md": "# Home\n",
            **{f"seed-{i}.md": seed.read_text("utf-8") for i, seed in enumerate(seeds)},
        },
        {"myst_title_to_header": True},
    )
    assert main(["posts", "convert", str(site.srcdir)]) == 0
    built = site.build()
    pages = [built.html(f"seed-{i}") for i in range(len(seeds))]
    assert not any("platform.twitter.com" in page for page in pages)
    assert sum(page.count("<time ") for page in pages) >= 2
    assert "gRPC has a similar problem" in "".join(pages)
