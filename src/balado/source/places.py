"""The places of an episode: keys of the show's places, names, or written out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balado.podcasting import Location


class Places:
    """The show's places by key; a place that is faulty there is None."""

    def __init__(self, places: Mapping[str, Location | None]) -> None:
        self._places = places

    def resolve(self, written: object) -> Any:
        """What the model takes for a place: that of a key, or one that has but this name."""
        if not isinstance(written, str):
            return written
        return self._places.get(written) or {"name": written}

    def resolve_all(self, written: object) -> Any:
        """The same for a list of places; a single one is a list of one."""
        items = written if isinstance(written, list) else [written]
        return [self.resolve(item) for item in items]
