"""Whose an object is: a bucket may hold what others put there, under names that look like ours.

Ours is what a publication ever named. So is what carries, beside it in the store, the mark of our show and the digest
that its own name tells: a run sent it that was killed before it published it. Of an upload that was never finished the
store tells no more than the key: there only the record counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from balado.errors import RefusedError
from balado.record.copies import unpacked
from balado.record.generation import AnnouncedRecord, EpisodeRecord, Generation
from balado.record.history import read_numbered
from balado.record.keys import SHOW_MARK, digits_of, show_mark
from balado.store.target import Target


class Provenance:
    """Asks the records of a target, from the newest back, only as far as a question needs."""

    def __init__(self, target: Target, newest: Generation, numbers: list[int]) -> None:
        self._public, self._state = target.public, target.state
        self._mark = show_mark(newest.show_guid)
        self._known = _keys_of(newest)
        self._older = _read_back(target, sorted({*numbers} - {newest.number}, reverse=True))

    def is_our_copy(self, key: str, sha256: str) -> bool:
        """Whether the copy of a document is ours: it is named after what it holds, which nobody does by chance."""
        found = self._state.get(key)
        return found is not None and unpacked(found[0], sha256) is not None

    def named(self, key: str) -> bool:
        """Whether a publication ever named this key in the public storage."""
        while key not in self._known:
            generation = next(self._older, None)
            if generation is None:
                return False
            self._known |= _keys_of(generation)
        return True

    def is_ours(self, key: str) -> bool:
        """Whether the object under this key in the public storage is ours."""
        return self.named(key) or self._carries_our_mark(key)

    def _carries_our_mark(self, key: str) -> bool:
        there = self._public.head(key)
        return (
            there is not None
            and there.metadata.get(SHOW_MARK) == self._mark
            and (there.sha256 or "").startswith(digits_of(key))
        )


def _keys_of(generation: Generation) -> set[str]:
    records: tuple[AnnouncedRecord | EpisodeRecord, ...] = (*generation.announced, *generation.episodes)
    keys = {stored.key for stored in generation.objects} | {key for record in records for key in record.keys}
    keys |= {former.key for former in generation.former} | {file.key for file in generation.site}
    return keys | {file.key for file in generation.covers}


def _read_back(target: Target, numbers: list[int]) -> Iterator[Generation]:
    """These records, but those that are damaged: what only they name is not provably ours, and stays."""
    for number in numbers:
        try:
            generation = read_numbered(target, number)
        except RefusedError:
            continue
        if generation is not None:
            yield generation
