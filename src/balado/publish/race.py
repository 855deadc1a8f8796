"""Whether a store keeps the promise that publishing stands on: of several who create an object at once, one wins.

Some stores answer success to several. A short race finds that out; its result is kept in the state as `store.json`.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from threading import Barrier
from typing import Literal

from balado.artifact import NEVER, Artifact, Kind
from balado.publish.generation import Generation
from balado.publish.generation_file import generation_key, read_generation
from balado.publish.storage import Storage

STORE_KEY = "store.json"
WRITERS = 8

_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a race showed: `kind`, when (ISO 8601), in how many rounds."""

    kind: Literal["atomic", "weak"]
    when: str
    rounds: int


def race(state: Storage, token: str, when: datetime, rounds: int) -> Promise:
    """Let eight writers create one object at once, so many times; nothing of it is left. Stops at the first surprise.

    `token` is one that no other run has. Raises RemoteError when the store fails.
    """
    for number in range(1, rounds + 1):
        if _winners(state, f"race/{token}-{number}") != 1:
            return Promise("weak", when.isoformat(), number)
    return Promise("atomic", when.isoformat(), rounds)


def remember(state: Storage, promise: Promise) -> None:
    """Keep the result beside the record of publications."""
    body = json.dumps(asdict(promise)).encode()
    state.put(Artifact.of_bytes(STORE_KEY, Kind.GENERATION, body, _TYPE, NEVER))


def is_remembered_as_weak(state: Storage) -> bool:
    """Whether a race showed that several may win. False when none was run. One request."""
    there = state.get(STORE_KEY)
    try:
        found = json.loads(there[0]) if there is not None else {}
    except ValueError:  # not ours, or damaged: what a new race replaces
        return False
    return isinstance(found, dict) and found.get("kind") == "weak"


def stands(state: Storage, generation: Generation) -> bool:
    """Whether the record that is stored under this generation's number is the one that this run wrote. One request.

    Of several who were told they had won, the one whose record was kept last did; all others are to plan again. No
    record is ever written over here: one that already saw its own may be live by now.
    """
    key = generation_key(generation.number)
    there = state.get(key)
    return there is not None and read_generation(there[0], key).owner == generation.owner


def _winners(state: Storage, key: str) -> int:
    start = Barrier(WRITERS)

    def write(number: int) -> bool:
        scratch = Artifact.of_bytes(key, Kind.GENERATION, f"writer {number}".encode(), _TYPE, NEVER)
        start.wait()
        return state.put_if_absent(scratch)

    try:
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="race") as pool:
            return sum(pool.map(write, range(WRITERS)))
    finally:
        state.delete(key)
