"""One corpus as two sites: with our directives, and as pages written by hand.

The pages by hand have the same content in plain MyST. Like ours, they are in no
toctree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpus import Event, Session

CONF = """\
project = "Benchmark"
extensions = ["myst_parser"{extension}]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
html_copy_source = False
exclude_patterns = ["_build"]
"""


def write_ours(events: list[Event], folder: Path) -> None:
    """Write only the recaps; the build generates the rest."""
    _write(folder / "conf.py", CONF.format(extension=', "sphinx_confrecap"'))
    extra = ["talks/index", "speakers/index", "tags/index", "conferences/index"]
    _write(folder / "index.md", _index(events, extra))
    for event in events:
        _write(folder / f"recaps/{event.slug}.md", "\n".join(_recap(event)))


def _recap(event: Event) -> Iterable[str]:
    yield f"# {event.name}\n"
    yield f":::{{conference}} {event.name}\n:name: {event.slug}"
    yield f":start: {event.day}\n:::\n"
    for session in event.sessions:
        yield f":::{{talk}} {session.title}\n:name: {session.slug}"
        yield f":speakers: {', '.join(session.speakers)}\n:start: {session.day}"
        if session.tags:
            yield f":tags: {', '.join(session.tags)}"
        yield "\n" + "\n\n".join(session.paragraphs) + "\n:::\n"


def write_by_hand(events: list[Event], folder: Path) -> None:
    """Write recaps and a page for each talk, speaker and tag."""
    _write(folder / "conf.py", CONF.format(extension=""))
    extra = ["talks/index", "speakers/index", "tags/index"]
    _write(folder / "index.md", _index(events, extra))
    speakers: defaultdict[str, list[tuple[Event, Session]]] = defaultdict(list)
    tags: defaultdict[str, list[tuple[Event, Session]]] = defaultdict(list)
    for event in events:
        recap = [f"# {event.name}\n", f"{event.day}\n"]
        for place, session in enumerate(event.sessions):
            recap += [f"## {session.title}\n", *_facts(event, session, "..")]
            recap += [*_notes(session)]
            page = "\n".join(_talk_page(event, place))
            _write(folder / f"talks/{event.slug}/{session.slug}.md", page)
            for name in session.speakers:
                speakers[name].append((event, session))
            for name in session.tags:
                tags[name].append((event, session))
        _write(folder / f"recaps/{event.slug}.md", "\n".join(recap))
    _write_names(folder, "speakers", speakers)
    _write_names(folder, "tags", tags)
    talks = ["# Talks\n"]
    for event in events:
        talks += [f"## {event.name}\n", *(_row(event, s, ".") for s in event.sessions)]
    _write(folder / "talks/index.md", "\n".join(talks))


def _facts(event: Event, session: Session, up: str) -> Iterable[str]:
    yield ", ".join(f"[{n}]({up}/speakers/{_key(n)}.md)" for n in session.speakers)
    yield f"\n[{event.name}]({up}/recaps/{event.slug}.md), {session.day}\n"


def _notes(session: Session) -> Iterable[str]:
    yield "\n\n".join(session.paragraphs) + "\n"


def _talk_page(event: Event, place: int) -> Iterable[str]:
    session = event.sessions[place]
    yield f"---\norphan: true\n---\n# {session.title}\n"
    yield from _facts(event, session, "../..")
    yield from _notes(session)
    for tag in session.tags:
        yield f"- [{tag}](../../tags/{_key(tag)}.md)"
    yield f"\nAlso on the page [{event.name}](../../recaps/{event.slug}.md)\n"
    for other in event.sessions[max(place - 1, 0) : place + 2]:
        if other is not session:
            yield f"[{other.title}]({other.slug}.md)\n"
    yield "## Related talks\n"
    for other in event.sessions[:5]:
        yield _row(event, other, "..")


def _write_names(
    folder: Path, kind: str, names: dict[str, list[tuple[Event, Session]]]
) -> None:
    index = [f"# {kind.title()}\n"]
    for name, entries in sorted(names.items()):
        rows = "\n".join(_row(event, session, "../talks") for event, session in entries)
        page = f"---\norphan: true\n---\n# {name}\n\n{len(entries)} talks\n\n{rows}\n"
        _write(folder / f"{kind}/{_key(name)}.md", page)
        index.append(f"- [{name}]({_key(name)}.md) {len(entries)}")
    _write(folder / f"{kind}/index.md", "\n".join(index))


def _row(event: Event, session: Session, up: str) -> str:
    link = f"[{session.title}]({up}/{event.slug}/{session.slug}.md)"
    people = ", ".join(session.speakers)
    return f"- {link}\n\n  {people} · {event.name}\n\n  {session.day}\n"


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")


def _index(events: list[Event], extra: list[str]) -> str:
    names = [*(f"recaps/{event.slug}" for event in events), *extra]
    return "# Benchmark\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
