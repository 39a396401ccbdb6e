"""The rules for what authors write, and a breach of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from .places import Place
from .talks import Fact, Record


class Rule(Enum):
    """A kind of problem. Each member has a name and an explanation.

    ``suppress_warnings = ["confrecap.date"]`` in ``conf.py`` silences one. A build
    warns of a breach if *built* is true. Only ``confrecap check`` looks for the others.
    """

    ALT = ("alt", "A quoted post shows an image without a description.", False)
    AMBIGUOUS = ("ambiguous", "A short key means several talks. Write the whole key.")
    COLLISION = (
        "collision",
        """Two names of tags or speakers, such as ``C++`` and ``C plus plus``, have one
        key. Or a page would have the same file as another, or as your document.""",
    )
    CONFERENCE = ("conference", "A talk names a conference that no document describes.")
    CONFIG = ("config", "A setting in ``conf.py`` cannot be used; its default is.")
    DAMAGED = (
        "damaged",
        "A file of the store of posts was changed, is not there, or cannot be read.",
        False,
    )
    DATE = (
        "date",
        """A date does not exist, an end is before its start, or a talk is outside
        of its conference.""",
    )
    DELETED = (
        "deleted",
        "A quoted post is gone from its platform, and no block says what shows here.",
        False,
    )
    DIRECTIVE = (
        "directive",
        """Another extension has the short name of a directive. Ours is still there
        with ``conf:`` in front.""",
    )
    DRAFT = (
        "draft",
        """A document says that it is a draft, and Sphinx publishes it, because
        ``exclude_patterns`` does not name it.""",
    )
    DUPLICATE = (
        "duplicate",
        """Two talks or two conferences have one key, or two posts one name. The second
        talk gets another key, which may change.""",
    )
    FENCE = (
        "fence",
        """A block is shown as text, because ``colon_fence`` is off, or because an
        inner fence with as many colons closed it.""",
    )
    FILTER = ("filter", "A list asks for a name that nothing in the project has.")
    FRONT_MATTER = ("front_matter", "A value in a recap's front matter cannot be used.")
    GONE = (
        "gone",
        "A key that was recorded is gone, and no alias leads on from it.",
        False,
    )
    LINK = ("link", "An address is not valid, leads to no file, or has a bad scheme.")
    MISSING = ("missing", "A post is quoted and neither stored nor written out.", False)
    NEAR_DUPLICATE = (
        "near_duplicate",
        """Two speakers have names that are nearly alike. Write one name, or declare
        an alias, or that they are distinct.""",
    )
    OPTION = (
        "option",
        "An option is empty, not known, or has a value that cannot be used.",
    )
    POST = ("post", "The body of a post, or a line of a thread, cannot be read.")
    REFERENCE = ("reference", "A role refers to something that does not exist.")
    REGISTRY = (
        "registry",
        "Something in the file of tags or of speakers cannot be used.",
    )
    RESTRICTED = (
        "restricted",
        """A quoted post shows to some readers of its platform only, and no block says
        what shows here.""",
        False,
    )
    SLIDES = ("slides", "A talk is marked as recorded and has no slides.", False)
    SNAPSHOT = (
        "snapshot",
        """A stored post or its image cannot be used. The post is shown from what its
        document says, and from its address.""",
    )
    TITLE = ("title", "A talk or a conference has no title.")
    TOCTREE = (
        "toctree",
        "An index of talks, speakers, tags or conferences is in no toctree.",
    )
    TWIN = ("twin", "Two talks of a conference share title and speakers.", False)
    UNDATED = ("undated", "A conference has no dates.", False)
    UNDECLARED = ("undeclared", "A tag is not in the vocabulary.")
    UNREFERENCED = ("unreferenced", "A file of the store of posts is not used.", False)
    UNREAD = ("unread", "A document cannot be read, and was left out.", False)
    VIDEO = ("video", "A talk is marked as recorded and has no video.", False)

    def __init__(self, id_: str, explanation: str, built: bool = True) -> None:
        self.id = id_
        self.explanation = " ".join(explanation.split())
        self.built = built


Report = Callable[[Rule, str, str], None]
"""Takes a rule, a message for the author, and the option or key that it is about.

The last is empty if the message is about the whole block.
"""

BlockReport = Callable[[Rule, str, str | int], None]
"""The same, but the last may also be the index of a line of a block's body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A breach of a rule. The message tells the author what to do."""

    rule: Rule
    message: str
    place: Place

    @classmethod
    def at(cls, record: Record[Fact], rule: Rule, message: str) -> Problem:
        """Return a problem at the place of a record."""
        return cls(rule=rule, message=message, place=record.place)

    @classmethod
    def in_file(cls, file: Path, rule: Rule, message: str, line: int = 1) -> Problem:
        """Return a problem in a file."""
        return cls(rule=rule, message=message, place=Place(file=file, line=line))

    def within(self, file: Path) -> Problem:
        """Return the same problem in a file that is known by now."""
        return replace(self, place=Place(file=file, line=self.place.line))
