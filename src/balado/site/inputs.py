"""Digests of what files of the site are made of: whatever changes in it, the digest is another. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta

from balado.site.model import SiteEpisode


class InputDigests:
    """Digests of values of the site's model. That of an episode, which stands on many pages, is taken once."""

    def __init__(self) -> None:
        self._episodes: dict[int, tuple[SiteEpisode, str]] = {}

    def of(self, *values: object) -> str:
        """The SHA-256 of these values as they are written out, 64 hex digits.

        Raises TypeError for a value that cannot be told from another of its kind.
        """
        return hashlib.sha256(self._written(values).encode()).hexdigest()

    def _written(self, value: object) -> str:
        if value is None or isinstance(value, str | int | float | timedelta):
            return repr(value)
        if isinstance(value, date):  # what its zone's clock shows may be another with other data of the zones
            return f"{value.isoformat()} {value.tzinfo if isinstance(value, datetime) else ''}"
        if isinstance(value, SiteEpisode):
            return self._episode(value)
        if isinstance(value, tuple | list):
            return f"[{','.join(map(self._written, value))}]"
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{self._written(name)}:{self._written(one)}' for name, one in value.items())}}}"
        return self._members(value)

    def _episode(self, episode: SiteEpisode) -> str:
        known = self._episodes.get(id(episode))
        if known is None:  # it is kept, for its place in memory could become another's
            known = episode, hashlib.sha256(self._members(episode).encode()).hexdigest()
            self._episodes[id(episode)] = known
        return known[1]

    def _members(self, value: object) -> str:
        if not is_dataclass(value) or isinstance(value, type):
            raise TypeError(f"{type(value).__name__} is nothing that a page is made of")
        members = (getattr(value, one.name) for one in fields(value) if one.compare)
        return f"{type(value).__name__}({','.join(map(self._written, members))})"
