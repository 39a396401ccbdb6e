"""Values of a programme, read without trust; each knows its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ...model.errors import FieldError
from ...model.programme import Remark, Wanted
from ...posts.quoting import clean, one_line
from ...text.keys import normalized

Value = TypeVar("Value")
Default = TypeVar("Default")

LONGEST = 400
"""The longest text on one line, in characters. No title needs more."""


@dataclass(slots=True)
class Remarks:
    """What a user should know of a programme, in the order of its files."""

    wanted: Wanted = field(default_factory=Wanted)
    all: list[Remark] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def loss(self, place: str, message: str) -> None:
        """Say that something was left out."""
        self.all.append(Remark(place=place, message=message))

    def once(self, place: str, message: str) -> None:
        """Say something that is no loss, at its first place only."""
        if message not in self._said:
            self._said.add(message)
            self.all.append(Remark(place=place, message=message, is_loss=False))


class Given:
    """A value, and its place; a missing one is ``None``."""

    __slots__ = ("_remarks", "file", "place", "value")

    def __init__(
        self, value: object, remarks: Remarks, file: str, place: str = ""
    ) -> None:
        self.value, self.file, self.place = value, file, place
        self._remarks = remarks

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def where(self) -> str:
        """The file and the place in it, for people."""
        return f"{self.file}, {self.place}" if self.place else self.file

    def loss(self, message: str) -> None:
        """Say that this was left out, and why."""
        self._remarks.loss(self.where, message)

    def once(self, message: str) -> None:
        """Say something about all values like this."""
        self._remarks.once(self.where, message)

    @property
    def wanted(self) -> Wanted:
        """What the user said of this programme."""
        return self._remarks.wanted

    def named(self, place: str) -> Given:
        """Return the same with a shorter place."""
        return Given(self.value, self._remarks, self.file, place)

    def with_value(self, value: object) -> Given:
        """Return another value at the same place."""
        return Given(value, self._remarks, self.file, self.place)

    def __getitem__(self, key: str) -> Given:
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return self._part(value, f".{key}" if self.place else key)

    def _part(self, value: object, step: str) -> Given:
        return Given(value, self._remarks, self.file, self.place + step)

    def first(self, *keys: str) -> Given:
        """Return the first part that is there and not empty."""
        return next(filter(None, map(self.__getitem__, keys)), self[keys[0]])

    def items(self) -> Iterator[Given]:
        """Yield the items of a list."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield self._part(value, f"[{index}]")
        elif self.value:
            self.loss("it is not a list")

    def parts(self) -> Iterator[Given]:
        """Yield the items of a list that are objects."""
        for item in self.items():
            if isinstance(item.value, dict):
                yield item
            elif item.value is not None:
                item.loss("it is not an object")

    def entries(self) -> Iterator[tuple[str, Given]]:
        """Yield the names and the parts of an object."""
        if isinstance(self.value, dict):
            for key in self.value:
                yield key, self[key]

    def text(self) -> str:
        """Return a text on one line; a number is text, too."""
        text = self._text()
        if len(text) > LONGEST:
            self.loss(f"it has more than {LONGEST} characters, and is cut")
            return text[: LONGEST - 1].rstrip() + "…"
        return text

    def _text(self) -> str:
        match self.value:
            case None | bool():
                return ""
            case str() as text:
                return tidy(text)
            case int() as number:
                return str(number)
            case dict():
                return self._in_one_language(self.value)
        self.loss("it is not text")
        return ""

    def _in_one_language(self, texts: dict[str, object]) -> str:
        """Return one of ``{"en": …, "de": …}``."""
        found = {name: text for name, text in texts.items() if isinstance(text, str)}
        for name in (self.wanted.language, "en", *found):
            if found.get(name):
                return tidy(found[name])
        return ""

    def prose(self) -> str:
        """Return a text of several lines."""
        match self.value:
            case str() as text:
                return clean(normalized("NFC", text)).strip()
            case dict() as texts:
                found = [t for t in texts.values() if isinstance(t, str)]
                return clean(normalized("NFC", found[0])).strip() if found else ""
        return ""

    def read(self, parse: Callable[[str], Value], default: Default) -> Value | Default:
        """Return the value of a text. One that cannot be used is said."""
        text = self.text()
        if not text:
            return default
        try:
            return parse(text)
        except FieldError as error:
            self.loss(str(error))
            return default


def tidy(text: str) -> str:
    """Return a text of strangers on one line, composed, without unseen characters."""
    return one_line(normalized("NFC", _ENDS.sub(" ", text)))


_ENDS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
