"""Work that is half done, kept window by window: whatever ends a run, the next one takes it up where it was.

One file of JSON lines, each a window with its words. A line that was being written when the run ended is no JSON, and
counts as not there; a window that does not begin where the one before ended does not, either.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from balado.workshop.speech.engine import HeardWord, Hearing

_FORMAT = 1
"""Raise it whenever windows are cut otherwise than before."""


@dataclass(frozen=True, slots=True)
class HeardWindow:
    """The words of a window, which ends before sample `after`; their times count from the recording's beginning."""

    first: int
    after: int
    words: tuple[HeardWord, ...]


@dataclass(frozen=True, slots=True)
class KeptWork:
    """The windows of one recording, heard by one engine that was told one thing. `file` None keeps nothing."""

    file: Path | None

    def windows(self) -> list[HeardWindow]:
        """What is done, from the beginning of the recording on."""
        done: list[HeardWindow] = []
        for line in self._lines():
            try:
                first, after, words = json.loads(line)
                window = HeardWindow(int(first), int(after), tuple(HeardWord(*word) for word in words))
            except (ValueError, TypeError):
                continue
            if window.first == (done[-1].after if done else 0) and window.after > window.first:
                done.append(window)
        return done

    def add(self, window: HeardWindow) -> None:
        """Keep a window, on the disk before the next one is begun."""
        if self.file is None:
            return
        words = [[word.text, word.start, word.end, word.probability] for word in window.words]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab") as file:
            file.write(f"\n{json.dumps([window.first, window.after, words])}".encode())
            file.flush()
            os.fsync(file.fileno())

    def drop(self) -> None:
        """It is not needed any more."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def _lines(self) -> Sequence[bytes]:
        if self.file is None or not self.file.exists():
            return ()
        return self.file.read_bytes().split(b"\n")


def kept_work(folder: Path | None, sha256: str, engine: str, hearing: Hearing) -> KeptWork:
    """The work on the recording with this digest: of other settings it would be another one."""
    if folder is None:
        return KeptWork(None)
    asked = json.dumps([_FORMAT, sha256, engine, hearing.language, hearing.prompt])
    return KeptWork(folder / f"heard-{hashlib.sha256(asked.encode()).hexdigest()[:32]}.jsonl")
