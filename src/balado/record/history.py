"""The newest generation of a target, found in three requests.

A run that was cut short may have committed it and not served its feed: whoever finds that serves it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from balado.artifact import BRIEFLY, FEED_KEY, Artifact, Kind, public_url
from balado.errors import RefusedError
from balado.message import say
from balado.record.generation import Generation, PageRecord
from balado.record.generation_file import DamagedRecordError, generation_key, number_in, number_of, read_generation
from balado.store.storage import Stored
from balado.store.target import Target

FEED_TYPE = "application/rss+xml; charset=utf-8"
_NUMBER = "balado-generation"
_OWED = "balado-notify"
EVERYBODY = "all"
"""Owed to all who are to be told."""
_NEW_ADDRESS = re.compile(rb"<itunes:new-feed-url>(https?://[!-;=-~]+)</itunes:new-feed-url>")
_NOTHING: Mapping[str, bytes] = {}
COMMIT_ATTEMPTS = 5
"""How often a publication is planned again because another publisher committed first."""


class Overtaken(Exception):  # noqa: N818 (not an error: the news that somebody else committed first)
    """Another publisher committed the generation this plan was to become. Read it and plan again."""


@dataclass(frozen=True, slots=True)
class Newest:
    """What a target holds. `live` is the feed that is served now, as its bytes say and not what was recorded of them.

    `projected` says it is this generation's.
    """

    generation: Generation | None
    live: Stored | None

    @property
    def number(self) -> int | None:
        """The number of the publication that the served feed says it is; None when it says none."""
        return projected_number(self.live)

    @property
    def projected(self) -> bool:
        """Whether the feed that is served is the one of the newest generation."""
        if self.generation is None or self.generation.feed is None:
            return self.live is None
        return (
            self.live is not None
            and self.live.sha256 == self.generation.feed.sha256
            and self.live.metadata.get(_NUMBER) == str(self.generation.number)
        )

    @property
    def altered(self) -> bool:
        """Whether the feed of the newest generation was served, and something else than Balado changed it since."""
        number = None if self.generation is None else self.generation.number
        return not self.projected and number is not None and projected_number(self.live) == number


def find_newest(target: Target) -> Newest:
    """The newest generation of a target, and what is served there.

    Three requests when the feed carries the number of the newest generation: the feed, that generation, and a look for
    the next one. The feed is read, as every app reads it: its digest tells what a tool did to it that kept size and
    metadata, on any store, where an ETag is a digest in some only (not of encrypted buckets). Raises RefusedError when
    the place holds a feed that Balado did not publish.
    """
    live = target.public.examine(FEED_KEY)
    projected = projected_number(live)
    number = projected if projected is not None else _last_number(target)
    if number is None:
        _refuse_foreign_feed(target, live)
        return Newest(None, None)
    generation = read_numbered(target, number)
    if generation is None:
        raise RefusedError(
            say(
                "The feed at {place} says it is publication {number}, whose record {key} is missing from {state}. "
                "Nothing was changed. Check that `publish.state` names the place it has always named. If the record is "
                "lost, `balado recover` makes it anew.",
                place=target.public.address,
                number=number,
                key=generation_key(number),
                state=target.state.address,
            )
        )
    return Newest(generation if projected is None else last_after(target, generation), live)


def served_feed(target: Target) -> Stored | None:
    """What is known of the feed that is served, with the number of its publication; None where there is none.

    One request. Where that tells no number the bytes are read: in a folder that was copied they alone tell what was
    recorded of them, for its files have other times.
    """
    stored = target.public.head(FEED_KEY)
    if stored is None or projected_number(stored) is not None:
        return stored
    return target.public.examine(FEED_KEY)


def last_after(target: Target, generation: Generation) -> Generation:
    """The newest generation, searched from one that is known: one request when that one is the newest.

    From an older one, as where an old feed.xml was put back, the records are listed, not walked.
    """
    while following := read_numbered(target, generation.number + 1):
        last = _last_number(target) or following.number
        newer = read_numbered(target, last) if last > following.number else None
        generation = newer or following
    return generation


def generations_back(target: Target, newest: Generation) -> Iterator[Generation]:
    """The generations from this one back to the first that is still there. One request for each further one."""
    generation: Generation | None = newest
    while generation is not None:
        yield generation
        generation = read_numbered(target, generation.number - 1)


def project(
    target: Target,
    generation: Generation,
    documents: Mapping[str, bytes] = _NOTHING,
    before: Generation | None = None,
) -> Generation:
    """Make what is served that of the newest generation, from one just committed or found not served yet.

    `documents` are those at hand, by sha256; of others the copies in the state are read. Further feeds and pages go
    first: once feed.xml carries a number, everything of that generation is there. `before` is the generation that is
    known to be served as a whole until now: of its pages only what changed is sent. Gives the generation that is served
    in the end: another publisher may have committed a newer one meanwhile. What is not whole of theirs is left to them.
    """
    from balado.record.project_site import project_site, take_pages_away  # not where all that is served is right

    while True:
        for page in generation.pages:
            _project_page(target, generation, page, documents)
        doomed = project_site(target, generation, documents, before, partial(_maybe_served, target, generation))
        if doomed and not generation.site:
            _serve_unfinished(target, generation, documents)
        take_pages_away(target, doomed)
        _serve_feed(target, generation, documents)
        newest = last_after(target, generation)
        if newest.number == generation.number:
            return newest
        if not _is_whole(target, newest, generation):
            return generation
        before, generation = generation, newest


def _serve_feed(target: Target, generation: Generation, documents: Mapping[str, bytes]) -> None:
    """Serve its feed, where it has one; once it carries the number of its publication, all of that is served."""
    from balado.record.copies import read_feed_copy

    if generation.feed is not None:
        body = documents.get(generation.feed.sha256) or read_feed_copy(target, generation)
        owed = owed_after(target.public.examine(FEED_KEY), generation) if target.notifies else ""
        target.public.put(feed_artifact(generation, body, owed))


def _serve_unfinished(target: Target, generation: Generation, documents: Mapping[str, bytes]) -> None:
    """Serve its feed with the number that the served one carries, by which the next run knows that more is to be done.

    One that carries none, or this very number, is left for the end.
    """
    shown = projected_number(served_feed(target))
    if shown is not None and shown != generation.number:
        _serve_feed(target, replace(generation, number=shown), documents)


def _maybe_served(target: Target, generation: Generation) -> Iterator[Generation]:
    """The publications of which something may be served still: the one that feed.xml tells of, and the last one.

    What only a record names that cannot be read stays, until somebody prunes.
    """
    shown = projected_number(served_feed(target))
    numbers = {number for number in (shown, generation.number - 1) if number and number < generation.number}
    for number in sorted(numbers):
        with contextlib.suppress(DamagedRecordError):
            found = read_numbered(target, number)
            if found is not None:
                yield found


def _is_whole(target: Target, newest: Generation, shown: Generation) -> bool:
    """Whether everything is there that somebody else's publication needs, and the one that is shown does not."""
    from balado.record.intent import UnansweredError
    from balado.record.stored import keys_of, lost_for_good

    try:
        return not lost_for_good(target, newest, keys_of(newest) - keys_of(shown))
    except UnansweredError:
        return False


def owed_by(live: Stored | None) -> str:
    """Who was not told yet of the feed that is served: names separated by blanks, EVERYBODY, or nothing."""
    return live.metadata.get(_OWED, "") if live is not None else ""


def owed_after(live: Stored | None, generation: Generation) -> str:
    """Who is to be told once the generation is served instead of what is served now."""
    same = live is not None and generation.feed is not None and live.sha256 == generation.feed.sha256
    return owed_by(live) if same else EVERYBODY


def _project_page(target: Target, generation: Generation, page: PageRecord, documents: Mapping[str, bytes]) -> None:
    there = target.public.head(page.key)
    if there is not None and there.sha256 == page.sha256 and there.etag != page.md5:
        there = target.public.examine(page.key)  # what was recorded of it proves nothing
    if there is not None and there.sha256 == page.sha256:
        return
    from balado.record.copies import read_copy

    body = documents.get(page.sha256) or read_copy(target, generation, page.sha256)
    target.public.put(page_artifact(page.key, body))


def page_artifact(key: str, document: bytes) -> Artifact:
    """A further document of the show as it is served."""
    return Artifact.of_bytes(key, Kind.FEED, document, FEED_TYPE, BRIEFLY)


def feed_artifact(generation: Generation, document: bytes, owed: str = "") -> Artifact:
    """The feed as it is served: `feed.xml`, with the number of its generation, and who is to be told of it, beside."""
    plain = Artifact.of_bytes(FEED_KEY, Kind.FEED, document, FEED_TYPE, BRIEFLY)
    return Artifact(
        plain.key,
        plain.kind,
        document,
        plain.byte_size,
        plain.sha256,
        plain.content_type,
        plain.cache_control,
        metadata={_NUMBER: str(generation.number), **({_OWED: owed} if owed else {})},
        moved_to=_moved_to(document, public_url(generation.url, FEED_KEY)),
    )


def _moved_to(document: bytes, own_url: str) -> str:
    """The address that the feed says it has moved to (itunes:new-feed-url); empty where that is its own, or none."""
    found = _NEW_ADDRESS.search(document)
    url = found[1].decode().replace("&amp;", "&") if found is not None else ""
    return "" if url == own_url else url


def projected_number(live: Stored | None) -> int | None:
    """The number of the publication that the served feed says it is; None when it says none."""
    text = live.metadata.get(_NUMBER, "") if live is not None else ""
    return number_in(text)


def _last_number(target: Target) -> int | None:
    numbers = (number_of(stored.key) for stored in target.state.list("generations/"))
    return max((number for number in numbers if number is not None), default=None)


def read_numbered(target: Target, number: int) -> Generation | None:
    """The generation of that number; None when there is none. One request."""
    key = generation_key(number)
    found = target.state.get(key)
    return None if found is None else read_generation(found[0], key)


def _refuse_foreign_feed(target: Target, live: Stored | None) -> None:
    if live is not None:
        raise RefusedError(
            say(
                "There is already a feed at {place} that Balado did not publish, or whose record is lost. Nothing was "
                "changed. Publish to another place, or remove {key} there if nobody subscribes to it. If it is yours, "
                "and its record is lost, `balado recover` makes it anew.",
                place=target.public.address,
                key=FEED_KEY,
            )
        )


def still_overtaken() -> RefusedError:
    """The error of a run that was overtaken every time."""
    return RefusedError(
        say("Somebody else keeps publishing this show at the same time. Wait for that, then try again.")
    )
