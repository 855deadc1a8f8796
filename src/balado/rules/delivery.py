"""Whether an address of the feed answers at all, and by which way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from balado.errors import Severity
from balado.message import Message, day_text, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import ServerAnswer, SourceKey, Stage
from balado.web.reply import Hop, Reply, Trouble, reason_of_certificate, shown

_HOME = {
    Trouble.ADDRESS: say("it is no address of the web"),
    Trouble.UNKNOWN_HOST: say("no such host is known"),
    Trouble.REFUSED: say("the connection is refused or cut"),
    Trouble.SILENT: say("no answer came"),
    Trouble.GARBLED: say("what came is no answer of a web server"),
    Trouble.TOO_LARGE: say("it is far too large"),
}
_PASSING = (429, 503)
_FORBIDDEN = say("Let the public read it: `balado bucket check` says what a bucket lacks.")
_GONE = say(
    "If it belongs to a live episode, `balado publish --repair` puts it back. Else lead this address to what took its "
    "place, by a redirect (301) at the server or the CDN."
)


@dataclass(frozen=True, slots=True)
class AddressInVain:
    """An address that people asked for and did not get, so many times since a day.

    `often` is how many times a day that is; `is_published` says that a publication had a file there.
    """

    stage: ClassVar[Stage] = "live"

    url: str
    status: str
    requests: int
    since: date
    often: float
    is_published: bool


def _url(answer: ServerAnswer) -> str:
    return shown(answer.url)


@rule("NET-003", "error", "all", say("Open the address in a browser; correct it, or ask those who run the server."))
def address_not_answering(answer: ServerAnswer) -> Iterator[Finding]:
    """Nobody answers at an address of the feed.

    Why: listeners see an episode that cannot be played, and platforms refuse what they cannot fetch.
    Example: a name with a slip in it, a server that is down, one that lets the connection stand open and says nothing.
    Remedy: open the address in a browser; correct it in the feed, or ask those who run the server.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements; Spotify, podcast delivery specification.
    """
    reason = _HOME.get(answer.got.trouble) if answer.got.trouble else None
    if reason is not None:
        what = say("{url} does not answer: {reason}.", url=_url(answer), reason=reason)
        yield Finding(answer.element, what)


@rule(
    "NET-003",
    "error",
    "all",
    say("Write the address that the public uses. `--allow-private` allows this check to ask."),
)
def address_in_private_network(answer: ServerAnswer) -> Iterator[Finding]:
    """An address of the feed leads into a private network or to this computer.

    Why: it works in the office and nowhere else; no listener and no platform reaches it.
    Example: an enclosure on http://192.168.1.20/, or a redirect to a name that only the company's network knows.
    Remedy: write the public address. To check a server at home all the same, add --allow-private.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements (publicly reachable addresses).
    """
    if answer.got.trouble is Trouble.PRIVATE:
        what = say("{url} leads into a private network ({to}).", url=_url(answer), to=answer.got.words)
        yield Finding(answer.element, what)


@rule(
    "NET-003", "error", "all", say("Renew the certificate, with all the certificates between it and a known authority.")
)
def certificate_not_accepted(answer: ServerAnswer) -> Iterator[Finding]:
    """The certificate of an https address is not accepted.

    Why: apps refuse the connection, and show nothing of what stands behind it.
    Example: a certificate that expired last night, one for another name, or one without the intermediate certificate.
    Remedy: renew the certificate; let the server send the whole chain.
    Source: PSP-1, hosting; browsers and YouTube accept no other.
    """
    if answer.got.trouble is Trouble.CERTIFICATE:
        reason = reason_of_certificate(answer.got.words)
        what = say("No secure connection can be made to {url}: {reason}.", url=_url(answer), reason=reason)
        yield Finding(answer.element, what)


@rule("NET-003", "error", "all", say("Make the file public, or correct its address."))
def answered_with_an_error(answer: ServerAnswer) -> Iterator[Finding]:
    """A server answers with an error in place of a file of the feed.

    Why: listeners get nothing, and platforms take the episode or the whole show away after a while.
    Example: 404 after a file was renamed, 403 for a bucket that is not public, 500 of a server in trouble.
    Remedy: make the file public, or correct its address. 429 and 503 pass: look again later.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements; Spotify, podcast delivery specification.
    """
    status = answer.got.status
    if answer.got.trouble in (None, Trouble.CUT_SHORT) and status and status not in (200, 206):
        severity: Severity | None = "warning" if status in _PASSING else None
        what = say(
            "{url} is answered with the status {status}: {words}.",
            url=_url(answer),
            status=status,
            words=_meaning(status),
        )
        remedy = say("The server asks to be left alone for a while: look again later.") if severity else None
        yield Finding(answer.element, what, remedy, severity)


def _meaning(status: int) -> Message:
    known = {
        401: say("a password is asked for"),
        403: say("access is forbidden"),
        404: say("there is no such file"),
        410: say("the file is gone for good"),
        416: say("no part of the file can be had"),
        429: say("too many requests"),
        451: say("access is forbidden by law"),
    }
    if status in known:
        return known[status]
    return say("the server is in trouble") if status >= 500 else say("this is no file")


@rule("NET-003", "error", "all", say("Make the file public: no login, no consent page, no page for robots."))
def page_instead_of_file(answer: ServerAnswer) -> Iterator[Finding]:
    """A web page comes in place of a recording, a picture, a text or the feed.

    Why: the server says that all is well, so apps try to play a page; listeners hear nothing.
    Example: a login page, a page that asks whether you are a robot, a page of a sharing service around the file.
    Remedy: make the file itself public; take the address of the file and not that of the page which offers it.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements; Spotify, podcast delivery specification.
    """
    may_be_page = answer.kind in ("transcript", "alternative") and "html" in answer.declared_type
    if answer.got.is_good and answer.got.is_page and not may_be_page:
        yield Finding(answer.element, say("At {url} there is a web page and not the file.", url=_url(answer)))


@rule("NET-003", "error", "all", say("Send the file to the server again."))
def answer_cut_short(answer: ServerAnswer) -> Iterator[Finding]:
    """Fewer bytes come than the server promises.

    Why: a recording that ends in the middle is taken for whole by some apps, and fetched again and again by others.
    Example: an upload that was interrupted behind a cache that kept the old length.
    Remedy: send the file again, and empty the cache in front of it.
    Source: RFC 9110, section 8.6; our own safety.
    """
    if answer.got.trouble is Trouble.CUT_SHORT and answer.got.status in (0, 200, 206):
        yield Finding(answer.element, say("The answer of {url} ends before it is complete.", url=_url(answer)))


@rule("NET-003", "warning", "own", say("Ask those who run the server, or put a content delivery network in front."))
def answer_too_slow(answer: ServerAnswer) -> Iterator[Finding]:
    """An answer begins, and comes so slowly that we gave up.

    Why: listeners wait and go away; platforms give up as we did.
    Example: a server that sends a few bytes every second.
    Remedy: look again later; if it stays so, ask those who run the server.
    Source: Our own safety.
    """
    if answer.got.trouble is Trouble.SLOW:
        what = say(
            "{url} answers too slowly: after {seconds} seconds we gave up.",
            url=_url(answer),
            seconds=round(answer.got.seconds),
        )
        yield Finding(answer.element, what)


@rule("NET-008", "error", "own", say("Correct the redirects, or write the last address in the feed."))
def redirects_in_a_circle(answer: ServerAnswer) -> Iterator[Finding]:
    """The redirects of an address lead back to where they were.

    Why: nobody ever arrives.
    Example: http that redirects to https, and https that redirects to http.
    Remedy: correct the redirects of the server.
    Source: RFC 9110, section 15.4; our own safety.
    """
    if answer.got.trouble is Trouble.LOOP:
        last = answer.got.hops[-1].target if answer.got.hops else answer.url
        yield Finding(
            answer.element, say("{url} is redirected in a circle, back to {last}.", url=_url(answer), last=shown(last))
        )


@rule("NET-008", "warning", "own", say("Write an address in the feed that is nearer to the file."))
def too_many_redirects(answer: ServerAnswer) -> Iterator[Finding]:
    """An address is redirected more than five times.

    Why: each redirect costs time, and apps stop following: some after five.
    Example: several measuring services in front of each other, then http to https, then the store.
    Remedy: take out what is not needed. We stopped there: whether the file is sound is not known.
    Source: Our own safety; advice of the measuring services.
    """
    if answer.got.trouble is Trouble.TOO_MANY_REDIRECTS:
        what = say("{url} is redirected more than five times.", url=_url(answer))
        yield Finding(answer.element, what)


@rule("NET-008", "warning", "own web", say("Let the redirect lead to https."))
def redirect_out_of_https(answer: ServerAnswer) -> Iterator[Finding]:
    """An address that begins with https is redirected to one that begins with http.

    Why: web players refuse it, apps warn of it, and anybody on the way can read and change what is sent.
    Example: https://media.example.org/1.mp3, redirected to http://media2.example.org/1.mp3.
    Remedy: let the redirect lead to https.
    Source: W3C, Mixed Content; PSP-1, hosting.
    """
    for hop in _downgrades(answer.got):
        what = say("{url} is redirected from https to http: {target}", url=_url(answer), target=shown(hop.target))
        yield Finding(answer.element, what)


def _downgrades(reply: Reply) -> Iterator[Hop]:
    for hop in reply.hops:
        if hop.url.startswith("https:") and hop.target.startswith("http:"):
            yield hop


@rule(
    "OWN-006",
    "warning",
    "own",
    say("Lead this address to the one the file has now, by a redirect (301) at the server or the CDN."),
)
def address_asked_in_vain(address: AddressInVain) -> Iterator[Finding]:
    """Listeners' applications still ask for an address that fails.

    Why: who subscribed years ago, or to another host's feed, hears nothing any more, and nobody complains: here a show
    loses listeners. The statistics have what servers answered with 404 or 403; what answers by now is not told.
    Example: recordings that were called otherwise before a move, a feed that apps ask for at its old address.
    Remedy: lead the old address to the new one by a redirect (301), or publish the file under that name again.
    Source: the show's own statistics (`balado stats`), of the last 90 days that were counted.
    """
    what = say(
        "{url} is asked for in vain ({status}): {count} times since {day}, {often}.",
        url=shown(address.url),
        status=address.status,
        count=address.requests,
        day=day_text(address.since),
        often=_often(address.often),
    )
    yield Finding(SourceKey(None, "publish"), what, _remedy(address))


def _often(times_a_day: float) -> Message:
    if times_a_day < 1:
        return say("less than once a day")
    return say("about {count} a day", count=round(times_a_day))


def _remedy(address: AddressInVain) -> Message | None:
    if not address.is_published:
        return None
    return _FORBIDDEN if address.status == "403" else _GONE
