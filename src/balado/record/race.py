"""Whether a store keeps the promise that publishing stands on: of several who create an object at once, one wins.

Some stores answer success to several. A short race finds that out.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Literal

from balado.artifact import NEVER, Artifact, Kind
from balado.record.generation import Generation
from balado.record.generation_file import generation_key, read_generation
from balado.store.storage import Storage

WRITERS = 8

_TYPE = "text/plain"


def race(state: Storage, token: str, rounds: int) -> Literal["atomic", "weak"]:
    """Let eight writers create one object at once, so many times; nothing of it is left. Stops at the first surprise.

    `token` is one that no other run has. Raises RemoteError when the store fails.
    """
    for number in range(1, rounds + 1):
        if _winners(state, f"race/{token}-{number}") != 1:
            return "weak"
    return "atomic"


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
