"""What every platform has to give."""

from urllib.parse import urlsplit

import pytest

from sphinx_confrecap.model.posts import Platform
from sphinx_confrecap.posts.platforms import ADAPTERS

NUMBERS = {Platform.BLUESKY: "3l6oveex3ii2l"}


@pytest.mark.parametrize("platform", Platform)
def test_a_platform_reads_the_addresses_that_it_makes(platform: Platform) -> None:
    adapter = ADAPTERS[platform]
    number = NUMBERS.get(platform, "110000000000000000")
    reference = adapter.reference_of(number, "social.example")
    assert adapter.reference_at(urlsplit(reference.url)) == reference
    assert reference.platform is platform
    assert adapter.date_of(reference) is not None


def test_no_two_platforms_claim_one_host_or_one_class() -> None:
    for claims in ("HOSTS", "EMBED_CLASSES"):
        found = [name for a in ADAPTERS.values() for name in getattr(a, claims)]
        assert len(found) == len(set(found))
