"""The inspector: what it inspected once it remembers, as long as the file was not written since.

The memory is one file of JSON lines: first the format, then two lines for each file, its looks and its facts.
Only the first of the two is parsed when the memory is read, and pydantic, mutagen and Pillow are loaded only when
something must be inspected or its facts are wanted: a run with nothing to do wants digests alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeVar

from balado.artifact import Fingerprint
from balado.errors import MediaError
from balado.events import Meter
from balado.media.digest import POINTER_MAX_BYTES, changed, file_facts, present, sha256_of
from balado.show.formats import PICTURE_SUFFIXES, RECORDING_SUFFIXES

if TYPE_CHECKING:
    from balado.facts import FileFacts, ImageFacts, MediaFacts
    from balado.media.pointer import Pointer

# Raise it whenever an inspection would give other facts of the same file than before.
_FORMAT = 6

_NO_FACTS = ""
"""In place of facts, where nobody asked for them yet: no JSON, so that they are looked for when somebody does."""

_Kind = Literal["recording", "artwork", "file"]
_Facts = TypeVar("_Facts")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class InspectedRecording:
    """A recording that is here: what it is, and what its file looked like when that was found."""

    facts: MediaFacts
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class InspectedPicture:
    """A picture that is here: what it is, and what its file looked like when that was found."""

    facts: ImageFacts
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file beside a recording that is here: a document, a film, a transcript."""

    facts: FileFacts
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: _Kind
    fingerprint: Fingerprint
    sha256: str
    facts_json: str


class Inspector:
    """Inspects the files of one show, each once. Safe to be asked from several threads.

    `meter` is shown how much of the recordings has been read, while `measured` asks for it.
    """

    def __init__(self, root: Path, cache_file: Path | None = None, meter: Meter | None = None) -> None:
        self._root = root
        self._cache_file = cache_file
        self._entries = _load(cache_file) if cache_file else {}
        self._seen: set[str] = set()
        self._learnt = False
        self._lock = Lock()
        self._busy: dict[str, Lock] = {}
        self._meter = meter or Meter()
        self._expected: tuple[str, ...] = ()

    def path(self, relative: str) -> Path:
        """Where a file of the show is on this disk."""
        return self._root / relative

    def is_here(self, relative: str) -> bool:
        """Whether there is such a file, inside the show's folder: no link may lead out of it."""
        path = self.path(relative)
        # Path.is_file raises for a name that no disk takes.
        return os.path.isfile(path) and path.resolve().is_relative_to(self._root.resolve())  # noqa: PTH113

    def recording(self, relative: str) -> InspectedRecording | Pointer:
        """The recording at this path of the show, or the pointer that stands for it. Raises MediaError."""
        from balado.facts import MediaFacts

        return self._facts(relative, "recording", MediaFacts.model_validate_json, InspectedRecording)

    def artwork(self, relative: str) -> InspectedPicture | Pointer:
        """The picture at this path of the show, or the pointer that stands for it. Raises MediaError."""
        from balado.facts import ImageFacts

        return self._facts(relative, "artwork", ImageFacts.model_validate_json, InspectedPicture)

    def file(self, relative: str) -> OtherFile | Pointer:
        """Any file at this path of the show, or the pointer that stands for it. Raises MediaError."""
        from balado.facts import FileFacts

        return self._facts(relative, "file", FileFacts.model_validate_json, OtherFile)

    def sha256(self, relative: str) -> str:
        """The digest of the file, 64 hex digits, found the cheapest way. Raises MediaError when it cannot be read.

        Of a recording its facts are found in the same read, since a new one is published; of what is small they wait
        for whoever wants them, since a run with nothing to do never does, be the checkout ever so fresh.
        """
        try:
            return self._entry(relative, None).sha256
        except MediaError:
            # A file that is no recording, whatever its name says, has a digest all the same: a piece of a stream.
            return self._entry(relative, "file").sha256

    @contextmanager
    def measured(self, names: Iterable[str]) -> Iterator[None]:
        """While it lasts the meter is shown how much of these recordings is read; it begins when one has to be."""
        self._expected = tuple(names)
        try:
            yield
        finally:
            self._expected = ()
            self._meter.end()

    def save(self) -> bool:
        """Write down what was learnt, without the files that are gone.

        False when that could not be written: the next run will inspect again, which harms nothing.
        """
        with self._lock:
            gone = [name for name in self._entries if name not in self._seen and not self.path(name).exists()]
            for name in gone:
                del self._entries[name]
            if self._cache_file is None or not (self._learnt or gone):
                return True
            try:
                write_whole(self._cache_file, _lines(self._entries))
            except OSError:
                return False
            self._learnt = False
            return True

    def _facts(
        self, relative: str, kind: _Kind, parse: Callable[[str], _Facts], found: Callable[[_Facts, Fingerprint], _Found]
    ) -> _Found | Pointer:
        entry = self._entry(relative, kind)
        if not isinstance(entry, _Entry):
            return entry
        try:
            return found(parse(entry.facts_json), entry.fingerprint)
        except ValueError:
            # The memory is damaged here, or another version wrote it: look again.
            entry = self._inspect(relative, kind, entry.fingerprint)
            return found(parse(entry.facts_json), entry.fingerprint)

    def _entry(self, relative: str, kind: _Kind | None) -> _Entry | Pointer:
        with self._lock:
            busy = self._busy.setdefault(relative, Lock())
        with busy:
            now = present(self.path(relative), relative)
            known = self._entries.get(relative)
            if known is not None and known.fingerprint == now and kind in (None, known.kind):
                self._seen.add(relative)
                return known
            if now.byte_size <= POINTER_MAX_BYTES:
                from balado.media.pointer import read_pointer

                if pointer := read_pointer(self.path(relative)):
                    return pointer
            likely = _likely_kind(relative)
            if kind is None and likely != "recording":
                sha256 = sha256_of(self.path(relative), relative)
                return self._learn(relative, _Entry(likely, now, sha256, _NO_FACTS))
            return self._inspect(relative, kind or likely, now)

    def _inspect(self, relative: str, kind: _Kind, before: Fingerprint) -> _Entry:
        if kind == "recording":
            self._begin_meter()
        try:
            facts = _inspected(kind, self.path(relative), relative)
        finally:
            if kind == "recording":
                self._meter.advance(before.byte_size)
        return self._learn(relative, _Entry(kind, before, facts.sha256, facts.model_dump_json(exclude_defaults=True)))

    def _begin_meter(self) -> None:
        with self._lock:
            names, self._expected = self._expected, ()
        if names:
            self._meter.begin(sum(map(self._unread_bytes, names)))

    def _unread_bytes(self, relative: str) -> int:
        try:
            now = present(self.path(relative), relative)
        except MediaError:
            return 0
        known = self._entries.get(relative)
        return 0 if known is not None and known.fingerprint == now else now.byte_size

    def _learn(self, relative: str, entry: _Entry) -> _Entry:
        if present(self.path(relative), relative) != entry.fingerprint:
            raise changed(relative)
        with self._lock:
            self._entries[relative] = entry
            self._seen.add(relative)
            self._learnt = True
        return entry


def _inspected(kind: _Kind, path: Path, relative: str) -> MediaFacts | ImageFacts | FileFacts:
    if kind == "file":
        return file_facts(path, relative)
    if kind == "artwork":
        from balado.media.artwork import inspect_artwork

        return inspect_artwork(path, relative)
    from balado.media.inspect import inspect_recording

    return inspect_recording(path, relative)


def _likely_kind(relative: str) -> _Kind:
    suffix = Path(relative).suffix.lower()
    if suffix in PICTURE_SUFFIXES:
        return "artwork"
    return "recording" if suffix in RECORDING_SUFFIXES else "file"


def _load(cache_file: Path) -> dict[str, _Entry]:
    """What was written down; nothing where that is missing, damaged or of another format."""
    try:
        lines = cache_file.read_text(encoding="utf-8").split("\n")
        if json.loads(lines[0]) != {"format": _FORMAT}:
            return {}
        return dict(_read_entry(*pair) for pair in zip(lines[1::2], lines[2::2], strict=False))
    except (OSError, ValueError, TypeError):
        return {}


def _read_entry(head: str, facts_json: str) -> tuple[str, _Entry]:
    relative, kind, sha256, looks = json.loads(head)
    return relative, _Entry(kind, Fingerprint(*looks), sha256, facts_json)


def _lines(entries: dict[str, _Entry]) -> Iterator[str]:
    yield json.dumps({"format": _FORMAT})
    for relative, entry in sorted(entries.items()):
        yield json.dumps([relative, entry.kind, entry.sha256, entry.fingerprint])
        yield entry.facts_json


def write_whole(cache_file: Path, lines: Iterable[str]) -> None:
    """Replace the file as a whole, so that nobody ever reads half of one. Raises OSError."""
    import tempfile

    cache_file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache_file.parent, prefix=cache_file.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        Path(name).replace(cache_file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
