"""The list of hooks: all that we hook into Sphinx, in the order of a build."""

from typing import Any

import pytest
from sphinx.events import EventManager

import sphinx_confrecap
from tests.build.sites import Built, MakeSite


def is_ours(hook: Any) -> bool:
    return hook.__module__.startswith(sphinx_confrecap.__name__)


def events_of(built: Built) -> list[str]:
    """Return the events that we connect to, in the order of the list."""
    hooks = [
        (listener.id, event)
        for event, listeners in built.app.events.listeners.items()
        for listener in listeners
        if is_ours(listener.handler)
    ]
    return list(dict.fromkeys(event for _, event in sorted(hooks)))


def test_events_are_in_order(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[str] = []
    emit = EventManager.emit

    def note(events: EventManager, name: str, *args: Any, **options: Any) -> Any:
        emitted.append(name)
        return emit(events, name, *args, **options)

    monkeypatch.setattr(EventManager, "emit", note)
    # The first document that is written has a reference that leads nowhere.
    files = {"index.md": "# Index\n", "about.md": "# About\n\n{conf:talk}`gone`\n"}
    listed = events_of(make_site(files).build())
    assert listed == [name for name in dict.fromkeys(emitted) if name in listed]


def test_post_transforms_are_in_their_order(make_site: MakeSite) -> None:
    built = make_site({"index.md": "# Index\n"}).build()
    priorities: list[Any] = [
        transform.default_priority
        for transform in built.app.registry.get_post_transforms()
        if is_ours(transform)
    ]
    assert len(priorities) == 9
    # docutils compares them as text.
    assert priorities == sorted(priorities, key="{:03d}".format)
