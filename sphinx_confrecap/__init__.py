"""Conference recaps in Sphinx: every talk, speaker and tag gets a page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Wire the parts to Sphinx."""
    # Here, so that the command line comes without Sphinx.
    from .model import rules  # noqa: PLC0415
    from .sphinx import (  # noqa: PLC0415
        config,
        directives,
        events,
        html,
        i18n,
        logging,
        pages,
        recaps,
    )

    config.register(app, warn=partial(logging.warn, rules.Rule.CONFIG))
    i18n.register(app)
    html.register(app)
    events.register(app)
    directives.register(app)
    recaps.register(app)
    pages.register(app)
    logging.install_filters(app)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
