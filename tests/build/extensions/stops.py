"""Ends a build after its pages are written, while the setting ``stop`` is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class StoppedError(SphinxError):
    """The build was stopped."""


def stop(app: Sphinx, exception: Exception | None) -> None:
    if app.config.stop:
        raise StoppedError


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_config_value("stop", False, "")
    app.connect("build-finished", stop, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
