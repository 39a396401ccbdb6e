"""The conference and the talk around each block of a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..model.blocks import Around
from .blocks import Block


@dataclass(slots=True)
class Scope:
    """The surroundings of all blocks up to the line *end*."""

    end: int
    around: Around

    def within(self, block: Block, **facts: Any) -> Scope:
        """Return the surroundings of all blocks in *block*."""
        depth = self.around.depth + 1
        return Scope(block.end, replace(self.around, depth=depth, **facts))
