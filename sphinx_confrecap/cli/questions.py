"""Questions to whoever sits at the terminal."""

from __future__ import annotations

import sys

from .console import Console


def can_ask(console: Console, *, no_input: bool) -> bool:
    """Tell whether somebody is there to answer."""
    return not no_input and sys.stdin.isatty() and console.err.isatty()


def ask(question: str, console: Console) -> str:
    """Return the answer to a question; nothing at the end of the input."""
    console.err.write(question)
    console.err.flush()
    return sys.stdin.readline().strip()


def agrees(question: str, console: Console) -> bool:
    """Ask for yes or no; anything else is no."""
    return ask(f"{question} [y/N] ", console).lower() in ("y", "yes")
