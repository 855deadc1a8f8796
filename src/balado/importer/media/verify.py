"""Whether what was fetched is what it was fetched for: looked into, whatever its server and its name say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from balado.chapters.read import read_chapters
from balado.errors import BaladoError, Fault, Place
from balado.importer.media.file import COVER, FileKind, Verified
from balado.media.artwork import inspect_artwork
from balado.media.inspect import inspect_recording
from balado.media.pointer import read_pointer
from balado.message import say
from balado.rules.run import judge_file
from balado.rules.subject import PictureFile
from balado.transcripts.read import read_transcript

_TRANSCRIPTS = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "text/srt": ".srt",
    "application/json": ".json",
    "text/html": ".html",
    "text/plain": ".txt",
}
"""By type, what the file is called."""
_MOST_TEXT_BYTES = 20_000_000


class UnfitError(BaladoError):
    """What came is not what was wanted; the one fault says what it is."""


def verify(kind: FileKind, path: Path, name: str, media_type: str) -> Verified:
    """Look into a file, which people know under `name`. `media_type` is what the feed calls it. Raises UnfitError."""
    if read_pointer(path) is not None:
        what = say("In place of the file its server sends the few lines that Git LFS has for it.")
        raise _unfit(Fault(Place(name), what, say("Ask the other host for the file itself.")))
    if kind is FileKind.RECORDING:
        return _recording(path, name)
    if kind is FileKind.PICTURE:
        return _picture(path, name)
    return _text(kind, path, name, media_type)


def _recording(path: Path, name: str) -> Verified:
    with _faults_told():
        facts = inspect_recording(path, name)
    return Verified(facts.suffix, facts.media_type, facts.duration)


def _picture(path: Path, name: str) -> Verified:
    """A picture that platforms take: with another one its episode would be held back, and there it is shown."""
    with _faults_told():
        facts = inspect_artwork(path, name)
    errors = (one for one in judge_file(PictureFile(facts, f"{COVER}{facts.suffix}")) if one.severity == "error")
    if (error := next(errors, None)) is not None:
        raise _unfit(replace(error, remedy=say("It stays at its address. {remedy}", remedy=error.remedy)))
    return Verified(facts.suffix, facts.media_type)


def _text(kind: FileKind, path: Path, name: str, media_type: str) -> Verified:
    plain = media_type.partition(";")[0].strip().lower()
    suffix = ".json" if kind is FileKind.CHAPTERS else _TRANSCRIPTS.get(plain, Path(name).suffix.lower())
    with path.open("rb") as file:
        raw = file.read(_MOST_TEXT_BYTES)
    read = read_chapters if kind is FileKind.CHAPTERS else read_transcript
    found, faults = read(raw, f"{name}{suffix}")
    if not found:
        nothing = Fault(Place(name), say("Nothing of the kind is in it."), say("Open its address in a browser."))
        raise _unfit(next((fault for fault in faults if fault.severity == "error"), nothing))
    return Verified(suffix, plain)


def _unfit(fault: Fault) -> UnfitError:
    return UnfitError(fault.what, (fault,))


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except BaladoError as error:
        raise UnfitError(error.message, error.faults) from error
