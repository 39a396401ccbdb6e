"""Two real recaps, rewritten with our directives, keep all that they say.

Their text is not ours to keep here. So it is read from the shared folder and
rewritten by rules that were made by hand for each of the two.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.sphinx.domain import ConferenceDomain
from sphinx_confrecap.text.keys import key_of
from tests.build.sites import Built, MakeSite, Site

INDEX = """
    # Recaps

    ```{toctree}
    recap
    conferences/index
    talks/index
    speakers/index
    tags/index
    ```
"""

# Facts of the conferences, from the recaps and from elsewhere.
MUNICH = {
    "name": "devopscon-2018-munich",
    "series": "DevOpsCon",
    "url": "https://devopsconference.de/",
    "start": "2018-12-04",
    "end": "2018-12-05",
    "location": "Munich, Germany",
    "timezone": "Europe/Berlin",
}
BARCELONA = {
    "name": "orchestrate-2017",
    "url": "https://ti.to/blended/orchestrate-2017/en",
    "start": "2017-04-06",
    "location": "Barcelona, Spain",
    "timezone": "Europe/Madrid",
}
MUNICH_SPEAKERS = {"Running Kubernetes in Production": "Oleg Chunikhin (Kublr)"}
# The speaker, a title of ours, the affiliation, and the number of paragraphs.
BARCELONA_TALKS = [
    ("Luke Bond", "Kubernetes Operators", "", 2),
    ("Andrew Martin", "Container security", "", 2),
    ("Samuel Cozannet", "Operations with Juju", "Canonical", 1),
    ("Sandeep Dinesh", "Cluster federation", "Google", 1),
    ("Guillem Hernandez", "Jenkins Pipeline", "", 1),
    ("Jon Nordby", "Queues with Msgflo", "", 1),
]


@dataclass(frozen=True)
class Seed:
    """A recap: its front matter, its text, and each talk's part of the text.

    *myst* is the whole of it with our directives.
    """

    matter: Mapping[str, Any]
    original: str
    talks: Mapping[str, str]
    myst: str


# From a seed to MyST


def directive(name: str, argument: str, options: Mapping[str, str], body: str) -> str:
    """Write a block; a talk's fence is longer than those in its notes."""
    fence = "::::" if name == "talk" else ":::"
    lines = [f":{key}: {value}" for key, value in options.items() if value]
    return "\n".join([f"{fence}{{{name}}} {argument}", *lines, "", body, fence, ""])


def document(matter: str, title: str, blocks: list[str]) -> str:
    return "\n\n".join([f"---\n{matter}\n---", f"# {title}", *blocks])


def split_matter(seed: str) -> tuple[str, str]:
    _, matter, text = seed.split("---\n", 2)
    return matter.strip(), text


def munich(seed: str) -> Seed:
    """Every heading of level 3 is a talk, linked to the programme."""
    matter, text = split_matter(seed)
    talks: dict[str, str] = {}
    first, *parts = re.split(r"^(?=### )", text, flags=re.MULTILINE)
    blocks = [directive("conference", "DevOpsCon 2018 Munich", MUNICH, ""), first]
    for part in parts:
        heading, notes = part.split("\n", 1)
        title, url = groups(r"### \[(.+)\]\((.+)\)", heading)
        who = [MUNICH_SPEAKERS[start] for start in MUNICH_SPEAKERS if start in title]
        options = {"url": url, "speakers": "".join(who), "start": "2018-12-04"}
        blocks.append(directive("talk", title, options, EMBED.sub(tweet, notes)))
        talks[title] = part
    keys = yaml.load(matter, yaml.BaseLoader)  # noqa: S506 - it makes strings alone
    return Seed(keys, text, talks, document(matter, keys["title"], blocks))


def barcelona(seed: str) -> Seed:
    """A paragraph with a name in bold starts a talk."""
    matter, text = split_matter(seed)
    paragraphs = text.strip().split("\n\n")
    matter += f"\n{origin(paragraphs.pop())}"
    talks: dict[str, str] = {}
    blocks = [directive("conference", "Orchestrate 2017", BARCELONA, "")]
    rest = list(paragraphs)
    for speaker, title, affiliation, length in BARCELONA_TALKS:
        while f"**{speaker}**" not in rest[0]:
            blocks.append(rest.pop(0))
        notes = "\n\n".join(rest[:length])
        del rest[:length]
        who = f"{speaker} ({affiliation})" if affiliation else speaker
        options = {"speakers": who, "start": "2017-04-06"}
        blocks.append(directive("talk", title, options, notes))
        talks[title] = notes
    keys = yaml.load(matter, yaml.BaseLoader)  # noqa: S506
    myst = document(matter, keys["title"], blocks + rest)
    return Seed(keys, "\n\n".join(paragraphs), talks, myst)


def origin(line: str) -> str:
    """Turn the line on the first publication into front matter."""
    pattern = r"_.* at \[(.+)\]\((.+)\) on (\w+ \d+, \d+) by (.+)_"
    name, url, day, author = groups(pattern, line)
    return "\n".join(
        [
            f"author: {author}",
            f"originally-name: {name}",
            f"originally-url: {url}",
            f"originally-date: {iso(day)}",
        ]
    )


def groups(pattern: str, line: str) -> tuple[str, ...]:
    match = re.fullmatch(pattern, line)
    assert match, line
    return match.groups()


EMBED = re.compile(
    r'<blockquote class="twitter-tweet"[^>]*><p[^>]*>(?P<text>.*?)</p>'
    r'&mdash; (?P<author>.*?) <a href="(?P<url>[^"]+)">(?P<day>.*?)</a></blockquote>'
    r"\s*<script[^>]*></script>"
)


def tweet(embed: re.Match[str]) -> str:
    options = {"author": embed["author"], "date": iso(embed["day"])}
    return directive("tweet", embed["url"], options, plain(embed["text"]))


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def iso(day: str) -> str:
    return parsed(day).isoformat()[:10]


def parsed(day: str) -> datetime:
    return datetime.strptime(day, "%B %d, %Y")  # noqa: DTZ007 - a day alone


# What a text says, as written and as built


@dataclass(frozen=True)
class Said:
    """The words of each paragraph, heading and item in order, and all links."""

    paragraphs: list[list[str]]
    links: set[str]


def words(text: str) -> list[str]:
    """Return the words; punctuation may change its shape on its way."""
    return re.findall(r"\w+", text)


def said(text: str) -> Said:
    """Read the Markdown of a seed, without MyST and without our rules."""
    paragraphs: list[str] = []
    links: set[str] = set()
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            children = token.children or []
            paragraphs.append("".join(c.content or " " for c in children))
            links |= {str(c.attrs["href"]) for c in children if "href" in c.attrs}
        elif token.type == "html_block":
            post = EMBED.match(token.content)
            assert post, token.content
            day = parsed(post["day"])
            when = f"{day.day} {day:%B} {day.year} on X"
            paragraphs += [plain(post["text"]), f"{post['author']} {when}"]
            links.add(parse_reference(html.unescape(post["url"])).url)
    return Said([words(paragraph) for paragraph in paragraphs], links)


class Page(HTMLParser):
    """The text and the links of a page's main part."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.links: set[str] = set()
        _, _, main = markup.partition('role="main"')
        self.feed(main)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links |= {value for name, value in attrs if name == "href" and value}

    def handle_data(self, data: str) -> None:
        self.text += data


def page(built: Built, docname: str) -> tuple[list[str], set[str]]:
    """Return the words and the links of a document as it was built."""
    if built.app.builder.name != "text":
        parser = Page(built.html(docname))
        return words(parser.text), parser.links
    text = built.read(f"{docname}.txt")
    addresses = re.compile(r"<([^<>]+)>")
    links = {"".join(address.split()) for address in addresses.findall(text)}
    return words(addresses.sub(" ", text)), links


def missing(paragraphs: list[list[str]], found: list[str]) -> Iterator[str]:
    """Yield the paragraphs that are not in *found*, whole and in order."""
    place = 0
    for paragraph in paragraphs:
        ends = (
            start + len(paragraph)
            for start in range(place, len(found) - len(paragraph) + 1)
            if found[start : start + len(paragraph)] == paragraph
        )
        end = next(ends, None)
        if end is None:
            yield " ".join(paragraph)
        else:
            place = end


def kept(expected: Said, found: tuple[list[str], set[str]]) -> None:
    """Fail if something that was said is not there."""
    assert list(missing(expected.paragraphs, found[0])) == []
    assert sorted(expected.links - found[1]) == []


SEEDS = {"004_2bde813557b35c96.txt": munich, "000_42911f289e3dc991.txt": barcelona}


@pytest.fixture(params=SEEDS.items(), ids=["munich", "barcelona"])
def seed(request: pytest.FixtureRequest, shared: Path) -> Seed:
    name, rewrite = request.param
    file = shared / "seeds" / name
    if not file.is_file():
        pytest.skip(f"{file} is not there")
    return rewrite(file.read_text("utf-8"))


@pytest.fixture
def site(make_site: MakeSite, seed: Seed) -> Site:
    conf = {"nitpicky": True, "suppress_warnings": []}
    site = make_site({"index.md": INDEX}, conf)
    # As it is: a site takes off the indentation of what it is made with.
    (site.srcdir / "recap.md").write_text(seed.myst, "utf-8")
    return site


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_a_recap_keeps_all_it_says(site: Site, seed: Seed, builder: str) -> None:
    kept(said(seed.original), page(site.quiet(builder), "recap"))


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_a_talk_keeps_all_on_its_page(site: Site, seed: Seed, builder: str) -> None:
    built = site.build(builder)
    talks = ConferenceDomain.of(built.env).catalogue.talks
    docnames = {record.fact.title: f"talks/{key}" for key, record in talks.items()}
    assert docnames.keys() == seed.talks.keys()
    for title, original in seed.talks.items():
        kept(said(original), page(built, docnames[title]))


def test_a_recap_keeps_its_front_matter(site: Site, seed: Seed) -> None:
    built = site.build()
    found, links = page(built, "recap")
    matter = seed.matter
    day = date.fromisoformat(matter["date"][:10])
    byline = [
        matter["title"],
        f"By {matter['author']} {day.day} {day:%B} {day.year}",
    ]
    if "originally-url" in matter:
        day = date.fromisoformat(matter["originally-date"])
        name = matter["originally-name"]
        byline.append(f"First published {name} {day.day} {day:%B} {day.year}")
        assert matter["originally-url"] in links
    assert list(missing([words(line) for line in byline], found)) == []
    assert html.escape(matter.get("description", "")) in built.html("recap")
    for tag in matter.get("tags", []):
        listed, _ = page(built, f"tags/{key_of(tag)}")
        assert list(missing([words(matter["title"])], listed)) == [], tag


def test_a_quoted_post_asks_no_other_host(site: Site) -> None:
    built = site.build()
    for path in built.files():
        if path.endswith(".html"):
            assert "platform.twitter.com" not in built.read(path)
