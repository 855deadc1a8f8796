"""The proof of a publication: what an app gets at the public address, compared with what was published.

What is published stays published: whatever is found wrong here lies in what stands between the store and listeners.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from balado.errors import Fault, Place, Severity
from balado.events import Event, Watch
from balado.message import Message, say, say_many
from balado.publish.claims import ClaimedFile, Claims
from balado.publish.prove_page import prove_page
from balado.web.client import Client
from balado.web.reason import is_of_the_way, reason
from balado.web.reply import ByteRange, Reply, Trouble, shown
from balado.web.wire import Ask

WAIT_SECONDS = 60.0
"""How long a feed that is not the new one is waited for, in all."""

_PARALLEL = 4
_REFUSED = (401, 403)
"""What no cache answers for a while: strangers may not read, and waiting changes nothing."""
_SECRET_BYTES = 64 * 1024
_MOST_SHOWN = 40


class Verdict(StrEnum):
    """What apps get as the feed: the new one, another one, or nothing can be said from here."""

    PROVEN = "proven"
    OTHER = "other"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. `faults` say what listeners would meet; only a record that strangers can read is an error."""

    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    looked_at: int = 0


class _UnseenError(Exception):
    """Nothing could be seen."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.trouble)
        self.reply = reply


def prove(claims: Claims, client: Client, watch: Watch, wait_seconds: float = WAIT_SECONDS) -> Proof:
    """Look at everything that is claimed. Where the address cannot be reached from here, at nothing more."""
    verdict, faults = _prove_feed(claims, client, watch, wait_seconds)
    if verdict is Verdict.UNREACHED:
        return Proof(verdict, faults)
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="proof") as pool:
        found = list(pool.map(lambda file: _prove_file(file, client), claims.files))
        kept = list(pool.map(lambda url: tuple(_prove_gone(url, client)), claims.gone))
        pages = list(pool.map(lambda page: tuple(prove_page(page, client)), claims.pages))
    late = found.count(None)
    faults += tuple(fault for one in (*found, *kept, *pages) for fault in one or ())
    faults += (_late(claims.feed_url, late),) if late else ()
    return Proof(verdict, (*faults, *_prove_secret(claims, client)), looked_at=len(claims.files) - late)


def _prove_feed(claims: Claims, client: Client, watch: Watch, wait_seconds: float) -> tuple[Verdict, tuple[Fault, ...]]:
    waited, pause = 0.0, 1.0
    while True:
        try:
            visit = _seen(client.ask(Ask("GET", claims.feed_url, most_bytes=claims.feed_size + 1)))
        except _UnseenError as unseen:
            return _unseen_feed(claims.feed_url, unseen.reply)
        if visit.status == 200 and hashlib.sha256(visit.body).hexdigest() == claims.feed_sha256:
            return Verdict.PROVEN, tuple(_redirected(claims.feed_url, visit))
        if visit.status in _REFUSED or waited >= wait_seconds:
            return Verdict.OTHER, (_other_feed(claims, visit, round(waited)), *_redirected(claims.feed_url, visit))
        if not waited:
            message = say(
                "{url} does not give the new feed yet: waiting, {seconds} seconds at most.",
                url=claims.feed_url,
                seconds=round(wait_seconds),
            )
            watch.announce(Event("waiting", message, {"url": claims.feed_url}))
        pause = min(pause, wait_seconds - waited)
        watch.pause(pause)
        waited, pause = waited + pause, pause * 2


def _seen(reply: Reply) -> Reply:
    """The reply, when it is an answer."""
    if reply.trouble is not None:
        raise _UnseenError(reply)
    return reply


def _unseen_feed(url: str, reply: Reply) -> tuple[Verdict, tuple[Fault, ...]]:
    if not is_of_the_way(reply):
        remedy = say("Correct that where the address leads: at the web server, the CDN or the store.")
        return Verdict.OTHER, (_fault(url, say("Apps cannot read the feed: {why}.", why=reason(reply)), remedy),)
    what = say("What was published could not be looked at as an app would, from here: {why}.", why=reason(reply))
    remedy = say("Open {url} elsewhere. Where that is usual, write `verify: false` under `publish`.", url=url)
    return Verdict.UNREACHED, (_fault(url, what, remedy, severity="info"),)


def _other_feed(claims: Claims, visit: Reply, waited: int) -> Fault:
    url = claims.feed_url
    if visit.status != 200:
        return _fault(
            url,
            say("Apps cannot read the feed: the server answers {status}.", status=visit.status),
            say("Let everybody read it: `balado bucket setup` says how; and check `publish.url` in feed.yaml."),
        )
    return _fault(
        url,
        say("After {seconds} seconds the address still gives another feed than the new one.", seconds=waited),
        say(
            "If a cache (CDN) stands there, let it keep feed.xml for five minutes at most, or have it cleared: "
            "`cloudfront` under `publish`. If not, check that `publish.url` is the address of {feed}.",
            feed=url.rpartition("/")[2],
        ),
    )


def _prove_file(file: ClaimedFile, client: Client) -> tuple[Fault, ...] | None:
    """What is wrong with it; None when there was no time to look."""
    try:
        return tuple(_seen_file(file, client))
    except _UnseenError as unseen:
        if unseen.reply.trouble is Trouble.NOT_ASKED:
            return None
        what = say("Apps cannot load this file: {why}.", why=reason(unseen.reply))
        return (_fault(file.url, what, say("Open the address in a browser; ask who runs that server."), file.slug),)


def _seen_file(file: ClaimedFile, client: Client) -> Iterator[Fault]:
    visit = _seen(client.ask(Ask("HEAD", file.url)))
    yield from _redirected(file.url, visit, file.slug)
    if visit.status != 200:
        yield _unreadable(file, visit.status)
        return
    yield from _described_elsewhere(file, visit) if file.is_elsewhere else _described(file, visit)
    if file.is_enclosure:
        yield from _in_parts(file, _seen(client.ask(Ask("GET", file.url, {"Range": "bytes=0-1"}, 2))))


def _late(url: str, count: int) -> Fault:
    what = say_many(
        "{count} new file was not looked at as an app would: the server is too slow.",
        "{count} new files were not looked at as an app would: the server is too slow.",
        count,
    )
    return _fault(url, what, say("Ask who runs that server, if it stays so."))


def _unreadable(file: ClaimedFile, status: int) -> Fault:
    what = say("Apps cannot load this file: the server answers {status}.", status=status)
    remedy = say("Let everybody read it: see `balado bucket check`.")
    if file.is_elsewhere:
        remedy = say("Correct the address under `audio` in episode.md, or put the recording beside it.")
    return _fault(file.url, what, remedy, file.slug)


def _described_elsewhere(file: ClaimedFile, visit: Reply) -> Iterator[Fault]:
    """What another server says of a recording, and its author does not. What nobody wrote is told where it is read."""
    remedy = say("Correct what is written under `audio` in episode.md.")
    if file.byte_size and visit.length not in (None, file.byte_size):
        what = say(
            "The server says {found} bytes, {size} are written of it.",
            found=shown(visit.headers.get("content-length", "?"), _MOST_SHOWN),
            size=file.byte_size,
        )
        yield _fault(file.url, what, remedy, file.slug)
    if visit.is_page:
        what = say("There is a web page in place of the recording.")
        yield _fault(file.url, what, say("Write the address of the recording itself."), file.slug)


def _described(file: ClaimedFile, visit: Reply) -> Iterator[Fault]:
    if visit.length != file.byte_size:
        found = shown(visit.headers.get("content-length", "?"), _MOST_SHOWN)
        yield _fault(
            file.url,
            say("The server says {found} bytes, {size} were published.", found=found, size=file.byte_size),
            say("Have what stands before the store (a CDN, a proxy) pass files on as they are."),
            file.slug,
        )
    given = shown(visit.headers.get("content-type", ""), _MOST_SHOWN)
    if visit.media_type != _bare(file.content_type):
        yield _fault(
            file.url,
            say(
                "The server calls this “{found}”, it is {type}.",
                found=shown(given, _MOST_SHOWN),
                type=file.content_type,
            ),
            say("Have the server or the CDN pass on the type that the store gives; some apps refuse other types."),
            file.slug,
        )


def _in_parts(file: ClaimedFile, visit: Reply) -> Iterator[Fault]:
    size = file.byte_size if not file.is_elsewhere or visit.span is None else visit.span.total
    if visit.status == 206 and visit.span == ByteRange(0, 1, size) and len(visit.body) == 2:
        return
    yield _fault(
        file.url,
        say(
            "The server does not give parts of the recording (it answers {status} {range}): Apple Podcasts refuses "
            "that, and listeners cannot jump.",
            status=visit.status,
            range=shown(visit.headers.get("content-range", ""), _MOST_SHOWN),
        ),
        say("Switch on byte ranges (HTTP Range) at the server or the CDN."),
        file.slug,
    )


def _prove_gone(url: str, client: Client) -> Iterator[Fault]:
    reply = client.ask(Ask("HEAD", url))
    if reply.trouble is None and reply.status == 200:
        what = say("This was taken down, and the public address still gives it.")
        yield _fault(url, what, say("A cache (CDN) has kept it: have that address cleared there, now."))


def _prove_secret(claims: Claims, client: Client) -> Iterator[Fault]:
    if not claims.secret:
        return
    visit = client.ask(Ask("GET", claims.secret, most_bytes=_SECRET_BYTES))
    if visit.status == 200 and visit.body and claims.secret_body.startswith(visit.body):
        yield _fault(
            claims.secret,
            say(
                "Everybody can read the record of publications. It names recordings that are not public yet, and where "
                "they are."
            ),
            say("Close it now: `balado bucket setup` says how; or keep it in another bucket, with `publish.state`."),
            severity="error",
        )


def _redirected(url: str, visit: Reply, slug: str | None = None) -> Iterator[Fault]:
    if not visit.hops:
        return
    unsafe = any(hop.target.startswith("http://") for hop in visit.hops) and url.startswith("https://")
    what = say("The address redirects to {address}.", address=visit.hops[-1].target)
    remedy = say("If it is to stay so, nothing need be done; each listener asks twice.")
    if unsafe:
        remedy = say("The way there leads over http://, which apps refuse. Have it lead over https:// throughout.")
    yield _fault(url, what, remedy, slug, "warning" if unsafe else "info")


def _fault(url: str, what: Message, remedy: Message, slug: str | None = None, severity: Severity = "warning") -> Fault:
    return Fault(Place(url), what, remedy, slug, severity)


def _bare(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
