"""A storage in memory that records what is asked of it and can fail on demand."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from balado.artifact import Artifact, Spliced
from balado.events import Progress, no_progress
from balado.store.storage import MOST_AT_ONCE, Stored
from balado.store.target import Target


@dataclass
class MemoryStorage:
    address: str = "memory"
    is_remote: bool = False
    place: str = ""
    needs_trial: bool = False
    objects: dict[str, tuple[bytes, Stored]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    before: dict[str, object] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def _note(self, verb: str, key: str) -> None:
        self.calls.append(f"{verb} {key}")
        action = self.before.get(f"{verb} {key}")
        if callable(action):
            action()

    def head(self, key: str) -> Stored | None:
        self._note("head", key)
        return self.objects[key][1] if key in self.objects else None

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        self._note("get", key)
        return self.objects.get(key)

    def examine(self, key: str) -> Stored | None:
        self._note("examine", key)
        if key not in self.objects:
            return None
        body, stored = self.objects[key]
        return replace(stored, byte_size=len(body), sha256=hashlib.sha256(body).hexdigest())

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        self._note("read", key)
        return iter([self.objects[key][0][start:]]) if key in self.objects else None

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        self._note("put", artifact.key)
        self._store(artifact)
        progress(artifact.byte_size)

    def put_if_absent(self, artifact: Artifact) -> bool:
        self._note("put_if_absent", artifact.key)
        with self.lock:
            if artifact.key in self.objects:
                return False
            self._store(artifact)
            return True

    def list(self, prefix: str) -> Iterator[Stored]:
        self._note("list", prefix)
        return iter([stored for key, (_, stored) in sorted(self.objects.items()) if key.startswith(prefix)])

    def glance(self, keys: Sequence[str]) -> dict[str, Stored | None]:
        self._note("glance", keys[0])
        return {key: self.objects[key][1] if key in self.objects else None for key in keys[:MOST_AT_ONCE]}

    def delete(self, key: str) -> None:
        self._note("delete", key)
        self.objects.pop(key, None)

    def sweep(self, before: datetime, ours: Callable[[str], bool]) -> int:
        self._note("sweep", before.isoformat())
        return 0

    def abandon(self, doomed: Callable[[str, datetime], bool]) -> int:
        self._note("abandon", "")
        return 0

    def _store(self, artifact: Artifact) -> None:
        body = whole(artifact.body)
        stored = Stored(
            artifact.key,
            len(body),
            artifact.sha256,
            artifact.content_type,
            artifact.cache_control,
            dict(artifact.metadata),
        )
        self.objects[artifact.key] = (body, stored)


def whole(body: bytes | Path | Spliced) -> bytes:
    """All the bytes of an artifact's body."""
    if isinstance(body, Spliced):
        return body.head + body.path.read_bytes()[body.start : body.end]
    return body.read_bytes() if isinstance(body, Path) else body


def memory_target() -> Target:
    return Target(MemoryStorage("public"), MemoryStorage("state"))
