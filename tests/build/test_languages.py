"""Sites in other languages: no word of ours stays in English."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.build.sites import Built, MakeSite, Site
from tools.messages import DOMAIN, TEMPLATE, catalogues, read, strings_of

ROOT = Path(__file__).parents[2]
SHOWN = ("aria-label", "title", "alt", "placeholder", "data-found")
"""The attributes that readers see, or hear."""


class Words(HTMLParser):
    """What a reader sees of a page: texts, and attributes, each by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.found.append(" ".join(data.split()))


# A catalogue that marks each message. -----------------------------------------------

# Authors write Cyrillic and Babel Greek. What is Latin and bears no mark is ours.
LANGUAGE = "el"
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
LATIN = re.compile(r"[A-Za-z]+")
# Zones, hosts and handles have the same names everywhere.
ANYWHERE = re.compile(r"@\w+|\b(CET|UTC|X|[\w.-]+\.(org|com|net|txt|pdf))\b")

SITE = {
    "index.md": """
        # Дом

        ```{toctree}
        recap
        loose
        doc
        many
        ```

        :::{talk-list}
        :include: talks, recaps, documents
        :form:
        :::

        :::{talk-list}
        :format: table
        :::

        :::{talk-list}
        :columns: title, level, duration, status, date
        :group: year
        :::

        :::{talk-list}
        :include: talks, recaps
        :format: table
        :::

        :::{speaker-list}
        :format: table
        :::

        :::{conference-list}
        :::

        :::{conference-list}
        :format: table
        :::

        :::{post-list}
        :::

        :::{post-list}
        :columns: title, author, platform
        :::

        :::{schedule} дни-2018
        :::

        :::{tag-facts} Река
        :::

        {conf:post}`1069903784120381440`
    """,
    "doc.md": "---\ntags: [Гора]\n---\n# Лист\n",
    "recap.md": """
        ---
        author: Иван
        date: 2018-12-06
        tags: [Гора]
        originally-url: https://blog.example.org/
        originally-date: 2018-12-07
        ---
        # Дни

        :::{conference} Дни 2018
        :name: дни-2018
        :series: Дни
        :start: 2018-12-04
        :end: 2018-12-05
        :timezone: Europe/Berlin
        :location: Берлин
        :tags: Гора
        :::

        ::::{talk} Первый
        :kind: keynote
        :start: 2018-12-04 11:30
        :duration: 90
        :room: Зал
        :speakers: Анна (Дом); Борис
        :moderators: Вера
        :tags: Гора, Река
        :status: recorded
        :cue: 12:30
        :language: de
        :url: https://days.example.org/1
        :video: https://www.youtube.com/watch?v=aaaaaaaaaaa
        :slides: https://slides.example.org/1.pdf

        Слово.

        Ещё слово.

        :::{tweet} https://x.com/ivan/status/1069903784120381440
        :author: Иван
        :live: click

        Море.
        :::

        :::{abstract}
        Слово о слове.
        :::
        ::::

        :::{talk} Обед
        :kind: break

        Суп.
        :::

        :::::{talk} Круг
        :repeats: первый
        :kind: lightning
        :start: 2018-12-04 13:00
        :duration: 60
        :speakers: Борис
        :video: https://media.example.org/a.mp4
        :tags: Гора
        :status: scheduled

        ::::{talk} Малый
        :kind: workshop
        :duration: 5
        :cue: 5:00
        :video: https://media.example.org/a.mp3
        :status: removed

        Слово.
        ::::
        :::::

        :::{talk} Черновик
        :draft:
        :status: not-recorded
        :::

        :::{tweet} https://x.com/i/status/1069903784120381441
        :::
    """,
    "loose.md": """
        # Прочее

        :::{talk} Без дня
        :kind: bof
        :status: planned
        :speakers: "🙂"
        :tags: Поток
        :::

        :::{talk} Панель
        :kind: panel
        :status: cancelled
        :start: 2017-05-05
        :::
    """,
    "tags.yml": """
        - name: Гора
        - name: Река
          parent: Гора
          description: Вода.
        - name: Поток
          parent: Река
    """,
}
MANY = "# Много\n\n" + "\n".join(
    f":::{{talk}} Доклад {number}\n:start: 20{16 + number % 2}-05-02\n"
    f":kind: {kind}\n:speakers: Мария\n:tags: Гора\n:::\n"
    for number, kind in enumerate(["talk", "tutorial", "other"] * 4)
)
CONF = {
    "language": LANGUAGE,
    "confrecap_tags_file": "tags.yml",
    "confrecap_tag_documents": True,
    "confrecap_drafts": True,
    "html_permalinks": False,
    "project": "Дом",
    "author": "Иван",
    "version": "1",
    "html_title": "Дом",
    "epub_show_urls": "no",
    # Docutils has no Greek; that warning has no place here.
    "suppress_warnings": ["toc.not_included", "confrecap.toctree", "docutils"],
}

SELDOM = {
    # Only snapshots tell the status and the contents of a post.
    *("Animation", "Content warning: %(text)s", "Image", "Video"),
    *("Image without a description", "deleted since", "edited", "no longer public"),
    *("restricted", "This post has been deleted.", "This post is no longer public."),
    *("on %(platform)s", "Post on %(platform)s", "Post", "Post, %(day)s"),
    *("Post by %(author)s", "Post on %(platform)s, %(day)s"),
    # Only an excerpt leads on.
    "Read the notes",
    # Of a conference that has notes of each talk, or is still to come as a whole.
    *("%(n)s talk noted", "%(n)s talk still to come"),
    # Only the search shows these, and only singly.
    *("conference", "post", "speaker", "tag", "talk"),
    "Without a time",
}


@pytest.fixture
def marked(make_site: MakeSite, tmp_path: Path) -> Site:
    """Return a site in whose catalogue each message has marks around it."""
    catalogue = Catalog(locale=LANGUAGE)
    for message in read(TEMPLATE):
        if message.id:
            ids = [message.id] if isinstance(message.id, str) else [*message.id]
            forms = tuple(f"⟦{id_}⟧" for id_ in ids)
            catalogue.add(message.id, forms if len(forms) > 1 else forms[0])
    compiled = tmp_path / "locale" / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    site = make_site({**SITE, "many.md": MANY}, CONF)
    with (site.srcdir / "conf.py").open("a", encoding="utf-8") as conf:
        folder = str(tmp_path / "locale")
        conf.write(
            f"\ndef setup(app):\n    app.add_message_catalog({DOMAIN!r}, {folder!r})\n"
        )
    return site


def bodies(built: Built) -> Iterator[tuple[str, list[str]]]:
    """Yield each page and what it shows."""
    for docname in sorted(built.env.found_docs):
        page = json.loads(built.page(docname))
        yield docname, [*Words(page["title"]).found, *Words(page["body"]).found]


def unmarked(words: str) -> list[str]:
    """Return what of ours bears no mark."""
    while MARKED.search(words):
        words = MARKED.sub("", words)
    return LATIN.findall(ANYWHERE.sub("", words))


def seen(texts: list[str]) -> set[str]:
    """Return the messages that texts are made from."""
    whole = "\n".join(texts)
    found = set()
    for message in read(TEMPLATE):
        ids = [message.id] if isinstance(message.id, str) else [*message.id]
        for id_ in filter(None, ids):
            pattern = re.sub(r"%\\\(\w+\\\)[sd]|\\\{shown\\\}", ".*", re.escape(id_))
            if re.search(f"⟦{pattern}⟧", whole):
                found.add(ids[0])
    return found


def test_all_that_is_ours_is_translated(marked: Site) -> None:
    shown = dict(bodies(marked.quiet("json", parallel=2)))
    # A sentence may hold a link: its marks are in two pieces then.
    english = {docname: unmarked(" ".join(shown[docname])) for docname in shown}
    assert {docname: words for docname, words in english.items() if words} == {}
    # And that was nearly all there is.
    asked = {m.id if isinstance(m.id, str) else m.id[0] for m in read(TEMPLATE) if m.id}
    used = seen([" ".join(texts) for texts in shown.values()])
    assert sorted(asked - used - SELDOM) == []


def test_the_search_names_objects_in_the_language(marked: Site) -> None:
    domain = marked.build("json").env.get_domain("conf")
    names = {domain.get_type_name(type_) for type_ in domain.object_types.values()}
    assert names == {"⟦talk⟧", "⟦conference⟧", "⟦speaker⟧", "⟦tag⟧", "⟦post⟧"}


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "singlehtml"])
def test_books_and_texts_are_translated(marked: Site, builder: str) -> None:
    files = (path for path in marked.build(builder).outdir.rglob("*") if path.is_file())
    suffixes = {".txt", ".tex", ".xhtml", ".html"}
    text = "\n".join(f.read_text("utf-8") for f in files if f.suffix in suffixes)
    asked = "First published", "Keynote", "Programme", "of them noted", "Recorded"
    for words in asked:
        assert words in text, words
        assert len(re.findall(words, text)) == len(re.findall(f"⟦[^⟦⟧]*{words}", text))


def test_words_of_authors_are_not_translated(marked: Site) -> None:
    """They are theirs, even where they are the same as ours."""
    block = ":::{talk} Slides\n:speakers: Talk\n:tags: Recap, Others\n:room: Time\n:::"
    marked.write({"same.md": f"# Draft\n\n{block}"})
    built = marked.build("json")
    titles = {d: json.loads(built.page(d))["title"] for d in built.env.found_docs}
    expected = {
        "same": "Draft",
        "talks/slides": "Slides",
        "speakers/talk": "Talk",
        "tags/recap": "Recap",
        "tags/others": "Others",
    }
    assert {docname: titles[docname] for docname in expected} == expected
    shown = Words(json.loads(built.page("talks/slides"))["body"]).found
    assert {"Talk", "Recap", "Others", "Time"} <= set(shown)


# The example, in each language that comes with the package. --------------------------


COUNT = r"\d[\d.,]* \w+"
PLACES = {
    "talks": COUNT,
    "conferences": COUNT,
    "day": r"\D*\d.*\d{4}.*",
    "platform": r"(X|Mastodon|Bluesky)\b.*",
    **dict.fromkeys(("n", "hours", "minutes", "shown"), r"[\d.,]+"),
}
"""The values of places that have little around them; the others take any words."""
LEFT = {"Recaps", "Conferences", "%(label)s: %(text)s", "%(talks)s, %(years)s"}
"""Headings of the example's own, and messages without a word."""


def templates(path: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each English message that a catalogue changes, and what it may become."""
    place = re.compile(r"%\\\((\w+)\\\)[sd]|\\\{(shown)\\\}")
    for message in read(path):
        ids = [message.id] if isinstance(message.id, str) else [*message.id]
        for id_ in filter(None, ids):
            # A space that keeps a line together changes no word.
            said = [" ".join(string.split()) for string in strings_of(message)]
            if id_ not in said and re.search("[A-Za-z]{2} ?", id_):
                pattern = place.sub(
                    lambda m: PLACES.get(m[1] or m[2], ".+"), re.escape(id_)
                )
                yield id_, re.compile(pattern)


# Catalogues are complete, says `test_messages.py`; the site with marks shows that they
# are used. One language is enough to see that theirs are found in a site.
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=path.parents[1].name,
            marks=[] if path.parents[1].name == "fr" else pytest.mark.exhaustive,
        )
        for path in catalogues()
    ],
)
def test_the_example_has_no_english_words(path: Path, tmp_path: Path) -> None:
    language = path.parents[1].name
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W"]
    source, output = ROOT / "example_project", tmp_path / "html"
    subprocess.run(
        [*command, "-D", f"language={language}", str(source), str(output)], check=True
    )
    changed = [(i, p) for i, p in templates(path) if i not in LEFT]
    untranslated = []
    for page in sorted(output.rglob("*.html")):
        _, _, article = page.read_text("utf-8").partition("<article")
        for words in Words(article.partition("</article>")[0]).found:
            found = [id_ for id_, pattern in changed if pattern.fullmatch(words)]
            untranslated += [(page.name, words, id_) for id_ in found]
    assert untranslated == []
    (talks,) = (m.string for m in read(path) if m.id == "Talks")
    assert f"<h1>{talks}" in (output / "talks" / "index.html").read_text("utf-8")


# The order of names. ----------------------------------------------------------------

SWEDES = """
    # Recap

    :::{talk} One
    :speakers: Zara Ek, Åsa Berg, Ärla Ström, Öjvind Lund, Anna Lind
    :tags: Öl, Zon
    :::
"""


def test_an_index_follows_the_alphabet_of_the_site(make_site: MakeSite) -> None:
    site = make_site({"index.md": SWEDES}, {"language": "sv"})

    def letters() -> list[str]:
        page = json.loads(site.build("json").page("speakers/index"))["body"]
        return re.findall(r'href="#confrecap-[^"]*">([^<]*)<', page)

    assert letters() == ["A", "Z", "Å", "Ä", "Ö"]
    site.configure({"language": "de"})
    assert letters() == ["A", "O", "Z"]
    site.configure({"language": "sv"})
    assert letters() == ["A", "Z", "Å", "Ä", "Ö"]
