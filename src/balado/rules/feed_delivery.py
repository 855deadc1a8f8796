"""How the feed itself is served: what tells apps whether it changed, and how long they may keep it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from balado.message import duration_text, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import FeedAnswer

_LONGEST_SECONDS = 3600
_MAX_AGE = re.compile(r"\b(s-maxage|max-age)\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_SLOW_SECONDS = 3
_FOR_NOW = (302, 303, 307)


@rule("NET-005", "warning", "own", say("Let the server send an ETag or a Last-Modified with the feed."))
def feed_without_validators(served: FeedAnswer) -> Iterator[Finding]:
    """The feed comes without anything by which apps could ask whether it changed.

    Why: thousands of apps fetch the whole feed several times an hour, and never learn that nothing changed.
    Example: a feed made by a script at each request, without ETag and Last-Modified.
    Remedy: serve the feed as a file, or let the script send an ETag.
    Source: RFC 9110, section 8.8; Spotify, podcast delivery specification (ETag, Last-Modified).
    """
    headers = served.reply.headers
    if served.reply.is_good and not headers.get("etag") and not headers.get("last-modified"):
        yield Finding(served.element, say("The feed comes without ETag and without Last-Modified."))


@rule("NET-005", "warning", "own", say("Let the server answer 304 when nothing changed."))
def feed_sent_again_unchanged(served: FeedAnswer) -> Iterator[Finding]:
    """Asked whether the feed changed, the server sends it all again.

    Why: apps ask several times an hour; the answer “not changed” is a hundred bytes, the feed a thousand times that.
    Example: a network in front of the server that takes the question away.
    Remedy: let the server answer 304 to If-None-Match and If-Modified-Since.
    Source: RFC 9110, section 13; Spotify, podcast delivery specification.
    """
    again = served.again
    if again is None or again.trouble is not None or again.status != 200:
        return
    if all(again.headers.get(name) == served.reply.headers.get(name) for name in ("etag", "last-modified")):
        yield Finding(served.element, say("Asked whether the feed changed, the server sends it all again."))


@rule("NET-005", "warning", "own", say("Let the server send Cache-Control: public, max-age=300 with the feed."))
def feed_kept_too_long(served: FeedAnswer) -> Iterator[Finding]:
    """Caches may keep the feed for more than an hour.

    Why: a new episode, and a correction, reaches listeners only when the time has passed.
    Example: `Cache-Control: max-age=31536000`, which is right for recordings and wrong for the feed.
    Remedy: let the server send `Cache-Control: public, max-age=300` with the feed.
    Source: RFC 9111, section 5.2; our own choice of figures.
    """
    found = {
        name.lower(): int(seconds) for name, seconds in _MAX_AGE.findall(served.reply.headers.get("cache-control", ""))
    }
    seconds = max(found.values(), default=0)
    if served.reply.is_good and seconds > _LONGEST_SECONDS:
        kept = duration_text(timedelta(seconds=min(seconds, 10**9)))
        yield Finding(
            served.element,
            say(
                "The feed may be kept for {time} hours ({header}).",
                time=kept,
                header=served.reply.headers["cache-control"][:80],
            ),
        )


@rule("NET-005", "info", "own", say("Let the server send Cache-Control: public, max-age=300 with the feed."))
def feed_keeping_unsaid(served: FeedAnswer) -> Iterator[Finding]:
    """The server does not say how long the feed may be kept.

    Why: each cache then guesses, some for days.
    Example: a feed in a bucket, uploaded without Cache-Control.
    Remedy: let the server send `Cache-Control: public, max-age=300` with the feed.
    Source: RFC 9111, section 4.2.2 (heuristic freshness).
    """
    headers = served.reply.headers
    if served.reply.is_good and not headers.get("cache-control") and not headers.get("expires"):
        yield Finding(served.element, say("The server does not say how long the feed may be kept."))


@rule("OWN-004", "info", "own", say("Serve the feed as a file, or through a content delivery network."), soft=True)
def feed_slow(served: FeedAnswer) -> Iterator[Finding]:
    """The feed takes more than three seconds to come.

    Why: directories that read millions of feeds give up on slow ones, and look at them less often.
    Example: a feed that a script puts together from a database each time it is asked for.
    Remedy: serve the feed as a file, or through a content delivery network. From here it may be the way that is slow.
    Source: Our own figure; feed validators (Podba.se, Cast Feed Validator) measure the same.
    """
    if served.reply.is_good and served.reply.seconds > _SLOW_SECONDS:
        yield Finding(
            served.element, say("The feed took {seconds} seconds to come.", seconds=round(served.reply.seconds))
        )


@rule("NET-008", "warning", "own apple", say("Let the redirect be permanent (301), or publish the last address."))
def feed_moved_for_now(served: FeedAnswer) -> Iterator[Finding]:
    """The feed's address is redirected, and the redirect is said to be temporary.

    Why: apps keep the old address and ask both servers each time; when the old one ends, subscribers are lost.
    Example: a feed that moved to another host, behind a 302.
    Remedy: let the redirect be permanent (301 or 308), for good; or give the last address to the platforms.
    Source: Apple, Change your RSS feed URL (301 redirect).
    """
    hop = next((hop for hop in served.reply.hops if hop.status in _FOR_NOW), None)
    if hop is not None:
        yield Finding(
            served.element,
            say("{url} is redirected for the time being only ({status}).", url=hop.url[:120], status=hop.status),
        )
