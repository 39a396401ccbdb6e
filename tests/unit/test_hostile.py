"""No text ends a build or a command: each reader has a message with a place."""

from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_confrecap.catalogue.resolve import catalogue_of
from sphinx_confrecap.check import lock
from sphinx_confrecap.check.reading import Site, read
from sphinx_confrecap.check.site import check
from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.model.errors import FieldError, InputError, SnapshotError
from sphinx_confrecap.model.rules import Problem
from sphinx_confrecap.parsing.facts import TALK_OPTIONS
from sphinx_confrecap.parsing.front_matter import FrontMatter, ignored_rules, recap_of
from sphinx_confrecap.parsing.registry_file import load_speakers, load_tags
from sphinx_confrecap.posts import snapshot
from sphinx_confrecap.posts.blocks import READERS
from sphinx_confrecap.posts.platforms import post_of_embed
from sphinx_confrecap.posts.reference import parse_reference
from sphinx_confrecap.posts.store import Store
from sphinx_confrecap.source.documents import documentation_of
from sphinx_confrecap.source.rewrite import rewrite
from sphinx_confrecap.text.lines import is_whole
from tests.unit.hostile import FILE, JSON, TEXT, VALUES

few = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OPTIONS = [*TALK_OPTIONS, "author", "alt", "class", "date", "sort", "timezone"]


def check_messages(problems: tuple[Problem, ...], lines: int) -> None:
    for problem in problems:
        assert problem.message
        assert 1 <= problem.place.line <= lines


@few
@given(
    name=st.sampled_from(sorted(READERS)),
    option=st.sampled_from(OPTIONS),
    value=FILE,
    dialect=st.sampled_from(Dialect),
)
@example("conference", "timezone", f"Europe{'/a' * 999}", Dialect.MYST)
@example("conference", "timezone", f"Europe{'/a' * 999}", Dialect.REST)
@example("talk", "aliases", "a/" * 2500, Dialect.REST)
def test_documents(
    tmp_path: Path, name: str, option: str, value: str, dialect: Dialect
) -> None:
    site = Site(folder=tmp_path, store=Store(tmp_path / "_posts"))
    myst = f"# T\n\n:::::{{{name}}} {value}\n:{option}: {value}\n\n{value}\n:::::\n"
    rest = f".. {name}:: {value}\n   :{option}: {value}\n\n   {value}\n"
    text = myst if dialect is Dialect.MYST else rest
    found = read(tmp_path / "a", text, "a", dialect, site)
    check_messages(found.problems, text.count("\n") + text.count("\r") + 1)
    rewrite(text, dialect)


@few
@given(name=st.sampled_from(["tags", "author", "date", "draft"]), value=JSON)
@example("tags", "[" * 100_000)
@example("author", '["A\\ud800"]')
@example("author", "A\ud800")
def test_front_matter(name: str, value: str) -> None:
    found: list[str] = []
    given = FrontMatter({name: value}, lambda *report: found.append(report[1]))
    recap = recap_of("a", "T", given)
    ignored_rules({"confrecap-ignore": value}, lambda *report: found.append(report[1]))
    assert is_whole("".join((*recap.tags, recap.author, recap.description)))
    assert all(found)


@few
@given(FILE | FILE.map("- name: A\n  aliases: {}\n  biography: x\n".format))
def test_registries(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yml").write_bytes(text.encode())
    lines = len(f"{text}.".splitlines())  # as YAML counts them
    for registry in load_tags(tmp_path / "a.yml"), load_speakers(tmp_path / "a.yml"):
        check_messages(registry.faults, lines)
        assert is_whole("".join(map(repr, registry.entries.values())))


@few
@given(JSON | JSON.map('{{"schema": 1, "segments": {}}}'.format))
def test_snapshots(text: str) -> None:
    with suppress(SnapshotError):
        snapshot.dumps(snapshot.loads(text)).encode()


@few
@given(FILE | JSON.map('{{"version": 1, "keys": {{"tag": {}}}}}'.format))
def test_records_of_keys(tmp_path: Path, text: str) -> None:
    file = tmp_path / lock.NAME
    file.write_bytes(text.encode("utf-8", "replace"))
    with suppress(InputError):
        list(lock.gone(file, catalogue_of({})))


@few
@given(
    name=st.sampled_from(["nitpick_ignore", "confrecap_tags_file", "source_suffix"]),
    value=FILE | VALUES.map(repr),
)
@example("nitpick_ignore", "[['conf:talk', 'x'], ['a', []]]")
def test_settings(tmp_path: Path, name: str, value: str) -> None:
    (tmp_path / "index.md").write_text("{conf:talk}`x`\n")
    (tmp_path / "conf.py").write_text(f"{name} = {value}\n", "utf-8", "replace")
    with suppress(InputError):
        check(documentation_of([tmp_path]))


@few
@given(TEXT)
def test_posts(text: str) -> None:
    code = f'<blockquote class="twitter-tweet"><p>{text}</p><a href="{text}">x</a>'
    for address in text, f"https://x.com/{text}", f"at://did:web:{text}/post/1":
        with suppress(FieldError):
            parse_reference(address)
    with suppress(FieldError):
        post_of_embed(f"{code}</blockquote>")
