"""The places of an episode: keys of the show's places, names, or written out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balado.errors import Fault
from balado.message import say
from balado.show.podcasting import Location
from balado.show.values.nearest import nearest
from balado.source.yaml.document import YamlDocument

# Each name is looked for among all keys, and no episode is about more places than that.
_EXPLAINED_MAX = 30


class Places:
    """The show's places by key; a place that is faulty there is None."""

    def __init__(self, places: Mapping[str, Location | None]) -> None:
        self._places = places

    def resolve(self, written: object, document: YamlDocument, key: str) -> tuple[Any, list[Fault]]:
        """What the model takes for the place written under `key`: that of the show's key, or one with but this name.

        A name that looks like a key with a slip in it is a warning: listeners would read it.
        """
        place = self._named(written)
        if not isinstance(written, str) or written in self._places or not _like_a_key(written):
            return place, []
        near = nearest(written, self._places)
        if near is None:
            return place, []
        what = say("“{text}” is no key of `places` in feed.yaml, so it becomes the name of the place.", text=written)
        fault = Fault(document.place(key), what, say("Did you mean “{near}”?", near=near), severity="warning")
        return place, [fault]

    def resolve_all(self, written: object, document: YamlDocument, key: str) -> tuple[Any, list[Fault]]:
        """The same for a list of places; a single one is a list of one."""
        if not isinstance(written, list):
            place, faults = self.resolve(written, document, key)
            return [place], faults
        found = [self.resolve(item, document, f"{key}.{index}") for index, item in enumerate(written[:_EXPLAINED_MAX])]
        rest = [self._named(item) for item in written[_EXPLAINED_MAX:]]
        return [*(place for place, _ in found), *rest], [fault for _, faults in found for fault in faults]

    def _named(self, written: object) -> Any:
        if not isinstance(written, str):
            return written
        return self._places.get(written) or {"name": written}


def _like_a_key(written: str) -> bool:
    """Names of places have capitals or blanks."""
    return written == written.lower() and " " not in written
