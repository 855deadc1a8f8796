"""What a publication would change: its plan, and the new feed beside the one that is served. It sees every stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from balado.artifact import FEED_KEY
from balado.edition.draw import draw_up, refuse_misplaced
from balado.edition.open import Opened, Request, open_run
from balado.edition.outcome import Draft, Outcome
from balado.errors import RefusedError
from balado.feed.difference import Difference, difference
from balado.feed.read import read_own
from balado.record.copies import LostCopyError, read_copy
from balado.record.foreign_pages import refuse_foreign_pages
from balado.record.generation import Generation
from balado.record.guard import guard
from balado.record.history import Newest, find_newest
from balado.store.target import Target


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a publication would change.

    `opened` is what it was worked out from. `feed` tells of feed.xml, `pages` of further feeds and archives by key
    (None: new, or not kept up any more). `is_first` says that nothing is served yet. `refusal` is what the guard would
    say, None when it would let it pass.
    """

    opened: Opened
    outcome: Outcome
    draft: Draft
    feed: Difference
    pages: Mapping[str, Difference | None]
    is_first: bool
    refusal: RefusedError | None


def compare(request: Request) -> Comparison:
    """What publishing would change, from the code that publishes, without writing anything but inspections."""
    opened = open_run(replace(request, guarded=False))
    refuse_misplaced(opened)
    return compare_opened(opened, find_newest(opened.target))


def compare_opened(opened: Opened, newest: Newest) -> Comparison:
    """The same of a run that is opened, its guard off, and has found what its target holds."""
    try:
        draft = draw_up(opened, newest.generation)
    finally:
        opened.inspector.save()
    outcome = Outcome(newest.generation, draft, published=False, feed_url=opened.feed_url, projected=newest.projected)
    is_first = newest.generation is None or newest.generation.feed is None
    feed, pages = _of_feed(opened, draft), _of_pages(opened, draft)
    return Comparison(opened, outcome, draft, feed, pages, is_first, _refusal(opened, draft))


def compare_published(target: Target, before: Generation | None, after: Generation, feed_url: str) -> Difference:
    """What a publication changed in the feed, from the copies that are kept of both. Nothing where one is lost."""
    if before is None or before.feed is None or after.feed is None or before.feed.sha256 == after.feed.sha256:
        return Difference()
    new = _served(target, after, after.feed.sha256, FEED_KEY)
    return (
        Difference() if new is None else _between(_served(target, before, before.feed.sha256, FEED_KEY), new, feed_url)
    )


def _refusal(opened: Opened, draft: Draft) -> RefusedError | None:
    previous, planned = draft.plan.previous, draft.plan.generation
    try:
        guard(previous, planned, opened.request.consent, draft.released)
        refuse_foreign_pages(opened.target, previous, planned)
    except RefusedError as refusal:
        return refusal
    return None


def _of_feed(opened: Opened, draft: Draft) -> Difference:
    plan = draft.plan
    before = plan.previous.feed if plan.previous is not None else None
    after = plan.generation.feed
    if plan.previous is None or before is None or after is None or before.sha256 == after.sha256:
        return Difference()
    old = _served(opened.target, plan.previous, before.sha256, FEED_KEY)
    return _between(old, plan.document or b"", opened.feed_url)


def _of_pages(opened: Opened, draft: Draft) -> dict[str, Difference | None]:
    plan, found = draft.plan, dict[str, Difference | None]()
    before = {page.key: page for page in plan.previous.pages} if plan.previous is not None else {}
    for page in plan.pages:
        was = before.pop(page.key, None)
        if was is None or plan.previous is None:
            found[page.key] = None
        elif was.sha256 != page.sha256:
            old = _served(opened.target, plan.previous, was.sha256, page.key)
            found[page.key] = _between(old, page.document, f"{opened.url}/{page.key}")
    return found | dict.fromkeys(before)


def _served(target: Target, generation: Generation, sha256: str, key: str) -> bytes | None:
    """The document as it was published: the copy that is kept or, where that is gone, what is served, if anything."""
    try:
        return read_copy(target, generation, sha256)
    except LostCopyError:
        found = target.public.get(key)
        return None if found is None else found[0]


def _between(before: bytes | None, after: bytes, url: str) -> Difference:
    if before is None:  # both are lost: the record alone tells what changes
        return Difference()
    return difference(read_own(before, url).feed, read_own(after, url).feed)
