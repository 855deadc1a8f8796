"""Why there is no answer, in words for people. Pure."""

from __future__ import annotations

from balado.message import Message, say
from balado.web.reply import Reply, Trouble, reason_of_certificate

_WORDS = {
    Trouble.UNKNOWN_HOST: say("no such host is known"),
    Trouble.REFUSED: say("it cannot be reached"),
    Trouble.SILENT: say("it does not answer in time"),
    Trouble.SLOW: say("it does not answer in time"),
    Trouble.NOT_ASKED: say("there was no time left to ask it"),
    Trouble.CUT_SHORT: say("the connection breaks off"),
    Trouble.GARBLED: say("what came is no answer of a web server"),
    Trouble.TOO_LARGE: say("it is far too large"),
    Trouble.LOOP: say("one redirect leads to the next, without an end"),
    Trouble.TOO_MANY_REDIRECTS: say("one redirect leads to the next, without an end"),
}
_OF_THE_WAY = (Trouble.UNKNOWN_HOST, Trouble.REFUSED, Trouble.SILENT, Trouble.SLOW, Trouble.NOT_ASKED)


def reason(reply: Reply) -> Message:
    """Why the reply is none, as the end of a sentence; with its status where it is one."""
    if reply.trouble is None:
        return say("it answers {status}", status=reply.status)
    if reply.trouble is Trouble.ADDRESS and reply.hops:
        return say("it redirects to {address}, which is no web address", address=reply.hops[-1].target)
    if reply.trouble is Trouble.ADDRESS:
        return say("it is no address that can be asked")
    if reply.trouble is Trouble.PRIVATE:
        return say("it leads into a private network ({to})", to=reply.words)
    if reply.trouble is Trouble.CERTIFICATE:
        return say("its certificate is not trusted ({reason})", reason=reason_of_certificate(reply.words))
    return _WORDS[reply.trouble]


def is_of_the_way(reply: Reply) -> bool:
    """Whether the network between us and the server may be at fault, so that others may well get an answer."""
    return reply.trouble in _OF_THE_WAY
