"""What the address of a post tells: its platform."""

from __future__ import annotations

from ..urls import host_of

_PLATFORMS = {
    "x.com": "X",
    "twitter.com": "X",
    "bsky.app": "Bluesky",
}


def platform_of(url: str) -> str:
    """Return the name that readers know the platform by; else the host."""
    host = host_of(url)
    platform = host.removeprefix("mobile.").removeprefix("m.")
    return _PLATFORMS.get(platform, host)
