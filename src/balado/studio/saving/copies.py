"""Copies of the author's files by their digest, and what was done with them: in the user's folder, never in the show's.

Each file is written aside and put in its place in one step: whatever interrupts that leaves it as it was or as it
becomes. They may hold what nobody else should read, and are for the user alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_STEPS_MAX = 200
_COPIES_MAX_BYTES = 50_000_000
_DIGEST_CHARS = 64


@dataclass(frozen=True, slots=True)
class Step:
    """One write of a file: the digests of what it was and became, when (ISO 8601)."""

    path: str
    before: str
    after: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What was entered in a form and not saved: the digest of the file that the form was made from, and when."""

    path: str
    base: str
    posted: Mapping[str, Sequence[str]]
    at: str


def digest_of(raw: bytes) -> str:
    """The digest by which a copy is known: SHA-256 in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def write_kept(file: Path, raw: bytes) -> None:
    """Write a file of what is kept beside the caches, whole or not at all, for the user alone. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")  # readable by its owner alone
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(raw)
            written.flush()
            os.fsync(handle)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class FileCopies:
    """The copies of one show. `folder` is made when the first of them is written."""

    folder: Path
    _known: set[str] = field(default_factory=set, repr=False)

    def put(self, raw: bytes) -> str:
        """Keep a copy; gives its digest."""
        digest = digest_of(raw)
        if digest not in self._known or not self._file(digest).exists():
            write_kept(self._file(digest), raw)
            self._known.add(digest)
        return digest

    def get(self, digest: str) -> bytes | None:
        """A copy, None where there is none (any more), or it is damaged."""
        if len(digest) != _DIGEST_CHARS or not set(digest) <= set("0123456789abcdef"):
            return None
        with suppress(FileNotFoundError):
            raw = self._file(digest).read_bytes()
            return raw if digest_of(raw) == digest else None
        return None

    def add_step(self, step: Step) -> None:
        """Remember a write, before it is made: one that was not is told by the file, which is not what it became."""
        steps = [*self.steps(), step][-_STEPS_MAX:]
        write_kept(self.folder / "steps.json", json.dumps([asdict(one) for one in steps]).encode())
        self._sweep(steps)

    def steps(self) -> tuple[Step, ...]:
        """The writes, the oldest first."""
        return tuple(Step(**one) for one in self._read("steps.json"))

    def keep(self, kept: KeptEntry) -> None:
        """Keep what was entered and not saved, in place of what was kept of the same file."""
        self._write_kept([*(one for one in self.all_kept() if one.path != kept.path), kept])

    def kept(self, path: str) -> KeptEntry | None:
        """What was entered for a file and not saved."""
        return next((one for one in self.all_kept() if one.path == path), None)

    def forget(self, path: str) -> None:
        """What was entered is saved, or wanted no more."""
        if self.kept(path) is not None:
            self._write_kept(one for one in self.all_kept() if one.path != path)

    def all_kept(self) -> tuple[KeptEntry, ...]:
        """Everything that was entered and not saved."""
        return tuple(KeptEntry(**one) for one in self._read("kept.json"))

    def _write_kept(self, all_kept: Iterable[KeptEntry]) -> None:
        write_kept(self.folder / "kept.json", json.dumps([asdict(one) for one in all_kept]).encode())

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.copy"

    def _read(self, name: str) -> list[dict[str, Any]]:
        try:
            found = json.loads((self.folder / name).read_bytes())
        except (FileNotFoundError, ValueError):
            return []
        return found if isinstance(found, list) else []

    def _sweep(self, steps: Iterable[Step]) -> None:
        """Delete the oldest copies that no step and nothing kept needs, once they take too much room."""
        needed = {digest for step in steps for digest in (step.before, step.after)}
        needed |= {one.base for one in self.all_kept()}
        spare = [file for file in self.folder.glob("*.copy") if file.stem not in needed]
        sizes = {file: file.stat() for file in spare}
        room = _COPIES_MAX_BYTES
        for file in sorted(spare, key=lambda one: -sizes[one].st_mtime):
            room -= sizes[file].st_size
            if room < 0:
                file.unlink(missing_ok=True)
                self._known.discard(file.stem)
