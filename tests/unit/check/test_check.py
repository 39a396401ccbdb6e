"""What ``confrecap check`` finds, and how it says so."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_confrecap.check import lock
from sphinx_confrecap.check.reading import Site, read
from sphinx_confrecap.cli import main, report
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.places import Place
from sphinx_confrecap.model.rules import Problem, Rule
from sphinx_confrecap.parsing.words import plain
from sphinx_confrecap.posts.store import Store
from tests.unit.conftest import Write

CONF = 'extensions = []\nmyst_enable_extensions = ["colon_fence"]\n'
Found = list[tuple[str, int, str]]
Check = Callable[..., Found]


@pytest.fixture
def write(write: Write) -> Write:
    """Return what writes files, and writes settings beside them."""
    return lambda files: write({"conf.py": CONF, **files})


@pytest.fixture
def check(write: Write, capsys: pytest.CaptureFixture[str]) -> Check:
    """Return a function that writes files, and what the command finds in them."""

    def run(files: Mapping[str, str], *arguments: str) -> Found:
        write(files)
        capsys.readouterr()
        code = main(["check", "--format", "json", *arguments])
        held = json.loads(capsys.readouterr().out)
        assert code == (Exit.FINDINGS if held["findings"] else Exit.OK)
        return [(f["file"], f["line"], f["rule"]) for f in held["findings"]]

    return run


DEVCONF = """
# DevConf

:::{conference} DevConf
:start: 2030-05-02
:end: 2030-05-03
:::

"""


def recap(text: str) -> dict[str, str]:
    """Return a document that begins with seven lines of a sound recap."""
    return {"recap.md": dedent(DEVCONF).removeprefix("\n") + dedent(text)}


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        (":::{talk} A talk\n:kind: sermon\n:::\n", 9, "option"),
        (":::{talk} A talk\n:tags: #devops\n:::\n", 9, "option"),
        (":::{talk} A talk\n:start: 2030-05-09\n:::\n", 8, "date"),
        (":::{talk} A talk\n:url: example.org\n:::\n", 9, "link"),
        (":::{talk} A talk\n:slides: a.pdf\n:::\n", 9, "link"),
        (":::{talk}\n:::\n", 8, "title"),
        (":::{talk} A talk\n\n:tags: a\n:::\n", 10, "option"),
        (":::{abstract}\nWords.\n:::\n", 8, "option"),
        (
            "::::{talk} A\n:::{abstract}\nA.\n:::\n:::{conf:abstract}\nB.\n:::\n::::\n",
            12,
            "option",
        ),
        ("::::{talk} A\n:::{abstract}\n{conf:tag}`none`\n:::\n::::\n", 10, "reference"),
        (":::{talk-list}\n:tags: none\n:::\n", 8, "filter"),
        ("Text\n{conf:talk}`none`.\n", 9, "reference"),
        ("| a |\n|---|\n| {conf:tag}`none` |\n", 10, "reference"),
        (":::{tweet} javascript:x\n:::\n", 8, "link"),
        (":::{tweet} https://x.com/a\n:::\n", 8, "post"),
        (":::{tweet} https://x.com/a/status/1\nauthor: J\n:::\n", 9, "option"),
        (":::{thread}\nx\n:::\n", 8, "post"),
        (":::{post-list}\n:sort: newest\n:::\n", 9, "option"),
        (":::{talk-list}\n:year: 30\n:::\n", 9, "option"),
        (
            ":::{talk} A\n:status: recorded\n:slides: https://a.example/\n:::\n",
            8,
            "video",
        ),
        (
            ":::{talk} A\n:status: recorded\n:video: https://a.example/\n:::\n",
            8,
            "slides",
        ),
        (":::{conference} Other\n:::\n", 8, "undated"),
    ],
)
def test_faults_have_their_line(check: Check, text: str, line: int, rule: str) -> None:
    found = check(recap(text))
    if rule == "post":  # a thread of nothing is said as well
        found = found[:1]
    assert found == [("recap.md", line, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "`{conf:talk}`none` is how a role is written\n".replace("`none`", ""),
        "``{conf:talk}`none` `` in code\n",
        "```md\n{conf:talk}`none`\n:::{talk}\n:::\n```\n",
        "<!-- {conf:talk}`none` -->\n",
        "% {conf:talk}`none`\n",
        "{conf:talk}`!none`\n",
        "{conf:tag}`text <DevOps>`\n\n:::{talk} A\n:tags: devops\n:::\n",
        (
            "::::{talk} A *talk* of `code`\nNotes.\n:::{talk} B\n:cue: 1:00\n:::\n"
            "::::\n\n{conf:talk}`a-talk-of-code` {conf:talk}`devconf/b`\n"
        ),
        (
            "::::{talk} A\n:status: recorded\n:video: https://a.example/\n"
            ":slides: https://a.example/s\n\n:::{talk} B\n:status: recorded\n"
            ":cue: 1:00\n:::\n::::\n"
        ),
        (
            ":::{talk} A\n:kind: lightning\n:status: recorded\n"
            ":video: https://a.example/\n:::\n"
        ),
    ],
)
def test_correct_documents_have_no_findings(check: Check, text: str) -> None:
    assert check(recap(text)) == []


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        (':::{talk} A\n:room: "X" Table\n:kind: talk\n:::\n', 9, "option"),
        (':::{talk} A\n:description: "Two days" about docs\n:::\n', 9, "option"),
        (":::{talk} A\n:speakers Jane Doe\n:::\n", 9, "option"),
        (":::{talk} A\n:kind: talk\n:kind: talk\n:::\n", 10, "option"),
        (":::{talk} A\n:room: C #3\n:::\n", 9, "option"),
        (":::{talk} A\n:tags: [a, b\n:::\n\n{conf:tag}`[a`\n", 0, ""),
        (':::{talk} A\n:tags: [a, "b" c]\n:::\n', 9, "option"),
        (":::{talk-list}\n\nText.\n:::\n", 8, "option"),
        (":::{talk-list} Talks\n:::\n", 8, "option"),
    ],
)
def test_what_a_build_drops_is_named(
    check: Check, text: str, line: int, rule: str
) -> None:
    assert check(recap(text)) == ([("recap.md", line, rule)] if line else [])


def test_quotes_and_lists_are_those_of_yaml(check: Check) -> None:
    text = """
    :::{talk} A
    :tags: ["C, C++", 'O''Neil', "\\"X\\" Y"]
    :speakers: 'O''Neil (Q)'
    :::

    ```{talk} B
    ---
    speakers: |
      - Bo
      - "Ann, PhD"
    tags:
    - one
    - no
    ---
    ```

    {conf:tag}`C, C++` {conf:tag}`O'Neil` {conf:tag}`"X" Y`
    {conf:tag}`one` {conf:tag}`no`
    {conf:speaker}`O'Neil` {conf:speaker}`Bo` {conf:speaker}`Ann, PhD`
    """
    rest = """
    R
    =

    .. talk:: C
       :tags: [D, E]
       :speakers:
         - Cy
         - Di

    :conf:tag:`D` :conf:tag:`E` :conf:speaker:`Cy` :conf:speaker:`Di`
    """
    assert check({**recap(text), "rest.rst": dedent(rest)}) == []


def test_a_doubtful_name_is_told_as_in_a_build(check: Check) -> None:
    text = ":::{talk} A\n:speakers: Ann and Bob\n:moderators: Jean - Luc\n:::\n"
    rest = "R\n=\n\n.. talk:: B\n   :tags: [C](https://c.example)\n"
    found = check({**recap(text), "rest.rst": rest})
    lines = [("recap.md", 9, "option"), ("recap.md", 10, "option")]
    assert found == [*lines, ("rest.rst", 5, "option")]


def test_a_link_in_a_title_is_the_url_as_in_a_build(check: Check) -> None:
    linked = "[A](https://a.example)"
    text = f":::{{talk}} {linked}\n:::\n\n:::{{talk}} [B](b.md)\n:::\n"
    rest = "R\n=\n\n.. talk:: `C <https://c.example>`_\n   :url: https://d.example\n"
    found = check({**recap(text), "rest.rst": rest})
    assert found == [("recap.md", 11, "link"), ("rest.rst", 4, "link")]


def test_a_post_of_ablog_is_not_ours(check: Check) -> None:
    text = ":::{post} Nov 1, 2030\n:author: Ann\n:tags: a\n:::\n\n:::{talk} A\n:::\n"
    rest = "R\n=\n\n.. post:: Nov 1, 2030\n   :category: a\n\n   .. talk:: B\n\n"
    rest += ":conf:talk:`b`\n"
    assert check({**recap(text), "rest.rst": rest}) == []


def test_included_text_counts(check: Check) -> None:
    text = "```{include} parts/a.inc\n```\n\n{conf:talk}`devconf/b`\n"
    part = ":::{talk} B\n:kind: x\n:::\n\n{conf:talk}`none`\n"
    found = check({**recap(text), "parts/a.inc": part})
    assert found == [("parts/a.inc", 2, "option"), ("parts/a.inc", 5, "reference")]
    part += "\n```{include} parts/a.inc\n```\n"
    assert check({**recap(text), "parts/a.inc": part}) == found


def test_notebooks_count_where_myst_nb_reads_them(check: Check) -> None:
    cells = [{"cell_type": "markdown", "source": ["# N\n\n```{talk} N\n```\n"]}]
    files = {"n.ipynb": json.dumps({"cells": cells}), "a.md": "{conf:talk}`n`\n"}
    assert check(files) == [("a.md", 1, "reference")]
    conf = CONF.replace("[]", "['myst_nb']", 1)
    assert check({**files, "conf.py": conf}) == []


def test_names_that_docstrings_may_have_are_left_to_the_build(check: Check) -> None:
    files = {"a.rst": ".. automodule:: m\n\n:conf:talk:`n`\n\n.. talk::\n"}
    found = [("a.rst", 3, "reference"), ("a.rst", 5, "title")]
    assert check(files) == found
    assert check({**files, "m.py": '"""M, ``{conf:talk}`."""\n'}) == found
    assert check({**files, "m.py": '"""M.\n\n.. talk:: N\n"""\n'}) == found[1:]


def test_rest_is_read_alike(check: Check) -> None:
    text = """
    R
    =

    .. conference:: DevConf
       :start: 2030-05-02

    .. talk:: A ``talk`` of *two* :sup:`parts`
       :kind: sermon

       See :conf:talk:`none`, ``:conf:talk:`code```, :conf:talk:`so <devconf/x>`.

    .. talk:: X
    """
    assert check({"recap.rst": text}) == [
        ("recap.rst", 8, "option"),
        ("recap.rst", 10, "reference"),
    ]


def test_talks_that_are_there_twice_are_found(check: Check) -> None:
    talk = ":::{{talk}} A talk\n:name: {}\n:speakers: {}\n:::\n\n"
    one, other = talk.format("one", "Ann, Bo"), talk.format("two", "Bo (X), ann")
    assert check(recap(one + other)) == [("recap.md", 13, "twin")]
    assert check(recap(one + talk.format("two", "Cy"))) == []
    assert check(recap(one + one)) == [("recap.md", 13, "duplicate")]


def test_a_file_that_cannot_be_read_is_named(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\xff\xfe")
    (tmp_path / "b.md").mkdir()
    assert check({}) == [("a.md", 1, "unread")]


def test_a_link_out_of_the_site_is_found(
    check: Check, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "slides.pdf"
    outside.write_bytes(b"%PDF")
    (tmp_path / "slides.pdf").symlink_to(outside)
    talk = ":::{talk} One\n:start: 2030-05-02\n:slides: slides.pdf\n:::\n"
    assert check(recap(talk)) == [("recap.md", 10, "link")]


def test_an_unread_block_is_found_once(check: Check) -> None:
    files = recap(":::{talk} A\n:::\n\n```{talk} Of `code`\n```\n")
    files["conf.py"] = "extensions = []\n"
    assert check(files) == [("recap.md", 3, "fence")]
    files["conf.py"] = "import os\nmyst_enable_extensions = [os.sep]\n"
    assert check(files) == [("recap.md", 11, "fence")]


def test_rules_are_silenced_for_a_site(check: Check) -> None:
    files = recap("{conf:tag}`none`\n\n:::{talk}\n:::\n")
    files["conf.py"] = CONF + 'suppress_warnings = ["confrecap.title"]\n'
    assert check(files) == [("recap.md", 8, "reference")]
    files["conf.py"] = CONF + 'suppress_warnings = ["confrecap"]\n'
    assert check(files) == []
    files["conf.py"] = CONF + 'nitpick_ignore = [("conf:tag", "none")]\n'
    assert check(files) == [("recap.md", 10, "title")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\nconfrecap-ignore: undated, title\n---\n"),
        ("a.md", "---\nconfrecap-ignore:\n- undated\n- confrecap.title\n---\n"),
        ("a.rst", ":confrecap-ignore: undated,\n   title\n\n"),
    ],
)
def test_rules_are_silenced_for_a_document(check: Check, name: str, text: str) -> None:
    md = "# R\n\n:::{conference} A\n:::\n\n:::{talk}\n:::\n"
    rst = "R\n=\n\n.. conference:: A\n\n.. talk::\n\n   x\n"
    body = md if name.endswith("md") else rst
    assert check({name: text + body}) == []


def test_a_rule_to_ignore_that_is_not_there_is_found(check: Check) -> None:
    text = "---\norphan: true\nconfrecap-ignore: undatd\n---\n# R\n"
    assert check({"a.md": text}) == [("a.md", 3, "front_matter")]


# --- what a site declares ---


def test_names_are_held_to_what_is_declared(check: Check) -> None:
    conf = """
    confrecap_tags_file = "tags.yml"
    confrecap_speakers_file = "none.yml"
    confrecap_undeclared_tags = "warn"
    myst_enable_extensions = ["colon_fence"]
    """
    tags = "- name: Testing\n  aliases: [Tests]\n- name: C++\n  nmae: x\n"
    text = """
    :::{talk} A
    :tags: tests, Tsting
    :speakers: Samantha Sample
    :::

    :::{talk} B
    :speakers: Samanta Sample
    :::

    {conf:tag}`C++` {conf:tag}`tests` {conf:tag}`C`

    :::{tag-facts} tests
    :::

    :::{speaker-facts} Nobody
    :::
    """
    files = {**recap(text), "conf.py": conf, "tags.yml": tags}
    assert check(files) == [
        ("none.yml", 1, "registry"),
        ("recap.md", 9, "near_duplicate"),
        ("recap.md", 9, "undeclared"),
        ("recap.md", 18, "reference"),
        ("recap.md", 23, "reference"),
        ("tags.yml", 4, "registry"),
    ]


def test_drafts_are_in_no_list_unless_the_site_wants_them(check: Check) -> None:
    text = ":::{talk} A\n:draft:\n:tags: x\n:::\n\n:::{talk-list}\n:tags: x\n:::\n"
    files = recap(text + "\n{conf:tag}`x` {conf:talk}`a`\n")
    assert check(files) == [
        ("recap.md", 13, "filter"),
        *[("recap.md", 17, "reference")] * 2,
    ]
    assert check({"conf.py": CONF + "confrecap_drafts = True\n"}) == []


def test_documents_have_tags_where_the_site_wants_them(check: Check) -> None:
    files = {
        "a.md": "---\ntags: x\n---\n# A\n\n:::{page-tags}\ny\n:::\n",
        "b.md": "# B\n\n{conf:tag}`x` {conf:tag}`y`\n\n:::{page-tags} ,\n:::\n",
    }
    unlisted = [("b.md", 3, "reference"), ("b.md", 3, "reference")]
    untagged = ("a.md", 6, "config")
    assert check(files) == [untagged, *unlisted, ("b.md", 5, "option")]
    conf = CONF + "confrecap_tag_documents = True\n"
    assert check({"conf.py": conf}) == [("b.md", 5, "option")]
    assert untagged not in check(
        {"conf.py": CONF + "confrecap_tag_documents = not 0\n"}
    )


# --- recorded keys ------------------------------------------------------------


def test_a_key_that_is_gone_is_found_in_the_record(check: Check, write: Write) -> None:
    folder = write(recap(":::{talk} A talk\n:tags: x\n:::\n"))
    assert check({}, "--record") == []
    record = (folder / lock.NAME).read_text("utf-8")
    assert json.loads(record) == {
        "version": 1,
        "keys": {
            "conference": ["devconf"],
            "speaker": [],
            "tag": ["x"],
            "talk": ["devconf/a-talk"],
        },
    }
    assert check({}) == []
    found = check(recap(":::{talk} A new talk\n:tags: x\n:::\n"))
    line = record.splitlines().index('      "devconf/a-talk"') + 1
    assert found == [(lock.NAME, line, "gone")]
    assert check({}, "--record") == []
    assert check({}) == []


def test_a_record_replaces_a_link_and_not_its_target(
    check: Check, write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(recap(":::{talk} A talk\n:::\n"))
    outside = tmp_path_factory.mktemp("outside") / "file"
    outside.write_text("Theirs.")
    (folder / lock.NAME).symlink_to(outside)
    assert check({}, "--record") == []
    assert outside.read_text() == "Theirs."
    assert not (folder / lock.NAME).is_symlink()


def test_a_key_that_leads_on_is_not_gone(check: Check, write: Write) -> None:
    conf = CONF + 'confrecap_tags_file = "tags.yml"\n'
    write({**recap(":::{talk} A\n:tags: x\n:speakers: Ann\n:::\n"), "conf.py": conf})
    check({"tags.yml": "- name: x\n", "conf.py": conf}, "--record")
    renamed = {
        **recap(":::{talk} B\n:aliases: a\n:tags: x\n:speakers: Ann\n:::\n"),
        "tags.yml": "- name: y\n  aliases: [x]\n",
        "conf.py": conf,
    }
    assert check(renamed) == []


def test_a_new_draft_has_no_address(check: Check, write: Write) -> None:
    write(recap(":::{talk} A\n:::\n"))
    check({}, "--record")
    drafted = recap(":::{talk} A\n:draft:\n:::\n")
    assert check(drafted) == [("confrecap.lock.json", 9, "gone")]


def test_a_gone_key_can_be_silenced(check: Check, write: Write) -> None:
    write(recap(":::{talk} A talk\n:::\n"))
    check({}, "--record")
    conf = CONF + 'suppress_warnings = ["confrecap.gone"]\n'
    assert check({**recap(""), "conf.py": conf}) == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 1}', '{"version": 1, "keys": 5}', "[" * 100_000],
)
def test_a_broken_record_says_what_to_do(
    write: Write, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    write({lock.NAME: text})
    assert main(["check"]) == Exit.USAGE
    assert "--record" in capsys.readouterr().err
    assert main(["check", "--record"]) == Exit.OK


def test_a_newer_record_fails(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write({lock.NAME: '{"version": 2, "keys": {}}'})
    assert main(["check"]) == Exit.USAGE
    assert "version 2" in capsys.readouterr().err


# --- the report ---------------------------------------------------------------


def test_findings_are_by_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write({**recap("{conf:tag}`none`\n"), "b/c.md": "# C\n\n:::{talk}\n:::\n"})
    assert main(["check"]) == Exit.FINDINGS
    assert capsys.readouterr().out == (
        "b/c.md\n"
        "      3  title      the talk has no title; write it after the directive's "
        "name\n"
        "\n"
        "recap.md\n"
        "      8  reference  there is no tag 'none'\n"
        "\n"
        "2 documents, 0 talks: 2 findings in 2 files\n"
    )


def test_a_sound_site_is_said_to_be_one(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(recap(":::{talk} A talk\n:::\n"))
    assert main(["check"]) == Exit.OK
    assert capsys.readouterr().out == "1 document, 1 talk: nothing found\n"


def test_annotations_escape_what_github_reads(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"docs/a,b:c%d.md": "{conf:tag}`100%,::x`\n", "docs/conf.py": CONF})
    (folder / "conf.py").unlink()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    monkeypatch.chdir(folder / "docs")
    assert main(["check", "--format", "github"]) == Exit.FINDINGS
    assert capsys.readouterr().out == (
        "::warning file=docs/a%2Cb%3Ac%25d.md,line=1,title=confrecap.reference::"
        "there is no tag '100%25,::x'\n"
    )


def test_an_annotation_stays_on_one_line() -> None:
    place = Place(file=Path("/a.md"), line=1)
    problem = Problem(rule=Rule.LINK, message="a\r\nb % c", place=place)
    (line,) = [report._annotation(problem, Path("/"))]
    assert line.endswith("::a%0D%0Ab %25 c")


def test_settings_that_are_computed_are_named_on_request(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write({"conf.py": "import os\nconfrecap_tags_file = os.sep\nproject = os.sep\n"})
    main(["check"])
    assert capsys.readouterr().err == ""
    main(["check", "-v"])
    shown = capsys.readouterr().err
    assert "confrecap_tags_file" in shown
    assert "project" not in shown


# --- any input ----------------------------------------------------------------


def test_a_folder_has_no_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "none")]) == Exit.USAGE
    assert "no file or folder" in capsys.readouterr().err
    assert main(["check", str(tmp_path)]) == Exit.USAGE
    assert "conf.py" in capsys.readouterr().err


PIECES = st.sampled_from(
    [
        *("\n", "\n\n", "   ", " ", "- ", "`", "``", "---\n", ":::\n", "::::\n", ":"),
        *(":::{talk} A\n", "::::{talk} `x`\n", ":::{conference} C\n", ".. talk:: A\n"),
        *(":::{tweet} https://x.com/a/status/20\n", ":::{thread}\n", ".. tweet:: 20\n"),
        *("   :start: 2030-02-31\n", ":start: 2030-05-02\n", ":status: recorded\n"),
        *(":slides: x\n", ":video: \x00\n", ":tags: a; b\n", ":conference: C\n"),
        *(":::{talk-list}\n", ":::{post-list}\n", ":tags: none\n", ":sort: -date\n"),
        *("{conf:talk}`a`", ":conf:tag:`b <c>`", "{conf:x}`y`", "{conf:speaker}`!"),
        *("confrecap-ignore: date\n", ":confrecap-ignore: x\n", "date: 2030-13-40\n"),
        *("tags: [1, null, {a: b}]\n", "&a [*a]\n", "\ufeff", "\u2028", "\x00", "text"),
        *("<blockquote class='twitter-tweet'>", "</blockquote>", "\ud83d\ude00"),
    ]
)


@given(st.text() | st.lists(PIECES, max_size=30).map("".join), st.sampled_from(Dialect))
@example("\u2028\u2028:confrecap-ignore: x", Dialect.REST)
def test_no_document_is_too_odd(
    tmp_path_factory: pytest.TempPathFactory, text: str, dialect: Dialect
) -> None:
    folder = tmp_path_factory.getbasetemp()
    site = Site(folder=folder, store=Store(folder / "_posts"))
    found = read(folder / "a.md", text, "a", dialect, site)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= problem.place.line <= lines + 1 for problem in found.problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.dictionaries(
        st.sampled_from(
            ["conf.py", "a.md", "b.rst", "c/a.md", lock.NAME, "tags.yaml", "_posts/x"]
        ),
        st.binary(max_size=60)
        | st.lists(PIECES).map(lambda p: "".join(p).encode("utf-8", "surrogatepass")),
    )
)
def test_no_site_gives_a_traceback(
    files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("conf.py", "a.md", "b.rst", "c/a.md", lock.NAME, "tags.yaml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(files.get(name, b""))
    assert main(["check", str(tmp_path)]) in (Exit.OK, Exit.FINDINGS, Exit.USAGE)
    assert "Traceback" not in capsys.readouterr().err


# --- words --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dialect", "text", "words"),
    [
        (Dialect.MYST, "A *b* **c** `d` [e](f) {sub}`g` \\*h", "A b c d e g *h"),
        (Dialect.MYST, "C++ & C#, &amp; more", "C++ & C#, & more"),
        (Dialect.MYST, "plain_words_here", "plain_words_here"),
        (Dialect.REST, "A *b* **c** ``d`` `e <f>`_ :sub:`g` \\*h", "A b c d e g *h"),
        (Dialect.REST, "C++ & C# 2*3", "C++ & C# 2*3"),
    ],
)
def test_a_title_has_no_markup(dialect: Dialect, text: str, words: str) -> None:
    assert plain(text, dialect) == words
