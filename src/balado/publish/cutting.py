"""How this house takes an episode out of its feeds and its pages."""

from __future__ import annotations

from balado.feed.remove_item import remove_item
from balado.record.cuts import Cuts


def _without_episode(key: str, body: bytes, guid: str, page: str) -> bytes | None:
    from balado.site.remove_episode import without_episode  # not where nothing was taken down

    return without_episode(key, body, guid, page)


CUTS = Cuts(remove_item, _without_episode)
