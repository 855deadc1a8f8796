"""The folders of episodes: a name of its own for each, from number or date and title. Pure.

Nothing that a feed says can lead out of the show's folder: of a title only a-z, 0-9 and hyphens are left.
"""

from __future__ import annotations

from collections.abc import Collection

from balado.feed.document import Item
from balado.source.identity import slug_of

_SLUG_CHARACTERS = 60

STATE_FILE = ".import.json"
"""Hidden, and named nowhere in the show: it is published nowhere. It belongs beside the files that it tells of."""


def folder_for(item: Item, taken: Collection[str]) -> str:
    """The name of the item's folder, in ASCII and bounded, that none of those that are `taken` has."""
    stem = f"{_number_or_date(item)}-{_shortened(slug_of(item.title)) or item.episode_type}"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _number_or_date(item: Item) -> str:
    if item.episode is None or not 0 < item.episode < 100_000:
        return item.published.strftime("%Y-%m-%d")
    season = f"s{item.season:02}-" if item.season is not None and 1 < item.season < 10_000 else ""
    return f"{season}{item.episode:02}"


def _shortened(slug: str) -> str:
    """The slug, cut between words where it can be when it is long."""
    if len(slug) <= _SLUG_CHARACTERS:
        return slug
    return slug[: _SLUG_CHARACTERS + 1].rpartition("-")[0] or slug[:_SLUG_CHARACTERS]
