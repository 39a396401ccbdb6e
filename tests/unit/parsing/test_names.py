"""Lists of names, as people write them."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.talks import Speaker
from sphinx_confrecap.parsing.names import MOST, parse_keys, parse_names, parse_tags
from sphinx_confrecap.parsing.people import parse_speakers
from sphinx_confrecap.parsing.pronouns import pronouns_in


def refused(parse: Callable[[str], object], text: str) -> FieldError:
    """Return the error for a text that must not be taken."""
    with pytest.raises(FieldError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kubernetes", "Kubernetes"),
        ("Kubernetes, Service Mesh", "Kubernetes|Service Mesh"),
        ("a,b , c", "a|b|c"),
        (" a ,, b, ", "a|b"),
        ("a\n  b,\n  c", "a b|c"),
        ("Warner, Inc.; Kublr", "Warner, Inc.|Kublr"),
        ("Warner, Inc.;", "Warner, Inc."),
        ("\"#devops\", 'C#'", "#devops|C#"),
        ("C++, C#, .NET, C", "C++|C#|.NET|C"),
        ("a, b, a", "a|b"),
        ("rock 'n' roll", "rock 'n' roll"),
        ("a (b, c), d", "a (b, c)|d"),
        ("a (b; c), d", "a (b; c)|d"),
        ("a (b; c); d, e", "a (b; c)|d, e"),
        ("a (b, c", "a (b|c"),
        ("a (b; c", "a (b|c"),
        ("a), b", "a)|b"),
    ],
)
def test_names_are_split(text: str, names: str) -> None:
    assert parse_names(text) == tuple(names.split("|"))


@pytest.mark.parametrize("text", ["", ",", " , ,, ", '""', "''; ' '"])
def test_a_list_without_a_name_is_refused(text: str) -> None:
    assert "holds no name" in str(refused(parse_names, text))
    assert "holds no name" in str(refused(parse_speakers, text))


@given(st.lists(st.text("abc .#", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_names_come_out_as_they_went_in(names: list[str]) -> None:
    expected = dict.fromkeys(" ".join(name.split()) for name in names)
    assert parse_names(", ".join(names)) == tuple(expected)


@pytest.mark.parametrize("parse", [parse_names, parse_keys, parse_speakers])
def test_the_first_names_of_a_list_without_end_count(
    parse: Callable[[str], tuple[object, ...]],
) -> None:
    names = [f"n{number}" for number in range(MOST + 1)]
    assert len(parse(", ".join(names[:MOST]))) == MOST
    with pytest.raises(FieldError, match="101 names; the first 100 count") as raised:
        parse(", ".join(names))
    assert raised.value.usable == parse(", ".join(names[:MOST]))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Oleg Chunikhin", [("Oleg Chunikhin", "")]),
        ("Oleg Chunikhin (Kublr)", [("Oleg Chunikhin", "Kublr")]),
        ("Oleg(Kublr),Ana ( X )", [("Oleg", "Kublr"), ("Ana", "X")]),
        ("Ana (Warner, Inc.), Bob", [("Ana", "Warner, Inc."), ("Bob", "")]),
        ("Ana (A; B), Bob (C)", [("Ana", "A; B"), ("Bob", "C")]),
        ("Davis, Jr. (X); Bob", [("Davis, Jr.", "X"), ("Bob", "")]),
        ("Ana (Uni (Berlin))", [("Ana", "Uni (Berlin)")]),
        ("Ana ()", [("Ana", "")]),
        ("Ana (X) Li", [("Ana (X) Li", "")]),
        ("Ana (X", [("Ana (X", "")]),
        ("Ana (X), Ana (X), Ana (Y)", [("Ana", "X"), ("Ana", "Y")]),
        ("小林 (データ)", [("小林", "データ")]),
    ],
)
def test_speakers_have_affiliations(text: str, speakers: list[tuple[str, str]]) -> None:
    expected = [Speaker(name=name, affiliation=firm) for name, firm in speakers]
    assert parse_speakers(text) == tuple(expected)


# --- people, as they are written ------------------------------------------------


def person(name: str, affiliation: str = "", **facts: str) -> Speaker:
    return Speaker(name=name, affiliation=affiliation, **facts)


ANN, BO, CY = person("Ann Lee"), person("Bo Li"), person("Cy Wu")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee and Bo Li", [ANN, BO]),
        ("Ann Lee & Bo Li", [ANN, BO]),
        ("Ann Lee / Bo Li", [ANN, BO]),
        ("Ann Lee + Bo Li", [ANN, BO]),
        ("Ann Lee/Bo Li", [ANN, BO]),
        ("Ann Lee und Bo Li", [ANN, BO]),
        ("Ann Lee et Bo Li", [ANN, BO]),
        ("ANN LEE AND BO LI", [person("ANN LEE"), person("BO LI")]),
        ("Ann Lee, Bo Li and Cy Wu", [ANN, BO, CY]),
        ("Ann Lee, Bo Li, and Cy Wu", [ANN, BO, CY]),
        ("Ann Lee, Bo Li & Cy Wu", [ANN, BO, CY]),
        ("Ann, Bob and Cid", [person("Ann"), person("Bob"), person("Cid")]),
        ("Ana Pérez, Juan Gil, y Eva Sol", "Ana Pérez|Juan Gil|Eva Sol"),
        ("Ann Lee, Bob and Cid Wu", "Ann Lee|Bob|Cid Wu"),
        ("Ann, Bob & Cid", "Ann|Bob|Cid"),
        ("Ann and TBA", "Ann"),
        ("Ann (X) and Bob", [person("Ann", "X"), person("Bob")]),
        ("Ann Lee (X) & Bo Li (Y)", [person("Ann Lee", "X"), person("Bo Li", "Y")]),
        ("[Ann Lee, Bo Li]", [ANN, BO]),
        ("- Ann Lee\n- Bo Li", [ANN, BO]),
        ("- Ann Lee & Bo Li\n- Cy Wu", [ANN, BO, CY]),
        ("小林太郎、田中花子", "小林太郎|田中花子"),
        ("小林太郎 & 田中花子", "小林太郎|田中花子"),
        ("李娜\uff0c王伟", "李娜|王伟"),
        ("李娜\uff1b王伟", "李娜|王伟"),
        ("王小明 和 李小红", "王小明|李小红"),
        ("Дарья Ли & Олег Ким", "Дарья Ли|Олег Ким"),
        ("@ann and @bob", "@ann|@bob"),
        ("Jan van den Berg and J. R. Smith", "Jan van den Berg|J. R. Smith"),
        ("Dr. Lee & Prof. Dr. Ana Gil", "Dr. Lee|Prof. Dr. Ana Gil"),
    ],
)
def test_several_people(text: str, people: list[Speaker] | str) -> None:
    if isinstance(people, str):
        people = [person(name) for name in people.split("|")]
    assert parse_speakers(text) == tuple(people)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Ann Lee - Acme", person("Ann Lee", "Acme")),
        ("Ann Lee – Acme & Sons", person("Ann Lee", "Acme & Sons")),
        ("Ann Lee — R & D", person("Ann Lee", "R & D")),
        ("Ann Lee | Acme Labs", person("Ann Lee", "Acme Labs")),
        ("Ann Lee @ Acme", person("Ann Lee", "Acme")),
        ("Ann Lee - Acme (she/her)", person("Ann Lee", "Acme", pronouns="she/her")),
        ("Ann Lee (Simon & Schuster)", person("Ann Lee", "Simon & Schuster")),
        ("Ann Lee (AT&T)", person("Ann Lee", "AT&T")),
        ("Ann Lee (Acme / Other)", person("Ann Lee", "Acme / Other")),
        ("Ann Lee (Lee and Sons)", person("Ann Lee", "Lee and Sons")),
        ("Ann Lee (Acme - Berlin)", person("Ann Lee", "Acme - Berlin")),
        ("Ann Lee (**Acme**)", person("Ann Lee", "Acme")),
        ("**Ann Lee**", ANN),
        ("**Ann Lee** (Acme)", person("Ann Lee", "Acme")),
        ("**Ann Lee (Acme)**", person("Ann Lee", "Acme")),
        ("*Ann Lee*", ANN),
        ("`Ann Lee`", ANN),
        ("{conf:speaker}`Ann Lee`", ANN),
        (":conf:speaker:`Ann Lee`", ANN),
        (
            "[Ann Lee](https://ann.example)",
            person("Ann Lee", url="https://ann.example"),
        ),
        (
            "**[Ann Lee](https://a.example)**",
            person("Ann Lee", url="https://a.example"),
        ),
        (
            "[Ann Lee](https://a.example/x_(y),z) (Acme)",
            person("Ann Lee", "Acme", url="https://a.example/x_(y),z"),
        ),
        ("`Ann Lee <https://a.example>`__", person("Ann Lee", url="https://a.example")),
        ("Ann Lee <https://a.example>", person("Ann Lee", url="https://a.example")),
        ("Ann Lee <ann@example.org>", ANN),
        ('"Ann Lee" <ann@example.org>', ANN),
        ("Ann Lee ann@example.org", ANN),
        ("Ann Lee (ann@example.org)", ANN),
        ("Ann Lee (Acme, ann@example.org)", person("Ann Lee", "Acme")),
        ("[Ann Lee](mailto:ann@example.org)", ANN),
        ("Ann Lee <mailto:ann@example.org>", ANN),
        ("Ann Lee <ann@localhost>", ANN),
        ("@ann", person("@ann")),
        ("@ann (Acme)", person("@ann", "Acme")),
        ("Ann Lee @ann", person("Ann Lee", handle="@ann")),
        ("**Ann Lee** @ann", person("Ann Lee", handle="@ann")),
        ("Ann Lee - @ann", person("Ann Lee", handle="@ann")),
        ("Ann Lee @ann (Acme)", person("Ann Lee", "Acme", handle="@ann")),
        ("Ann Lee (@ann)", person("Ann Lee", handle="@ann")),
        ("Ann Lee (Acme, @ann)", person("Ann Lee", "Acme", handle="@ann")),
        (
            "Ann Lee (@ann@social.example)",
            person(
                "Ann Lee",
                handle="@ann@social.example",
                url="https://social.example/@ann",
            ),
        ),
        ('"Smith, Jane"', person("Smith, Jane")),
        ("'Smith, Jane'", person("Smith, Jane")),
        ("“Smith, Jane”", person("Smith, Jane")),
        ('"Smith, Jane" (Acme)', person("Smith, Jane", "Acme")),
        ('"van den Berg, Jan"', person("van den Berg, Jan")),
        ('"Ann and Bob"', person("Ann and Bob")),
        (
            '"Ann and Bob (Acme) (she/her)"',
            person("Ann and Bob", "Acme", pronouns="she/her"),
        ),
        ('"**Ann Lee**"', ANN),
        ('"[Ann Lee](https://a.example)"', person("Ann Lee", url="https://a.example")),
        ('"Ann - Lee" (Acme)', person("Ann - Lee", "Acme")),
        ("Smith, Jane;", person("Smith, Jane")),
        ("Sammy Davis, Jr.", person("Sammy Davis, Jr.")),
        ("Ann Lee, PhD (Acme)", person("Ann Lee, PhD", "Acme")),
        ("Ann Lee (Acme), Ph.D.", person("Ann Lee, Ph.D.", "Acme")),
        ("Ann Lee - Acme, Inc.", person("Ann Lee", "Acme, Inc.")),
        ("J. R. Smith", person("J. R. Smith")),
        ("Anne-Marie d'Arc", person("Anne-Marie d'Arc")),
        ("Gloria von Thurn und Taxis", person("Gloria von Thurn und Taxis")),
        ("Karl von und zu Berg", person("Karl von und zu Berg")),
        ("Santiago Ramón y Cajal", person("Santiago Ramón y Cajal")),
        ("Antoni Gaudí i Cornet", person("Antoni Gaudí i Cornet")),
        ('Dwayne "The Rock" Johnson', person('Dwayne "The Rock" Johnson')),
        ("Ana (Annie) (Acme)", person("Ana (Annie)", "Acme")),
        ("AT&T", person("AT&T")),
        ("Ann/Bob", person("Ann/Bob")),
        ("why the lucky stiff", person("why the lucky stiff")),
        ("_why", person("_why")),
    ],
)
def test_one_person(text: str, one: Speaker) -> None:
    assert parse_speakers(text) == (one,)


@pytest.mark.parametrize(
    "text",
    [
        *("she/her", "She/Her", "they/them", "he / him", "she, her", "any", "elle"),
        *(
            "er/ihn",
            "er/sein",
            "sie/ihr",
            "xier",
            "ella",
            "él",
            "ela/dela",
            "zij/haar",
            "hen/hun",
        ),
        *("hon/henne", "hän", "ona/jej", "она", "她", "any pronouns", "she/they"),
        *("she/her or they/them", "keine Pronomen", "iel"),
    ],
)
def test_pronouns_are_no_employer(text: str) -> None:
    for written in (
        f"Ann Lee ({text})",
        f"Ann Lee (Acme) ({text})",
        f"Ann Lee ({text}) (Acme)",
        f"Ann Lee (Acme; {text})" if "," not in text else f"Ann Lee ({text})",
        f"Ann Lee [{text}]" if "," not in text else f"Ann Lee ({text})",
    ):
        (one,) = parse_speakers(written)
        firm = "Acme" if "Acme" in written else ""
        assert one == person("Ann Lee", firm, pronouns=text.replace(" / ", "/"))


@pytest.mark.parametrize(
    "text",
    [
        *("Ann Lee she/her", "Ann Lee - she/her", "Ann Lee, she/her"),
        *("Ann Lee \u2013 she/her", "Ann Lee [she/her]", "**Ann Lee** she/her"),
    ],
)
def test_pronouns_need_no_brackets(text: str) -> None:
    assert parse_speakers(text) == (person("Ann Lee", pronouns="she/her"),)
    assert parse_speakers(f"{text}, Bo Li") == (
        person("Ann Lee", pronouns="she/her"),
        BO,
    )


@pytest.mark.parametrize("sign", [",", ";", " |", " \u00b7", " /", " -", " \u2013"])
def test_pronouns_may_be_beside_an_employer(sign: str) -> None:
    one = person("Ann Lee", "Acme", pronouns="she/her")
    assert parse_speakers(f"Ann Lee (Acme{sign} she/her)") == (one,)
    assert parse_speakers(f"Ann Lee (she/her{sign} Acme)") == (one,)


def test_pronouns_may_have_a_label() -> None:
    assert parse_speakers("Ann (pronouns: it)") == (person("Ann", pronouns="it"),)


@pytest.mark.parametrize(
    "text",
    ["Elle", "It", "IT", "ANY", "All", "Die", "Web/Mobile", "er/Acme", "Hers Co"],
)
def test_an_employer_is_no_pronoun(text: str) -> None:
    assert pronouns_in(text) == ""
    assert parse_speakers(f"Ann ({text})") == (person("Ann", text),)


@pytest.mark.parametrize(
    "text",
    [
        *("TBA", "tba", "TBD", "N.N.", "N. N.", "to be announced", "à confirmer"),
        *("wird noch bekannt gegeben", "por confirmar", "未定", "待定", "TBA (Acme)"),
    ],
)
def test_nobody_is_known_yet(text: str) -> None:
    assert parse_speakers(text) == ()
    assert parse_speakers(f"Ann Lee, {text}") == (ANN,)


@pytest.mark.parametrize(
    ("text", "message", "usable"),
    [
        (
            "Ann and Bob",
            "'Ann and Bob' may be one name or several; write 'Ann, Bob', or quotes",
            "Ann and Bob",
        ),
        ("Ann and Bo Li", "write 'Ann, Bo Li'", "Ann and Bo Li"),
        ("Simon & Schuster", "write 'Simon, Schuster'", "Simon & Schuster"),
        ("Ann / Acme", "write 'Ann, Acme'", "Ann / Acme"),
        ("Ana Pérez y Juan Gil", "write 'Ana Pérez, Juan Gil'", "Ana Pérez y Juan Gil"),
        ("Women in Tech and Data Lab", "may be one name", "Women in Tech and Data Lab"),
        ("Ann Lee / Some Network Lab", "may be one name", "Ann Lee / Some Network Lab"),
        (
            "Ann Lee, Simon & Schuster",
            "write 'Simon, Schuster'",
            "Ann Lee||Simon & Schuster",
        ),
        ("Ann and Bob (X)", "may be one name", "Ann and Bob|X"),
        ("[Ann Lee](x) and Bo Li", "the address 'x' of 'Ann Lee'", "Ann Lee||Bo Li"),
        ("[Ann, [Bob]]", "an item of the list is not a name", "Ann"),
        ("Ann Lee & Friends", "may be one name", "Ann Lee & Friends"),
        ("Jean - Luc", "write 'Jean (Luc)'", "Jean - Luc"),
        (
            "Ann Lee - CTO - Acme",
            "may be a name with a company",
            "Ann Lee - CTO - Acme",
        ),
        ("Ann Lee - Acme (X)", "may be a name with a company", "Ann Lee - Acme|X"),
        ("Ann Lee - Acme and Bo Li", "may be one name", "Ann Lee - Acme and Bo Li"),
        ("Ann Lee and Bo Li - Acme", "may be one name", "Ann Lee and Bo Li - Acme"),
        ("[Ann](ann.html)", "the address 'ann.html' of 'Ann' is left out", "Ann"),
        ("[Ann](javascript:x)", "'javascript:x' of 'Ann' is left out", "Ann"),
        ("Ann ([X](https://x.example))", "leave out the address of 'X'", "Ann|X"),
        ("Ann, ann@example.org", "write names only, without addresses of mail", "Ann"),
    ],
)
def test_what_is_not_certain_is_told_once(text: str, message: str, usable: str) -> None:
    error = refused(parse_speakers, text)
    assert message in str(error)
    people = (person(*one.split("|")) for one in usable.split("||"))
    assert error.usable == tuple(people)
    assert "example.org" not in str(error)


def test_quotes_may_be_around_a_whole_list() -> None:
    assert parse_speakers('"Ann Lee, Bo Li"') == (ANN, BO)
    assert parse_names('"#docs, #api"') == ("#docs", "#api")


def test_one_message_tells_of_some_problems() -> None:
    text = ", ".join(f"[A{n}](x{n})" for n in range(9))
    assert str(refused(parse_speakers, text)).endswith("; and 6 more")


NAMES = st.sampled_from(
    [
        *("Ann Lee", "Anne-Marie O'Neil", "J. R. Smith", "Jan van den Berg", "Ann"),
        *("小林太郎", "Дарья Ли", "Renée", "Smith, Jane", "Ann and Bob", "A & B", "@x"),
        *("Ramón y Cajal", "Jean - Luc", "Sammy Davis, Jr.", "Dr. Ana Gil", "TB A"),
    ]
)
FIRMS = st.sampled_from(["", "Acme", "AT&T", "Simon & Schuster", "A / B", "X, Inc."])
PRONOUNS = st.sampled_from(["", "she/her", "they/them", "er/ihn", "elle"])
PEOPLE = st.builds(Speaker, name=NAMES, affiliation=FIRMS, pronouns=PRONOUNS)


def in_full(one: Speaker) -> str:
    """Write a person so that nothing is left to guess."""
    groups = [
        f" ({part})" for part in (one.affiliation, one.pronouns, one.handle) if part
    ]
    url = f" <{one.url}>" if one.url and "@" not in one.handle[1:] else ""
    return f'"{one.name}"' + "".join(groups) + url


@given(st.lists(PEOPLE, min_size=1, max_size=5))
def test_people_in_full_come_out_as_they_went_in(people: list[Speaker]) -> None:
    expected = tuple(dict.fromkeys(people))
    if len(people) > 1 or people[0] != person(people[0].name):
        assert parse_speakers(", ".join(map(in_full, people))) == expected
    as_list = "".join(f"- {in_full(one)!r}\n" for one in people if "'" not in one.name)
    if as_list:
        names = [one for one in expected if "'" not in one.name]
        assert parse_speakers(as_list) == tuple(names)


LETTERS = st.text("abcdeéßñжл小", min_size=2, max_size=9).map(str.capitalize)


@given(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join))
def test_a_plain_name_is_never_changed(name: str) -> None:
    assert parse_speakers(name) == (person(name),)
    assert parse_speakers(f"{name} (Acme)") == (person(name, "Acme"),)
    assert parse_tags(name) == (name,)


WRITTEN = st.lists(
    st.sampled_from(
        [
            *("Ann", "Lee", "Bo", " ", ", ", " and ", " & ", " - ", " / ", "(", ")"),
            *(
                "[",
                "](",
                "**",
                "*",
                "`",
                '"',
                "<",
                ">",
                " @x ",
                "a@b.example",
                "she/her",
            ),
            *("TBA", "https://a.example", "; ", "Jr.", "、", "“", "”"),
        ]
    ),
    max_size=9,
).map("".join)


@given(WRITTEN)
@example('"a@b.example, Ann"')
def test_what_is_read_once_is_read_the_same_again(text: str) -> None:
    try:
        people = parse_speakers(text)
    except FieldError:
        return
    assert not re.search(r"(?<![\w@.])a@b\.example", repr(people))
    safe = [one for one in people if '"' not in repr(one) and "(" not in repr(one)]
    for one in safe:
        again = parse_speakers(f"{in_full(one)}, Zoë")
        assert again == (one, person("Zoë"))


# --- tags, as they are written --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("**Docs**, *API*, `asyncio`", "Docs|API|asyncio"),
        ("#docs, #API", "docs|API"),
        ("#docs #api", "docs|api"),
        ('"#docs"', "docs"),
        ("R & D, Docker & Kubernetes", "R & D|Docker & Kubernetes"),
        ("Search and Rescue, Docs", "Search and Rescue|Docs"),
        ("Docs, Tests, and Builds", "Docs|Tests|Builds"),
        ("CI/CD, TCP / IP, Ops - Dev", "CI/CD|TCP / IP|Ops - Dev"),
        ("C++, C#, .NET, #1 tips, F#", "C++|C#|.NET|#1 tips|F#"),
        ("{conf:tag}`Docs`, :conf:tag:`API`", "Docs|API"),
        ("[Docs, API]", "Docs|API"),
        ("- Docs\n- '#API'", "Docs|API"),
        ('"R, the language", Go', "R, the language|Go"),
        ("__init__, *args, TBD, @ann", "__init__|*args|TBD|@ann"),
    ],
)
def test_tags(text: str, tags: str) -> None:
    assert parse_tags(text) == tuple(tags.split("|"))


def test_a_tag_has_no_address() -> None:
    error = refused(parse_tags, "[Docs](https://docs.example), Go")
    assert str(error) == "leave out the address: 'Docs' leads to the tag's page"
    assert error.usable == ("Docs", "Go")
