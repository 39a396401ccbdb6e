"""Random authors and random programmes: nothing of an author's is ever lost."""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.importers.facts import facts_of_talk
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.talks import Talk
from sphinx_confrecap.source.held import Files, Held, held_in
from tests.unit.importers.programmes import bring, programme, site, talk

Talks = dict[int, dict[str, Any]]


def held(file: Path) -> list[Held]:
    dialect = Dialect.MYST if file.suffix == ".md" else Dialect.REST
    files = Files(folder=file.parent, base=file.parent)
    found = held_in(file.read_text("utf-8"), dialect, files)
    return [one for one in found if isinstance(one.fact, Talk)]


class Author:
    """Changes a document at random, and remembers the lines that must stay."""

    def __init__(self, file: Path, chance: random.Random) -> None:
        self.file, self.chance = file, chance
        self.number = 0
        self.lines: Counter[str] = Counter()
        self.deleted: set[str] = set()

    @property
    def in_rest(self) -> bool:
        return self.file.suffix == ".rst"

    def act(self) -> None:
        acts = [self.note, self.fence, self.prose, self.option, self.change]
        acts += [self.affiliation, self.delete, self.reorder, self.rename, self.note]
        self.chance.choice(acts)()

    def _word(self) -> str:
        self.number += 1
        return f"word{self.number}"

    def _pick(self) -> tuple[list[str], Held] | None:
        talks = held(self.file)
        if not talks:
            return None
        return self.file.read_text("utf-8").split("\n"), self.chance.choice(talks)

    def _write(self, lines: list[str]) -> None:
        self.file.write_text("\n".join(lines), "utf-8")

    def _into_body(self, added: list[str]) -> None:
        if not (picked := self._pick()):
            return
        lines, one = picked
        if self.in_rest:
            at = one.block.line - 1
            while at < len(lines) and lines[at].strip():
                at += 1
            added = ["", *(f"   {line}".rstrip() for line in added)]
        else:
            at = one.block.end - 2
        self.lines.update(line for line in added if "word" in line)
        self._write([*lines[:at], *added, *lines[at:]])

    def note(self) -> None:
        self._into_body(["", f"A note with {self._word()}."])

    def fence(self) -> None:
        if self.in_rest:
            self._into_body([f".. note:: {self._word()}", "", "   Text."])
        else:
            self._into_body(["", f"::: {{note}} {self._word()}", "Text.", ":::", ""])

    def prose(self) -> None:
        if picked := self._pick():
            lines, one = picked
            at = one.block.end - 1
            line = f"Between the talks: {self._word()}."
            self.lines[line] += 1
            self._write([*lines[:at], "", line, "", *lines[at:]])

    def option(self) -> None:
        """Add an option that no programme has."""
        if picked := self._pick():
            lines, one = picked
            if "level" not in one.block.options:
                line = f"{'   ' if self.in_rest else ''}:level: {self._word()}"
                self.lines[line] += 1
                at = one.block.line
                self._write([*lines[:at], line, *lines[at:]])

    def change(self) -> None:
        """Change a fact of the programme."""
        self._replace("room", lambda: f"Room {self._word()}")

    def affiliation(self) -> None:
        if picked := self._pick():
            lines, one = picked
            if isinstance(one.fact, Talk) and len(one.fact.speakers) == 1:
                name = one.fact.speakers[0].name
                self._replace_in(lines, one, "speakers", f"{name} ({self._word()})")

    def _replace(self, name: str, text: Callable[[], str]) -> None:
        if picked := self._pick():
            self._replace_in(*picked, name, text())

    def _replace_in(self, lines: list[str], one: Held, name: str, text: str) -> None:
        if name in one.block.head.lines:
            at = one.block.line - 1 + one.block.head.lines[name]
            self._forget(lines[at])
            lines[at] = re.sub(r"(:\w+:).*", rf"\1 {text}", lines[at])
            # A rename in the programme may change the rest of the line.
            self.lines[text.rsplit("(", maxsplit=1)[-1].strip(")")] += 0
            self._write(lines)

    def _forget(self, line: str) -> None:
        del self.lines[line]

    def delete(self) -> None:
        if picked := self._pick():
            lines, one = picked
            gone = lines[one.block.line - 1 : one.block.end - 1]
            for line in gone:
                self._forget(line)
            self.deleted.add(one.fact.slug if isinstance(one.fact, Talk) else "")
            self._write([*lines[: one.block.line - 1], *lines[one.block.end - 1 :]])

    def reorder(self) -> None:
        if picked := self._pick():
            lines, one = picked
            block = lines[one.block.line - 1 : one.block.end - 1]
            rest = [*lines[: one.block.line - 1], *lines[one.block.end - 1 :]]
            self._write([*rest, "", *block, ""])

    def rename(self) -> None:
        if picked := self._pick():
            lines, one = picked
            at = one.block.line - 1
            line = f"{lines[at].split(' ')[0]} Named {self._word()}"
            if self.in_rest:
                line = f".. talk:: Named {self._word()}"
            self._forget(lines[at])
            self.lines[line] += 1
            lines[at] = line
            self._write(lines)


def changed(talks: Talks, chance: random.Random, number: int) -> int:
    """Change a programme at random; return the number of the next new talk."""
    some = chance.choice(list(talks))
    match chance.randrange(7):
        case 0:
            talks[some]["title"] = f"Renamed {number} * and _more_"
        case 1:
            talks[some]["date"] = f"2030-05-18T{chance.randrange(9, 18):02}:00:00+02:00"
        case 2:
            talks[some]["room"] = chance.choice(["Garden", '"Odd" #1', "Hall"])
        case 3 if len(talks) > 3:
            del talks[some]
        case 4:
            talks[number] = talk(number, day=chance.choice([17, 18, 19]))
        case 5:
            talks[some]["persons"].append(
                {"id": f"p{number}", "name": f"New P{number}"}
            )
        case _:
            if talks[some]["persons"]:
                talks[some]["persons"][0]["name"] = f"Other Name{number}"
    return number + 1


def walk(folder: Path, seed: int, steps: int, *, rest: bool) -> None:
    chance = random.Random(seed)  # noqa: S311, no secrets
    folder.mkdir()
    file = site(folder).with_suffix(".rst" if rest else ".md")
    talks: Talks = {n: talk(n, day=17 + n % 2) for n in range(6)}
    flags = ["--rest"] if rest else []
    assert bring(folder, programme(*talks.values()), *flags) == Exit.OK
    author = Author(file, chance)
    number = 6
    for _ in range(steps):
        for _ in range(chance.randrange(4)):
            author.act()
        for _ in range(chance.randrange(4)):
            number = changed(talks, chance, number)
        before = file.read_text("utf-8")
        arguments = ["--allow-removals"]
        code = bring(folder, programme(*talks.values()), *arguments)
        if not held(file):
            return
        assert code in (Exit.OK, Exit.FINDINGS), (seed, before)
        text = file.read_text("utf-8")
        lines = Counter(text.split("\n"))
        missing = author.lines - lines
        assert not missing, (seed, missing)
        slugs = [one.fact.slug for one in held(file) if isinstance(one.fact, Talk)]
        assert not author.deleted & set(slugs)
        assert len(slugs) == len(set(slugs))
        assert not [fault for one in held(file) for fault in one.faults]
        bring(folder, programme(*talks.values()), *arguments)
        assert file.read_text("utf-8") == text, seed


@pytest.mark.parametrize("rest", [False, True], ids=["myst", "rest"])
@pytest.mark.parametrize("seed", range(12))
def test_short_walk(
    seed: int, folder: Path, rest: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    walk(folder / "site", seed, 5, rest=rest)


@pytest.mark.exhaustive
@pytest.mark.parametrize("rest", [False, True], ids=["myst", "rest"])
@pytest.mark.parametrize("seed", range(100, 250))
def test_long_walk(
    seed: int, folder: Path, rest: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    walk(folder / "site", seed, 10, rest=rest)


@pytest.mark.parametrize("seed", range(10))
def test_untouched_recap_equals_a_fresh_one(
    seed: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)  # noqa: S311, no secrets
    first, second = site(folder / "a"), site(folder / "b")
    talks: Talks = {n: talk(n, day=17 + n % 2) for n in range(8)}
    bring(folder / "a", programme(*talks.values()))
    number = 8
    for _ in range(4):
        for _ in range(3):
            number = changed(talks, chance, number)
        bring(folder / "a", programme(*talks.values()), "--allow-removals")
    bring(folder / "b", programme(*talks.values()))

    def facts(file: Path) -> list[str]:
        found = [one.fact for one in held(file)]
        return sorted(repr(facts_of_talk(f)) for f in found if isinstance(f, Talk))

    assert facts(first) == facts(second)
