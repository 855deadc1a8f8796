"""The feed that is served, and by what it tells which publication it is of."""

from __future__ import annotations

from balado.artifact import FEED_KEY
from balado.record.generation_file import number_in
from balado.store.storage import Stored
from balado.store.target import Target

NUMBER = "balado-generation"
"""The name of the metadata that holds the number of its publication."""


def served_feed(target: Target) -> Stored | None:
    """What is known of the feed that is served, with the number of its publication; None where there is none.

    One request. Where that tells no number the bytes are read: in a folder that was copied they alone tell what was
    recorded of them, for its files have other times.
    """
    stored = target.public.head(FEED_KEY)
    if stored is None or projected_number(stored) is not None:
        return stored
    return target.public.examine(FEED_KEY)


def projected_number(live: Stored | None) -> int | None:
    """The number of the publication that the served feed says it is; None when it says none."""
    text = live.metadata.get(NUMBER, "") if live is not None else ""
    return number_in(text)
