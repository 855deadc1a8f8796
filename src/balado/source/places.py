"""The places of an episode: keys of the show's places, names, or written out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balado.errors import Fault
from balado.message import say
from balado.podcasting import Location
from balado.source.parse import Document
from balado.written.plain import nearest


class Places:
    """The show's places by key; a place that is faulty there is None."""

    def __init__(self, places: Mapping[str, Location | None]) -> None:
        self._places = places

    def resolve(self, written: object, document: Document, key: str) -> tuple[Any, list[Fault]]:
        """What the model takes for the place written under `key`: that of the show's key, or one with but this name.

        A name that looks like a key with a slip in it is a warning: listeners would read it.
        """
        if not isinstance(written, str):
            return written, []
        if written in self._places:
            return self._places[written] or {"name": written}, []
        near = nearest(written, list(self._places)) if _like_a_key(written) else None
        if near is None:
            return {"name": written}, []
        what = say("“{text}” is no key of `places` in feed.yaml, so it becomes the name of the place.", text=written)
        fault = Fault(document.place(key), what, say("Did you mean “{near}”?", near=near), severity="warning")
        return {"name": written}, [fault]

    def resolve_all(self, written: object, document: Document, key: str) -> tuple[Any, list[Fault]]:
        """The same for a list of places; a single one is a list of one."""
        if not isinstance(written, list):
            place, faults = self.resolve(written, document, key)
            return [place], faults
        found = [self.resolve(item, document, f"{key}.{index}") for index, item in enumerate(written)]
        return [place for place, _ in found], [fault for _, faults in found for fault in faults]


def _like_a_key(written: str) -> bool:
    """Names of places have capitals or blanks."""
    return written == written.lower() and " " not in written
