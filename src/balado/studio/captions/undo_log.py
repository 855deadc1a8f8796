"""The steps that were done to a file, kept beside the caches, so that they can be taken back after a restart, too.

One file of JSON lines. A step is on the disk before it is done: of one that was cut off, the file itself tells that it
never happened. A line that was being written then is no JSON, and counts as not there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from balado.studio.captions.undo import EditStep, Hunk
from balado.studio.saving.copies import write_kept

Kind = Literal["do", "undo", "redo"]
MOST_STEPS = 500
"""More than anybody takes back one by one."""


class UndoLog:
    """The steps done, and those taken back that may be done again. `file` None keeps them for this process only."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.done: list[EditStep] = []
        self.undone: list[EditStep] = []
        for entry in self._entries():
            self._take_in(entry)
        if len(self.done) > MOST_STEPS:
            self._shorten()

    def look_at(self, revision: str) -> None:
        """Put right what was cut off: by the file as it is now, whether the last step was done, or done again."""
        if self.done and self.done[-1].before == revision != self.done[-1].after:
            self._note({"left": True})
        elif self.undone and self.undone[-1].after == revision != self.undone[-1].before:
            self._note({"redo": True})

    def begin(self, kind: Kind, step: EditStep) -> None:
        """A step is about to be written. After a new one nothing can be done again that was taken back before."""
        if kind == "do":
            self._note(_entry(step))

    def leave(self, kind: Kind) -> None:
        """It could not be written."""
        if kind == "do":
            self._note({"left": True})

    def end(self, kind: Kind) -> None:
        """It is written."""
        if kind != "do":
            self._note({kind: True})

    def forget(self) -> None:
        """Nothing can be taken back any more."""
        self.done.clear()
        self.undone.clear()
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def _note(self, entry: dict[str, object]) -> None:
        self._take_in(entry)
        self._add(entry)

    def _take_in(self, entry: dict[str, object]) -> None:
        if "undo" in entry and self.done:
            self.undone.append(self.done.pop())
        elif "redo" in entry and self.undone:
            self.done.append(self.undone.pop())
        elif "left" in entry and self.done:
            self.done.pop()
        elif "step" in entry:
            self.done.append(_step(entry))
            self.undone.clear()

    def _add(self, entry: dict[str, object]) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"\n{json.dumps(entry)}".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _shorten(self) -> None:
        """Keep the newest steps in a new file."""
        del self.done[:-MOST_STEPS]
        if self._file is None or self.undone:
            return
        write_kept(self._file, "".join(f"\n{json.dumps(_entry(step))}" for step in self.done).encode())

    def _entries(self) -> Iterator[dict[str, object]]:
        try:
            lines = self._file.read_bytes().split(b"\n") if self._file else []
        except FileNotFoundError:
            return
        for line in filter(None, lines):
            try:
                entry = json.loads(line)
                if "step" in entry:
                    _step(entry)
            except (ValueError, TypeError, KeyError, RecursionError):
                continue
            yield entry


def _entry(step: EditStep) -> dict[str, object]:
    hunks = [[hunk.at, list(hunk.old), list(hunk.new)] for hunk in step.hunks]
    return {"step": step.name, "before": step.before, "after": step.after, "hunks": hunks}


def _step(entry: dict[str, object]) -> EditStep:
    found = entry["hunks"]
    if not isinstance(found, list):
        raise TypeError("hunks are a list")
    hunks = tuple(Hunk(int(at), tuple(map(str, old)), tuple(map(str, new))) for at, old, new in found)
    return EditStep(str(entry["step"]), str(entry["before"]), str(entry["after"]), hunks)
