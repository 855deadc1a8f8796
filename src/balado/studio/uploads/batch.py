"""The files of one form, aside in the user's folder until it is said what becomes of them."""

from __future__ import annotations

import secrets
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from balado.studio.uploads.names import name_of_ours, shown_name

if TYPE_CHECKING:
    from balado.studio.uploads.kinds import LookedAt, UploadKind
    from balado.studio.uploads.receive import ReceivedFile

_MOST_BATCHES = 8


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """Where files are to go: the episode of this slug, or a new one (empty); `is_show`: they are the show's.

    `is_recorded`: the episode has a recording.
    """

    slug: str = ""
    is_show: bool = False
    is_recorded: bool = True

    @property
    def is_new(self) -> bool:
        """Whether an episode is to be begun with them."""
        return not self.slug and not self.is_show


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that came: its number in the form, where it lies aside under a name of ours, its own name, what it is."""

    number: int
    path: Path
    shown_name: str
    byte_size: int
    look: LookedAt


@dataclass(frozen=True, slots=True)
class UploadBatch:
    """Files that came together."""

    id: str
    target: UploadTarget
    folder: Path
    files: tuple[UploadedFile, ...] = ()

    def of_kind(self, *kinds: UploadKind) -> list[UploadedFile]:
        """Those that are of one of these kinds."""
        return [one for one in self.files if one.look.kind in kinds]

    @property
    def title(self) -> str:
        """What the recording among them calls itself; empty where there is none."""
        from balado.studio.uploads.kinds import UploadKind

        return next((one.look.title for one in self.of_kind(UploadKind.RECORDING, UploadKind.FILM)), "")


@dataclass
class Uploads:
    """What came in this run, below a folder that is the user's alone. What an ended run left there is taken away.

    `busy` says which of them are in use: the oldest of the others goes when there are too many.
    """

    folder: Path
    busy: set[str] = field(default_factory=set)
    _known: dict[str, UploadBatch] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> Path:
        """A folder to receive into, which nobody else has. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = self.folder / secrets.token_hex(16)
        made.mkdir(mode=0o700)
        return made

    def take(self, folder: Path, received: list[ReceivedFile], target: UploadTarget) -> UploadBatch:
        """Look at what came into a folder, and keep it until somebody says what becomes of it. Raises OSError."""
        files = tuple(self._looked_at(folder, number, one) for number, one in enumerate(received, 1))
        batch = UploadBatch(folder.name, target, folder, files)
        with self._lock:
            self._known[batch.id] = batch
            idle = [one for one in self._known if one not in self.busy]
            crowded = [self._known.pop(one) for one in idle[: max(0, len(self._known) - _MOST_BATCHES)]]
        for one in crowded:
            self.discard(one.folder)
        return batch

    def get(self, id_: str) -> UploadBatch | None:
        """The files that came under this name, where they are still here."""
        return self._known.get(id_)

    def drop(self, batch: UploadBatch) -> None:
        """Nobody wants these files any more."""
        with self._lock:
            self._known.pop(batch.id, None)
            self.busy.discard(batch.id)
        self.discard(batch.folder)

    def clear(self) -> None:
        """Take everything away that is here, also of a run that was killed."""
        with self._lock:
            self._known.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def discard(folder: Path) -> None:
        """Take away what was received into a folder."""
        shutil.rmtree(folder, ignore_errors=True)

    @staticmethod
    def _looked_at(folder: Path, number: int, one: ReceivedFile) -> UploadedFile:
        from balado.studio.uploads.kinds import look_at_file

        look = look_at_file(one.path, shown_name(one.given_name))
        place = folder / str(number)
        place.mkdir(mode=0o700)
        path = one.path.rename(place / name_of_ours(one.given_name, look.suffix))
        return UploadedFile(number, path, shown_name(one.given_name), one.byte_size, look)
