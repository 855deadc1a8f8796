"""A transcript file of any kind, read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from balado.artifact import TRANSCRIPT_SUFFIXES
from balado.errors import Fault, Place
from balado.message import say
from balado.transcripts.encoding import text_of
from balado.transcripts.flaw import Flaw, concluded
from balado.transcripts.podcast_json import read_segments
from balado.transcripts.prose import read_text
from balado.transcripts.srt import read_srt
from balado.transcripts.transcript import Cue, Transcript
from balado.transcripts.vtt import read_vtt

_READERS: Mapping[str, Callable[[str], Iterator[Cue | Flaw]]] = {
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".json": read_segments,
    ".txt": read_text,
}


def read_transcript(raw: bytes, path: str) -> tuple[Transcript | None, tuple[Fault, ...]]:
    """The transcript of a file and what is to be said about it; None as soon as one fault is an error.

    The suffix of the path decides the format. All faults of the file come at once (the first 200), each at its line.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in _READERS:
        return None, (_unknown(path, suffix),)
    text, remarks = text_of(raw, path)
    if text is None:
        return None, remarks
    transcript, faults = concluded(_READERS[suffix](text), path)
    return transcript, (*remarks, *faults)


def _unknown(path: str, suffix: str) -> Fault:
    return Fault(
        Place(path),
        say("A transcript cannot be a “{suffix}” file.", suffix=suffix or PurePosixPath(path).name),
        say(
            "Export it as one of {suffixes}; WebVTT (.vtt) is the best choice.", suffixes=" ".join(TRANSCRIPT_SUFFIXES)
        ),
    )
