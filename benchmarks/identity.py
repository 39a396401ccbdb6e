"""The cost of resolving names, as a part of a cold build.

All tags and speakers are declared, so that every name is looked up. The time includes
reading both registries and looking for similar names.
"""

from __future__ import annotations

import time
from pathlib import Path

from corpus import Event
from sphinx_confrecap.catalogue.catalogue import Document
from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.model.talks import Record, Speaker, Talk
from sphinx_confrecap.parsing.registry import Registries
from sphinx_confrecap.parsing.registry_file import load_speakers, load_tags


def write_registries(events: list[Event], site: Path) -> None:
    """Declare every tag and speaker in files, and name them in ``conf.py``."""
    sessions = [session for event in events for session in event.sessions]
    for kind in ("tags", "speakers"):
        names = {name for session in sessions for name in getattr(session, kind)}
        entries = "".join(f"- name: {name}\n" for name in sorted(names))
        (site / f"{kind}.yml").write_text(entries, "utf-8")
        with (site / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(f'confrecap_{kind}_file = "{kind}.yml"\n')


def seconds_for_names(events: list[Event], site: Path) -> float:
    """Return the processor seconds with names, less those without names."""
    with_names, without = documents(events, names=True), documents(events, names=False)
    begin = time.process_time()
    registries = Registries(
        tags=load_tags(site / "tags.yml"),
        speakers=load_speakers(site / "speakers.yml"),
        closed=True,
    )
    catalogue_of(with_names, registries)
    middle = time.process_time()
    catalogue_of(without)
    return (middle - begin) - (time.process_time() - middle)


def documents(events: list[Event], *, names: bool) -> dict[str, Document]:
    """Return the records of the recaps, with or without names."""
    return {
        event.slug: Document(
            talks=[
                Record(
                    fact=Talk(
                        slug=session.slug,
                        title=session.title,
                        conference=event.slug,
                        speakers=tuple(Speaker(name=n) for n in session.speakers)
                        if names
                        else (),
                        tags=session.tags if names else (),
                    ),
                    docname=event.slug,
                    node_id=session.slug,
                    line=place,
                )
                for place, session in enumerate(event.sessions)
            ]
        )
        for event in events
    }
