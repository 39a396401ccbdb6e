"""``confrecap posts convert``."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from sphinx_confrecap.cli import main
from sphinx_confrecap.cli.exits import Exit
from sphinx_confrecap.source.rewrite import Rewritten, rewrite

POST = "https://x.com/sam/status/20"
CONVERTED = f":::{{tweet}} {POST}\n:::\n"


@pytest.fixture
def site(folder: Path) -> Path:
    """Return the working folder, which holds a documentation."""
    (folder / "conf.py").write_text("myst_enable_extensions = ['colon_fence']")
    return folder


def convert(*arguments: object) -> int:
    return main(["posts", "convert", *map(str, arguments)])


def test_conversion_works_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "a.md").write_text(f"{POST}\n\n{POST}\n")
    (site / "b.rst").write_text(f"{POST}\n")
    (site / "c.md").write_text("Text.\n")
    assert convert(".") == Exit.OK
    assert "3 embeds converted in 2 of 3 documents." in capsys.readouterr().out
    assert (site / "a.md").read_text() == f"{CONVERTED}\n{CONVERTED}"
    assert (site / "b.rst").read_text() == f".. tweet:: {POST}\n"
    before = {file: file.stat() for file in site.iterdir()}
    assert convert(".") == Exit.OK
    assert "0 embeds converted in 0 of 3 documents." in capsys.readouterr().out
    assert {file: file.stat() for file in site.iterdir()} == before


def test_a_dry_run_writes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "a.md").write_text(f"Text.\n\n{POST}")
    assert convert("--dry-run", "a.md") == Exit.OK
    shown = capsys.readouterr().out
    assert f"--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,4 @@\n Text.\n \n-{POST}\n" in shown
    assert f"+:::{{tweet}} {POST}\n+:::\n" in shown
    assert "1 embed would be converted" in shown
    assert (site / "a.md").read_text() == f"Text.\n\n{POST}"


def test_posts_left_are_found(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "a.md").write_text(f"{POST}\n\nSee {{{{< tweet 20 >}}}} there.\n")
    assert convert(".") == Exit.FINDINGS
    assert "a.md:4: left as it is, there is other text" in capsys.readouterr().err


def test_markdown_that_the_site_does_not_read_is_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.markdown", "b.html"):
        (site / name).write_text(f"{POST}\n")
    (site / "c.markdown").write_text("No post.\n")
    assert convert(".") == Exit.FINDINGS
    shown = capsys.readouterr()
    assert "a.markdown: left as it is with 1 embed, documents of this" in shown.err
    assert "c.markdown" not in shown.err
    assert (site / "a.markdown").read_text() == f"{POST}\n"


def test_markdown_that_the_site_reads_is_converted(site: Path) -> None:
    (site / "conf.py").write_text("source_suffix = {'.markdown': 'markdown'}\n")
    (site / "a.markdown").write_text(f"{POST}\n")
    assert convert(".") == Exit.OK
    assert "{tweet}" in (site / "a.markdown").read_text()


def test_bytes_without_text_stay(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = f"caf\xe9\n\n{POST}\n".encode("latin-1")
    (site / "a.md").write_bytes(data)
    (site / "b.md").write_text(f"{POST}\n")
    assert convert(".") == Exit.USAGE
    assert "a.md: it is not UTF-8 (byte 4)" in capsys.readouterr().err
    assert (site / "a.md").read_bytes() == data
    assert (site / "b.md").read_text() == CONVERTED


def test_the_mode_of_a_file_stays(site: Path) -> None:
    (site / "a.md").write_text(f"{POST}\n")
    (site / "a.md").chmod(0o640)
    assert convert("a.md") == Exit.OK
    assert stat.S_IMODE((site / "a.md").stat().st_mode) == 0o640


def test_a_link_is_followed_inside_of_the_site_alone(
    site: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.md"
    outside.write_text(f"{POST}\n")
    (site / "out.md").symlink_to(outside)
    assert convert(".") == Exit.USAGE
    assert "a symbolic link leads to" in capsys.readouterr().err
    assert outside.read_text() == f"{POST}\n"
    (site / "out.md").unlink()
    (site / "real.md").write_text(f"{POST}\n")
    (site / "link.md").symlink_to("real.md")
    assert convert("link.md") == Exit.OK
    assert (site / "link.md").is_symlink()
    assert (site / "real.md").read_text() == CONVERTED


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder_is_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "a.md").write_text(f"{POST}\n")
    site.chmod(0o500)
    try:
        assert convert("a.md") == Exit.STORE
    finally:
        site.chmod(0o700)
    assert "a.md: not changed" in capsys.readouterr().err


def test_a_write_that_fails_leaves_the_file_whole(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (site / "a.md").write_text(f"{POST}\n")
    monkeypatch.setattr(os, "fsync", fail)
    assert convert("a.md") == Exit.STORE
    assert "a.md: not changed, No space left" in capsys.readouterr().err
    assert (site / "a.md").read_text() == f"{POST}\n"
    assert sorted(file.name for file in site.iterdir()) == ["a.md", "conf.py"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone.md", "no file or folder 'gone.md'"),
        ("conf.py", "documents of this site end in .md, .rst; rename it"),
        ("a.txt", "not a document of this site"),
    ],
)
def test_a_path_that_cannot_be_used_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], path: str, message: str
) -> None:
    (site / "a.txt").write_text(POST)
    assert convert(path) == Exit.USAGE
    assert message in capsys.readouterr().err


def test_odd_files_break_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "folder.md").mkdir()
    (site / "nul.md").write_bytes(b"\0" * 1000 + b"\n")
    (site / "line.md").write_text("[" * 20_000 + "`" * 20_000 + POST)
    os.mkfifo(site / "pipe.md")
    assert convert(".") == Exit.USAGE
    shown = capsys.readouterr().err
    assert "pipe.md: it is not a file" in shown
    assert "Traceback" not in shown
    assert "bug" not in shown


def test_what_is_saved_meanwhile_stays(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slow(*arguments: Any, **options: Any) -> Rewritten:
        (site / "a.md").write_text("Saved since.\n")
        return rewrite(*arguments, **options)

    monkeypatch.setattr("sphinx_confrecap.cli.convert.rewrite", slow)
    (site / "a.md").write_text(f"{POST}\n")
    assert convert("a.md") == Exit.STORE
    assert "a.md: not changed, somebody changed it" in capsys.readouterr().err
    assert (site / "a.md").read_text() == "Saved since.\n"
