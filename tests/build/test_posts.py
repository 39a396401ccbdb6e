"""Quoted posts: what is known of them, how they look, what leads to them."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from docutils import nodes

from sphinx_confrecap.model.posts import Card, Media, MediaKind, PostStatus
from sphinx_confrecap.sphinx.nodes import conf_post
from tests.build.posts import SAM, URL, image, post_of, save
from tests.build.same import body
from tests.build.sites import Built, MakeSite
from tests.build.words import day

FIGURE = re.compile(r"<(figure|div) class=\"confrecap cr-post.*?</\1>", re.DOTALL)


def block(options: str = "", text: str = "", url: str = URL) -> str:
    """Return a document that quotes one post."""
    return f"# A page\n\n:::{{tweet}} {url}\n{options}\n\n{text}\n:::\n"


def shown(built: Built, docname: str = "index") -> str:
    """Return the html of a page's own part."""
    return body(built.html(docname))


@pytest.fixture
def quote(make_site: MakeSite) -> Any:
    """Return a function that quotes a post which is stored, and gives the html."""

    def quote(options: str = "", text: str = "", conf: Any = None, **facts: Any) -> str:
        site = make_site({"index.md": block(options, text)}, conf=conf)
        save(site, **facts)
        return shown(site.quiet())

    return quote


# How a post looks.


def test_a_post_is_a_figure_with_a_quotation_and_a_caption(make_site: MakeSite) -> None:
    site = make_site({"index.md": block()})
    save(
        site,
        text="Hello @alex, see https://example.org/a #tag",
        media=(image(site),),
        author=replace(SAM, avatar=image(site).file),
        edited=True,
        card=Card(url="https://example.org/a", title="A title"),
    )
    built = site.quiet()
    rel = 'rel="noopener noreferrer nofollow"'
    page = shown(built)
    assert f'<blockquote cite="{URL}" dir="ltr" lang="en">' in page
    for label, address in {
        "&#64;alex": "https://x.com/alex",
        "https://example.org/a": "https://example.org/a",
        "#tag": "https://x.com/hashtag/tag",
        "A title": "https://example.org/a",
    }.items():
        assert re.search(f'href="{address}" {rel}>{label}</a>', page), label
    (pictured,) = re.findall(r'<img alt="A green field"[^>]*>', page)
    for part in ('width="400"', 'height="300"', 'loading="lazy"', 'decoding="async"'):
        assert part in pictured
    assert re.search(r'src="_images/[0-9a-f]{64}\.png"', pictured)
    (face,) = re.findall(r'<span aria-hidden="true" class="cr-face">.*?</span>', page)
    assert 'alt=""' in face
    assert 'width="36"' in face
    assert (
        f'<time datetime="2018-12-04T15:41:00Z">{day(2018, 12, 4)} on X</time>' in page
    )
    assert '<bdi class="cr-author">Sam Sample</bdi>' in page
    assert '<bdi class="cr-handle">&#64;sam</bdi>' in page
    assert "edited" in page
    assert "style=" not in page


def test_an_author_without_a_picture_has_an_initial(quote: Any) -> None:
    assert '<span aria-hidden="true" class="cr-face">S</span>' in quote()


def test_lines_and_paragraphs_stay(quote: Any) -> None:
    page = quote(text='One\ntwo\n\nThree *as it is* & <so> -- "on"')
    assert "<p>One<br />\ntwo</p>" in page
    assert "<p>Three *as it is* &amp; &lt;so&gt; -- &quot;on&quot;</p>" in page


def test_a_post_without_facts_is_called_a_post(make_site: MakeSite) -> None:
    text = "# A\n\n:::{tweet} 21\n:::\n\n:::{tweet} 1069979891266486272\n:::\n"
    page = shown(make_site({"index.md": text}).build())
    assert ">Post on X</a>" in page
    assert f">Post on X, {day(2018, 12, 4)}</time>" in page


def test_lists_and_roles_name_the_place_of_a_post(make_site: MakeSite) -> None:
    text = (
        "# A\n\n{conf:post}`21` and {conf:post}`there`.\n\n:::{tweet} 21\n:::\n\n"
        ":::{tweet} https://www.example.org/blog/1\n:name: there\n:::\n"
    )
    lists = "# B\n\n:::{post-list}\n:::\n"
    built = make_site({"index.md": text, "b.md": lists}).quiet()
    for docname in ("index", "b"):
        page = shown(built, docname)
        assert ">Post on X<" in page
        assert ">Post on example.org<" in page


def test_a_block_that_says_nothing_leaves_nothing(make_site: MakeSite) -> None:
    built = make_site({"index.md": "# A\n\n:::{tweet}\n:::\n"}).build()
    assert len(built.warnings) == 1
    assert "cr-post" not in shown(built)


def test_a_text_without_author_and_address_has_no_caption(make_site: MakeSite) -> None:
    page = shown(make_site({"index.md": "# A\n\n:::{tweet}\n\nWords.\n:::\n"}).build())
    assert "<p>Words.</p>" in page
    assert "<figcaption" not in page
    assert page.count("<blockquote") == page.count("</blockquote>") == 1


def test_a_post_without_text_is_not_a_quotation(make_site: MakeSite) -> None:
    page = shown(make_site({"index.md": block()}).build())
    assert "<blockquote" not in page
    assert (
        f'<time datetime="2018-12-04T15:41:00Z">{day(2018, 12, 4)} on X</time>' in page
    )
    assert "&#64;sam" in page


def test_another_address_is_a_link_with_its_host(make_site: MakeSite) -> None:
    built = make_site({"index.md": block(url="https://www.example.org/blog/1")}).quiet()
    assert re.search(
        'href="https://www.example.org/blog/1"[^>]*>Post on example.org<', shown(built)
    )


def test_a_quoted_post_stands_inside(quote: Any) -> None:
    inner = post_of("https://x.com/alex/status/21", "The question.")
    page = quote(quoted=inner)
    assert re.search(
        r"<blockquote.*cr-quoted.*The question\..*</blockquote>", page, re.DOTALL
    )
    assert "The question." not in quote(":quoted: hide", quoted=inner)


def test_the_post_that_is_answered_stands_before(quote: Any) -> None:
    parent = post_of("https://x.com/alex/status/21", "The question.")
    page = quote(":conversation: parent", parent=parent)
    assert page.index("The question.") < page.index("Stored words.")
    assert "The question." not in quote(parent=parent)


def test_a_warning_hides_what_follows_it(quote: Any) -> None:
    page = quote(warning="Spoilers")
    assert re.search(
        r"<details[^>]*>\s*<summary>Content warning: Spoilers</summary>\s*<p>Stored",
        page,
    )


def test_images_can_be_links_or_go(make_site: MakeSite) -> None:
    address = "https://pbs.twimg.com/media/x.png"
    pages = {}
    for choice in ("show", "link", "hide"):
        site = make_site({"index.md": block(f":media: {choice}")})
        save(site, media=(image(site, url=address),))
        pages[choice] = shown(site.quiet())
    assert "<img" in pages["show"]
    assert "<img" not in pages["link"] + pages["hide"]
    assert re.search(f'href="{address}"[^>]*>Image: A green field<', pages["link"])
    assert "green" not in pages["hide"]


def test_an_image_that_is_not_stored_is_a_link(quote: Any) -> None:
    media = Media(
        kind=MediaKind.IMAGE, url="https://pbs.twimg.com/x.png", alt="A field"
    )
    page = quote(media=(media,))
    assert "<img" not in page
    assert ">Image: A field</a>" in page


def test_a_video_shows_its_still_and_leads_to_the_post(make_site: MakeSite) -> None:
    site = make_site({"index.md": block()})
    save(site, media=(image(site, kind=MediaKind.VIDEO),))
    page = shown(site.build())
    assert "<img" in page
    assert re.search(f'href="{URL}"[^>]*>Video: A green field</a>', page)


@pytest.mark.parametrize(
    "alt",
    [":alt: The first; The second", "---\nalt: |\n  The first\n  The second\n---"],
)
def test_the_authors_descriptions_win(make_site: MakeSite, alt: str) -> None:
    site = make_site({"index.md": f"# A page\n\n:::{{tweet}} {URL}\n{alt}\n:::\n"})
    save(site, media=(image(site), image(site), image(site)))
    page = shown(site.quiet())
    assert re.findall(r'<img alt="([^"]+)"', page) == [
        "The first",
        "The second",
        "A green field",
    ]


def test_more_descriptions_than_images_warn(make_site: MakeSite) -> None:
    site = make_site({"index.md": block(":alt: One; two")})
    save(site, media=(image(site),))
    (warning,) = site.build().warnings
    assert "2 descriptions for 1 images" in warning


def test_a_post_has_classes_and_a_place(quote: Any) -> None:
    page = quote(":class: wide special\n:align: center")
    assert 'class="confrecap cr-post wide special align-center"' in page


BAD_OPTIONS = (
    *("media: all", "quoted: no", "conversation: all", "live: yes"),
    *("if-deleted: x", "align: top", "lang: English", 'author: "@"', "colour: red"),
)


def test_a_bad_option_warns_and_goes(make_site: MakeSite) -> None:
    files = {f"d{n}.md": block(f":{bad}", "Text.") for n, bad in enumerate(BAD_OPTIONS)}
    built = make_site({"index.md": "# Index\n", **files}).build()
    for number, (bad, warning) in enumerate(
        zip(BAD_OPTIONS, sorted(built.warnings), strict=True)
    ):
        assert warning.startswith(f"d{number}.md:")
        assert bad.partition(":")[0] in warning
        assert "confrecap.option" in warning
        assert "Text." in shown(built, f"d{number}")


# What is known of a post.


def test_the_block_goes_before_the_snapshot(quote: Any) -> None:
    page = quote(":author: Alex\n:date: 2018-12-05\n:lang: de", "Written words.")
    assert "Written words." in page
    assert "Stored words." not in page
    assert 'lang="de"' in page
    assert (
        '<bdi class="cr-author">Alex</bdi> <bdi class="cr-handle">&#64;sam</bdi>'
        in page
    )
    assert f'<time datetime="2018-12-05">{day(2018, 12, 5)} on X</time>' in page


def test_a_snapshot_fills_gaps_of_the_block(make_site: MakeSite) -> None:
    site = make_site({"index.md": block(text="Written words.")})
    save(site, media=(image(site),))
    page = shown(site.build())
    assert "Written words." in page
    assert "<img" in page
    assert "Sam Sample" in page


EMBED = """\
<blockquote class="twitter-tweet"><p lang="de" dir="ltr">Guten <em>Tag</em> &amp; so
<a href="https://twitter.com/hashtag/tag">#tag</a></p>&mdash; Sam Sample (@sam)
<a href="https://twitter.com/sam/status/1069979891266486272">December 4, 2018</a>
</blockquote>
<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>"""


@pytest.mark.parametrize("argument", [URL, ""])
def test_pasted_embed_code_is_read(make_site: MakeSite, argument: str) -> None:
    text = f"# A page\n\n:::{{tweet}} {argument}\n{EMBED}\n:::\n"
    page = shown(make_site({"index.md": text}).quiet())
    assert "Guten Tag &amp; so" in page
    assert "Sam Sample" in page
    assert f'cite="{URL}"' in page
    assert 'lang="de"' in page
    assert "script" not in page


def test_words_beside_embed_code_are_named(make_site: MakeSite) -> None:
    text = f"# A page\n\n:::{{tweet}}\n{EMBED}\n\n<p>Seen by Jane.</p>\n:::\n"
    built = make_site({"index.md": text}).build()
    assert "Guten Tag &amp; so" in shown(built)
    [warning] = built.warnings
    assert "index.md:3: WARNING: 'Seen by Jane.' in the embed code" in warning


def test_empty_embed_code_warns(make_site: MakeSite) -> None:
    text = '<blockquote class="twitter-tweet"></blockquote>'
    (warning,) = make_site({"index.md": block(text=text)}).build().warnings
    assert "confrecap.post" in warning


# Posts that are gone.


@pytest.mark.parametrize("status", [PostStatus.DELETED, PostStatus.PROTECTED])
def test_a_post_that_is_gone_leaves_a_notice(quote: Any, status: PostStatus) -> None:
    page = quote(text="Written words.", status=status)
    assert "words." not in page
    assert "cr-notice" in page
    assert "Sam Sample" in page


def test_a_post_that_is_gone_can_be_kept_with_a_mark(quote: Any) -> None:
    page = quote(":if-deleted: keep", status=PostStatus.DELETED)
    assert "Stored words." in page
    assert "deleted since" in page
    # Nothing is there any more.
    assert f'href="{URL}"' not in page


def test_a_post_that_is_gone_can_be_hidden(make_site: MakeSite) -> None:
    text = (
        block()
        + "\n{conf:post}`this one <1069979891266486272>`\n\n:::{post-list}\n:::\n"
    )
    site = make_site({"index.md": text}, conf={"confrecap_deleted_posts": "hide"})
    save(site, status=PostStatus.DELETED)
    page = shown(site.quiet())
    assert "Sam" not in page
    assert "Stored words." not in page
    # Roles lead to the place where it was.
    (target,) = re.findall(r'href="#([^"]+)"><span class="xref conf', page)
    assert f'id="{target}"' in page


def test_a_restricted_post_is_marked(quote: Any) -> None:
    page = quote(status=PostStatus.RESTRICTED)
    assert "Stored words." in page
    assert "restricted" in page


def test_a_quoted_post_that_is_gone_leaves_a_notice(quote: Any) -> None:
    inner = post_of("https://x.com/alex/status/21", "Gone.", status=PostStatus.DELETED)
    page = quote(quoted=inner)
    assert "Gone." not in page
    assert "This post has been deleted." in page


# Threads.

THREAD = """
# A page

:::{thread}
:name: advice
https://x.com/sam/status/20

https://x.com/sam/status/21
https://mastodon.example/@sam/101183953305600000
:::

{conf:post}`advice` {conf:post}`x/21`
"""


def test_a_thread_is_one_list_of_figures(make_site: MakeSite) -> None:
    site = make_site({"index.md": THREAD})
    save(site, "https://x.com/sam/status/20", "The first.")
    save(site, "https://x.com/sam/status/21", "The second.")
    page = shown(site.quiet())
    assert '<div class="confrecap cr-thread" id="post-advice">' in page
    (listed,) = re.findall(r"<ol.*?</ol>", page, re.DOTALL)
    assert (
        len(re.findall(r"<li><(?:figure|div) class=\"confrecap cr-post\"", listed)) == 3
    )
    assert listed.index("The first.") < listed.index("The second.")
    assert re.findall(r'href="#(post-[^"]+)"', page) == ["post-advice", "post-x-21"]


def test_a_line_of_a_thread_without_a_post_warns(make_site: MakeSite) -> None:
    text = "# A page\n\n:::{thread}\nhttps://x.com/sam/status/20\nand this\n:::\n"
    (warning,) = make_site({"index.md": text}).build().warnings
    assert warning.startswith("index.md:5: WARNING: 'and this' is")
    assert "confrecap.post" in warning


def test_a_line_of_a_thread_in_rest_warns_with_its_place(make_site: MakeSite) -> None:
    thread = "* .. thread::\n     :media: show\n\n     x.com/a/status/20\n     no\n"
    (warning,) = make_site({"index.rst": f"A\n=\n\n{thread}"}).build().warnings
    assert warning.startswith("index.rst:8: WARNING: 'no' is")


def test_a_thread_without_a_post_warns(make_site: MakeSite) -> None:
    (warning,) = make_site({"index.md": "# A\n\n:::{thread}\n:::\n"}).build().warnings
    assert "has no post" in warning


# What leads to posts.


@pytest.mark.parametrize(
    "target",
    [
        "x/1069979891266486272",
        "1069979891266486272",
        URL,
        "https://mobile.twitter.com/someone/status/1069979891266486272?s=20",
        "https://vxtwitter.com/sam/status/1069979891266486272",
    ],
)
def test_a_role_refers_by_key_id_or_address(make_site: MakeSite, target: str) -> None:
    other = f"# Another\n\n{{conf:post}}`{target}` {{conf:post}}`words <{target}>`\n"
    site = make_site(
        {"index.md": block(":author: Sam", "Text."), "other.md": other},
        conf={"nitpicky": True},
    )
    built = site.quiet()
    links = re.findall(
        r'href="index.html#post-x-1069979891266486272">(.*?)</a>', built.html("other")
    )
    assert [re.sub("<.*?>", "", link) for link in links] == [
        f"Post by Sam, {day(2018, 12, 4, 'yMMMd')}",
        "words",
    ]


def test_a_post_is_found_without_a_role(make_site: MakeSite) -> None:
    other = "# Another\n\n[words](#my-post) {any}`my-post` [](#x/1069979891266486272)\n"
    files = {"index.md": block(":name: my-post", "Text."), "other.md": other}
    built = make_site(files, conf={"nitpicky": True}).quiet()
    assert built.html("other").count('href="index.html#post-my-post"') == 3


def test_an_id_of_two_posts_is_ambiguous(make_site: MakeSite) -> None:
    text = (
        "# A\n\n:::{tweet} https://x.com/a/status/20\n:::\n\n"
        ":::{tweet} https://mastodon.example/@a/20\n:::\n\n{conf:post}`20`\n"
    )
    (warning,) = make_site({"index.md": text}).build().warnings
    assert (
        "means several posts; write one of 'x/20', 'mastodon/mastodon.example/20'"
        in warning
    )


def test_a_post_that_is_nowhere_warns(make_site: MakeSite) -> None:
    text = block(":name: my-post") + "\n{conf:post}`my-pots`\n"
    (warning,) = make_site({"index.md": text}).build().warnings
    assert "there is no post 'my-pots', did you mean 'my-post'?" in warning


def test_a_post_may_be_quoted_twice(make_site: MakeSite) -> None:
    files = {
        "a.md": block(text="First."),
        "b.md": block(text="Second.") + f"\n{{conf:post}}`{URL}`\n",
        "index.md": "# Index\n",
    }
    built = make_site(files).quiet()
    assert 'href="a.html#post-x-1069979891266486272"' in built.html("b")


def test_two_posts_of_one_name_warn(make_site: MakeSite) -> None:
    files = {
        "a.md": block(":name: mine"),
        "b.md": block(":name: mine", url="https://x.com/a/status/21"),
        "index.md": "# Index\n",
    }
    (warning,) = make_site(files).build().warnings
    assert "b.md:3" in warning
    assert "the post key 'mine' is taken by a, line 3" in warning


def test_posts_are_in_the_inventory_and_last_in_the_search(make_site: MakeSite) -> None:
    built = make_site({"index.md": block(":name: mine\n:author: Sam", "Text.")}).build()
    domain = built.env.get_domain("conf")
    objects = [item for item in domain.get_objects() if item[2] == "post"]
    title = f"Post by Sam, {day(2018, 12, 4, 'yMMMd')}"
    assert objects == [
        ("mine", title, "post", "index", "post-mine", 2),
        ("x/1069979891266486272", title, "post", "index", "post-mine", -1),
    ]


# Lists of posts.

LISTED = """
# A page

:::{conference} Example Days
:start: 2030-05-02
:::

::::{talk} A talk
:name: a-talk

:::{tweet} https://x.com/sam/status/1
:author: Sam Sample (@sam)
:date: 2030-05-02
:lang: en

One #Docs #Tests
:::
::::

:::{tweet} https://mastodon.example/@alex/2
:author: Alex
:date: 2030-05-03
:lang: de

Two #docs
:::

:::{tweet} https://x.com/sam/status/1
Again
:::

:::{tweet} https://bsky.app/profile/erika.example.org/post/3lchpkfzuc222
Three
:::
"""


FILTERS: dict[str, list[str]] = {
    "": ["Two", "One", "Three"],
    ":sort: date": ["Three", "One", "Two"],
    ":limit: 1": ["Two"],
    ":author: Sam Sample": ["One"],
    # A post that is quoted twice counts once.
    ':author: "@sam"': ["One"],
    ":tags: docs": ["Two", "One"],
    ":tags: docs, tests": ["Two", "One"],
    ":tags: docs, tests\n:match: all": ["One"],
    ":talk: a-talk": ["One"],
    ":platform: mastodon": ["Two"],
    ":language: de": ["Two"],
    ":year: 2024": ["Three"],
    ":since: 2030-05-02": ["Two", "One"],
    ":since: 2030-05-02\n:until: 2030-05-02": ["One"],
    ":conference: example-days": ["Two", "One", "Three"],
    ":format: table": ["Two", "One", "Three"],
    ":author: Alex\n:year: 2000\n:empty: None.": [],
}


def lists_of(filters: Iterable[str]) -> dict[str, str]:
    """Return the posts, and a document with a list for each of the *filters*."""
    lists = (f"# List\n\n:::{{post-list}}\n{options}\n:::\n" for options in filters)
    return {"index.md": LISTED, **{f"d{n}.md": text for n, text in enumerate(lists)}}


def test_a_list_of_posts_takes_filters(make_site: MakeSite) -> None:
    built = make_site(lists_of(FILTERS)).quiet()
    for number, (options, expected) in enumerate(FILTERS.items()):
        page = shown(built, f"d{number}")
        found = re.findall(r'href="index.html#post-[^"]+"><span><bdi>(\w+)', page)
        assert found == expected, options
        assert ("None." in page) == (not expected)


def test_a_filter_without_a_match_warns(make_site: MakeSite) -> None:
    filters = [":author: Nobody", ":tags: nothing", ":talk: none"]
    warnings = make_site(lists_of(filters)).build().warnings
    assert ["which nothing has" in warning for warning in warnings] == [True] * 3


# Beside the rest.


def test_a_post_in_notes_is_on_both_pages(make_site: MakeSite) -> None:
    notes = f":::{{tweet}} {URL}\n:::\n\n{{conf:post}}`{URL}`\n"
    text = f"# A\n\n::::{{talk}} A talk\n:name: a-talk\n\n{notes}::::\n"
    site = make_site({"index.md": text}, conf={"nitpicky": True})
    save(site, media=(image(site),))
    built = site.quiet()
    for docname in ("index", "talks/a-talk"):
        page = shown(built, docname)
        assert page.count("Stored words.") == 1
        assert page.count('<img alt="A green field"') == 1
        assert re.search('href="#post-x-1069979891266486272"', page)
    domain = built.env.get_domain("conf")
    assert sum(item[2] == "post" for item in domain.get_objects()) == 1


def test_dates_are_in_the_language_of_the_site(make_site: MakeSite) -> None:
    site = make_site(
        {"index.md": block() + f"\n{{conf:post}}`{URL}`\n"}, conf={"language": "de"}
    )
    save(site)
    page = shown(site.build())
    for style in ("long", "yMMMd"):
        assert day(2018, 12, 4, style, "de") in page


def test_the_direction_is_that_of_the_words(quote: Any) -> None:
    page = quote(text="@sam #tag مرحبا بالعالم\n\nand in English", lang="und")
    assert re.search(r'<blockquote cite="[^"]+" dir="rtl">', page)
    assert '<p dir="ltr">and in English</p>' in page


def test_the_script_is_there_for_a_button_alone(make_site: MakeSite) -> None:
    files = {
        "index.md": block(":live: click", "Text."),
        "other.md": block(":live: never", "Text."),
    }
    built = make_site(files).build()
    assert "confrecap-posts.js" in built.html("index")
    assert "confrecap-posts.js" not in built.html("other")
    page = shown(built)
    assert re.search(
        rf'<span class="cr-live" data-embed="1069979891266486272" data-platform="x">'
        rf'<a [^>]*href="{URL}"',
        page,
    )
    assert "cr-live" not in shown(built, "other")


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("https://a.example/@sam/20", "https://a.example/@sam/20/embed"),
        ("https://a.example/statuses/20", None),
        (
            "at://sam.example/app.bsky.feed.post/3lchpkfzuc222",
            "https://embed.bsky.app/embed/sam.example/app.bsky.feed.post/3lchpkfzuc222",
        ),
        ("https://blog.example/20", None),
    ],
)
def test_a_button_loads_a_view(
    make_site: MakeSite, url: str, embed: str | None
) -> None:
    page = shown(make_site({"index.md": block(":live: click", "T.", url)}).quiet())
    found = re.findall(r'data-embed="([^"]+)"', page)
    assert [html.unescape(value) for value in found] == ([embed] if embed else [])


def test_a_post_keeps_its_place_in_the_doctree(make_site: MakeSite) -> None:
    built = make_site({"index.md": block(text="Text.")}).build("dummy")
    (post,) = built.doctree("index").findall(conf_post)
    assert isinstance(post.parent, nodes.section)
    assert str(post.source).endswith("index.md")
