"""Recordings: addresses that start in the middle, and players in a page.

Each host writes both in its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, urlencode

from .urls import host_of, split_url

_YOUTUBE = {
    "youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "youtube-nocookie.com",
}
_VIMEO = {"vimeo.com", "player.vimeo.com"}
_YOUTUBE_PATH = re.compile(r"/(?:live|shorts|embed|v)/([\w-]+)/?", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]+", re.ASCII)
_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", re.ASCII)
_YOUTU_BE_PATH = re.compile(r"/([\w-]+)/?", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:[\w-]+/)*\d+(?:/\w+)?/?", re.ASCII)
# The last part is the secret of a recording that is not listed.
_VIMEO_VIDEO = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d+)(?:/(\w+))?/?", re.ASCII
)
# A UUID, or the same number in base 58.
_PEERTUBE_PATH = re.compile(
    r"/(?:w|videos/watch|videos/embed)/"
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})/?",
    re.ASCII,
)
_CCC_PATH = re.compile(r"(/v/[\w.-]+)/?", re.ASCII)
_FILE_PATH = re.compile(
    r".+\.(?:mp4|m4v|webm|ogv|ogg|mov|mkv|(mp3|m4a|opus|oga))",
    re.ASCII | re.IGNORECASE,
)


class PlayerKind(StrEnum):
    """The element of html that plays a recording; a frame is ``iframe``."""

    FRAME = "frame"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """The player of a recording in a page. It asks *host*."""

    kind: PlayerKind
    url: str
    host: str


def recording_at(url: str, seconds: int) -> str | None:
    """Return the address of a recording *seconds* after its start.

    A start that is already in *url* is replaced. The answer is ``None`` if no way is
    known. Never raises.

    YouTube takes ``t`` in the query. Its short films take no time, so all addresses
    become ``watch``. Vimeo takes ``#t=750s``, PeerTube ``start`` in the query (its
    documentation of embeds). media.ccc.de and files take ``#t=750`` (W3C, Media
    Fragments URI 1.0, 4.2.1).
    """
    if (parts := _parts(url)) is None:
        return None
    host = host_of(url)
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


def player_of(url: str) -> Player | None:
    """Return the player of a recording in a page, from the start in *url*.

    Readers load it with a click, so it plays at once. The answer is ``None`` if no
    player is known. Never raises.

    YouTube has a host without cookies. Vimeo has ``dnt`` for "do not track". PeerTube
    has ``p2p``, which shows viewers the addresses of others, so it is off.
    media.ccc.de has the address of its embed code.
    """
    if (parts := _parts(url)) is None:
        return None
    host = host_of(url)
    if host in _YOUTUBE or host == "youtu.be":
        return _youtube_player(parts, host)
    if host in _VIMEO:
        return _vimeo_player(parts)
    return _open_player(parts, host)


def _open_player(parts: SplitResult, host: str) -> Player | None:
    if host and (found := _PEERTUBE_PATH.fullmatch(parts.path)):
        query = urlencode([*_query(parts, "autoplay", "p2p"), *_PLAY, ("p2p", "0")])
        path = f"/videos/embed/{found[1]}"
        return _frame(parts._replace(path=path, query=query).geturl())
    if host == "media.ccc.de" and (found := _CCC_PATH.fullmatch(parts.path)):
        return _frame(parts._replace(path=f"{found[1]}/oembed").geturl())
    if found := _FILE_PATH.fullmatch(parts.path):
        kind = PlayerKind.AUDIO if found[1] else PlayerKind.VIDEO
        return Player(kind=kind, url=parts.geturl(), host=host)
    return None


_PLAY = (("autoplay", "1"),)


def _parts(url: str) -> SplitResult | None:
    parts = split_url(url)
    if parts.scheme not in ("http", "https", "") or (parts.netloc and not host_of(url)):
        return None
    return parts


def _frame(url: str) -> Player:
    return Player(kind=PlayerKind.FRAME, url=url, host=host_of(url))


def _youtube_video(parts: SplitResult, host: str) -> str:
    path = _YOUTU_BE_PATH if host == "youtu.be" else _YOUTUBE_PATH
    found = path.fullmatch(parts.path)
    return found[1] if found else dict(parse_qsl(parts.query)).get("v", "")


def _youtube_player(parts: SplitResult, host: str) -> Player | None:
    video = _youtube_video(parts, host)
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    given = dict(parse_qsl(f"{parts.query}&{parts.fragment}"))
    seconds = _seconds(given.get("t") or given.get("start") or "")
    start = (("start", str(seconds)),) if seconds else ()
    query = urlencode((*start, *_PLAY))
    return _frame(f"https://www.youtube-nocookie.com/embed/{video}?{query}")


def _seconds(text: str) -> int:
    """Read ``750``, ``750s`` or ``12m30s``; anything else is the start."""
    found = _DURATION.fullmatch(text)
    hours, minutes, seconds = found.groups() if found else (None, None, None)
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)


def _vimeo_player(parts: SplitResult) -> Player | None:
    if not (found := _VIMEO_VIDEO.fullmatch(parts.path)):
        return None
    secret = found[2] or dict(parse_qsl(parts.query)).get("h", "")
    given = (("h", secret),) if secret else ()
    query = urlencode((*given, ("dnt", "1"), *_PLAY))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return _frame(f"https://player.vimeo.com/video/{found[1]}?{query}{fragment}")


def _on_youtube(parts: SplitResult, host: str, seconds: int) -> str | None:
    video = _youtube_video(parts, host)
    if not video:
        return None
    others = _query(parts, "v", "t", "start", "time_continue")
    query = urlencode([("v", video), *others, ("t", f"{seconds}s")])
    return f"https://www.youtube.com/watch?{query}"


def cue_text(seconds: int) -> str:
    """Return a place in a recording as people write it: ``12:30`` or ``1:02:03``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _query(parts: SplitResult, *but: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return [(name, value) for name, value in pairs if name not in but]
