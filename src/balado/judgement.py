"""Our own feed before the rules: the document as it will be, each finding at the line its author wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from balado.check.run import ALL, Profile, document_of, judge, subjects_of
from balado.check.subject import Terms
from balado.errors import Fault
from balado.feed.document import Feed
from balado.feed.write import write
from balado.model import Episode, Show
from balado.origin import placed_in_source
from balado.render import judge_limits
from balado.source.read import Reading


def judge_own(
    feed: Feed, reading: Reading, episodes: Iterable[Episode], now: datetime, profile: Profile = ALL
) -> tuple[Fault, ...]:
    """What the rules find in the feed as it will be when all its episodes are live."""
    latest = max((item.published for item in feed.items), default=now)
    terms = Terms(max(now, latest), _required(reading.show), is_own=True)
    document = document_of(write(feed), terms, feed.feed_url)
    found = judge(subjects_of(document), placed_in_source(reading, episodes), profile)
    return _once([*judge_limits(feed, reading), *found])


def _required(show: Show | None) -> dict[str, datetime]:
    require = show.require if show is not None else None
    if require is None:
        return {}
    wanted = {name: getattr(require, name) for name in type(require).model_fields}
    return {name: moment for name, moment in wanted.items() if moment is not None}


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """What two looks found at one place is said once."""
    kept: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        kept.setdefault((fault.place, fault.rule or str(fault.what)), fault)
    return tuple(kept.values())
