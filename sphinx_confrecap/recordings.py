"""Where a recording starts in the middle: each host writes it in its own way."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from .urls import host_of

_YOUTUBE = {
    "youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "youtube-nocookie.com",
}
_VIMEO = {"vimeo.com", "player.vimeo.com"}
_YOUTUBE_PATH = re.compile(r"/(?:live|shorts|embed|v)/([\w-]+)/?", re.ASCII)
_YOUTU_BE_PATH = re.compile(r"/([\w-]+)/?", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:[\w-]+/)*\d+(?:/\w+)?/?", re.ASCII)
# A UUID, or the same number in base 58.
_PEERTUBE_PATH = re.compile(
    r"/(?:w|videos/watch|videos/embed)/"
    r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})/?",
    re.ASCII,
)
_CCC_PATH = re.compile(r"/v/[\w.-]+/?", re.ASCII)
_FILE_PATH = re.compile(
    r".+\.(?:mp4|m4v|webm|ogv|ogg|mov|mkv|mp3|m4a|opus|oga)", re.ASCII | re.IGNORECASE
)


def recording_at(url: str, seconds: int) -> str | None:
    """Return the address of a recording *seconds* after its start.

    A start that *url* has already gives way. The answer is ``None`` where nobody
    knows how to ask for one. Never raises.

    YouTube takes ``t`` in the query, and its short films take none, so that all
    become ``watch``; Vimeo takes ``#t=750s``; PeerTube ``start`` in the query, by
    its documentation of embeds; media.ccc.de, and files of video and sound, the
    ``#t=750`` of the W3C's Media Fragments URI 1.0 (4.2.1).
    """
    try:
        parts = urlsplit(url)
        host = host_of(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", ""):
        return None
    if host in _YOUTUBE or host == "youtu.be":
        return _on_youtube(parts, host, seconds)
    if host and _PEERTUBE_PATH.fullmatch(parts.path):
        query = urlencode([*_query(parts, "start"), ("start", f"{seconds}s")])
        return parts._replace(query=query).geturl()
    on_vimeo = host in _VIMEO and _VIMEO_PATH.fullmatch(parts.path)
    on_ccc = host == "media.ccc.de" and _CCC_PATH.fullmatch(parts.path)
    if not (on_vimeo or on_ccc or _FILE_PATH.fullmatch(parts.path)):
        return None
    fragment = f"t={seconds}s" if on_vimeo else f"t={seconds}"
    return parts._replace(fragment=fragment).geturl()


def _on_youtube(parts: SplitResult, host: str, seconds: int) -> str | None:
    path = _YOUTU_BE_PATH if host == "youtu.be" else _YOUTUBE_PATH
    found = path.fullmatch(parts.path)
    video = found[1] if found else dict(parse_qsl(parts.query)).get("v", "")
    if not video:
        return None
    others = _query(parts, "v", "t", "start", "time_continue")
    query = urlencode([("v", video), *others, ("t", f"{seconds}s")])
    return f"https://www.youtube.com/watch?{query}"


def _query(parts: SplitResult, *but: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return [(name, value) for name, value in pairs if name not in but]
