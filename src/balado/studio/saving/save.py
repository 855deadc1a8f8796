"""A form saved: as a change of the file that it was made from, brought together with what others changed meanwhile.

Two of one studio never save at once, and a file that somebody else wrote in between is never overwritten: it is read
again, and what touches the same key is shown. Before each write there is a copy of what was there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from balado.errors import Fault, Place, UsageError
from balado.message import say
from balado.source.correct import corrected
from balado.source.files import scan
from balado.source.fix import replace_text
from balado.source.folder import Scan, TextFile
from balado.source.keys.change import Content, KeyChanges
from balado.source.keys.merge import Clash, brought_together, difference
from balado.source.settings import show_zone
from balado.studio.forms.field import Field
from balado.studio.forms.posted import Posted, changes_of, faults_of_rows
from balado.studio.saving.copies import FileCopies, KeptEntry, Step, digest_of
from balado.studio.saving.files import changed_file, content_of, faults_of, text_in
from balado.studio.saving.validate import refused


@dataclass(frozen=True, slots=True)
class Entered:
    """What a browser sent: into the form of which file, made from the file with which digest."""

    path: str
    base: str
    posted: Posted


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it: the digest of the file as it is now, and what stays to be said.

    With `faults` or `clashes` nothing was written, and what was entered is kept. `is_written` False without them:
    there was nothing to write.
    """

    digest: str
    is_written: bool = False
    faults: tuple[Fault, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether it was not saved."""
        return bool(self.faults or self.clashes)


class MissingFileError(UsageError):
    """The file that was to be changed is no longer in the show."""


@dataclass(frozen=True, slots=True)
class Saving:
    """Saves into the files of one show. Two that share `lock` never save at once."""

    root: Path
    copies: FileCopies
    now: Callable[[], datetime]
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def open(self, path: str) -> tuple[Scan, TextFile]:
        """The show's folder and a text of it, with a copy that a form can be made from. Raises MissingFileError."""
        found, file = self._found(path)
        self.copies.put(file.raw or b"")
        return found, file

    def save(self, entered: Entered, fields: Sequence[Field]) -> Saved:
        """Save what was entered. Raises MissingFileError, and UsageError where the file cannot be written."""
        with self.lock:
            found, file = self._found(entered.path)
            raw = self.copies.get(entered.base)
            base = file if raw is None else TextFile(file.path, raw)
            content = content_of(base)
            if isinstance(content, Fault):
                return self._kept(entered, file, faults=(content,))
            if wrong := faults_of_rows(file.path, fields, entered.posted):
                return self._kept(entered, file, faults=tuple(wrong))
            changes = changes_of(fields, content, entered.posted, show_zone(found))
            if raw is None and (changes.values or changes.notes is not None):
                return self._kept(entered, file, faults=(_without_base(file.path),))
            try:
                saved = self._merge(found, file, content, changes)
            except UsageError:
                self._kept(entered, file)
                raise
            if saved.is_refused:
                return self._kept(entered, file, saved.faults, saved.clashes)
            self.copies.forget(entered.path)
            return saved

    def change(self, path: str, changes: KeyChanges | Callable[[Content], KeyChanges]) -> Saved:
        """Make these changes of a file as it is now, or those that what it says asks for. Raises as `save`."""
        with self.lock:
            found, file = self._found(path)
            content = content_of(file)
            if isinstance(content, Fault):
                return Saved(digest_of(file.raw or b""), faults=(content,))
            wanted = changes if isinstance(changes, KeyChanges) else changes(content)
            return self._merge(found, file, content, wanted)

    def fix(self, fault: Fault) -> Saved:
        """Put right this one fault of a text. Raises UsageError where its file is another by now, and as `save`."""
        with self.lock:
            made = corrected(scan(self.root), fault)
            if made is None:
                raise UsageError(say("{path} is not as it was when this was found: look again.", path=fault.place.path))
            return self._write(*made)

    def undo(self, path: str, after: str, before: str = "") -> Saved:
        """Take back the step by which a file became what has this digest; later changes of other keys stay.

        `before` is the digest of what it was, where several steps made the same of it; else the last of them is meant.
        Raises MissingFileError, and UsageError where that step is not known (any more).
        """
        with self.lock:
            found, file = self._found(path)
            step = self.step_to(path, after, before)
            old = self.copies.get(step.before) if step is not None else None
            new = self.copies.get(after)
            if old is None or new is None:
                raise UsageError(say("What {path} was before is not kept any more.", path=path))
            if digest_of(file.raw or b"") == after:
                return self._write(file, old)
            made, was = (content_of(TextFile(path, raw)) for raw in (new, old))
            if isinstance(was, Fault) or isinstance(made, Fault):
                raise UsageError(say("What {path} was before cannot be read.", path=path))
            return self._merge(found, file, made, difference(made, was))

    def step_to(self, path: str, after: str, before: str = "") -> Step | None:
        """The last step by which a file became what has this digest, of what had that one."""
        known = (one for one in reversed(self.copies.steps()) if (one.path, one.after) == (path, after))
        return next((one for one in known if before in ("", one.before)), None)

    def _found(self, path: str) -> tuple[Scan, TextFile]:
        found = scan(self.root)
        file = text_in(found, path)
        if file is None or file.raw is None:
            raise MissingFileError(say("{path} is no longer in the show.", path=path))
        return found, file

    def _merge(self, found: Scan, file: TextFile, base: Content, ours: KeyChanges) -> Saved:
        """Make changes of a base in the file as it is now, unless that would be wrong, or touch what others changed."""
        digest = digest_of(file.raw or b"")
        current = content_of(file)
        if isinstance(current, Fault):
            return Saved(digest, faults=(current,))
        left, clashes = brought_together(base, current, ours)
        if clashes:
            return Saved(digest, clashes=clashes)
        raw = changed_file(file, left)
        if isinstance(raw, Fault):
            return Saved(digest, faults=(raw,))
        if raw == file.raw:
            return Saved(digest)
        new = TextFile(file.path, raw)
        if wrong := refused(faults_of(found, file), faults_of(found, new), left):
            return Saved(digest, faults=wrong)
        return self._write(file, raw)

    def _write(self, file: TextFile, raw: bytes) -> Saved:
        before, after = self.copies.put(file.raw or b""), self.copies.put(raw)
        self.copies.add_step(Step(file.path, before, after, self.now().isoformat(timespec="seconds")))
        replace_text(self.root / file.path, file, raw)
        return Saved(after, is_written=True)

    def _kept(
        self, entered: Entered, file: TextFile, faults: tuple[Fault, ...] = (), clashes: tuple[Clash, ...] = ()
    ) -> Saved:
        posted = {name: list(values) for name, values in entered.posted.items()}
        self.copies.keep(KeptEntry(entered.path, entered.base, posted, self.now().isoformat(timespec="seconds")))
        return Saved(digest_of(file.raw or b""), faults=faults, clashes=clashes)


def _without_base(path: str) -> Fault:
    what = say("The text that this form was made from is not kept any more, so nothing was written.")
    return Fault(Place(path), what, say("Load the form again: what you entered is offered there."))
