"""The feed that Balado would publish of a show's folder, as apps would read it. Nothing is written there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from balado.edition.decide import Decision
from balado.edition.draw import begin_feed
from balado.edition.open import Opened, Request, open_run
from balado.errors import BaladoError, Fault
from balado.events import Meter
from balado.feed.assemble import only
from balado.feed.document import Feed
from balado.feed.notes.render import RenderedNotes
from balado.feed.read import read_own
from balado.feed.write import write
from balado.importer.cores import on_all_cores, side_by_side
from balado.message import Message
from balado.source.begin.show import NO_ADDRESS


@dataclass(frozen=True, slots=True)
class WouldBeFeed:
    """The feed, with what waits for its date; `measured` are the guids of those whose recordings lie in their folders.

    `held` says by guid why episodes would be held back, and are not in it; `faults` say it with their lines, `rules`
    which rules alone hold them back. `refusal` says why nothing would be published at all: then the feed is what it
    would be without that.
    """

    feed: Feed
    measured: frozenset[str]
    held: Mapping[str, Message] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    refusal: BaladoError | None = None
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """Which folder, at what time; `cache_file` is where inspections of recordings are kept, `meter` shows them.

    `notes` are those that were rendered before, by their text.
    """

    root: Path
    now: datetime
    cache_file: Path | None = None
    meter: Meter | None = None
    notes: Mapping[str, RenderedNotes] = field(default_factory=dict)


def would_publish(request: ProofRequest) -> WouldBeFeed:
    """Draw up the feed that `publish` would publish. Raises UsageError where there is no show."""
    with TemporaryDirectory() as nowhere:
        opened = _opened(request, nowhere)
        try:
            begun = begin_feed(opened, request.notes, on_all_cores)
            body = write(begun.feed)
            found, feed = side_by_side(begun.judges(body), lambda: _as_read(body, begun.feed), len(begun.feed.items))
            drawn = begun.decide(chain.from_iterable(found))
        finally:
            opened.inspector.save()
    if drawn.feed is not begun.feed:
        feed = _as_read(write(drawn.feed), drawn.feed)
    here = frozenset(one.episode.guid for one in drawn.gathered.candidates if one.episode.audio)
    if drawn.decision is None:
        return WouldBeFeed(feed, here, refusal=drawn.refusal)
    return WouldBeFeed(feed, here, _reasons(drawn.decision), drawn.decision.held_faults, rules=_rules(drawn.decision))


def _as_read(body: bytes, feed: Feed) -> Feed:
    """The feed as apps get it: from its document, and with its trailers announced, as in one that is published."""
    read = read_own(body, feed.feed_url).feed
    return only(read, {item.guid for item in read.items})


def _opened(request: ProofRequest, nowhere: str) -> Opened:
    run = Request(
        request.root,
        request.now,
        "",
        request.cache_file,
        {"to": nowhere},
        guarded=False,
        meter=request.meter,
    )
    opened = open_run(run)
    url = opened.settings.get("url") or NO_ADDRESS
    return open_run(replace(run, overrides={"to": nowhere, "url": url}))


def _rules(decision: Decision) -> Mapping[str, tuple[str, ...]]:
    """The rules that each episode is held back for, by guid, of those that nothing else holds back."""
    named = ((decision.guids.get(slug), [fault.rule for fault in faults]) for slug, faults in decision.held.items())
    return {
        guid: tuple(dict.fromkeys(rule for rule in rules if rule))
        for guid, rules in named
        if guid is not None and all(rules)
    }


def _reasons(decision: Decision) -> Mapping[str, Message]:
    named = ((decision.guids.get(slug), faults) for slug, faults in decision.held.items())
    return {guid: faults[0].what for guid, faults in named if guid is not None and faults}
