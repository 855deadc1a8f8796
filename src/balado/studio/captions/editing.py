"""A transcript on the disk while it is read and corrected: each change is saved as soon as it is made, in one step.

Whatever ends the studio, the file is as it was or as it becomes. A change is made to the file as it is now, whoever
wrote it: where somebody else changed another caption meanwhile both changes stay, where it was the same one it is
refused with what stands there now.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.message import say
from balado.source.fix import replace_text
from balado.source.folder import TextFile
from balado.studio.captions.apply import CaptionGoneError, changes_of, with_changes
from balado.studio.captions.document import CaptionFile, read_captions, revision_of, with_lines
from balado.studio.captions.operations import Operation
from balado.studio.captions.reading_progress import ReadingProgress, read_progress, write_progress
from balado.studio.captions.undo import EditStep, Hunk, repeated, step_of
from balado.studio.captions.undo_log import Kind, UndoLog
from balado.studio.saving.copies import write_kept

_TRIES = 5
_MOST_SEEN = 50


@dataclass(frozen=True, slots=True)
class SavedCaptions:
    """The file after a change, which `step` did; None where there was nothing to do."""

    file: CaptionFile
    step: EditStep | None


class CaptionConflictError(Exception):
    """Somebody else changed what a change is about. `file` is as it is now; `key` the caption that is not in it."""

    def __init__(self, file: CaptionFile, key: str | None) -> None:
        super().__init__(key)
        self.file, self.key = file, key


class TranscriptEditing:
    """One transcript of a show in `root`; `kept` is the folder for what is only of this reader (None: nowhere)."""

    def __init__(self, root: Path, path: str, kept: Path | None) -> None:
        self._root, self.path = root, path
        name = hashlib.sha256(os.fsencode(root.resolve() / path)).hexdigest()[:16]
        self._progress_file = kept / f"reading-{name}.json" if kept else None
        self._log = UndoLog(kept / f"steps-{name}.jsonl" if kept else None)
        self.lock = RLock()
        """Held while the file is written; for who does something else to it meanwhile."""
        self._file: CaptionFile | None = None
        self._seen: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._progress = self._kept_progress()

    def read(self) -> CaptionFile:
        """The file as it is now. Raises SourceError where it cannot be read, UsageError where it lies elsewhere."""
        with self.lock:
            raw = self._raw()
            found = self._file
            if found is None or found.revision != revision_of(raw):
                found = read_captions(raw, self.path)
            self._remember(found)
            self._log.look_at(found.revision)
            return found

    def seen(self, revision: str) -> tuple[str, ...] | None:
        """The keys of the captions at an earlier revision, where that is remembered."""
        with self.lock:
            return self._seen.get(revision)

    def forget(self) -> None:
        """The file is done with: nothing of how it was read is kept."""
        with self.lock:
            self._log.forget()
            self._progress = ReadingProgress()
            if self._progress_file is not None:
                self._progress_file.unlink(missing_ok=True)

    def _remember(self, file: CaptionFile) -> None:
        """The newest as a whole, of those before only the keys: pages ask what changed since."""
        self._file = file
        if file.revision not in self._seen:
            self._seen[file.revision] = tuple(caption.key for caption in file.captions)
        self._seen.move_to_end(file.revision)
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)

    def do(self, operation: Operation) -> SavedCaptions:
        """Carry out an operation, and save it.

        Raises CaptionConflictError where it is about what somebody else changed, UsageError where it cannot be done.
        """

        def made(file: CaptionFile) -> tuple[CaptionFile, EditStep] | None:
            try:
                changes = changes_of(file, operation)
            except CaptionGoneError as error:
                raise CaptionConflictError(file, error.key) from error
            after = with_changes(file, changes)
            return (after, step_of(type(operation).__name__, file, after, changes)) if changes else None

        return self._saved(made, "do")

    def replace(self, text: str) -> SavedCaptions:
        """Put another text of the same format in the place of all of it. Raises SourceError where it cannot be read."""
        new = read_captions(text.encode(), self.path)

        def made(file: CaptionFile) -> tuple[CaptionFile, EditStep] | None:
            after = with_lines(file, [(0, len(file.lines), new.lines)])
            hunk = Hunk(0, file.lines, after.lines)
            return (after, EditStep("replace", file.revision, after.revision, (hunk,))) if after != file else None

        return self._saved(made, "do")

    def undo(self) -> SavedCaptions:
        """Take the last step back. Raises CaptionConflictError where somebody else changed what it did."""
        return self._saved(lambda file: self._repeated(file, [step.reverse for step in self._log.done[-1:]]), "undo")

    def redo(self) -> SavedCaptions:
        """Do the step again that was taken back last."""
        return self._saved(lambda file: self._repeated(file, self._log.undone[-1:]), "redo")

    @property
    def can(self) -> tuple[bool, bool]:
        """Whether there is a step to take back, and one to do again."""
        return bool(self._log.done), bool(self._log.undone)

    @property
    def progress(self) -> ReadingProgress:
        """How far this transcript has been read."""
        return self._progress

    def keep_progress(self, progress: ReadingProgress) -> None:
        """Remember how far; what cannot be written is forgotten with this process."""
        with self.lock:
            self._progress = progress
            if self._progress_file is not None:
                write_kept(self._progress_file, write_progress(progress).encode())

    def _repeated(self, file: CaptionFile, steps: list[EditStep]) -> tuple[CaptionFile, EditStep] | None:
        if not steps:
            return None
        try:
            after = repeated(steps[0], file)
        except SourceError as error:
            raise CaptionConflictError(file, None) from error
        if after is None:
            raise CaptionConflictError(file, None)
        return after, steps[0]

    def _saved(self, made: Callable[[CaptionFile], tuple[CaptionFile, EditStep] | None], kind: Kind) -> SavedCaptions:
        """What is made of the file as it is, written; again where somebody else wrote it in the same moment."""
        with self.lock:
            for left in reversed(range(_TRIES)):
                file = self.read()
                found = made(file)
                if found is None:
                    return SavedCaptions(file, None)
                self._log.begin(kind, found[1])
                try:
                    replace_text(self._root / self.path, TextFile(self.path, file.raw), found[0].raw)
                except UsageError:
                    self._log.leave(kind)
                    if not left or revision_of(self._raw()) == file.revision:
                        raise
                    continue
                self._log.end(kind)
                self._remember(found[0])
                return SavedCaptions(*found)
        raise AssertionError("the last try raises")

    def _raw(self) -> bytes:
        real = (self._root / self.path).resolve()
        if not real.is_relative_to(self._root.resolve()):
            raise UsageError(say("{path} leads out of the show's folder: it is not changed here.", path=self.path))
        try:
            return real.read_bytes()
        except OSError as error:
            what = say("This file cannot be opened: {reason}.", reason=reason_of(error))
            raise SourceError.of([Fault(Place(self.path), what, say("Make it a readable text file."))]) from error

    def _kept_progress(self) -> ReadingProgress:
        if self._progress_file is None or not self._progress_file.exists():
            return ReadingProgress()
        return read_progress(self._progress_file.read_bytes().decode("utf-8", "replace"))
