"""Why a file of the other host did not come, and what to do. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from balado.errors import Fault
from balado.importer.media.file import ElsewhereFile, FileKind
from balado.message import Message, say
from balado.web.reason import is_of_the_way
from balado.web.reply import Reply, Trouble

_SIGNED_NAMES = (
    "expires signature policy key-pair-id x-amz-signature x-amz-expires x-goog-signature x-goog-expires sig se exp"
    " token verify hmac hdnea hdnts"
)
_SIGNED = frozenset(_SIGNED_NAMES.split())
"""Parameters by which an address is good for some time only (Amazon, Google, Azure, Akamai, and others)."""
_GONE = (404, 410)
_REFUSED = (401, 403)
_LATER = (408, 425, 429)


def missed_fault(wanted: ElsewhereFile, message: Message, reply: Reply, *, is_final: bool = False) -> Fault:
    """The fault of a file that did not come, at the line that names it, which keeps its address.

    `message` says so, and `reply` is the last answer of its server. `is_final`: what is there is something else.
    """
    what, remedy = _told(wanted, message, reply, is_final=is_final)
    return Fault(wanted.place, what, remedy, severity="warning")


def _told(wanted: ElsewhereFile, message: Message, reply: Reply, *, is_final: bool) -> tuple[Message, Message]:
    url, status = wanted.url, reply.status
    by_hand = say("Ask the other host for the file, and put it here: {path}", path=_place(wanted))
    if status in _GONE:
        return say("{url} is not there any more (it answers {status}).", url=url, status=status), by_hand
    if status in _REFUSED and (_is_signed(url) or _is_signed(reply.url)):
        return (
            say("{url} is signed, and good no more (it answers {status}).", url=url, status=status),
            say("Import the feed again: it may give an address that is good now."),
        )
    if status in _REFUSED:
        return say("{url} is not given to everybody (it answers {status}).", url=url, status=status), by_hand
    if reply.trouble is Trouble.PRIVATE:
        return message, say("If that network is yours, import again with `--allow-private`.")
    if not is_final and _may_pass(reply):
        return message, say("Import again: what is there is continued. Its address stays till then.")
    return message, say("Importing again will not help: open the address in a browser, and if the file is there, put "
                        "it here: {path}", path=_place(wanted))  # fmt: skip


def _may_pass(reply: Reply) -> bool:
    """Whether it may be otherwise at another time: of the network, a server that is overloaded, one that broke off."""
    if reply.trouble is not None:
        return is_of_the_way(reply) or reply.trouble is Trouble.CUT_SHORT
    return reply.status >= 500 or reply.status in _LATER or reply.is_good


def _place(wanted: ElsewhereFile) -> str:
    """Where a file is found by its name, whatever that ends with."""
    return wanted.stem.rpartition("/")[0] + "/" if wanted.kind is FileKind.RECORDING else f"{wanted.stem}.*"


def _is_signed(url: str) -> bool:
    try:
        query = urlsplit(url).query
    except ValueError:
        return False
    return any(name.lower() in _SIGNED for name, _ in parse_qsl(query, keep_blank_values=True))
