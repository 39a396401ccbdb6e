"""Which code belongs to other extensions."""

from __future__ import annotations

_OURS = __name__.split(".")[0]


def is_of_others(class_: type) -> bool:
    """Tell whether a class is of an extension, not of Sphinx, docutils or of us.

    The extensions that come with Sphinx are others as well.
    """
    module = class_.__module__
    own = module.split(".")[0] in ("docutils", "sphinx", _OURS)
    return not own or module.startswith("sphinx.ext.")
