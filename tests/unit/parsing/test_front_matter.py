"""Front matter that YAML's own reader does not expect."""

import pytest

from sphinx_confrecap.model.blocks import Dialect
from sphinx_confrecap.parsing.front_matter import metadata_of


@pytest.mark.parametrize(
    "value", ["!!bool x", '!!int ""', '!!timestamp "x"', "!!float x", "!unknown x"]
)
def test_a_tag_of_yaml_loses_only_its_key(value: str) -> None:
    read = metadata_of(f"---\ntags: {value}\nauthor: Ann\n---\n", Dialect.MYST)
    assert read.values == {"author": "Ann"}
    assert [*read.wrong] == ["tags"]
