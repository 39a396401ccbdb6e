"""Payloads that no platform ought to send."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from sphinx_confrecap.model.errors import PayloadError, TombstoneError
from sphinx_confrecap.model.posts import Post, PostStatus
from sphinx_confrecap.posts.snapshot import dumps, loads


def values(keys: list[str], texts: list[str]) -> st.SearchStrategy[Any]:
    """Return any json, with *keys* and *texts* that get further than others."""
    return st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=5)
        | st.sampled_from(texts),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(keys), inner, max_size=6)
        ),
        max_leaves=20,
    )


def check_all(
    read: Callable[[Any], Post], *payloads: object, exact: bool = True
) -> None:
    """Fail if a payload is neither refused nor a post that can be stored.

    Where letters may be lost, it is not *exact*: what is stored then stays the same.
    """
    for payload in payloads:
        try:
            post = read(payload)
        except (PayloadError, TombstoneError):
            continue
        stored = loads(dumps(post))
        assert stored == (post if exact else loads(dumps(stored)))


def tombstone(read: Callable[[Any], Post], payload: object) -> PostStatus:
    """Return the status of a payload that says that there is no post."""
    with pytest.raises(TombstoneError) as caught:
        read(payload)
    return caught.value.status
