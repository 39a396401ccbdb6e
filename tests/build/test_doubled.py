"""Two talks with one title, or one name: none of them is lost."""

import re

import pytest

from tests.build.dialects import in_rest
from tests.build.same import body, differences, inventory, words
from tests.build.sites import Built, MakeSite

MD = """
    # Days 2030

    :::{conference} Days 2030
    :start: 2030-05-02
    :end: 2030-05-03
    :::

    ::::::{talk} Lightning *Talks*
    :start: 2030-05-02 17:00
    :speakers: Ann Lee
    :tags: Short

    Words of Thursday.

    :::::{talk} Sparks
    :speakers: Cy Doe

    Words of the first sparks.
    :::::
    ::::::

    ::::::{talk} Lightning *Talks*
    :start: 2030-05-03 17:00
    :speakers: Bo Li
    :tags: Short

    Words of Friday.

    :::::{talk} Sparks
    :speakers: Cy Doe

    Words of the other sparks.

    :::{tweet} https://x.com/a/status/20
    :author: Di

    A post about sparks.
    :::
    :::::
    ::::::

    :::{schedule}
    :::

    {conf:talk}`lightning-talks`, {conf:talk}`lightning-talks-2030-05-03`

    :::{post-list}
    :talk: sparks-2030-05-03
    :::
"""
FILES = {"md": {"index.md": MD}, "rst": {"index.rst": in_rest(MD)}}
FIRST, SECOND = "lightning-talks", "lightning-talks-2030-05-03"


@pytest.fixture(scope="module", params=FILES)
def built(make_shared: MakeSite, request: pytest.FixtureRequest) -> Built:
    return make_shared(FILES[request.param]).build()


def page(built: Built, talk: str) -> str:
    return words(body(built.html(f"talks/days-2030/{talk}")))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"#]*)', html))


def test_each_has_a_page_with_its_own_notes(built: Built) -> None:
    assert "Words of Thursday." in page(built, FIRST)
    assert "Words of Friday." in page(built, SECOND)
    assert "first sparks" in page(built, "sparks")
    assert "other sparks" in page(built, "sparks-2030-05-03")
    for talk in (FIRST, SECOND):
        assert page(built, talk).count("Words of ") == 1


def test_each_is_in_lists_and_in_the_schedule(built: Built) -> None:
    pages = {f"talks/days-2030/{name}.html" for name in (FIRST, SECOND)}
    table = built.html("index").partition("cr-schedule")[2]
    assert pages <= links(table.partition("</section>")[0])
    for docname in ("talks/index", "tags/short"):
        html = built.html(docname)
        for name in (FIRST, SECOND):
            assert f"days-2030/{name}.html" in html
    assert f"{SECOND}.html" in built.html("speakers/bo-li")
    assert SECOND not in built.html("speakers/ann-lee")
    assert "4 talks noted" in words(built.html("index"))
    assert f"conf:talk days-2030/{SECOND}" in inventory(built)


def test_roles_lead_to_each(built: Built) -> None:
    text = built.html("index").partition("</table>")[2]
    found = links(text)
    assert {f"talks/days-2030/{name}.html" for name in (FIRST, SECOND)} <= found


def test_talks_and_posts_in_each_stay_with_it(built: Built) -> None:
    assert "sparks.html" in links(built.html(f"talks/days-2030/{FIRST}"))
    assert "sparks-2030-05-03.html" in links(built.html(f"talks/days-2030/{SECOND}"))
    assert "part of Lightning Talks" in page(built, "sparks-2030-05-03")
    assert "A post about sparks." in words(built.html("index").rpartition("cr-list")[2])


def test_one_warning_says_what_to_write(built: Built) -> None:
    said = [line.partition("WARNING: ")[2] for line in built.warnings]
    [first] = [line for line in said if line.startswith("the talk key 'days-2030/l")]
    assert first == (
        "the talk key 'days-2030/lightning-talks' is taken by index, line 8; "
        "this talk gets the key 'days-2030/lightning-talks-2030-05-03', which may "
        "change: write :name: lightning-talks-2030-05-03, or another name "
        "[confrecap.duplicate]"
    )
    assert len(said) == 2


def test_the_name_from_the_warning_changes_no_address(make_site: MakeSite) -> None:
    named = MD.replace(
        "    :start: 2030-05-03 17:00\n",
        f"    :name: {SECOND}\n    :start: 2030-05-03 17:00\n",
    ).replace("{talk} Sparks", "{talk} Sparks\n    :name: sparks-2030-05-03", 2)
    first, name = named.index("Sparks\n"), "\n    :name: sparks-2030-05-03"
    named = named[:first] + named[first:].replace(name, "", 1)
    before = make_site({"index.md": MD}).build()
    after = make_site({"index.md": named}).quiet()
    assert before.files() == after.files()


def test_a_draft_with_the_title_of_a_talk_stays_a_draft(make_site: MakeSite) -> None:
    text = "# A\n\n:::{talk} One\nOpen.\n:::\n\n:::{talk} One\n:draft:\nShut.\n:::\n"
    built = make_site({"index.md": text}).build()
    assert "Open." in built.html("talks/one")
    assert "conf:talk one" in inventory(built)
    assert "conf:talk one-2" not in inventory(built)


def test_any_order_of_edits_gives_the_same(make_site: MakeSite) -> None:
    talk = ":::{{talk}} One\n{}\n:::\n\n"
    texts = ["# A\n\n" + talk.format("First."), "# A\n", "# A\n\n" + talk.format("")]
    site = make_site({"index.md": "# Home\n", "b.md": f"# B\n\n{talk.format('B.')}"})
    site.build()
    for text in texts:
        files = {"index.md": "# Home\n", "b.md": f"# B\n\n{talk.format('B.')}"}
        site.write({"a.md": text})
        clean = make_site({**files, "a.md": text}).build()
        assert differences(site.build(), clean) == []
