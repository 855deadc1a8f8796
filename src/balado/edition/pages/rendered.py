"""The pages of a publication as bytes, and the names in their addresses. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balado.record.generation import SiteFileRecord


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """The pages of the show: the record of each file, and the bytes of all by digest."""

    files: tuple[SiteFileRecord, ...] = ()
    bodies: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names of the episodes' pages by guid, and of those that are gone the day on which they went."""

    names: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
