"""A site that random edits change, for builds to keep up with.

:class:`World` holds what the authors have written; :meth:`World.files` writes it
down. Each function in :data:`EDITS` changes one thing, as an author would, and
says what it did, or returns nothing where there is nothing to change.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

WORDS = ["alive", "better", "*calm*", "deep", "easy", "fast", "green", "huge"]
SPEAKERS = ["Ann Lee", "ann lee", "Bo Li (Acme)", "Bo Li (Other Corp)", "Élodie Ü"]
TAGS = ["C", "C++", "Data Science", "data-science", "Kubernetes", "Go", "Tests"]
TAG_KEYS = ["c", "data-science", "go", "kubernetes"]
CONFERENCES = ["DevCon 2017", "DevCon 2018", "Other Days"]
SLUGS = [f"talk-{letter}" for letter in "abcdefgh"]
PLACES = [
    "recaps/east",
    "recaps/north",
    "recaps/south",
    "recaps/west",
    "recaps/old/far",
    # In a folder of ours, where an author's own file may lie as well.
    "talks/devcon-2018/mine",
]
SETTINGS: dict[str, list[Any]] = {
    "confrecap_talks_path": ["talks", "", "x/talks"],
    "confrecap_speakers_path": ["speakers", "", "people"],
    "confrecap_tags_path": ["tags", "", "topics"],
    "confrecap_conferences_path": ["conferences", ""],
    "confrecap_recap": ["full", "excerpt"],
    "confrecap_byline": [True, False],
    "confrecap_toctree": [False, True],
    "confrecap_tags_file": ["", "registry/tags.yml"],
    "confrecap_speakers_file": ["", "registry/people.yml"],
    "confrecap_speakers_sort": ["family", "name"],
    "confrecap_undeclared_tags": ["allow", "warn"],
    "confrecap_subtag_talks": [False, True],
    "confrecap_drafts": [False, True],
    "confrecap_tag_documents": [False, True, True],
}


@dataclass
class Talk:
    """A talk as it is written down."""

    name: str
    title: str
    options: dict[str, str] = field(default_factory=dict)
    notes: str = "Notes."
    named: bool = True
    """Whether its name is written; else its title gives the key."""

    def text(self) -> str:
        """Return the block."""
        options = {"name": self.name} if self.named else {}
        options |= self.options
        lines = [f":{name}: {value}" for name, value in options.items()]
        return "\n".join([f"::::{{talk}} {self.title}", *lines, "", self.notes, "::::"])


@dataclass
class Recap:
    """A document with talks, and perhaps with the conference that they belong to."""

    title: str
    conference: dict[str, str] = field(default_factory=dict)
    front_matter: dict[str, str] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)

    def text(self) -> str:
        """Return the document."""
        return "\n\n".join(self._parts()) + "\n"

    def _parts(self) -> Iterator[str]:
        if self.front_matter:
            given = [f"{name}: {value}" for name, value in self.front_matter.items()]
            yield "\n".join(["---", *given, "---"])
        if self.title:
            yield f"# {self.title}"
        if self.conference:
            options = [f":{k}: {v}" for k, v in self.conference.items() if k != "is"]
            opening = f":::{{conference}} {self.conference['is']}"
            yield "\n".join([opening, *options, ":::"])
        for talk in self.talks:
            yield talk.text()


@dataclass
class World:
    """All that is written, and the settings."""

    recaps: dict[str, Recap] = field(default_factory=dict)
    own_pages: dict[str, str] = field(default_factory=dict)
    registries: dict[str, str] = field(default_factory=dict)
    guides: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    notes_of_others: list[str] = field(default_factory=list)
    """Notes that only a site with other extensions may hold, with a ``{name}``."""

    def files(self) -> dict[str, str]:
        """Return the text of every file by its path."""
        files = {f"{name}.md": recap.text() for name, recap in self.recaps.items()}
        files |= {f"{name}.md": text for name, text in self.own_pages.items()}
        files |= {f"{name}.md": text for name, text in self.guides.items()}
        return {
            **files,
            **self.registries,
            "index.md": self._index(),
            "guide.md": GUIDE,
            "about.md": "# A",
        }

    def setting(self, name: str) -> Any:
        """Return a setting; if it is not set, its default."""
        return self.settings.get(name, SETTINGS[name][0])

    def _index(self) -> str:
        kinds = ("talks", "speakers", "tags", "conferences")
        paths = [self.setting(f"confrecap_{kind}_path") for kind in kinds]
        # The titles that Sphinx itself leaves in links to the next page stay out of
        # ours: the documents around them keep their titles.
        entries = ["guide", *(f"{path}/index" for path in paths if path), "about"]
        return "\n".join(
            ["# Home", "", "```{toctree}", ":glob:", "", *entries, "recaps/**", "```"]
        )

    @property
    def talks(self) -> list[tuple[Recap, Talk]]:
        """All talks, each with the document that holds it."""
        ordered = [self.recaps[name] for name in sorted(self.recaps)]
        return [(recap, talk) for recap in ordered for talk in recap.talks]


GUIDE = "\n\n".join(
    [
        "# Guide",
        *(f"{{conf:talk}}`{slug}`, [](#{slug})" for slug in SLUGS),
        *(f"{{conf:speaker}}`{name}`" for name in ("Ann Lee", "bo-li")),
        *(f"{{conf:tag}}`{name}`" for name in TAGS),
        *(f"{{conf:conference}}`{name}`" for name in CONFERENCES),
        ":::{talk-list}\n:tags: Kubernetes, Go\n:::",
        ":::{talk-list}\n:conference: DevCon 2018\n:format: table\n:::",
        ":::{talk-list}\n:group: conference\n:columns: title, level, date, video\n:::",
        ":::{talk-list}\n:group: series\n:format: cards\n:year: 2017, 2018\n:::",
        ":::{conference-list}\n:group: year\n:::",
        ":::{schedule} DevCon 2018\n:::",
        ":::{talk-list}\n:include: talks, recaps, documents\n:::",
        ":::{speaker-list}\n:year: 2018\n:::",
        ":::{tag-list}\n:limit: 3\n:format: cards\n:::",
        ":::{conference-list}\n:series: DevCon\n:::",
        ":::{talk-list}\n:when: upcoming\n:empty: None.\n:::",
        ":::{talk-list}\n:when: past\n:limit: 3\n:::",
        ":::{conference-list}\n:since: today\n:::",
        ":::{schedule} devcon-2018\n:until: today\n:::",
    ]
)


def seeded(seed: int) -> Random:
    """Return chance that one seed always gives."""
    return Random(seed)  # noqa: S311


def first_world(random: Random) -> World:
    """Return a world with a few recaps."""
    world = World()
    edit_tags_file(world, random)
    edit_speakers_file(world, random)
    for setting in ("confrecap_tags_file", "confrecap_speakers_file"):
        world.settings[setting] = SETTINGS[setting][1]
    for _ in range(3):
        add_document(world, random)
    for _ in range(5):
        add_talk(world, random)
    return world


# Edits. ----------------------------------------------------------------------------


FIGURE = """
```{{figure}} /dot.png
:name: {name}-figure

A caption
```

See {{numref}}`{name}-figure`.
"""


def edit_notes(world: World, random: Random) -> str:
    """Write other notes."""
    _recap, talk = random.choice(world.talks)
    others = ", ".join(f"{{conf:talk}}`{slug}`" for slug in random.sample(SLUGS, 2))
    talk.notes = random.choice(
        [
            f"Number {random.random()}.",
            f"See {others} and {{conf:tag}}`Kubernetes`.",
            "First.\n\n# A heading\n\nA note[^n].\n\n[^n]: The note.",
            f":::{{talk}} Inside {talk.title}\n:name: {talk.name}-in\n:tags: Go\n:::",
            f"Text.\n\n:::{{talk}} Draft in it\n:name: {talk.name}-in\n:draft:\n:::",
            f":::{{talk}} At a cue\n:name: {talk.name}-in\n:cue: 1:30\n:::\n\nMore.",
            ":::{tag-list}\n:::",
            f":::{{abstract}}\n{random.choice(WORDS)}, see {others}.\n:::",
            f"Mine.\n\n:::{{abstract}}\n:license: MIT\nNumber {random.random()}\n:::",
            FIGURE.format(name=talk.name),
            "",
            *(text.replace("{name}", talk.name) for text in world.notes_of_others),
        ]
    )
    return f"notes of {talk.name}"


def edit_title(world: World, random: Random) -> str:
    """Give a talk another title, and sometimes a document."""
    recap, talk = random.choice(world.talks)
    title = " ".join(random.sample(WORDS, 2))
    if random.random() < 0.3:
        # Without one it has the name of its conference, or of its file.
        recap.title = random.choice([title, ""])
        return f"title of the recap with {talk.name}"
    talk.title = title
    return f"title of {talk.name}"


def edit_option(world: World, random: Random) -> str:
    """Change, add or remove one option of a talk."""
    _recap, talk = random.choice(world.talks)
    name, value = random.choice(list(_options(random).items()))
    if talk.options.pop(name, None) is None or random.random() < 0.5:
        talk.options[name] = value
    return f"{name} of {talk.name}: {talk.options.get(name)}"


def _options(random: Random) -> dict[str, str]:
    day = f"{random.choice((2017, 2018))}-12-{random.randint(1, 9):02}"
    return {
        "tags": ", ".join(random.sample(TAGS, 2)),
        "speakers": ", ".join(random.sample(SPEAKERS, 2)),
        "moderators": random.choice([*SPEAKERS, "Ann Lee (she/her)", "Cy & Di Wu"]),
        "start": random.choice([day, f"{day} {random.randint(9, 17)}:30"]),
        "kind": random.choice(["keynote", "talk", "panel", "break"]),
        "slides": "https://example.org/slides",
        "status": random.choice(["planned", "cancelled", "recorded"]),
        "level": random.choice(["Beginner", "Expert"]),
        "room": f"Room {random.randint(1, 9)}",
        "conference": random.choice(CONFERENCES),
        "aliases": random.choice(SLUGS),
        "repeats": random.choice([*SLUGS, "devcon-2018/talk-a"]),
        "video": random.choice(["https://youtu.be/abc", "https://example.org/1.mp4"]),
    }


def edit_draft(world: World, random: Random) -> str:
    """Make a draft of a talk or of a recap, or publish it."""
    recap, talk = random.choice(world.talks)
    marked = random.choice([recap.front_matter, talk.options])
    if marked.pop("draft", None) is None:
        marked["draft"] = "true"
    what = talk.name if marked is talk.options else recap.title
    return f"draft {what}: {'draft' in marked}"


def edit_key(world: World, random: Random) -> str:
    """Give a talk another key; another talk may have it."""
    _recap, talk = random.choice(world.talks)
    before, talk.name = talk.name, random.choice(SLUGS)
    return f"key of {before}: {talk.name}"


def edit_same_title(world: World, random: Random) -> str:
    """Leave it to the title to give a talk its key, as another talk may do."""
    (_, talk), (_, other) = random.choice(world.talks), random.choice(world.talks)
    talk.title, talk.named = other.title, not talk.named
    return f"{talk.name}: {talk.title}, named: {talk.named}"


def last_use_of_a_tag(world: World, random: Random) -> str | None:
    """Take a tag away from all talks that have it."""
    tag = random.choice(TAGS)
    carriers = [t for _, t in world.talks if tag in t.options.get("tags", "")]
    for talk in carriers:
        left = [t for t in talk.options["tags"].split(", ") if t != tag]
        talk.options["tags"] = ", ".join(left)
        if not left:
            del talk.options["tags"]
    return f"no {tag}" if carriers else None


def add_talk(world: World, random: Random) -> str:
    """Write a talk."""
    place = random.choice(sorted(world.recaps))
    options = _options(random)
    given = random.sample(sorted(options), random.randint(1, 5))
    talk = Talk(
        name=random.choice(SLUGS),
        title=" ".join(random.sample(WORDS, 2)),
        options={name: options[name] for name in given if name != "conference"},
    )
    talks = world.recaps[place].talks
    talks.insert(random.randint(0, len(talks)), talk)
    return f"new {talk.name} in {place}"


def remove_talk(world: World, random: Random) -> str:
    """Remove a talk."""
    recap, talk = random.choice(world.talks)
    recap.talks.remove(talk)
    return f"without {talk.name}"


def move_talk(world: World, random: Random) -> str:
    """Move a talk to another document, or elsewhere in its own."""
    recap, talk = random.choice(world.talks)
    recap.talks.remove(talk)
    place = random.choice(sorted(world.recaps))
    world.recaps[place].talks.insert(0, talk)
    return f"{talk.name} moved to {place}"


def edit_conference(world: World, random: Random) -> str:
    """Write a conference block, change it, or move it to another document."""
    place = random.choice(sorted(world.recaps))
    recap = world.recaps[place]
    others = [r for r in world.recaps.values() if r.conference and r is not recap]
    if others and random.random() < 0.3:
        other = random.choice(others)
        recap.conference, other.conference = other.conference, {}
        return f"a conference moved to {place}"
    name = random.choice(CONFERENCES)
    recap.conference = {
        "is": random.choice([name, f"{name}, again"]),
        "name": name.lower().replace(" ", "-"),
        "series": random.choice(["DevCon", "Others"]),
        "start": random.choice(["2018-12-01", "2017-12-01"]),
        **random.choice([{}, {"end": "2018-12-04"}]),
        "timezone": random.choice(["Europe/Berlin", "UTC"]),
        "logo": random.choice(["/dot.png", "[A dot](/dot.png)", "/none.png"]),
    }
    return f"{place} is {recap.conference['is']}"


def edit_front_matter(world: World, random: Random) -> str:
    """Write front matter, or none."""
    place = random.choice(sorted(world.recaps))
    fields = {
        "author": random.choice(["Kim", "Sam"]),
        "tags": f"[{random.choice(TAGS)}]",
        "date": "2018-12-24",
        "description": random.choice(["What we heard.", "What we saw."]),
    }
    given = random.sample(sorted(fields), random.randint(0, 4))
    world.recaps[place].front_matter = {name: fields[name] for name in given}
    return f"front matter of {place}: {given}"


def edit_tags_file(world: World, random: Random) -> str:
    """Declare other tags, in other words, with other aliases."""
    names = random.sample(["Kubernetes", "Go", "C++", "Data Science"], 3)
    entries = [f"- name: {names[0]}\n  description: '{random.choice(WORDS)}'"]
    alias = random.choice(["Tests", "C", "k8s"])
    entries.append(f"- name: {names[1]}\n  aliases: [{alias}]")
    entries.append(f"- name: {names[2]}\n  parent: {random.choice(names[:2])}")
    world.registries["registry/tags.yml"] = "\n".join(entries)
    return f"tags {names}, alias {alias}"


def edit_speakers_file(world: World, random: Random) -> str:
    """Declare other speakers, or others of their facts."""
    alias = random.choice(["Bo Li", "Bo Zhang"])
    pronouns = random.choice(["she/her", "they/them"])
    world.registries["registry/people.yml"] = (
        f"- name: Ann Lee\n  aliases: [{alias}]\n  pronouns: {pronouns}\n"
        f"  sort: {random.choice(['Lee, Ann', 'Zee'])}\n"
    )
    return f"speaker {alias}, {pronouns}"


def add_document(world: World, random: Random) -> str | None:
    """Write a new document."""
    free = sorted(set(PLACES) - world.recaps.keys())
    if not free:
        return None
    place = random.choice(free)
    world.recaps[place] = Recap(title=f"Recap {random.choice(WORDS)}")
    edit_conference(world, random)
    return f"new {place}"


def rename_document(world: World, random: Random) -> str | None:
    """Give a document another path."""
    free = sorted(set(PLACES) - world.recaps.keys())
    if not free or not world.recaps:
        return None
    place, new = random.choice(sorted(world.recaps)), random.choice(free)
    world.recaps[new] = world.recaps.pop(place)
    return f"{place} is {new}"


def delete_document(world: World, random: Random) -> str:
    """Remove a document with all its talks."""
    place = random.choice(sorted(world.recaps))
    del world.recaps[place]
    return f"without {place}"


def edit_guide(world: World, random: Random) -> str | None:
    """Give a guide other tags, or none; write one, or remove it."""
    place = random.choice(["recaps/guide", "recaps/old/guide"])
    tags, title = random.sample(TAGS, 2), f"# A {random.choice(WORDS)} guide"
    texts = [
        f"---\ntags: {tags}\n---\n{title}",
        f"{title}\n\n:::{{page-tags}} {', '.join(tags)}\n:::",
        title,
    ]
    if world.guides.pop(place, None) and random.random() < 0.2:
        return f"without {place}"
    world.guides[place] = random.choice(texts)
    return f"tags of {place}: {tags}"


def change_setting(world: World, random: Random) -> str | None:
    """Change a setting."""
    name = random.choice(sorted(SETTINGS))
    world.settings[name] = random.choice(SETTINGS[name])
    return f"{name} = {world.settings[name]!r}"


def own_page(world: World, random: Random) -> str | None:
    """Let an author's own page for one of ours appear or go."""
    place = random.choice(
        [f"tags/{key}" for key in TAG_KEYS]
        + ["talks/devcon-2018/talk-a", "speakers/bo-li", "tags/index"]
    )
    if world.own_pages.pop(place, None):
        return f"without {place}"
    # Sphinx leaves old titles in the links from one document to the next: an index
    # keeps its own.
    title = "Tags" if place == "tags/index" else "Our own page"
    world.own_pages[place] = (
        f"---\norphan: true\n---\n# {title}\n\n:::{{talk-list}}\n:tags: Go\n:::\n\n"
        ":::{tag-list}\n:parent: Go\n:::"
    )
    return f"own {place}"


EDITS: list[Callable[[World, Random], str | None]] = [
    edit_notes,
    edit_title,
    edit_option,
    edit_option,
    edit_draft,
    edit_key,
    edit_same_title,
    last_use_of_a_tag,
    add_talk,
    remove_talk,
    move_talk,
    edit_conference,
    edit_front_matter,
    edit_tags_file,
    edit_speakers_file,
    add_document,
    rename_document,
    delete_document,
    edit_guide,
    edit_guide,
    change_setting,
    own_page,
]


OF_TALKS = {
    edit_notes,
    edit_title,
    edit_option,
    edit_draft,
    edit_key,
    edit_same_title,
    remove_talk,
    move_talk,
}
OF_RECAPS = {add_talk, edit_conference, edit_front_matter, delete_document}


def edit(world: World, random: Random) -> str:
    """Change one thing, and say what."""
    while True:
        change = random.choice(EDITS)
        if change in OF_TALKS and not world.talks:
            continue
        if change in OF_RECAPS and not world.recaps:
            continue
        if done := change(world, random):
            return done
