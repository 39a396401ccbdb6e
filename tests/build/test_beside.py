"""Each extension of the table in the docs is tried beside ours."""

import re
from pathlib import Path

import pytest

from tests.build.apart import ROOT, installed, run
from tests.build.beside import NEIGHBOURS

TABLE = ROOT / "docs/reference/neighbours.md"


@pytest.mark.exhaustive
@pytest.mark.parametrize("module", NEIGHBOURS)
def test_an_extension_and_ours_leave_each_other_alone(
    module: str, tmp_path: Path
) -> None:
    if not installed(module):
        pytest.skip(f"not installed: {module}")
    result = run(
        ROOT, "-W", "ignore", "-m", "tests.build.beside", module, str(tmp_path)
    )
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith("fault: ")] == []


def test_the_table_has_each_extension_that_is_tried() -> None:
    rows = re.findall(r"(?m)^\| `([\w.]+)`", TABLE.read_text("utf-8"))
    assert sorted(rows) == sorted(NEIGHBOURS)
