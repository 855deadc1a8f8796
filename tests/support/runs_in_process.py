"""Runs of Balado in this process, on a store whose clock a test sets, and that ends a run at any of its operations.

An operation that ends a run stands for the kill of its process: whatever the run would still do fails in the same way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

from balado.artifact import Artifact
from balado.edition import open as opening
from balado.edition.outcome import Outcome
from balado.events import Event, Progress, Watch, no_progress
from balado.publish.publish import publish
from balado.record import intent
from balado.record.generation import Generation
from balado.record.prune import Pruning, prune
from balado.record.rollback import roll_back
from balado.store.folder import FolderStorage
from balado.store.process import this_process
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.storage import Storage, Stored
from balado.store.target import Target

ENDED = f"{this_process().rpartition(' ')[0]} {1 << 30}"
"""The name of a process that is not there any more."""


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Steps:
    """Counts the operations of a run on the store. `die_at` is the one before which it is killed, counted from 1.

    `meanwhile` holds what others do before the operation of a number, each once.
    """

    die_at: int | None = None
    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    lock: Any = field(default_factory=threading.RLock)

    def step(self, what: str) -> None:
        with self.lock:
            self.taken.append(what)
            number = len(self.taken)
            if self.die_at is not None and number >= self.die_at:
                raise Killed
            if action := self.meanwhile.pop(number, None):
                action()


@dataclass
class WatchedStorage:
    """A storage of a world: what is written has the time of the world."""

    inner: Storage
    world: World
    steps: Steps

    @property
    def address(self) -> str:
        return self.inner.address

    @property
    def is_remote(self) -> bool:
        return self.inner.is_remote

    @property
    def place(self) -> str:
        return self.inner.place

    @property
    def needs_trial(self) -> bool:
        return self.inner.needs_trial

    def head(self, key: str) -> Stored | None:
        self.steps.step(f"head {key}")
        return self.inner.head(key)

    def examine(self, key: str) -> Stored | None:
        self.steps.step(f"examine {key}")
        return self.inner.examine(key)

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        self.steps.step(f"get {key}")
        return self.inner.get(key)

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        self.steps.step(f"read {key}")
        return self.inner.read(key, start)

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        self.steps.step(f"put {artifact.key}")
        self.inner.put(artifact, progress)
        self._written(artifact.key)

    def put_if_absent(self, artifact: Artifact) -> bool:
        self.steps.step(f"put_if_absent {artifact.key}")
        done = self.inner.put_if_absent(artifact)
        if done:
            self._written(artifact.key)
        return done

    def list(self, prefix: str) -> Iterator[Stored]:
        self.steps.step(f"list {prefix}")
        for stored in self.inner.list(prefix):
            yield replace(stored, modified=self.world.times.get((self.address, stored.key), self.world.began))

    def glance(self, keys: Sequence[str]) -> dict[str, Stored | None]:
        self.steps.step("glance")
        return self.inner.glance(keys)

    def delete(self, key: str) -> None:
        self.steps.step(f"delete {key}")
        self.inner.delete(key)

    def sweep(self, before: datetime, ours: Callable[[str], bool]) -> int:
        self.steps.step("sweep")
        return self.inner.sweep(before, ours)

    def abandon(self, doomed: Callable[[str, datetime], bool]) -> int:
        self.steps.step("abandon")
        return self.inner.abandon(doomed)

    def _written(self, key: str) -> None:
        self.world.times[self.address, key] = self.world.now


@dataclass
class World:
    """A place that shows are published to, and its clock."""

    public: Storage
    state: Storage
    now: datetime
    began: datetime = field(init=False)
    times: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.now

    def target(self, steps: Steps | None = None) -> Target:
        """The target as one run sees it."""
        steps = steps or Steps()
        return Target(WatchedStorage(self.public, self, steps), WatchedStorage(self.state, self, steps))

    def publish(self, root: Path, steps: Steps | None = None, now: datetime | None = None, **request: Any) -> Outcome:
        """Publish the show in this folder; `now` is what the clock of the run says."""
        wanted = opening.Request(root, now or self.now, uuid4().hex, root / ".inspections.json", **request)
        with mock.patch.object(opening, "open_target", return_value=self.target(steps)):
            return publish(wanted, self.watch())

    def roll_back(
        self, number: int | None = None, steps: Steps | None = None, consent: tuple[str, ...] = ()
    ) -> Generation:
        return roll_back(self.target(steps), number, (self.now, uuid4().hex), consent, self.watch())

    def prune(self, days: int = 30, steps: Steps | None = None, now: datetime | None = None) -> Pruning:
        """Prune with so many days of grace; `now` is what the clock of the run says."""
        process = ENDED if steps is not None and steps.die_at is not None else this_process()
        with mock.patch.object(intent, "this_process", return_value=process):
            return prune(self.target(steps), (now or self.now, timedelta(days)), uuid4().hex, self.watch())

    def watch(self) -> Watch:
        return Watch(_ignore, pause=_no_pause)


def folder_world(folder: Path, now: datetime) -> World:
    state = folder.with_name(f".{folder.name}.balado")
    return World(FolderStorage(folder, state / "headers"), FolderStorage(state, None), now)


def bucket_world(connection: Connection, bucket: str, prefix: str, now: datetime) -> World:
    """A bucket; the credentials are those of the environment."""
    state = f"{prefix}/.balado" if prefix else ".balado"
    return World(S3Storage(connection, bucket, prefix), S3Storage(connection, bucket, state), now)


def objects_of(storage: Storage, known: dict[tuple[str, str, str], bytes] | None = None) -> Mapping[str, bytes]:
    """Every object of a storage; `known` keeps the bytes by place, key and ETag, which are then read once."""
    known = {} if known is None else known
    found = {}
    for stored in storage.list(""):
        named = (storage.address, stored.key, stored.etag)
        if not stored.etag or named not in known:
            there = storage.get(stored.key)
            assert there is not None
            known[named] = there[0]
        found[stored.key] = known[named]
    return found


def _ignore(_event: Event) -> None:
    """Nobody listens."""


def _no_pause(_seconds: float) -> None:
    """Nobody waits."""
