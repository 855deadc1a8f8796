"""Why a file of the other host did not come, and what to do. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.web.reply import Reply

_SIGNED_NAMES = (
    "expires signature policy key-pair-id x-amz-signature x-amz-expires x-goog-signature x-goog-expires sig se exp"
    " token verify hmac hdnea hdnts"
)
_SIGNED = frozenset(_SIGNED_NAMES.split())
"""Parameters by which an address is good for some time only (Amazon, Google, Azure, Akamai, and others)."""
_GONE = (404, 410)
_REFUSED = (401, 403)


def missed_fault(place: Place, url: str, message: Message, reply: Reply) -> Fault:
    """The fault of a file that did not come, at the line that names it: the episode keeps its address.

    `message` says so, and `reply` is the last answer of its server.
    """
    what, remedy = _told(url, message, reply)
    return Fault(place, what, remedy, severity="warning")


def _told(url: str, message: Message, reply: Reply) -> tuple[Message, Message]:
    status, asked = reply.status, reply.url
    if status in _GONE:
        return (
            say("{url} is not there any more (it answers {status}).", url=url, status=status),
            say("Ask the other host for the file, and put it into the folder of the episode."),
        )
    if status in _REFUSED and (_is_signed(url) or _is_signed(asked)):
        return (
            say("{url} is signed, and good no more (it answers {status}).", url=url, status=status),
            say("Import the feed again: it may give an address that is good now."),
        )
    if status in _REFUSED:
        return (
            say("{url} is not given to everybody (it answers {status}).", url=url, status=status),
            say("Ask the other host for the file, and put it into the folder of the episode."),
        )
    return message, say("Import again: what is there is continued. The recording stays at its address till then.")


def _is_signed(url: str) -> bool:
    try:
        query = urlsplit(url).query
    except ValueError:
        return False
    return any(name.lower() in _SIGNED for name, _ in parse_qsl(query, keep_blank_values=True))
