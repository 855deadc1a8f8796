"""Who is still to be told of the feed that is served: written beside it."""

from __future__ import annotations

import hashlib

from balado.artifact import FEED_KEY
from balado.record.generation import Generation
from balado.record.history import feed_artifact, last_after, owed_by, project, projected_number
from balado.store.target import Target


def mark_owed(target: Target, generation: Generation, owed: str) -> None:
    """Write beside the served feed who is still to be told of it. Does nothing when another feed is served by now."""
    found = target.public.get(FEED_KEY)
    if found is None or generation.feed is None or hashlib.sha256(found[0]).hexdigest() != generation.feed.sha256:
        return
    if projected_number(found[1]) != generation.number or owed_by(found[1]) == owed:
        return
    target.public.put(feed_artifact(generation, found[0], owed))
    newest = last_after(target, generation)
    if newest.number != generation.number:  # somebody committed meanwhile, and their feed was written over
        project(target, newest)
