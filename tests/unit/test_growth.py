"""Work grows with a site, and not with its square.

Its steps are the calls of functions: unlike time, they are the same each time.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import md5
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from sphinx_confrecap.catalogue.catalogue import Catalogue, Document
from sphinx_confrecap.catalogue.objects import objects_of
from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.catalogue.similar import near_duplicates
from sphinx_confrecap.check import extra_checks, lock, reading
from sphinx_confrecap.check.reading import Site
from sphinx_confrecap.importers.archive_posts import posts_of_archive
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.errors import FieldError
from sphinx_confrecap.model.queries import PostQuery, ScheduleQuery, TalkQuery
from sphinx_confrecap.model.talks import Quotation, Record
from sphinx_confrecap.parsing.fields import parse_links
from sphinx_confrecap.parsing.names import parse_tags
from sphinx_confrecap.parsing.people import parse_speakers
from sphinx_confrecap.parsing.registry import Registries
from sphinx_confrecap.parsing.registry_file import read_tags
from sphinx_confrecap.parsing.words import plain
from sphinx_confrecap.posts.platforms import is_embed, post_of_embed
from sphinx_confrecap.posts.store import Store
from sphinx_confrecap.source.embeds import after_scripts, needs_script, shortcode_in
from sphinx_confrecap.source.rewrite import rewrite
from sphinx_confrecap.source.scan import scan
from sphinx_confrecap.source.words import roles_in
from sphinx_confrecap.text.alphabets import Alphabet
from sphinx_confrecap.text.html_links import addresses_in
from sphinx_confrecap.text.keys import key_of, plain_words
from sphinx_confrecap.text.lines import split_lines
from sphinx_confrecap.views.places import Paths
from sphinx_confrecap.views.plan import plan
from sphinx_confrecap.views.schedule import schedule_of
from sphinx_confrecap.views.select import select
from tests.unit.builders import TODAY, conference, documents_of, query, resolved, talk

PATHS = Paths(talk="talks", speaker="speakers", tag="tags", conference="conferences")
MOST = 2.6
"""How much more may be done for twice as much: n log n, and steps between sizes."""


def words(count: int, prefix: str = "") -> list[str]:
    """Return words that are unlike each other."""
    digests = (md5(str(n).encode(), usedforsecurity=False) for n in range(count))
    return [prefix + digest.hexdigest()[:12] for digest in digests]


def steps(work: Callable[[int], object], size: int) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    key_of.cache_clear()
    plain_words.cache_clear()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(size)
    finally:
        sys.setprofile(before)
    return count


def pages(*things: Any, tags: str = "", with_subtags: bool = False) -> object:
    registries = Registries(tags=read_tags(tags), with_subtags=with_subtags)
    return plan(catalogue_of(documents_of({"a": things}), registries), PATHS, TODAY)


def read(text: str) -> Document:
    site = Site(folder=Path(), store=Store(Path("_posts")))
    return reading.read(Path("a.md"), text, "a", Dialect.MYST, site).document


def unknown_conferences(size: int) -> object:
    held = [conference(name) for name in words(size)]
    talks = [talk(name, conference=f"q{name}") for name in words(size)]
    return resolved(a=[*held, *talks])


def conferences_by_name(size: int) -> object:
    held = [conference(f"C {name}", key=name) for name in words(size)]
    return resolved(a=[*held, *(talk(n, conference=f"C {n}") for n in words(size))])


def undeclared_tags(size: int) -> object:
    declared = "".join(f"- {name}\n" for name in words(size, "t"))
    registries = Registries(tags=read_tags(declared), closed=True)
    talks = [talk(name, tags=f"q{name}") for name in words(size)]
    return catalogue_of(documents_of({"a": talks}), registries)


def unknown_parents(size: int) -> object:
    return read_tags("".join(f"- name: t{n}\n  parent: q{n}\n" for n in words(size)))


def deep_tags(size: int) -> object:
    below = "".join(f"- name: t{n}\n  parent: t{n - 1}\n" for n in range(1, size))
    talks = [talk(f"a{n}", tags=f"t{n}") for n in range(size)]
    return pages(*talks, tags=f"- t0\n{below}", with_subtags=True)


def tags_of_one_talk(size: int) -> object:
    held = read(f"```{{talk}} A\n:tags: {', '.join(words(size))}\n```\n")
    return pages(*(record.fact for record in held.talks))


def talks_of_one_speaker(size: int) -> object:
    return pages(*(talk(name, speakers="Ann") for name in words(size)))


def spellings(size: int) -> object:
    marks = [
        "".join("e" + chr(0x300 + (number >> bit & 1)) for bit in range(9))
        for number in range(size)
    ]
    return resolved(a=[talk(mark, speakers=f"Jos{mark}") for mark in marks])


def one_letter(size: int) -> object:
    names = [f"Alexander S{chr(0x4E00 + number)}mple" for number in range(size)]
    return resolved(a=[talk(name, speakers=name) for name in names])


def long_names(size: int) -> object:
    return resolved(a=[talk("a", speakers=f"{'a' * size}b, {'a' * size}")])


def titles_of_one_speaker(size: int) -> object:
    talks = [talk(name, speakers="Ann") for name in words(size)]
    return list(extra_checks.problems_in(resolved(a=talks)))


def lists_of_posts(size: int) -> Catalogue:
    lists = [query(PostQuery, author=f"q{n}", tags=(f"q{n}",)) for n in words(size)]
    documents = documents_of({"a": lists})
    documents["a"].posts += [
        Record(
            fact=Quotation(address=f"x/{name}", author=name, tags=(name,)),
            docname="a",
            node_id=name,
            line=1,
        )
        for name in words(size)
    ]
    return catalogue_of(documents)


def lists(size: int) -> None:
    posts = lists_of_posts(size)
    held = resolved(a=[talk(n, tags=n, speakers=n) for n in words(size)])
    for name in words(size, "q"):
        select(held, query(TalkQuery, tags=(name,)), TODAY)
        select(held, query(TalkQuery, speaker=name), TODAY)
        select(posts, query(PostQuery, author=name), TODAY)


def one_short_key(size: int) -> None:
    things = [(conference(name), talk("Opening")) for name in words(size)]
    talks = objects_of(resolved(a=[thing for two in things for thing in two]))["talk"]
    assert all(len(str(talks.fault("opening"))) < 500 for _name in range(size))


def missing_references(size: int) -> None:
    shown = [talk(n, tags=f"t{n}", speakers=f"S{n}") for n in words(size)]
    drafts = [talk(f"d{n}", tags=f"d{n}", draft=True) for n in words(size)]
    objects = objects_of(resolved(a=[conference("C"), *shown, *drafts]))
    for name in words(size, "q"):
        for of_type in objects.values():
            of_type.fault(name)


def test_keys_that_are_gone(tmp_path: Path) -> None:
    def gone(size: int) -> object:
        keys = {"talk": words(size, "c/q"), "speaker": words(size, "q")}
        file = tmp_path / "lock.json"
        file.write_text(json.dumps({"version": 1, "keys": keys}))
        talks = [talk(name, speakers=f"S{name}") for name in words(size)]
        return list(lock.gone(file, resolved(a=[conference("C"), *talks])))

    assert_linear(gone, 50)


def schedule(size: int) -> object:
    start = datetime(2030, 5, 2)  # noqa: DTZ001, in the conference's zone
    talks = [
        talk(
            f"t{n}", room=f"R{n % 3}", duration=9999, start=start + timedelta(seconds=n)
        )
        for n in range(size)
    ]
    held = resolved(a=[conference("C"), *talks])
    return schedule_of(held, ScheduleQuery(conference="C"), TODAY)


def unknown_options(size: int) -> object:
    options = "".join(f":{name}: a\n" for name in words(size))
    return read(f"```{{talk}} A\n{options}```\n")


def wrong_front_matter(size: int) -> object:
    keys = "".join(f"{name}: a: b\n" for name in words(size, "k"))
    return read(f"---\n{keys}---\n\n```{{talk}} A\n```\n")


def rest_in_myst(size: int) -> object:
    return read("```{eval-rst}\n.. talk:: A\n```\n\n" * size)


def embeds(size: int) -> object:
    address = "https://x.com/a/status/20"
    embed = f'<blockquote class="twitter-tweet"><a href="{address}"></a></blockquote>'
    return rewrite(f"{embed}\nwords\n" * size, Dialect.MYST)


def archive(*tweets: object) -> object:
    listed = json.dumps([{"tweet": tweet} for tweet in tweets])
    return posts_of_archive(f"window.YTD.tweets.part0 = {listed}")


def archived(text: str, **entities: object) -> dict[str, object]:
    return {
        "id_str": "1069903784120381440",
        "created_at": "Tue Dec 04 10:11:12 +0000 2018",
        "full_text": text,
        "entities": entities,
    }


def archived_posts(size: int) -> object:
    return archive(*(archived(word) for word in words(size)))


def links_of_an_archived_post(size: int) -> object:
    text, urls = "", []
    for word in words(size):
        ends = [str(len(text)), str(len(text) + len(word))]
        urls.append({"url": word, "expanded_url": f"https://{word}/", "indices": ends})
        text += f"{word} "
    return archive(archived(text, urls=urls))


def media_of_an_archived_post(size: int) -> object:
    media = [{"media_url_https": f"https://pbs.twimg.com/{w}.jpg"} for w in words(size)]
    tweet = archived("a")
    return archive({**tweet, "extended_entities": {"media": media}})


def suppressed(parse: Callable[[str], object], text: str) -> None:
    with suppress(FieldError):
        parse(text)


def embed_of(text: str) -> None:
    code = f'<blockquote class="twitter-tweet"><p>{text}</p></blockquote>'
    suppressed(post_of_embed, code)


def roles(text: str) -> object:
    lines = split_lines(text)
    return list(roles_in(scan(text, Dialect.MYST), lines, Dialect.MYST))


def rest(text: str) -> object:
    return scan(text, Dialect.REST)


WORK: dict[str, tuple[int, Callable[[int], object]]] = {
    "unknown conferences": (60, unknown_conferences),
    "conferences by name": (60, conferences_by_name),
    "undeclared tags": (60, undeclared_tags),
    "unknown parents": (60, unknown_parents),
    "deep tags": (40, deep_tags),
    "tags of one talk": (60, tags_of_one_talk),
    "talks of one speaker": (60, talks_of_one_speaker),
    "spellings": (60, spellings),
    "one letter": (60, one_letter),
    "long names": (60, long_names),
    "titles of one speaker": (60, titles_of_one_speaker),
    "lists of posts": (60, lists_of_posts),
    "schedule": (60, schedule),
    "unknown options": (60, unknown_options),
    "wrong front matter": (120, wrong_front_matter),
    "rest in myst": (20, rest_in_myst),
    "embeds": (10, embeds),
    "posts in an archive": (40, archived_posts),
    "links of a post in an archive": (40, links_of_an_archived_post),
    "media of a post in an archive": (40, media_of_an_archived_post),
    "lists": (40, lists),
    "one short key": (40, one_short_key),
    "missing references": (40, missing_references),
}


@pytest.mark.parametrize(("size", "work"), WORK.values(), ids=WORK)
def test_twice_as_much_takes_twice_as_many_steps(
    size: int, work: Callable[[int], object]
) -> None:
    assert_linear(work, size)


def assert_linear(work: Callable[[int], object], size: int) -> None:
    work(2)
    counts = [steps(work, size * times) for times in (1, 2, 4)]
    assert all(more <= MOST * less for less, more in pairwise(counts)), counts


IN_NAMES = [
    *("((", "(a", "(a)", "(a(b)", "(a, ", "[a", "[a](", "<a", "`a <", "`", "**"),
    *('"', ',"a', "\u201c", "'", ", ", "\u3001", "a", "a@", "a.a ", " @a", "mailto:"),
    *(" and ", " - ", ", Jr.", "she/", "#a "),
]
"""What readers of names look for."""

PUMPS: dict[str, tuple[Callable[[str], object], str]] = {
    "words as links": (lambda t: suppressed(parse_links, t), "a "),
    **{
        f"{piece!r} in names": (lambda t: suppressed(parse_speakers, t), piece)
        for piece in IN_NAMES
    },
    **{
        f"{piece!r} in tags": (lambda t: suppressed(parse_tags, t), piece)
        for piece in IN_NAMES
    },
    "brackets as links": (lambda t: suppressed(parse_links, t), "[a, "),
    "marks in a key": (key_of.__wrapped__, "\u0301\u0323"),
    "marks in an index": (Alphabet.of("tr").sort_key, "\u0301\u0323"),
    "marks in a name": (lambda t: list(near_duplicates([t, f"{t}x"])), "e\u0301\u0323"),
    "blockquotes": (is_embed, "<blockquote "),
    "breaks in an embed": (embed_of, "<br>"),
    "links without text": (embed_of, "<br><a href='https://a.test'></a> "),
    "dashes in an embed": (embed_of, "\u2014 a (@a"),
    "attributes of an embed": (embed_of, "<a b='c' "),
    "tags without an end": (addresses_in, "<a href='x' "),
    "quotes without an end": (addresses_in, '<a href="'),
    "classes": (needs_script, "class="),
    "scripts": (after_scripts, "<script src=//a/embed.js "),
    "spaces in a shortcode": (lambda t: shortcode_in(f"{{{{< x{t}"), " "),
    "words in a tag": (lambda t: shortcode_in("{% tweet " + t), "a"),
    "names in an include": (lambda t: shortcode_in("{% include " + t), "tweet"),
    "backticks": (lambda t: roles("{conf:talk}" + t), "`a ``"),
    "one run of backticks": (lambda t: roles("{conf:talk}" + t), "`"),
    "comments": (lambda t: roles("conf:" + t), "<!-- "),
    "spaces in a role": (lambda t: roles(f"{{conf:talk}}`a{t}`"), " "),
    "colons in a title": (lambda t: plain(f"`{t}", Dialect.REST), ":"),
    "tables without end": (rest, "= =\nx\n\n"),
    "titles in rest": (rest, "a\n=\n"),
}
"""Readers of text, and a piece that is repeated."""


@pytest.mark.exhaustive
@pytest.mark.parametrize(("read_", "piece"), PUMPS.values(), ids=PUMPS)
def test_twice_the_text_takes_twice_the_time(
    read_: Callable[[str], object], piece: str
) -> None:
    size = 500
    while time_of(read_, piece * size) < 0.02 and size < 10**5:
        size *= 2
    measured = []
    # A machine that is busy with other work disturbs a run, and seldom all three.
    for _attempt in range(3):
        times = [time_of(read_, piece * size * twice) for twice in (1, 2, 4)]
        # What takes no time at this size has nothing to compare.
        grown = [(less, more) for less, more in pairwise(times) if more > 0.01]
        if all(more <= MOST * less for less, more in grown):
            return
        measured.append(times)
    pytest.fail(f"too much time: {measured}")


def time_of(read_: Callable[[str], object], text: str) -> float:
    """Return the least time of several runs, which other work disturbs least."""
    times = []
    for _run in range(5):
        start = process_time()
        read_(text)
        times.append(process_time() - start)
    return min(times)
