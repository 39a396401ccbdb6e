"""Raw embeds become directives, and nothing else changes."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.source.documents import references_in
from sphinx_confrecap.source.rewrite import Rewritten, rewrite
from sphinx_confrecap.source.scan import scan

SCRIPT = (
    '<script async src="https://platform.twitter.com/widgets.js" '
    'charset="utf-8"></script>'
)
QUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">A page &amp; more. '
    '<a href="https://twitter.com/hashtag/pages?src=hash">#pages</a></p>'
    "&mdash; Sam Sample (@sam) "
    '<a href="https://twitter.com/sam/status/1069903784120381440?ref_src=x">'
    "December 4, 2018</a></blockquote>"
)
EMBED = f"{QUOTE}\n{SCRIPT}"
DIRECTIVE = """\
:::{tweet} https://x.com/sam/status/1069903784120381440
:author: Sam Sample (@sam)
:date: 2018-12-04
:lang: en

A page & more. #pages
:::"""
IN_REST = """\
.. tweet:: https://x.com/sam/status/1069903784120381440
   :author: Sam Sample (@sam)
   :date: 2018-12-04
   :lang: en

   A page & more. #pages"""
POST = "https://twitter.com/sam/status/20"
BLUESKY = "https://bsky.app/profile/sam.bsky.social/post/3l6oveex3ii2l"


def short(url: str = "https://x.com/sam/status/20") -> str:
    return f":::{{tweet}} {url}\n:::"


def myst(text: str) -> str:
    return rewrite(text, Dialect.MYST).text


def rest(text: str) -> str:
    return rewrite(text, Dialect.REST).text


def reasons(rewritten: Rewritten) -> list[tuple[int, str]]:
    return [(left.place.line, left.message) for left in rewritten.left]


# --- embed code ---------------------------------------------------------------


@pytest.mark.parametrize(
    "embed",
    [
        EMBED,
        QUOTE,
        f"{QUOTE} {SCRIPT}",
        f"{QUOTE}\n\n{SCRIPT}",
        f"<div class='post'>\n{EMBED}\n</div>",
        f"<div>{QUOTE}</div>\n{SCRIPT}",
        f"<center><div>{EMBED}</div></center>",
        EMBED.replace("<p lang", "\n  <p lang").replace("&mdash;", "\n&mdash;"),
        EMBED.replace("><p", ">\n\n<p"),
        EMBED.replace("https://platform", "//platform"),
    ],
)
def test_embed_code_in_myst_becomes_a_directive(embed: str) -> None:
    text = f"Before.\n\n{embed}\n\nAfter.\n"
    assert myst(text) == f"Before.\n\n{DIRECTIVE}\n\nAfter.\n"


@pytest.mark.parametrize(
    "around",
    [
        *("{}", "{}\n", "text\n{}\ntext\n", "# Title\n{}\n"),
        *("---\ntitle: x\n---\n{}\n", "\ufeff{}\n"),
        *("::::{{talk}} A Talk\n:tags: a\n\n{}\n::::\n", "````{{note}}\n{}\n````\n"),
    ],
)
def test_the_text_around_an_embed_stays(around: str) -> None:
    assert myst(around.format(EMBED)) == around.format(DIRECTIVE)


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ("- ", "  "),
        ("12. ", "    "),
        ("> ", "> "),
        ("> - ", ">   "),
        ("-\t", " \t"),
        (">", ">"),
        ("* > ", "  > "),
    ],
)
def test_an_embed_in_a_list_or_quotation_stays_in_it(first: str, others: str) -> None:
    def within(text: str) -> str:
        lines = text.split("\n")
        rest = [f"{others}{line}".rstrip() for line in lines[1:]]
        return "\n".join([first + lines[0], *rest]) + "\n"

    assert myst(within(EMBED)) == within(DIRECTIVE)


def test_two_embeds_may_share_a_script() -> None:
    assert myst(f"{QUOTE}\n{QUOTE}\n{SCRIPT}\n") == f"{DIRECTIVE}\n{DIRECTIVE}\n"


def test_a_script_of_its_own_goes_with_the_last_embed() -> None:
    assert myst(f"{QUOTE}\n\nText.\n\n{SCRIPT}\n") == f"{DIRECTIVE}\n\nText.\n\n"
    assert myst(f"Text.\n\n{SCRIPT}\n") == f"Text.\n\n{SCRIPT}\n"
    timeline = '<a class="twitter-timeline" href="https://twitter.com/sam">Sam</a>'
    kept = f"{QUOTE}\n\n{timeline}\n\n{SCRIPT}\n"
    assert myst(kept) == kept.replace(QUOTE, DIRECTIVE)


def test_embeds_with_text_between_them_are_all_taken() -> None:
    text = f"{QUOTE}\nWords.\n{QUOTE}\n\n{QUOTE}\nMore.\nEven more.\n{QUOTE}\n"
    new = rewrite(text, Dialect.MYST)
    assert new.text == text.replace(QUOTE, DIRECTIVE)
    assert (new.count, new.left) == (4, ())


def test_an_embed_in_html_after_another_is_left() -> None:
    new = rewrite(f"{QUOTE}\n<p>Words.</p>\n{QUOTE}\n", Dialect.MYST)
    assert new.text == f"{DIRECTIVE}\n<p>Words.</p>\n{QUOTE}\n"
    assert [reason for _line, reason in reasons(new)] == ["it is inside other HTML"]


def test_the_platforms_own_codes_are_known() -> None:
    bluesky = (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/'
        'app.bsky.feed.post/3l6oveex3ii2l"><p lang="de">Eine Seite.</p>&mdash; Sam '
        '(<a href="https://bsky.app/profile/did:plc:abc">@sam.bsky.social</a>) <a href='
        '"https://bsky.app/profile/did:plc:abc/post/3l6oveex3ii2l">now</a></blockquote>'
        '<script async src="https://embed.bsky.app/static/embed.js"></script>\n'
    )
    mastodon = (
        '<blockquote class="mastodon-embed" data-embed-url="https://mastodon.example/'
        '@sam/22/embed"><a href="https://mastodon.example/@sam/22"><div>Post by '
        "@sam@mastodon.example</div></a></blockquote><script async "
        'src="https://mastodon.example/embed.js"></script>\n'
    )
    assert "Eine Seite." in myst(bluesky)
    assert ":::{tweet} https://mastodon.example/@sam/22\n" in myst(mastodon)
    assert "<" not in myst(bluesky) + myst(mastodon)


def test_code_that_holds_a_link_alone_names_its_post() -> None:
    quote = f'<blockquote class="twitter-tweet"><a href="{POST}"></a></blockquote>'
    assert myst(f"{quote} {SCRIPT}\n") == (
        ':::{tweet} https://x.com/sam/status/20\n:author: "@sam"\n:::\n'
    )


def test_embed_code_in_rest_becomes_a_directive() -> None:
    html = EMBED.replace("\n", "\n   ")
    text = f"Before.\n\n.. raw:: html\n\n   {html}\n\nAfter.\n"
    assert rest(text) == f"Before.\n\n{IN_REST}\n\nAfter.\n"


def test_several_embeds_in_one_block_become_several_directives() -> None:
    html = f"{EMBED}\n\n{QUOTE}".replace("\n", "\n     ")
    text = f"- item\n\n  .. raw:: html\n\n     {html}\n"
    wanted = f"{IN_REST}\n\n{IN_REST}".replace("\n", "\n  ").replace("\n  \n", "\n\n")
    assert rest(text) == f"- item\n\n  {wanted}\n"


def test_raw_html_in_myst_is_a_block_as_well() -> None:
    assert myst(f"```{{raw}} html\n{EMBED}\n```\n") == f"{DIRECTIVE}\n"
    assert myst(f"````{{eval-rst}}\n.. raw:: html\n\n   {QUOTE}\n````\n") == (
        f"````{{eval-rst}}\n{IN_REST}\n````\n"
    )


# --- shortcodes and addresses -------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        '{{< tweet user="sam" id="20" >}}',
        "{{< tweet user=sam id=20 >}}",
        '{{< x id="20" user="sam" >}}',
        "{{<x user='sam' id='20'>}}",
        "{{% tweet user=`sam` id=`20` %}}",
        '{{< tweet_simple user="@sam" id="20" />}}',
        f"{{% tweet {POST} %}}",
        f"{{%- twitter {POST} maxwidth=500 -%}}",
        f"{{% twitter '{POST}' %}}",
        f"{{% embed {POST} %}}",
        POST,
        f"<{POST}>",
        f"{POST}?s=20&t=abc#x",
        "https://fxtwitter.com/sam/status/20/photo/1",
        f"  {POST}  ",
    ],
)
def test_a_line_that_is_a_post_becomes_a_directive(line: str) -> None:
    indent = re.match(r" *", line)
    assert indent
    wanted = "\n".join(indent[0] + part for part in short().split("\n"))
    assert myst(f"Text.\n\n{line}\n\nText.\n") == f"Text.\n\n{wanted}\n\nText.\n"
    assert myst(f"Text:\n{line}\nText.\n") == f"Text:\n{wanted}\nText.\n"


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("{{< tweet 20 >}}", "https://x.com/i/status/20"),
        ("{% tweet 20 %}", "https://x.com/i/status/20"),
        (f"{{% embed {BLUESKY} %}}", BLUESKY),
        (BLUESKY, BLUESKY),
        ("https://mastodon.example/@sam/22", "https://mastodon.example/@sam/22"),
    ],
)
def test_a_line_tells_which_post_it_is(line: str, url: str) -> None:
    assert myst(f"{line}\n") == f"{short(url)}\n"


def test_a_post_alone_in_a_paragraph_of_rest_becomes_a_directive() -> None:
    text = f"Text.\n\n{POST}\n\n.. talk:: A Talk\n\n   {{% tweet 20 %}}\n"
    assert rest(text) == (
        "Text.\n\n.. tweet:: https://x.com/sam/status/20\n\n"
        ".. talk:: A Talk\n\n   .. tweet:: https://x.com/i/status/20\n"
    )


def test_lists_keep_their_indentation() -> None:
    assert myst(f"- text\n\n  {POST}\n") == (
        "- text\n\n  :::{tweet} https://x.com/sam/status/20\n  :::\n"
    )
    assert myst("- {{< tweet 20 >}}\n") == (
        "- :::{tweet} https://x.com/i/status/20\n  :::\n"
    )


def test_a_list_of_addresses_stays_one() -> None:
    for text in (f"- {POST}\n- {BLUESKY}\n", f"1. {POST}\n"):
        assert myst(text) == text
        assert rest(text) == text


# --- what stays ---------------------------------------------------------------

SNIPPETS = [EMBED, POST, "{{< tweet 20 >}}", f"{{% tweet {POST} %}}"]


@pytest.mark.parametrize("snippet", SNIPPETS)
@pytest.mark.parametrize(
    "around",
    [
        "```html\n{}\n```\n",
        "~~~\n{}\n~~~\n",
        ":::{{code-block}} html\n{}\n:::\n",
        "```{{tweet}} 20\n{}\n```\n",
        ":::{{conf:post}} 20\n\n{}\n:::\n",
        ":::{{thread}}\n{}\n:::\n",
        "---\nnote: |\n{}\n---\n",
        "+++\n{}\n+++\n",
        "<!--\n{}\n-->\n",
        "<pre>\n{}\n</pre>\n",
        "```{{eval-rst}}\n.. code-block:: html\n\n   {}\n```\n",
    ],
)
def test_code_comments_and_front_matter_stay_in_myst(around: str, snippet: str) -> None:
    if "   {}" in around:
        snippet = snippet.replace("\n", "\n   ")
    text = around.format(snippet)
    assert rewrite(text, Dialect.MYST) == Rewritten(text=text)


@pytest.mark.parametrize(
    "text",
    [
        f"    {POST}\n",
        f"`a\n{POST}\nb`\n",
        f"[a\n{POST}\nb](https://example.org)\n",
        f"text <!--\n{POST}\n-->\n",
        f"% {POST}\n",
        f"[label]:\n{POST}\n",
        f"# {POST}\n",
        f"{POST}\n===\n",
        f"| a |\n|---|\n| {POST} |\n",
        f"See {POST} for more.\n",
        f"Sources:\n\n- {POST}\n1. {POST}\n",
        f"[a post]({POST})\n",
        "`{{< tweet 20 >}}`\n",
        "{{</* tweet 20 */>}}\n",
        "{{< youtube 20 >}}\n",
        "{{< tweet >}}\n",
        "{% tweet %}\n",
        "{% embed 20 %}\n",
        "{% embed https://example.org/ %}\n",
        "{% twitter_timeline sam %}\n",
        "20\n",
        "https://x.com/sam\n",
        "https://example.org/sam/status/20\n",
        "<blockquote>Not a post.</blockquote>\n",
        f"{SCRIPT}\n",
    ],
)
def test_other_text_in_myst_stays(text: str) -> None:
    assert rewrite(text, Dialect.MYST) == Rewritten(text=text)


@pytest.mark.parametrize(
    "text",
    [
        f"Code::\n\n   {POST}\n",
        f".. code-block:: text\n\n   {POST}\n",
        f".. {POST}\n",
        f"..\n   {POST}\n",
        f".. _post: {POST}\n",
        f"Text\n{POST}\n",
        f"{POST}\nText\n",
        f"{POST}\n{'=' * 40}\n",
        ".. raw:: latex\n\n   " + QUOTE + "\n",
        ".. raw:: html\n\n   <p>Not a post.</p>\n",
        f".. tweet:: 20\n\n   {POST}\n",
        f"term\n   {POST}::\n",
    ],
)
def test_other_text_in_rest_stays(text: str) -> None:
    assert rewrite(text, Dialect.REST) == Rewritten(text=text)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Text {{< tweet 20 >}} text.\n", 1, "there is other text"),
        (f"{QUOTE} and text\n", 1, "text follows it"),
        (f"<section>\n{QUOTE}\n</section>\n", 2, "inside other HTML"),
        ("<section>\n{{< tweet 20 >}}\n</section>\n", 2, "inside other HTML"),
        (f"~~~{{a}}\n```{{b}}\n:::{{c}}\n{POST}\n:::\n```\n~~~\n", 4, "no fence fits"),
        (
            '<blockquote class="twitter-tweet"><p>Text.</p></blockquote>\n',
            1,
            "it names no post",
        ),
        ('{{< tweet user="example" >}}\n', 1, "looks like a post"),
        ("{% tweet https://example.org/nope %}\n", 1, "looks like a post"),
        ('{% include tweet.html id="44" %}\n', 1, "looks like a post"),
        ('<div>\n{{< x user="sam" >}}\n</div>\n', 2, "looks like a post"),
        (f"```{{raw}} html\n<b>x</b>\n{QUOTE}\n```\n", 1, "other HTML beside"),
    ],
)
def test_posts_that_cannot_be_converted_are_reported(
    text: str, line: int, reason: str
) -> None:
    rewritten = rewrite(text, Dialect.MYST)
    assert rewritten.text == text
    [(found, why)] = reasons(rewritten)
    assert found == line
    assert reason in why


def test_an_include_that_looks_like_a_post_is_reported_in_rest() -> None:
    text = 'Text\n\n{% include tweet.html id="44" %}\n'
    [(line, reason)] = reasons(rewrite(text, Dialect.REST))
    assert line == 3
    assert "looks like a post" in reason


@pytest.mark.parametrize(
    "text",
    [
        '`{{< tweet user="sam" >}}`\n',
        "```\n{% include tweet.html %}\n```\n",
        "{% embed https://example.org/video %}\n",
        "{% include sidebar.html %}\n",
        "{{< xkcd 20 >}}\n",
    ],
)
def test_other_shortcodes_are_not_reported(text: str) -> None:
    assert rewrite(text, Dialect.MYST) == Rewritten(text=text)


# --- fences and options -------------------------------------------------------


def test_a_fence_fits_between_those_around_it() -> None:
    opening = "{tweet} https://x.com/sam/status/20\n"
    assert f"\n```{opening}```\n" in myst(f":::{{talk}} T\n\n{POST}\n:::\n")
    deep = f":::{{a}}\n````{{b}}\n```{{c}}\n{POST}\n```\n````\n:::\n"
    assert f"\n~~~{opening}~~~\n" in myst(deep)
    without = rewrite(f"{POST}\n", Dialect.MYST, colon_fence=False)
    assert without.text == "```{tweet} https://x.com/sam/status/20\n```\n"


def test_a_text_with_fences_stays_in_its_block() -> None:
    embed = QUOTE.replace("A page", "<br>:::<br>::::::<br>```")
    [block] = scan(myst(f"{embed}\n"), Dialect.MYST).blocks
    assert block.body[-1].startswith("```")
    assert ":::::::{tweet}" in myst(f"{embed}\n")


def test_a_text_that_would_close_a_block_around_it_is_left() -> None:
    embed = QUOTE.replace("A page", "<br>:::<br>")
    text = f":::{{talk}} T\n\n{embed}\n:::\n"
    rewritten = rewrite(text, Dialect.MYST)
    assert rewritten.text == text
    assert "no fence fits" in rewritten.left[0].message
    assert rewrite(f":{text[:-1]}:\n", Dialect.MYST).count == 1
    html = QUOTE.replace("A page", "<br>```<br>")
    text = f"```{{eval-rst}}\n.. raw:: html\n\n   {html}\n```\n"
    assert rewrite(text, Dialect.MYST).text == text
    assert rewrite(f"`{text[:-1]}`\n", Dialect.MYST).count == 1


@pytest.mark.parametrize(
    "name",
    ["#hash", 'A "B" C', "a: b", "- x", "back\\slash", "'q'", "☃ Sam", "{x}", "1"],
)
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    text = myst(QUOTE.replace("Sam Sample", name) + "\n")
    [line] = [line for line in text.splitlines() if line.startswith(":author:")]
    quoted = line.removeprefix(":author: ")
    if quoted.startswith('"'):
        quoted = quoted[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    assert quoted == f"{name} (@sam)"


# --- bytes --------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_stay(end: str) -> None:
    text = f"a\n\n{EMBED}\n\nb\t\n".replace("\n", end)
    assert myst(text) == f"a\n\n{DIRECTIVE}\n\nb\t\n".replace("\n", end)


def test_a_missing_end_of_the_last_line_stays_missing() -> None:
    directive = short().replace("\n", "\r\n")
    assert myst(f"a\r\n\r\n{POST}") == f"a\r\n\r\n{directive}"


WORDS = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", "  ", "- ", "> ", "```\n", ":::\n", "::::{talk} x\n"),
        *("text ", "`", "::\n\n", "   ", ".. raw:: html\n\n   ", "\t", "<div>\n", "%"),
        *(".. note::\n\n", "<!--", "-->\n", "---\n", "\\", "</div>\n", "~~~", "\r"),
    ]
)
EMBEDS = [*SNIPPETS, QUOTE.replace("A page", "<br>:::<br>```<br>~~~<br>"), SCRIPT]
DOCUMENTS = st.lists(WORDS | st.sampled_from(EMBEDS), max_size=20).map("".join)


@given(st.text() | st.lists(WORDS, max_size=40).map("".join), st.sampled_from(Dialect))
def test_a_text_without_embeds_does_not_change(text: str, dialect: Dialect) -> None:
    assert rewrite(text, dialect) == Rewritten(text=text)


@given(DOCUMENTS, st.sampled_from(Dialect), st.booleans())
@example(f"text\n      {POST}\n", Dialect.MYST, True)
def test_all_around_embeds_stays(
    text: str, dialect: Dialect, colon_fence: bool
) -> None:
    before = scan(text, dialect)
    new = rewrite(text, dialect, colon_fence=colon_fence)
    again = rewrite(new.text, dialect, colon_fence=colon_fence)
    assert again.text == new.text
    assert again.count == 0
    assert (new.text == text) == (new.count == 0)
    kept = [b.name for b in before.blocks if b.name not in {"tweet", "raw"}]
    after = scan(new.text, dialect).blocks
    assert [b.name for b in after if b.name not in {"tweet", "raw"}] == kept
    assert len(references_in(new.text, dialect, Path())) == new.count


# --- real recaps --------------------------------------------------------------


def test_every_post_of_real_recaps_is_converted(shared: Path) -> None:
    count = 0
    for file in sorted((shared / "seeds").iterdir()):
        text = file.read_text("utf-8")
        new = rewrite(text, Dialect.MYST)
        embeds = text.count('<blockquote class="twitter-tweet"')
        assert (new.count, new.left) == (embeds, ())
        assert "<blockquote" not in new.text
        assert "<script" not in new.text
        ids = re.findall(r"/status/(\d+)", text)
        assert [r.id for r, *_ in references_in(new.text, Dialect.MYST, file)] == ids
        count += embeds
    assert count


def test_the_example_in_the_documentation_is_true() -> None:
    page = Path(__file__).parents[3] / "docs/how-to/convert-embeds.md"
    code = re.compile(
        r"^::::\{code-block\} (\w+)\n(?::caption: \w+\n\n)?(.*?\n)::::$",
        re.MULTILINE | re.DOTALL,
    )
    examples = dict(code.findall(page.read_text("utf-8")))
    html = examples["html"]
    assert myst(html) == examples["md"]
    indented = html.replace("\n", "\n   ").rstrip(" ")
    assert rest(f".. raw:: html\n\n   {indented}") == examples["rst"]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    "more", [" via Jane</blockquote>", "<p>One more.</p></blockquote>", "<!-- Hm -->"]
)
def test_an_embed_with_other_words_is_left(dialect: Dialect, more: str) -> None:
    html = QUOTE.replace("</blockquote>", more)
    html += "</blockquote>" if more.endswith("-->") else ""
    text = html if dialect is Dialect.MYST else f".. raw:: html\n\n   {html}\n"
    rewritten = rewrite(text, dialect)
    assert rewritten.text == text
    [(_line, reason)] = reasons(rewritten)
    assert "in the embed code is not part of the post" in reason
