"""A speech as it was written: out of a file of words of any kind, those of office programs too."""

from __future__ import annotations

from pathlib import Path

from balado.artifact import TRANSCRIPT_SUFFIXES
from balado.errors import SourceError
from balado.transcripts.prose import read_text
from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import Cue

OFFICE_SUFFIXES = (".docx", ".odt")


def read_written(path: Path) -> tuple[Cue, ...]:
    """What was written, paragraph by paragraph; `Name: text` at the beginning of one says who speaks.

    Raises SourceError for a transcript that cannot be read, MediaError for another file that is no text.
    """
    if path.suffix.lower() not in TRANSCRIPT_SUFFIXES:
        from balado.workshop.text.notes import read_paragraphs

        return tuple(read_text("\n\n".join(read_paragraphs(path))))
    transcript, faults = read_transcript(path.read_bytes(), path.name)
    if transcript is None:
        raise SourceError.of(faults)
    return transcript.cues
