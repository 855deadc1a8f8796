"""A transcript that was made elsewhere, brought into an episode: captions as they are, as a draft or as its transcript.

A file of words without times is no transcript yet: `alignment.py` gives it those of the recording.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from threading import get_ident

from balado.artifact import TRANSCRIPT_SUFFIXES
from balado.errors import SourceError, UsageError, reason_of
from balado.message import say
from balado.source.folder import EpisodeFolder, drafts_in, transcripts_in
from balado.studio.captions.document import read_captions
from balado.studio.captions.open_transcripts import OpenTranscripts
from balado.studio.uploads.place import name_over_nothing
from balado.transcripts.cue_lines import FORMS
from balado.transcripts.encoding import text_of
from balado.transcripts.read import read_transcript
from balado.transcripts.vtt import write_vtt
from balado.workshop.speech.written import OFFICE_SUFFIXES

WRITTEN_SUFFIXES = (".txt", *OFFICE_SUFFIXES)
"""Files of words without times."""
ACCEPTED_SUFFIXES = (*dict.fromkeys((*TRANSCRIPT_SUFFIXES, *OFFICE_SUFFIXES)),)


def suffix_of(name: str) -> str:
    """The format of a file by its name, whatever path stands before. Raises UsageError for one that is none."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix not in ACCEPTED_SUFFIXES:
        what = say("“{name}” is no transcript that can be read: those are {suffixes}.", name=name[-80:],
                   suffixes=" ".join(ACCEPTED_SUFFIXES))  # fmt: skip
        raise UsageError(what)
    return suffix


def import_captions(
    transcripts: OpenTranscripts, folder: EpisodeFolder, name: str, raw: bytes, *, is_draft: bool
) -> str:
    """Bring captions in; gives their path in the show.

    What takes the place of a file that is there can be taken back. Raises SourceError where they cannot be read,
    UsageError where a file of another format is in their place.
    """
    suffix = suffix_of(name)
    text, suffix = _captions(raw, suffix, name)
    path = f"{folder.path}/transcript{'.draft' if is_draft else ''}{suffix}"
    there = drafts_in(folder) if is_draft else tuple(transcripts_in(folder).get("", ()))
    if path in there:
        transcripts.at(path).replace(text)
        return path
    if there:
        what = say("{path} is there already: accept it, or delete it, and bring this one in then.", path=there[0])
        raise UsageError(what)
    target = transcripts.root / path
    if not target.parent.resolve().is_relative_to(transcripts.root.resolve()):
        raise UsageError(say("{path} leads out of the show's folder: it is not changed here.", path=path))
    _write_new(target, text.encode(), path)
    return path


def _captions(raw: bytes, suffix: str, name: str) -> tuple[str, str]:
    """The text of the file; where its format has no lines of captions, as WebVTT."""
    shown = f"{name[-80:]}"
    transcript, faults = read_transcript(raw, shown)
    if transcript is None:
        raise SourceError.of(faults)
    if suffix in FORMS:
        read_captions(raw, shown)
        text, _ = text_of(raw, shown)
        return text or "", suffix
    if not transcript.timed:
        raise UsageError(say("This file has no times: its words must be given those of the recording."))
    return write_vtt(transcript), ".vtt"


def _write_new(target: Path, content: bytes, path: str) -> None:
    """Write a file that is not there yet, in one step. Raises UsageError where one is, or it cannot be written."""
    aside = target.with_name(f".{target.name}.{os.getpid()}-{get_ident()}.part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        name_over_nothing(aside, target)
    except OSError as error:
        raise UsageError(say("{path} could not be written: {reason}.", path=path, reason=reason_of(error))) from error
    finally:
        aside.unlink(missing_ok=True)
