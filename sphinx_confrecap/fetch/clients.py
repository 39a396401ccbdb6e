"""What to ask each platform for, and what its answers mean.

Sources of the addresses: for X, https://docs.x.com/x-for-websites/oembed-api and the
endpoint that X's own embedded posts use; for Mastodon,
https://docs.joinmastodon.org/methods/statuses/; for Bluesky,
https://docs.bsky.app/docs/api/app-bsky-feed-get-posts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from ..model.errors import FieldError, PayloadError, TombstoneError
from ..model.posts import Platform, Post, PostStatus, Reference
from ..posts import bluesky, mastodon, x
from ..posts.reference import parse_reference
from .transport import FetchError, Response, host_of

SYNDICATION = "cdn.syndication.twimg.com"
OEMBED = ("publish.twitter.com", "publish.x.com")
APPVIEW = "public.api.bsky.app"
MEDIA_HOSTS = {
    # Images and stills; the second has the avatar of those who set none.
    Platform.X: frozenset({"pbs.twimg.com", "abs.twimg.com"}),
    # Images and avatars; stills.
    Platform.BLUESKY: frozenset(
        {"cdn.bsky.app", "video.bsky.app", "video.cdn.bsky.app"}
    ),
}
_GONE = (404, 410)


class Get(Protocol):
    """Asks for an address, at some hosts alone."""

    def __call__(self, url: str, hosts: Collection[str]) -> Response: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A post as its platform gives it; *partial* if some of it is known to lack."""

    post: Post
    partial: bool = False


def ask(reference: Reference, get: Get) -> Answer:
    """Ask the platform for a post.

    Raises :class:`TombstoneError` if the platform says that
    it does not show it, and :class:`FetchError` if it says nothing that can be used.
    """
    try:
        answer = _ASK[reference.platform](reference, get)
    except PayloadError as error:
        raise FetchError(str(error)) from None
    return replace(answer, post=_as_asked(answer.post, reference))


def media_hosts(platform: Platform, post: Post) -> frozenset[str]:
    """Return the hosts that may be asked for the images of *post*.

    Mastodon's images lie where each site keeps them, so its own answer has to tell.
    """
    known = MEDIA_HOSTS.get(platform)
    if known is None:
        return frozenset(host_of(media.url) for media in post.all_media())
    return known


def _as_asked(post: Post, reference: Reference) -> Post:
    """Return *post* under the reference that documents use for it."""
    found = post.reference
    if found and found.id != reference.id:
        raise FetchError(f"the answer is another post, {found.key}")
    user = (found.user if found else "") or reference.user
    return replace(post, reference=replace(reference, user=user))


def _with_parent(
    post: Post, address: str, ask_for: Callable[[Reference], Post]
) -> Answer:
    """Ask for the post that *post* answers, which Mastodon and Bluesky only name."""
    try:
        reference = parse_reference(address)
    except FieldError:
        return Answer(post=post)
    try:
        # Posts nest one level deep.
        parent = replace(ask_for(reference), quoted=None)
    except TombstoneError as error:
        parent = Post(reference=reference, status=error.status)
    except (FetchError, PayloadError):
        return Answer(post=post, partial=True)
    return Answer(post=replace(post, parent=parent))


def _payload(response: Response, host: str) -> object:
    if response.status != 200:
        raise FetchError(f"{host} answered {response.status}")
    return response.json()


# --- X ------------------------------------------------------------------------


def _ask_x(reference: Reference, get: Get) -> Answer:
    """Ask the endpoint of embedded posts; where that tells nothing, oEmbed.

    A 404 of the former is not enough to call a post deleted: it has no promise to
    stay, and once it goes, it says so for every post.
    """
    try:
        query = urlencode({"id": reference.id, "token": x.token_of(reference.id)})
        url = f"https://{SYNDICATION}/tweet-result?{query}"
        payload = _payload(get(url, {SYNDICATION}), SYNDICATION)
        return Answer(post=x.post_of_syndication(payload))
    except (FetchError, PayloadError) as first:
        try:
            return Answer(post=_ask_oembed(reference, get), partial=True)
        except (FetchError, PayloadError) as second:
            raise FetchError(f"{first}; {second}") from None


def _ask_oembed(reference: Reference, get: Get) -> Post:
    query = urlencode({"url": reference.url, "omit_script": "1", "dnt": "true"})
    response = get(f"https://{OEMBED[0]}/oembed?{query}", OEMBED)
    if response.status in _GONE:
        raise TombstoneError(PostStatus.DELETED)
    # A 403 with a sentence is about the post; without, it is about us.
    is_forbidden = response.status == 403
    return x.post_of_oembed(
        response.json() if is_forbidden else _payload(response, OEMBED[0])
    )


# --- Mastodon -----------------------------------------------------------------


def _ask_mastodon(reference: Reference, get: Get) -> Answer:
    host = reference.authority

    def status_of(reference: Reference) -> object:
        url = f"https://{host}/api/v1/statuses/{reference.id}"
        response = get(url, {host})
        # A host that has changed hands answers 404 as well, but not as Mastodon.
        if response.status in _GONE and _is_mastodon_error(response):
            raise TombstoneError(PostStatus.DELETED)
        return _payload(response, host)

    payload = status_of(reference)
    post = mastodon.post_of_status(payload, host)
    match payload:
        case {"in_reply_to_id": str(number)}:
            address = f"mastodon:{host}/statuses/{number}"
            return _with_parent(
                post, address, lambda r: mastodon.post_of_status(status_of(r), host)
            )
    return Answer(post=post)


def _is_mastodon_error(response: Response) -> bool:
    payload = response.json()
    return isinstance(payload, dict) and "error" in payload


# --- Bluesky ------------------------------------------------------------------


def _ask_bluesky(reference: Reference, get: Get) -> Answer:
    did = _did_of(reference.authority, get)
    view = _view_of(did, reference.id, get)
    post = bluesky.post_of_view(view)
    match view:
        case {"record": {"reply": {"parent": {"uri": str(uri)}}}}:
            return _with_parent(
                post,
                uri,
                lambda r: bluesky.post_of_view(_view_of(r.authority, r.id, get)),
            )
    return Answer(post=post)


def _view_of(did: str, record: str, get: Get) -> object:
    uri = f"at://{did}/app.bsky.feed.post/{record}"
    match _ask_appview("app.bsky.feed.getPosts", {"uris": uri}, get):
        case {"posts": []}:
            raise TombstoneError(PostStatus.DELETED)
        case {"posts": [view, *_]}:
            return view
    raise FetchError(f"{APPVIEW} answered without posts")


def _did_of(authority: str, get: Get) -> str:
    """Return the account's DID: getPosts knows no handles."""
    if authority.startswith("did:"):
        return authority
    name = "com.atproto.identity.resolveHandle"
    match _ask_appview(name, {"handle": authority}, get):
        case {"did": str(did)}:
            return did
    raise FetchError(f"{APPVIEW} does not know {authority}")


def _ask_appview(name: str, query: dict[str, str], get: Get) -> object:
    url = f"https://{APPVIEW}/xrpc/{name}?{urlencode(query)}"
    return _payload(get(url, {APPVIEW}), APPVIEW)


_ASK = {
    Platform.X: _ask_x,
    Platform.MASTODON: _ask_mastodon,
    Platform.BLUESKY: _ask_bluesky,
}
