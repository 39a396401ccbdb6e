"""Pasted embed code: read as data, in all the forms that went round."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.posts import (
    Account,
    Platform,
    Post,
    Reference,
    Segment,
    SegmentKind,
)
from sphinx_confrecap.posts.platforms import is_embed, post_of_embed, read_embed
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.segments import text_of
from sphinx_confrecap.posts.snapshot import dumps

DATE = '<a href="https://twitter.com/user/status/1069903784120381440?ref_src=twsrc%5Etfw">December 4, 2018</a>'  # noqa: E501
SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'  # noqa: E501
TID = "3l6oveex3ii2l"


def x_embed(
    text: str = "Hello.", signature: str = f"&mdash; A. User (@user) {DATE}"
) -> str:
    return f'<blockquote class="twitter-tweet">{text}{signature}</blockquote>'


@pytest.mark.parametrize(
    "html",
    [
        x_embed('<p lang="en" dir="ltr">Hello.</p>'),
        x_embed('<p lang="en" dir="ltr">Hello.</p>') + SCRIPT,
        x_embed('<p lang="en" dir="ltr">Hello.</p>') + "\n" + SCRIPT + "\n",
        f"<div class='tweet'>{x_embed('<p lang=en>Hello.</p>')}{SCRIPT}</div>",
        x_embed('\n  <p lang="en">\n    Hello.\n  </p>\n  '),
        x_embed('<p lang="en">Hello.</p>').replace("twitter.com", "x.com"),
        x_embed('<p lang="en">Hello.</p>').replace("/status/", "/statuses/"),
        x_embed('<p lang="en">Hello.</p>').replace("&mdash;", "—"),
        x_embed('<p lang="en">Hello.</p>').replace("&mdash;", "&#8212;"),
        x_embed('<p lang="en">Hello.</p>', f"<cite>A. User (@user) {DATE}</cite>"),
        x_embed(
            '<p lang="en">Hello.</p>', f"<footer>— A. User (@user) {DATE}</footer>"
        ),
        x_embed('<p lang="en">Hello.</p>').replace(
            'class="twitter-tweet"',
            'class="twitter-tweet tw-align-center" data-lang="de" data-dnt="true"',
        ),
        x_embed('<p lang="en">Hello.</p>').replace("blockquote", "BLOCKQUOTE"),
        x_embed('<p lang="en">Hello.'),
        x_embed('<p lang="en">Hello.</p>').removesuffix("</blockquote>"),
    ],
)
def test_every_form_of_xs_code(html: str) -> None:
    assert is_embed(html)
    assert post_of_embed(html) == Post(
        reference=parse_reference("1069903784120381440"),
        author=Account(name="A. User", handle="user", url="https://x.com/user"),
        created_at=datetime(2018, 12, 4, 10, 38, 34, 642000, UTC),
        lang="en",
        segments=(Segment(kind=SegmentKind.TEXT, text="Hello."),),
    )


def test_a_text_without_its_paragraph() -> None:
    post = post_of_embed(x_embed("Hello &amp; goodbye &lt;b&gt;. "))
    assert text_of(post.segments) == "Hello & goodbye <b>."
    assert post.author.name == "A. User"


def test_a_name_with_a_dash_and_brackets() -> None:
    signature = f"&mdash; Conf — 2018 (Munich) (@conf) {DATE}"
    post = post_of_embed(x_embed("<p>One — two.</p>", signature))
    assert text_of(post.segments) == "One — two."
    assert post.author.name == "Conf — 2018 (Munich)"
    assert post.author.handle == "conf"


def test_a_signature_that_is_missing() -> None:
    post = post_of_embed(x_embed("<p>Hello.</p>", DATE))
    assert post.author == Account(handle="user", url="https://x.com/user")
    post = post_of_embed(x_embed("<p>Hello.</p>", ""))
    assert (post.reference, post.author) == (None, Account())
    assert text_of(post.segments) == "Hello."


def test_links_mentions_and_tags() -> None:
    text = (
        '<p lang="de" dir="ltr">By <a href="https://twitter.com/some_one?ref_src=x">'
        '@some_one</a> <a href="https://twitter.com/hashtag/devops%C3%BC?src=hash&amp;'
        'ref_src=x">#devopsü</a>: <a href="https://t.co/abc">https://t.co/abc</a> '
        '<a href="https://t.co/def">pic.twitter.com/def</a> '
        '<a href="javascript:alert(1)">click</a></p>'
    )
    segments = post_of_embed(x_embed(text)).segments
    assert [(s.kind.value, s.text, s.url) for s in segments if s.text.strip()] == [
        ("text", "By ", ""),
        ("mention", "@some_one", "https://x.com/some_one"),
        ("tag", "#devopsü", "https://x.com/hashtag/devops%C3%BC"),
        ("text", ": ", ""),
        ("link", "https://t.co/abc", "https://t.co/abc"),
        # This leads to the image; the code has no image.
        ("link", "pic.twitter.com/def", "https://t.co/def"),
        ("text", "click", ""),
    ]


def test_line_breaks_and_paragraphs() -> None:
    post = post_of_embed(x_embed("<p>One<br>two<br>\n<br> three</p><p>four</p>"))
    assert text_of(post.segments) == "One\ntwo\n\nthree\n\nfour"


def test_scripts_and_styles_are_not_text() -> None:
    hidden = "<script>alert(1)</script><style>p {}</style><!-- x --><svg>y</svg>"
    post = post_of_embed(x_embed(f"<p>Hello{hidden}.</p>"))
    assert text_of(post.segments) == "Hello."


def test_only_the_first_post_is_read() -> None:
    post = post_of_embed(
        f"before {x_embed('<p>One</p>')} {x_embed('<p>Two</p>')} after"
    )
    assert text_of(post.segments) == "One"


def test_the_date_of_an_old_post_is_read() -> None:
    old = x_embed().replace("1069903784120381440", "20")
    assert post_of_embed(old).created_at == datetime(2018, 12, 4, tzinfo=UTC)
    odd = old.replace("December 4, 2018", "Smarch 32, 2018")
    assert post_of_embed(odd).created_at is None
    odd = old.replace("December 4, 2018", "February 31, 2018")
    assert post_of_embed(odd).created_at is None


@pytest.mark.parametrize(
    "html",
    [
        (
            '<iframe src="https://social.example/@user/109372843234000000/embed" '
            'class="mastodon-embed" style="max-width: 100%" width="400"></iframe>'
            '<script src="https://social.example/embed.js" async></script>'
        ),
        (
            '<blockquote class="mastodon-embed" data-embed-url="https://social.example/'
            '@user/109372843234000000/embed" style="margin: 0">\n <a href="https://'
            'social.example/@user/109372843234000000" target="_blank"> <svg><path '
            'd="M7"/></svg> <div style="color: #787588">Post by @user@social.example'
            "</div> <div>View on Mastodon</div> </a> </blockquote> <script></script>"
        ),
    ],
)
def test_mastodons_code_names_the_post_alone(html: str) -> None:
    assert is_embed(html)
    assert post_of_embed(html) == Post(
        reference=parse_reference("https://social.example/@user/109372843234000000"),
        author=Account(
            handle="user@social.example", url="https://social.example/@user"
        ),
        created_at=datetime(2022, 11, 19, 22, 32, 24, 73000, UTC),
    )


def test_blueskys_code() -> None:
    did = "did:plc:abc"
    html = (
        f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{did}/'
        f'app.bsky.feed.post/{TID}" data-bluesky-cid="bafy" '
        'data-bluesky-embed-color-mode="system"><p lang="en">Hi @a.bsky.social '
        f'#tag<br><br><a href="https://bsky.app/profile/{did}/post/{TID}?ref_src=embed">'
        "[image or embed]</a></p>&mdash; A. User (<a "
        f'href="https://bsky.app/profile/{did}?ref_src=embed">@user.bsky.social</a>) '
        f'<a href="https://bsky.app/profile/{did}/post/{TID}?ref_src=embed">October '
        "17, 2024 at 9:06 AM</a></blockquote><script async "
        'src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>'
    )
    assert is_embed(html)
    post = post_of_embed(html)
    assert post.reference == Reference(platform=Platform.BLUESKY, id=TID, authority=did)
    assert post.author.name == "A. User"
    assert post.author.handle == "user.bsky.social"
    assert post.created_at == datetime(2024, 10, 17, 7, 6, 51, 642318, UTC)
    assert text_of(post.segments) == "Hi @a.bsky.social #tag\n\n[image or embed]"
    kinds = [s.kind for s in post.segments if s.url]
    assert kinds == [SegmentKind.MENTION, SegmentKind.TAG, SegmentKind.LINK]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello.",
        "a < b and class twitter-tweet",
        "<b>bold</b>",
        '<blockquote class="quote"><p>Hello.</p></blockquote>',
        'He wrote: <blockquote class="twitter-tweet">',
        '<p class="twitter-tweet">Hello.</p>',
    ],
)
def test_other_text_is_not_embed_code(text: str) -> None:
    assert not is_embed(text)
    with pytest.raises(FieldError):
        post_of_embed(text.removeprefix("He wrote: "))


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote class="twitter-tweet"></blockquote>',
        '<blockquote class="mastodon-embed">Hello.</blockquote>',
        '<iframe class="mastodon-embed" src="https://evil.example/"></iframe>',
        '<iframe class="mastodon-embed" src="https://x.com/user/status/20"></iframe>',
    ],
)
def test_code_that_names_no_post(html: str) -> None:
    with pytest.raises(FieldError):
        post_of_embed(html)


@pytest.mark.parametrize(
    "html",
    [
        x_embed("<p>Hello.</p><![foo[bar]]>"),
        x_embed("<!x<p>Hello.</p>"),
        x_embed("<p>" * 5000),
        x_embed("<b>" * 5000 + "</i>" * 5000),
        x_embed('<a href="https://[">x</a>'),
        x_embed('<p lang="<script>">&#xD800;&#0;</p>'),
        x_embed("&mdash; (" * 5000),
        x_embed("\n" * 5000),
        x_embed("<p>Hello.</p>" + "<!--" * 50_000),
        x_embed("<p>Hello.</p>" + "</" * 100_000),
        x_embed("<p>Hello.</p>" + "<a " * 60_000),
        x_embed("<p>Hello.</p><a " + "b='" * 60_000 + ">"),
    ],
)
def test_no_code_is_too_odd(html: str) -> None:
    dumps(post_of_embed(html))


PARTS = [
    *("<p>", "</p>", "<a\thref='https://x.com/u/status/20'>", "</a>", "—", "(@u)"),
    *("<br>", "</blockquote>", "<![", "<!--", "&", "text", "@a", "<", "\n"),
]


@given(st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_any_pasted_code_can_be_stored(text: str) -> None:
    try:
        post = post_of_embed(f'<blockquote class="twitter-tweet">{text}')
    except FieldError:
        return
    dumps(post)


def test_the_embeds_of_a_real_recap(shared: Path) -> None:
    recap = (shared / "seeds/004_2bde813557b35c96.txt").read_text("utf-8")
    posts = [post_of_embed(line) for line in recap.splitlines() if is_embed(line)]
    assert [post.author.handle for post in posts] == ["TBeijen", "grampelberg"]
    assert [post.lang for post in posts] == ["en", "en"]
    assert [s.text for s in posts[0].segments if s.url] == ["#devopscon", "#xebia"]
    assert [s.text for s in posts[1].segments if s.url] == ["@linkerd"]
    assert posts[0].created_at == datetime(2018, 12, 4, 10, 38, 34, 642000, UTC)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (x_embed().replace("</a>", "</a> seen by Jane"), "seen by Jane"),
        (x_embed().replace("</a>", "</a><p>One.</p><p>Two.</p>"), "One. Two."),
        (x_embed().replace("</a>", '</a> <a href="https://a.example">via</a>'), "via"),
        (x_embed() + SCRIPT + "\n\n<p>And so on.</p>", "And so on."),
        ("<p>Look:</p>" + x_embed(), "Look:"),
        (x_embed("Hello.<!-- Ask first. -->"), "Ask first."),
        (x_embed('Hello.<img src="a.png" alt="A shelf">'), "A shelf"),
        (x_embed('Hello.<img src="a.png">'), "a.png"),
        (x_embed() + x_embed("Another one."), "Another one."),
    ],
)
def test_words_that_are_not_the_post_are_named(html: str, words: str) -> None:
    post, message = read_embed(html)
    assert text_of(post.segments) == "Hello."
    assert words in message


@pytest.mark.parametrize(
    "html",
    [
        x_embed("<p>One.</p><p>Two.</p>") + f"\n{SCRIPT}\n",
        f"<div><style>a {{}}</style>{x_embed()}<!-- --></div>",
        x_embed("Hello.<br><br>") + "<script>let a = 'words';</script>",
    ],
)
def test_all_that_an_embed_says_is_the_post(html: str) -> None:
    assert read_embed(html)[1] == ""
