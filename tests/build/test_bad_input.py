"""Bad input: one warning that says where and what to do; all else is there."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest

from sphinx_confrecap.model.rules import Rule
from tests.build.dialects import DIALECTS, in_rest, written
from tests.build.sites import CONF, Built, MakeSite, combined

WARNING = re.compile(r"(?:(.+?)(?::(\d+))?: )?WARNING: (.*) \[confrecap\.(\w+)\]")


class Warned(NamedTuple):
    """A warning of ours, taken apart."""

    path: str
    line: int
    subtype: str
    message: str


def warned(built: Built) -> list[Warned]:
    """Return our warnings; fail if there is anything else of ours in the log."""
    found = []
    for text in built.warnings:
        if match := WARNING.fullmatch(text):
            path, line, message, subtype = match.groups("")
            found.append(Warned(path, int(line or 0), subtype, message))
        else:
            # MyST names keys of ours that it cannot write as JSON.
            assert "confrecap" not in text or text.endswith("[myst.topmatter]")
    return found


class Bad(NamedTuple):
    """A block with one option that is wrong, or no argument.

    *at* is the place of that option among *options*; ``None`` if the warning
    belongs to the whole block.
    """

    options: tuple[str, ...]
    subtype: str
    says: str
    at: int | None = 0
    directive: str = "talk"
    argument: str = "A title"


def talk(option: str, subtype: str, says: str) -> Bad:
    return Bad((option,), subtype, says)


def conference(option: str, subtype: str, says: str) -> Bad:
    return Bad((option,), subtype, says, directive="conference")


def post(argument: str, subtype: str, says: str) -> Bad:
    return Bad((), subtype, says, at=None, directive="tweet", argument=argument)


def listing(option: str, subtype: str, says: str) -> Bad:
    return Bad((option,), subtype, says, directive="talk-list", argument="")


BAD = {
    # Values that are not among the choices, or have a wrong form.
    "kind": talk("kind: sermon", "option", "is not one of talk, keynote,"),
    "nearly": talk("kind: key-note", "option", "did you mean 'keynote'?"),
    "status": talk("status: lost", "option", "one of recorded, not-recorded,"),
    "duration": talk("duration: soon", "option", "write minutes as 45, or 1h30"),
    "zero": talk("duration: 0", "option", "write minutes as 45, or 1h30"),
    "huge": talk(f"duration: {'9' * 5000}", "option", "write minutes as 45"),
    "until": talk("end: 12:15", "date", "an end needs a start with a time"),
    "abstract": talk("abstract: Words.", "option", "write it in an abstract block"),
    "day": talk("date: 2018-12-04", "option", "write the day in start"),
    "lengths": Bad(
        ("start: 2018-12-04 11:30", "end: 12:15", "duration: 30"),
        *("date", "the end is 45 minutes after the start"),
        at=2,
    ),
    "cue": talk("cue: 12:99", "option", "write 12:30"),
    "huge-cue": talk(f"cue: {'9' * 5000}:00:00", "option", "write 12:30"),
    "language": talk("language: Klingon!", "option", "write de, en or pt-BR"),
    "unknown": talk("speaker: Ann", "option", "did you mean 'speakers'?"),
    "timezone": conference("timezone: Munich", "option", "such as Europe/Berlin"),
    "zone-path": conference(
        "timezone: ../../etc/passwd", "option", "such as Europe/Berlin"
    ),
    "limit": listing("limit: all", "option", "write one such as 5"),
    "huge-limit": listing(f"limit: {'9' * 5000}", "option", "write one such as 5"),
    "sort": listing("sort: datum", "option", "did you mean 'date'"),
    "match": listing("match: most", "option", "is not one of any, all"),
    "has": listing("has: video, beamer", "option", "one of video, slides, notes"),
    "format": listing("format: grid", "option", "one of list, table, cards"),
    # Dates.
    "no-day": talk("start: 2018-13-40", "date", "check month and day"),
    "no-date": talk("start: tomorrow", "date", "write 2018-12-04 or"),
    "no-time": talk("start: 2018-12-04 25:00", "date", "hours and minutes as 09:30"),
    "last-day": talk("start: 9999-12-31 23:30", "date", "check the year"),
    "first-day": talk("start: 0001-01-01 00:10Z", "date", "check the year"),
    "outside": Bad(("start: 2018-12-09",), "date", "correct one of the dates", at=None),
    "end": Bad(
        ("start: 2018-12-05", "end: 2018-12-04"),
        *("date", "before the start 2018-12-05; correct one"),
        at=1,
        directive="conference",
    ),
    # Nothing where something must be.
    "empty": talk("tags:", "option", "give it a value or leave it out"),
    "blank": talk("speakers:   ", "option", "give it a value or leave it out"),
    "empty-url": conference("url:", "option", "give it a value or"),
    "commas": talk("speakers: , ,,", "option", "write names with commas between"),
    "semicolons": talk("tags: ;;", "option", "write names with commas between"),
    "no-title": Bad((), "title", "write it after the", at=None, argument=""),
    "no-name": Bad(
        (), "title", "write it after", at=None, directive="conference", argument=""
    ),
    # Addresses.
    "script": talk("url: javascript:alert(1)", "link", "use http, https or mailto"),
    "data": talk("slides: data:text/html,x", "link", "use http, https or mailto"),
    "local": talk("video: file:///etc/passwd", "link", "use http, https or mailto"),
    "one-of-two": talk(
        "links: [x](vbscript:x), https://good.example/", "link", "use http, https"
    ),
    "no-file": talk("slides: slides.pdf", "link", "write https:// before a host"),
    "no-host-scheme": talk("video: www.example.org/x", "link", "write https:// before"),
    "no-image": talk("still: a.png", "link", "still: there is no file 'a.png'"),
    "no-logo": conference("logo: a.png", "link", "logo: there is no file 'a.png'"),
    "outside-file": talk("slides: ../../conf.py", "link", "write https:// before"),
    "no-scheme": talk("url: example.org/talk", "link", "write https:// before a host"),
    "relative": conference("url: ../talk.html", "link", "write https:// before a host"),
    "conference-url": conference(
        "url: javascript:alert(1)", "link", "use http, https or mailto"
    ),
    "post": post("javascript:x", "link", "use http"),
    "no-post": post("", "link", "has no address"),
    "no-host": post("a/b", "link", "write https://"),
    "profile": post("https://x.com/someone", "post", "is not the address of a post"),
    "words-behind": post(
        "https://x.com/someone/status/20 Words.", "post", "put an empty line before"
    ),
    "post-date": Bad(
        ("date: 2018-02-30",),
        "date",
        "check month and day",
        directive="tweet",
        argument="https://x.com/someone/status/20",
    ),
    # Names that nothing has.
    "other": Bad(
        ("conference: PyCon",), "conference", "write a conference block", at=None
    ),
    "year": listing("year: 30", "option", "write one such as 2030"),
    "filter": Bad(
        ("tags: Pyton",),
        "filter",
        "'Pyton'",
        at=None,
        directive="talk-list",
        argument="",
    ),
}


def document(name: str, bad: Bad, dialect: str) -> tuple[str, int]:
    """Return a recap with *bad* in it, and the line that its warning names."""
    argument = f"{bad.argument} {name}" if bad.argument == "A title" else bad.argument
    block = [f":::{{{bad.directive}}} {argument}".rstrip()]
    block += [f":{option}" for option in bad.options]
    block += [":::"] if bad.directive == "talk-list" else ["", "Notes.", ":::"]
    head = [f"# {name}", "", f":::{{conference}} Conf {name}"]
    head += [":start: 2018-12-04", ":end: 2018-12-05", ":::", ""]
    # In reST a heading has a line more, and a block one less: its end.
    line = len(head) + 1
    if bad.at is not None:
        line += bad.at + 1
    return written("\n".join([*head, *block, "", "After."]), dialect), line


@pytest.fixture(scope="module", params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def files_with(bad: dict[str, Bad], dialect: str) -> dict[str, str]:
    files = {f"{n}.{dialect}": document(n, b, dialect)[0] for n, b in bad.items()}
    return {"index.md": "# Index\n", **files}


def test_only_a_bad_value_is_lost(make_site: MakeSite, dialect: str) -> None:
    built = make_site(files_with(BAD, dialect)).build()
    found = warned(built)
    expected = {
        (f"{name}.{dialect}", document(name, bad, dialect)[1], bad.subtype)
        for name, bad in BAD.items()
    }
    assert {(w.path, w.line, w.subtype) for w in found} == expected
    assert len(found) == len(BAD)
    messages = {w.path: w.message for w in found}
    assert [n for n, b in BAD.items() if b.says not in messages[f"{n}.{dialect}"]] == []
    for name, bad in BAD.items():
        page = built.html(name)
        assert "After." in page
        assert ("Notes." in page) == (bad.directive != "talk-list")
        if bad.directive == "talk" and bad.argument and name != "other":
            assert f"talks/conf-{name}/a-title-{name}.html" in page


@pytest.mark.parametrize(
    "kinds", [["confrecap"], [f"confrecap.{rule.id}" for rule in Rule]]
)
def test_each_warning_can_be_suppressed(
    make_site: MakeSite, dialect: str, kinds: list[str]
) -> None:
    conf = {"suppress_warnings": [*CONF["suppress_warnings"], *kinds]}
    make_site(files_with(BAD, dialect), conf).quiet("dummy")


def test_correct_links_in_a_list_stay(make_site: MakeSite, dialect: str) -> None:
    built = make_site(files_with({"one-of-two": BAD["one-of-two"]}, dialect)).build()
    page = built.html("talks/conf-one-of-two/a-title-one-of-two")
    assert "https://good.example/" in page
    assert "vbscript" not in page


@pytest.mark.parametrize("option", ["slides", "video", "links"])
def test_no_link_leads_to_a_file_that_is_not_there(
    make_site: MakeSite, dialect: str, option: str
) -> None:
    text = f"""
    # R

    :::{{talk}} A talk
    :{option}: no.pdf, [One](www.example.org/x), [[Two] \\]](https://good.example/)
    :::
    """
    site = make_site({"index.md": "# Index", f"r.{dialect}": written(text, dialect)})
    built = site.build()
    assert [w.subtype for w in warned(built)] == ["link", "link"]
    for page in (built.html("r"), built.html("talks/a-talk")):
        assert "no.pdf" not in page
        assert "www.example.org" not in page
        assert page.count('href="https://good.example/"') == 1
        assert "[Two] ]" in page
    site.write({"no.pdf": "PDF"})
    assert "no.pdf" in site.build().html("talks/a-talk")


def test_two_talks_with_one_key_warn_once(make_site: MakeSite) -> None:
    files = {
        "index.md": "# Index\n\n:::{talk} A talk\nFirst.\n:::\n",
        "a.rst": "A\n=\n\n.. talk:: A talk\n\n   Second.\n\n.. talk:: Other\n",
        "z.md": ":::{conference} DevConf\n:::\n\n:::{talk} A talk\n:::\n",
    }
    built = make_site(files).build()
    (only,) = warned(built)
    assert only[:3] == ("index.md", 3, "duplicate")
    assert "taken by a, line 4" in only.message
    assert "write :name: a-talk-2, or another name" in only.message
    assert "First." in built.html("index")
    assert "First." in built.html("talks/a-talk-2")
    assert "Second." in built.html("talks/a-talk")
    assert "talks/other.html" in built.files()
    assert "talks/devconf/a-talk.html" in built.files()


def test_two_conferences_with_one_key_warn_once(make_site: MakeSite) -> None:
    files = {
        "index.md": "# Index\n\n:::{conference} DevConf\nFirst.\n:::\n",
        "b.md": "# B\n\n:::{conference} DevConf\nSecond.\n:::\n",
    }
    built = make_site(files).build()
    (only,) = warned(built)
    assert only[:3] == ("index.md", 3, "duplicate")
    assert "taken by b, line 3" in only.message
    assert "First." in built.html("index")


def test_lines_are_those_of_the_file_behind_an_include(make_site: MakeSite) -> None:
    files = {
        "index.rst": "R\n=\n\n.. include:: part.txt\n\n.. talk:: A talk\n",
        "part.txt": "One.\n\nTwo.\n\nThree.\n",
        "z.md": "# Z\n\n:::{talk} A talk\n:::\n",
    }
    (only,) = warned(make_site(files).build())
    assert only[:3] == ("z.md", 3, "duplicate")
    assert "taken by index, line 6" in only.message


@pytest.mark.parametrize("parallel", [2, *combined([1, 4], daily=[])])
def test_the_same_talk_wins_in_any_build(make_site: MakeSite, parallel: int) -> None:
    files = {f"d{n}.md": f"# D{n}\n\n:::{{talk}} A\nN{n}.\n:::\n" for n in range(8)}
    site = make_site({"index.md": "# Index\n", **files})
    built = site.build(parallel=parallel)
    assert sorted(w.path for w in warned(built)) == [f"d{n}.md" for n in range(1, 8)]
    assert "N0." in built.html("talks/a")
    for n in range(1, 8):
        assert f"N{n}." in built.html(f"talks/a-{n + 1}")
    site.write({"d0.md": files["d0.md"] + "\nMore.\n"})
    assert "N0." in site.build(parallel=parallel).html("talks/a")


UNREAD = {
    "at the start": ("# R\n\n:::{talk} A talk\n:tags: x\n\nNotes.\n:::\n\nAfter.\n", 3),
    "after text": ("# R\n\nSome\ntext.\n:::{conf:tweet} https://x.com/a\n:::\n", 5),
    "in a list": ("# R\n\n- One\n\n  :::{tag-list}\n  :::\n", 5),
}


@pytest.mark.parametrize("case", UNREAD)
def test_a_block_that_is_shown_as_text_warns(make_site: MakeSite, case: str) -> None:
    text, line = UNREAD[case]
    built = make_site({"index.md": text}, conf={"myst_enable_extensions": []}).build()
    (only,) = warned(built)
    assert only[:3] == ("index.md", line, "fence")
    assert "add 'colon_fence' to myst_enable_extensions" in only.message


def test_many_blocks_that_are_shown_as_text_warn_once(make_site: MakeSite) -> None:
    files = {"index.md": "# R\n" + "\n:::{talk} A talk\n:::\n" * 3}
    built = make_site(files, conf={"myst_enable_extensions": []}).build()
    assert len(warned(built)) == 1


def test_a_backtick_in_a_title_needs_a_fence_of_colons(make_site: MakeSite) -> None:
    text = "# R\n\n```{talk} Running `kubelet`\nNotes.\n```\n"
    (only,) = warned(make_site({"index.md": text}).build())
    assert only[:3] == ("index.md", 3, "fence")
    assert "needs a fence of colons" in only.message


def test_blocks_of_others_and_examples_are_left_alone(make_site: MakeSite) -> None:
    text = "# R\n\n:::{note}\n:::\n\n```\n:::{talk} A talk\n:::\n```\n"
    conf: dict[str, Any] = {"myst_enable_extensions": []}
    make_site({"index.md": text}, conf=conf).quiet()


CLOSED = {
    "tweet": (
        ":::{talk} A talk\nNotes.\n\n:::{tweet} https://x.com/a/status/1\n:::\n\nMore.\n:::\n",
        6,
        "the tweet block in this talk block",
    ),
    "after options": (
        "````{talk} A talk\n:tags: x\n:kind: talk\n\n````{note}\nOh.\n````\n````\n",
        7,
        "the note block in this talk block",
    ),
    "code": (
        "```{talk} A talk\nNotes.\n\n```python\nprint()\n```\n\nMore.\n",
        6,
        "the code block in this talk block",
    ),
    "talk in a conference": (
        ":::{conference} DevConf\n\n:::{talk} A talk\n:::\n\nMore.\n",
        5,
        "the talk block in this conference block",
    ),
}


@pytest.mark.parametrize("case", CLOSED)
def test_a_fence_that_closes_two_blocks_warns(make_site: MakeSite, case: str) -> None:
    text, line, says = CLOSED[case]
    built = make_site({"index.md": f"# R\n\n{text}\nAfter.\n"}).build()
    (only,) = warned(built)
    assert only[:3] == ("index.md", line, "fence")
    assert says in only.message
    assert "make the fence of the" in only.message
    assert "After" in built.html("index")
    assert any(file.endswith("a-talk.html") for file in built.files())


def test_a_fence_in_the_first_line_of_a_block_has_its_line(make_site: MakeSite) -> None:
    # MyST puts an empty line before it.
    text = "# R\n\n::::{talk} A\n:::{tweet} x\n:::\n::::\n"
    first = make_site({"index.md": text}).build()
    assert [w[1:3] for w in warned(first)] == [(4, "link")]
    again = make_site({"index.md": text.replace("A\n", "A\n\n")}).build()
    assert [w[1:3] for w in warned(again)] == [(5, "link")]


def test_sound_fences_do_not_warn(make_site: MakeSite) -> None:
    text = """
    # R

    ::::::{talk} A talk
    ```python
    ":::{talk}"
    ```

    :::::{talk} In it
    ````
    ```{note}
    ````

    ~~~{note}
    Text.
    ~~~

    :::{tweet} https://x.com/someone/status/20
    ::::

    ::: looks
    Text.
    :::
    :::::
    ::::::
    """
    make_site({"index.md": text}).quiet()


IN_TEXT = {
    "no colon": (
        ":::{tweet} https://x.com/a/status/1\nauthor: Jane\n\nText.\n:::\n",
        4,
    ),
    "if-deleted": (
        ":::{tweet} https://x.com/a/status/1\n:lang: en\n\n:if-deleted: hide\n:::\n",
        6,
    ),
}


@pytest.mark.parametrize("case", IN_TEXT)
def test_an_option_in_the_text_of_a_post_warns(make_site: MakeSite, case: str) -> None:
    text, line = IN_TEXT[case]
    (only,) = warned(make_site({"index.md": f"# R\n\n{text}"}).build())
    assert only[:3] == ("index.md", line, "option")
    assert "is in the post's text" in only.message


ABSTRACTS = {
    "in no talk": (":::{abstract}\nWords.\n:::\n", 3, "is in no talk; move it"),
    "a second": (
        (
            "::::{talk} A\nA.\n\n"
            ":::{abstract}\nB.\n:::\n\n:::{abstract}\nWords.\n:::\n::::\n"
        ),
        10,
        "has an abstract already; put all words into one",
    ),
    "in itself": (
        (
            ":::::{talk} A\nA.\n\n"
            "::::{abstract}\nB.\n\n:::{abstract}\nWords.\n:::\n::::\n:::::\n"
        ),
        9,
        "has an abstract already",
    ),
    "empty": (
        "::::{talk} A\nWords.\n\n:::{abstract}\n:::\n::::\n",
        6,
        "is empty; write the programme's words",
    ),
    "with an argument": (
        "::::{talk} A\nA.\n\n:::{abstract} Of it\nWords.\n:::\n::::\n",
        6,
        "put 'Of it' below it",
    ),
    "unknown option": (
        "::::{talk} A\nA.\n\n:::{abstract}\n:licence: MIT\nWords.\n:::\n::::\n",
        7,
        "did you mean 'license'?",
    ),
    "bad source": (
        (
            "::::{talk} A\nA.\n\n"
            ":::{abstract}\n:source: [x](javascript:x)\nWords.\n:::\n::::\n"
        ),
        7,
        "source: 'javascript:x' may not be a link",
    ),
    "closed by accident": (
        ":::{talk} A\nWords.\n\n:::{abstract}\nOf it.\n:::\n",
        6,
        "the abstract block in this talk block has no end",
    ),
}


@pytest.mark.parametrize("case", ABSTRACTS)
def test_a_bad_abstract_warns_and_loses_no_words(
    make_site: MakeSite, case: str
) -> None:
    text, line, says = ABSTRACTS[case]
    built = make_site({"index.md": f"# R\n\n{text}"}).build()
    (only,) = warned(built)
    assert only[:2] == ("index.md", line)
    assert says in only.message
    assert "Words." in built.html("index")


def test_an_abstract_of_an_inner_talk_is_no_second(make_site: MakeSite) -> None:
    inner = "::::{talk} B\n:::{abstract}\nB.\n:::\n::::\n"
    text = f"# R\n\n:::::{{talk}} A\n{inner}\n:::{{abstract}}\nA.\n:::\n:::::\n"
    make_site({"index.md": text}).quiet()


def test_an_option_in_the_text_of_a_post_in_rest_warns(make_site: MakeSite) -> None:
    text = "R\n=\n\n.. tweet:: https://x.com/a/status/1\n\n   :author: Jane\n\n   T.\n"
    (only,) = warned(make_site({"index.rst": text}).build())
    assert only[:3] == ("index.rst", 4, "option")


HOSTILE = [
    "<script>evil()</script>",
    '"><img src="//evil.example/x" onerror="evil()">',
    "' onmouseover='evil()",
    "</title></h1><iframe src=//evil.example></iframe>",
    "--> ]]> <svg onload=evil()>",
    "&lt;script&gt;evil()&lt;/script&gt;",
    "javascript:evil()",
    " JaVa\tScRiPt:evil()",
    "data:text/html,<script>evil()</script>",
    "vbscript:evil",
    "[evil](javascript:evil())",
    "evil <javascript:evil()>",
    "![evil](https://evil.example/x.png)",
    "`evil <javascript:evil()>`__ `evil`",
    "`evil`{=html} <b>evil</b>",
    "{{ 7 * 'evil' }} {% for evil in x %} ${evil} %(evil)s {evil.__class__}",
    "../../../../evil",
    "/evil/../../evil.txt",
    "..\\..\\evil",
    "https://evil.example/' onclick='evil()",
    'https://evil.example/" onclick="evil()',
    "@import url(//evil.example);</style>",
    "evil\u202e\u2028\u2029\u0085\ufeff",
    "evil" * 500,
]
FIELDS = {
    "conference": (
        *("series", "url", "start", "end", "location", "timezone", "tags"),
        "description",
    ),
    "talk": (
        *("speakers", "kind", "start", "duration", "end", "track", "room", "language"),
        *("level", "tags", "url", "slides", "video", "links", "status", "cue"),
    ),
    "tweet": (
        *("author", "date", "lang", "alt", "media", "quoted", "live"),
        *("conversation", "if-deleted", "class", "align"),
    ),
    "thread": ("media", "live", "class", "align"),
    "talk-list": (
        *("conference", "series", "speaker", "tags", "match", "kind", "year"),
        *("conferences", "speakers", "affiliation", "level", "status", "parent"),
        *("language", "has", "sort", "limit", "format", "empty", "when", "since"),
    ),
    "post-list": (
        *("author", "tags", "match", "conference", "series", "talk", "platform"),
        *("year", "since", "until", "language", "sort", "limit", "format", "empty"),
    ),
}
FRONT_MATTER = (
    *("author", "date", "tags", "description", "originally-name"),
    *("originally-url", "originally-date"),
)


WORDS = {"id", "class", "title", "data-speaker", "data-conference", "data-tag"}
"""Attributes that may hold any words: nothing makes markup or addresses of them."""


class Page(HTMLParser):
    """Finds what runs, loads or leads to where it may not."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        quiet = tag in ("a", "blockquote", "meta", "input")
        quiet |= ("rel", "canonical") in attrs
        for name, given in attrs:
            value = re.sub(r"[\s\x00-\x20]", "", given or "").lower()
            loads = not quiet and "evil" in value
            scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", value)
            leads = name in ("href", "src", "cite") and scheme
            if (
                name.startswith("on")
                or (loads and name not in WORDS)
                or (leads and leads[0] not in ("http", "https", "mailto"))
            ):
                self.faults.append(self.get_starttag_text() or "")
        if tag in ("iframe", "svg", "object", "embed", "base", "b"):
            self.faults.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        if self.within in ("script", "style") and "evil" in data:
            self.faults.append(data)
        # Long words are cut; a template that is run says it seven times.
        if "evilevil" in re.sub("(evil){8,}", "", data):
            self.faults.append(data)


def quoted(text: str) -> str:
    """Return a string as YAML has it."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def hostile_md(number: int, evil: str) -> str:
    """Return a recap with *evil* in every field."""
    evil = " ".join(evil.splitlines())
    parts = ["---", *(f"{key}: {quoted(evil)}" for key in FRONT_MATTER), "---"]
    parts += [f"# Evil {number}"]
    for directive, fields in FIELDS.items():
        argument = "" if directive.endswith("-list") else evil
        block = [f":::{{{directive}}} {argument}"]
        block += [f":{field}: {quoted(evil)}" for field in fields]
        if directive == "talk":
            block += [f":name: {quoted(f'{evil}{number}')}"]
        if directive in ("tweet", "thread"):
            block += ["", evil]
        parts += ["\n".join([*block, ":::"])]
    parts += [f":::{{talk-list}}\n:year: 1900\n:empty: {quoted(evil)}\n:::"]
    return "\n".join(parts[:10]) + "\n\n".join(["", *parts[10:]])


def hostile_rst(number: int, evil: str) -> str:
    """Return a recap with *evil* in every field."""
    evil = " ".join(evil.split())
    parts = ["\n".join(f":{key}: {evil}" for key in FRONT_MATTER)]
    parts += [f"Evil {number}\n======", ".. role:: raw-html(raw)\n   :format: html"]
    for directive, fields in FIELDS.items():
        argument = "" if directive.endswith("-list") else evil
        if directive == "talk":
            argument += " :raw-html:`<script>evil()</script>`"
        block = [f".. {directive}:: {argument}"]
        block += [f"   :{field}: {evil}" for field in fields]
        if directive == "talk":
            block += [f"   :name: {evil}{number}"]
        if directive in ("tweet", "thread"):
            block += ["", f"   {evil}"]
        parts += ["\n".join(block)]
    parts += [f".. talk-list::\n   :year: 1900\n   :empty: {evil}"]
    return "\n\n".join([*parts, ""])


EVERY = slice(None)


# Each dialect gets half of the values, and puts each into all fields.
@pytest.mark.parametrize(
    ("suffix", "write", "part"),
    [
        ("md", hostile_md, slice(0, None, 2)),
        ("rst", hostile_rst, slice(1, None, 2)),
        pytest.param("md", hostile_md, EVERY, marks=pytest.mark.exhaustive),
        pytest.param("rst", hostile_rst, EVERY, marks=pytest.mark.exhaustive),
    ],
)
def test_no_field_is_markup_script_path_or_request(
    make_site: MakeSite, suffix: str, write: Callable[[int, str], str], part: slice
) -> None:
    hostile = HOSTILE[part]
    files = {f"d{n}.{suffix}": write(n, evil) for n, evil in enumerate(hostile)}
    site = make_site({"index.md": "# Index\n", **files})
    around = set(site.srcdir.parent.rglob("*"))
    built = site.build()
    pages = [file for file in sorted(built.files()) if file.endswith(".html")]
    assert {f: faults for f in pages if (faults := Page(built.read(f)).faults)} == {}
    assert len([file for file in pages if file.startswith("talks/")]) > len(hostile)
    made = set(site.srcdir.parent.rglob("*")) - around
    assert [p for p in made if not p.is_relative_to(site.srcdir / "_build")] == []


TALK = "# R\n\n:::{talk} A talk\n:speakers: Ann\n:tags: Python\n:::\n"
SETTINGS: dict[str, list[object]] = {
    "confrecap_talks_path": ["../out", "/out", "a//b", "a\\b", "a/", ".", "_static"],
    "confrecap_tags_path": [5, None, "a b", "x" * 300, "a?b#c", "tags\n"],
    "confrecap_recap": ["some", True],
    "confrecap_byline": ["no"],
    "confrecap_toctree": [2],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in SETTINGS for value in SETTINGS[name]]
)
def test_a_bad_setting_is_unused(make_site: MakeSite, name: str, value: object) -> None:
    site = make_site({"index.md": TALK}, conf={name: value})
    built = site.build("dummy")
    (text,) = built.warnings
    assert text.startswith(f"WARNING: {name} = {value!r} is not ")
    assert text.endswith(" [confrecap.config]")
    assert built.app.config[name] == built.app.config.values[name].default
    site.configure(
        {"suppress_warnings": [*CONF["suppress_warnings"], "confrecap.config"]}
    )
    site.quiet("dummy")


def test_two_kinds_cannot_have_one_path(make_site: MakeSite) -> None:
    conf = {"confrecap_speakers_path": "talks"}
    built = make_site({"index.md": TALK}, conf=conf).build()
    (text,) = built.warnings
    assert (
        "confrecap_speakers_path = 'talks' is the path of confrecap_talks_path" in text
    )
    assert {"talks/a-talk.html", "tags/python.html"} <= built.files()
    assert "talks/ann.html" not in built.files()


WRONG = "\n:::{talk} A talk\n:start: 2030-02-31\n:kind: sermon\n:::\n\n{conf:tag}`x`\n"
IGNORING = {
    "md": f"---\nconfrecap-ignore: date, reference\n---\n# R\n{WRONG}",
    "list.md": f"---\nconfrecap-ignore: [date, confrecap.reference]\n---\n# R\n{WRONG}",
}
IGNORING["rst"] = in_rest(IGNORING["md"])


@pytest.mark.parametrize(
    ("name", "parallel"),
    combined([*IGNORING], [1, 2], daily=[("md", 1), ("list.md", 2), ("rst", 2)]),
)
def test_a_document_skips_a_rule(make_site: MakeSite, name: str, parallel: int) -> None:
    files = {f"r.{name}": IGNORING[name], "z.md": f"# Z\n{WRONG}"}
    files |= {f"d{n}.md": f"# D{n}\n" for n in range(4)}
    built = make_site({"index.md": "# Index\n", **files}).build(parallel=parallel)
    found = {(w.path, w.subtype) for w in warned(built)}
    assert found == {
        (f"r.{name}", "option"),
        *(("z.md", rule) for rule in ("option", "date", "reference", "duplicate")),
    }


def test_a_rule_that_is_not_there_cannot_be_ignored(make_site: MakeSite) -> None:
    text = "---\norphan: true\nconfrecap-ignore: dates, option\n---\n# R\n"
    (only,) = warned(make_site({"index.md": "# Index\n", "r.md": text}).build())
    assert only[:3] == ("r.md", 3, "front_matter")
    assert "there is no rule 'dates', did you mean 'date'" in only.message


# --- limits -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tags", "speakers"])
def test_each_role_of_docutils_may_be_in_a_registry(
    make_site: MakeSite, kind: str
) -> None:
    roles = "{rfc}`822` {pep}`8` {raw}`x` {math}`a` {code}`b` {abbr}`A (b)` {sub}`c`"
    field = "description" if kind == "tags" else "biography"
    site = make_site(
        {
            "index.md": f"# R\n\n:::{{talk}} T\n:{kind}: Sam\n:::\n",
            "a.yml": f"- name: Lee\n- name: Sam\n  {field}: '{roles}'\n",
        },
        conf={f"confrecap_{kind}_file": "a.yml"},
    )
    built = site.build()
    assert "rfc822" in built.html(f"{kind}/sam")
    [warning] = [text for text in built.warnings if "a.yml" in text]
    assert re.search(r"a\.yml:3: WARNING: raw .* disabled", warning)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_talks_in_talks_have_a_limit(make_site: MakeSite, dialect: str) -> None:
    deep = 90
    if dialect == "md":
        opened = (f"{':' * (3 + deep - n)}{{talk}} T{n}\n" for n in range(deep))
        closed = (":" * (4 + n) for n in range(deep))
        text = "# R\n\n" + "\n".join([*opened, *closed])
    else:
        talks = (f"{'   ' * n}.. talk:: T{n}\n" for n in range(deep))
        text = "R\n=\n\n" + "\n".join(talks)
    built = make_site({f"index.{dialect}": text}).build()
    [found] = warned(built)
    assert (found.subtype, found.line) == ("fence", 35 if dialect == "md" else 36)
    assert "in more than 16 others is left out" in found.message
    assert "T15" in built.html("index")
    assert "T16" not in built.html("index")
