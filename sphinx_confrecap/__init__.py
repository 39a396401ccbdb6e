"""Conference recaps in Sphinx: every talk, speaker and tag gets a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; ``sphinx/setup.py`` lists all hooks."""
    # Imported here, so that the command line works without Sphinx.
    from .sphinx.setup import connect  # noqa: PLC0415

    connect(app)
    return {
        "version": __version__,
        "env_version": 21,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
