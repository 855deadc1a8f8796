"""What runs that were killed left in a store: probes by which a bucket is looked at, and the objects of a race.

They are known by their names and by their bytes, which say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.record.keys import public_keys
from balado.store.storage import Storage, Stored

PROBE = "balado-probe-"
_NAME = re.compile(rf"{PROBE}[0-9A-Za-z]+")
_RACE = re.compile(r"race/[0-9A-Za-z]+-\d+")
_RACER = re.compile(rb"writer \d+")


def probe_name(token: str) -> str:
    """What the probes of a run are called, and what they hold."""
    return f"{PROBE}{token}"


def probes_in_public(public: Storage) -> Iterator[Stored]:
    """Probes wherever the public reads."""
    for pattern in public_keys():
        before, star, after = pattern.partition("*")
        if star:
            yield from _probes(public, before, after)


def probes_in_state(state: Storage) -> Iterator[Stored]:
    """Probes in the record of publications."""
    yield from _probes(state, "probe/", "")


def left_races(state: Storage) -> Iterator[Stored]:
    """Objects of races. One that is run at this moment is among them."""
    for stored in state.list("race/"):
        if _RACE.fullmatch(stored.key) and _holds(state, stored.key, _RACER):
            yield stored


def remove_probes(public: Storage, state: Storage) -> None:
    """Delete every probe there is."""
    for storage, found in ((public, probes_in_public(public)), (state, probes_in_state(state))):
        for stored in list(found):
            storage.delete(stored.key)


def _probes(storage: Storage, before: str, after: str) -> Iterator[Stored]:
    for stored in storage.list(f"{before}{PROBE}"):
        name = stored.key.removeprefix(before).removesuffix(after)
        if _NAME.fullmatch(name) and _holds(storage, stored.key, re.compile(re.escape(name.encode()))):
            yield stored


def _holds(storage: Storage, key: str, expected: re.Pattern[bytes]) -> bool:
    found = storage.get(key)
    return found is not None and expected.fullmatch(found[0]) is not None
