"""The settings: one dataclass that registers them and documents them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from ..model.rules import Rule
from ..views.places import Paths
from .logging import warn

PREFIX = "confrecap_"

# Names with a leading underscore are Sphinx's own: _static, _images.
_FOLDER = re.compile(r"[^\W_][\w.-]{0,59}")

_SOURCE_FOLDER = re.compile(r"\w[\w.-]{0,59}")


def _path(value: str) -> str | None:
    if not value or all(map(_FOLDER.fullmatch, value.split("/"))):
        return None
    return "is not a path inside the documentation; write it as 'talks' or 'x/talks'"


def _source_path(value: str) -> str | None:
    if value and all(map(_SOURCE_FOLDER.fullmatch, value.split("/"))):
        return None
    return "is not a folder inside the documentation; write it as '_posts'"


def _file(value: str) -> str | None:
    path = PurePosixPath(value)
    if not path.is_absolute() and ".." not in path.parts:
        return None
    return "is not the path of a file inside the documentation, such as 'tags.yml'"


def _one_of(*choices: str) -> Callable[[str], str | None]:
    def check(value: str) -> str | None:
        return None if value in choices else f"is not one of {', '.join(choices)}"

    return check


def _setting(
    default: Any,
    help_: str,
    *,
    rebuild: str = "env",
    check: Callable[[str], str | None] | None = None,
) -> Any:
    metadata = {"help": help_, "rebuild": rebuild, "check": check}
    return dataclasses.field(default=default, metadata=metadata)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one build; in ``conf.py`` each name starts with ``confrecap_``.

    The metadata of a field holds its help, the effect of a change (``env``: all is read
    again, ``html``: all is written again) and its check, which returns the problem with
    a value or ``None``.
    """

    talks_path: str = _setting(
        "talks",
        "The folder of the talks' pages and their index. Empty: there are none, and "
        "references to a talk lead to its place in the recap.",
        check=_path,
    )
    speakers_path: str = _setting(
        "speakers",
        "The folder of the speakers' pages and their index. Empty: there are none.",
        check=_path,
    )
    tags_path: str = _setting(
        "tags",
        "The folder of the tags' pages and their index. Empty: there are none.",
        check=_path,
    )
    conferences_path: str = _setting(
        "conferences",
        "The folder of the index of conferences. Empty: there is none. A conference's "
        "own page is its recap.",
        check=_path,
    )
    recap: str = _setting(
        "full",
        "How much of a talk's notes the recap shows: ``full``, or ``excerpt`` for the "
        "first paragraph and a link to the talk's page.",
        rebuild="html",
        check=_one_of("full", "excerpt"),
    )
    byline: bool = _setting(
        True, "Whether a recap shows its author, date and first publication at the top."
    )
    toctree: bool = _setting(
        False, "Whether the table of contents has the talks' pages, under their recap."
    )

    posts_folder: str = _setting(
        "_posts",
        "The folder of the stored posts, below the source directory.",
        check=_source_path,
    )
    deleted_posts: str = _setting(
        "notice",
        "How a post is shown that its platform no longer shows: with ``notice`` that "
        "it is gone, with ``keep`` the post and a mark, with ``hide`` nothing. The "
        "block of a post can differ with ``:if-deleted:``.",
        check=_one_of("notice", "keep", "hide"),
    )
    tags_file: str = _setting(
        "",
        "The vocabulary of tags: a YAML file below the source directory, if any.",
        check=_file,
    )
    speakers_file: str = _setting(
        "",
        "The registry of speakers: a YAML file below the source directory, if any.",
        check=_file,
    )
    speakers_sort: str = _setting(
        "family",
        "How speakers are sorted, and under which letter of their index they are: with "
        "``family`` by the ``sort`` of the registry, and by the name if there is none; "
        "with ``name`` always by the name. A list can differ with ``:sort:``.",
        check=_one_of("family", "name"),
    )
    undeclared_tags: str = _setting(
        "allow",
        "Whether to ``allow`` tags that are not in the vocabulary, or to ``warn``.",
        check=_one_of("allow", "warn"),
    )
    subtag_talks: bool = _setting(
        False,
        "Whether the page of a tag, and a list that asks for it, also show everything "
        "that has one of its sub-tags.",
    )
    tag_documents: bool = _setting(
        False,
        "Whether the ``tags`` of any document, in its front matter or by "
        "``page-tags``, put it on the pages of those tags.",
    )
    drafts: bool = _setting(
        False,
        "Whether drafts are in the output, with their marks. Otherwise a build leaves "
        "them out.",
    )

    @property
    def paths(self) -> Paths:
        """Return the folder of each object type."""
        return Paths(
            talk=self.talks_path,
            speaker=self.speakers_path,
            tag=self.tags_path,
            conference=self.conferences_path,
        )

    @classmethod
    def of(cls, config: Config) -> Settings:
        """Read the settings of a build from Sphinx's configuration."""
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: config[PREFIX + name] for name in names})


def add_settings(app: Sphinx) -> None:
    """Add every setting to Sphinx."""
    for field in dataclasses.fields(Settings):
        app.add_config_value(
            PREFIX + field.name,
            field.default,
            field.metadata["rebuild"],
            types=frozenset({type(field.default)}),
            description=field.metadata["help"],
        )


def check_settings(app: Sphinx, config: Config) -> None:
    """Put the default in the place of every value that cannot be used."""
    for field in dataclasses.fields(Settings):
        name, value = PREFIX + field.name, config[PREFIX + field.name]
        if wrong := _wrong(field, value):
            message = f"{name} = {value!r} {wrong}; it stays {field.default!r}"
            warn(Rule.CONFIG, message)
            config[name] = field.default
    _part_paths(config)


def _wrong(field: dataclasses.Field[Any], value: object) -> str | None:
    if not isinstance(value, type(field.default)):
        # Sphinx looks at types later, and finds the default.
        return f"is not of type {type(field.default).__name__}"
    check: Callable[[Any], str | None] | None = field.metadata["check"]
    return check(value) if check else None


def _part_paths(config: Config) -> None:
    """Turn off a kind whose path another kind has; two cannot share an index."""
    taken: dict[str, str] = {}
    for objtype, path in Settings.of(config).paths.items():
        name = f"{PREFIX}{objtype}s_path"
        if path and path in taken:
            message = f"{name} = {path!r} is the path of {taken[path]} already"
            warn(Rule.CONFIG, f"{message}; it makes no pages")
            config[name] = ""
        taken.setdefault(path, name)
