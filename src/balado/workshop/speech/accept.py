"""A draft becomes the transcript: once a person has read it, under the name that is picked up, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.message import Message, command_line, duration_text, say, say_many
from balado.show.vocabulary import LANGUAGES
from balado.source.fix import written_aside
from balado.source.folder import EpisodeFolder, drafts_in, transcripts_in
from balado.transcripts.encoding import text_of
from balado.transcripts.origin import Origin, origin_of, with_origin
from balado.transcripts.read import read_transcript
from balado.workshop.speech.marks import Marks, marks_in, without_marks

_MOST_TIMES = 5
_LANGUAGE = re.compile(r"(?<=[._-])[a-z]{2}(?:-[a-z]{2})?(?=[._-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that can be read. `target` is the path in the show that it gets, `there` what it would take the place of.

    `words` counts all that is said in it. `raw` are its bytes, `text` what they say.
    """

    path: str
    target: str
    there: tuple[str, ...]
    raw: bytes
    text: str
    words: int
    marks: Marks


def find_drafts(root: Path, folder: EpisodeFolder) -> tuple[WaitingDraft, ...]:
    """The drafts of an episode, one in each language.

    Raises SourceError where one cannot be read as a transcript, UsageError where there is none, or two in one language.
    """
    found = [_read(root, folder, path) for path in drafts_in(folder)]
    if not found:
        what = say("{episode} has no draft: nothing waits for a reader.", episode=folder.slug)
        raise UsageError(what)
    for index, draft in enumerate(found):
        for other in found[:index]:
            if Path(other.target).stem == Path(draft.target).stem:
                what = say("{first} and {second} are drafts in one language.", first=other.path, second=draft.path)
                raise UsageError(what, [Fault(Place(draft.path), what, say("Delete the one that is not wanted."))])
    return tuple(found)


def told(draft: WaitingDraft) -> Iterator[Message]:
    """What is said of a draft before it is accepted: how much of it is still marked for its reader, and where."""
    words, marks = say_many("{count} word", "{count} words", draft.words), draft.marks
    if not marks.unsure:
        yield say("{path}: {words}, none marked as unsure.", path=draft.path, words=words)
    else:
        yield say(
            "{path}: {words}, {count} of them marked as unsure, first at {times}.",
            count=marks.unsure,
            path=draft.path,
            words=words,
            times=", ".join(map(duration_text, marks.starts[:_MOST_TIMES])),
        )
    if marks.unnamed:
        yield say_many(
            "{count} caption names no speaker, and will name none.",
            "{count} captions name no speaker, and will name none.",
            marks.unnamed,
        )


def accept(root: Path, draft: WaitingDraft) -> None:
    """Make the transcript of a draft. What was there before goes.

    Raises UsageError where the disk does not let us, or somebody changed the draft meanwhile.
    """
    source, target = root / draft.path, root / draft.target
    origin = origin_of(draft.text.encode(), draft.path)
    clean = without_marks(draft.text) if source.suffix.lower() == ".vtt" else draft.text
    if origin is not None:
        clean = with_origin(clean, Origin("accepted", origin.maker))
    try:
        if source.read_bytes() != draft.raw:
            raise UsageError(
                say("{path} was changed by somebody else meanwhile and stays as it is now.", path=draft.path)
            )
        written_aside(source, clean.encode()).replace(target)
        for path in (*draft.there, draft.path):
            if root / path != target:
                (root / path).unlink()
    except OSError as error:
        what = say("{path} could not be written: {reason}.", path=draft.target, reason=reason_of(error))
        raise UsageError(what) from error


def refuse_taken(draft: WaitingDraft, slug: str) -> None:
    """Raise UsageError where there is a transcript already in whose place the draft would come."""
    if draft.there:
        what = say(
            "There is a transcript already: {paths}. To put the draft in its place: `{command}`",
            paths=", ".join(draft.there),
            command=command_line("balado", "transcript", "accept", slug, "--replace"),
        )
        raise UsageError(what)


def _read(root: Path, folder: EpisodeFolder, path: str) -> WaitingDraft:
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        what = say("This file cannot be opened: {reason}.", reason=reason_of(error))
        fault = Fault(Place(path), what, say("Make it a readable text file."), folder.slug)
        raise SourceError.of([fault]) from error
    transcript, faults = read_transcript(raw, path)
    if transcript is None:
        raise SourceError.of(faults)
    text, _ = text_of(raw, path)
    words = sum(len(voice.text.split()) for cue in transcript.cues for voice in cue.voices)
    return WaitingDraft(path, *_place_of(folder, path), raw, text or "", words, marks_in(text or ""))


def replaced_by(folder: EpisodeFolder, path: str) -> tuple[str, ...]:
    """The transcripts in whose place a draft would come: those in its language."""
    return _place_of(folder, path)[1]


def _place_of(folder: EpisodeFolder, path: str) -> tuple[str, tuple[str, ...]]:
    """The path that a draft gets, and what is in that place already."""
    language = next(_languages(path), "")
    target = f"{folder.path}/transcript{f'.{language}' if language else ''}{Path(path).suffix.lower()}"
    return target, tuple(transcripts_in(folder).get(language, ()))


def _languages(path: str) -> Iterator[str]:
    """The languages that a name tells: `transcript.draft.en.vtt`."""
    found = (one[0].lower() for one in _LANGUAGE.finditer(path.rpartition("/")[2]))
    return (one for one in found if one[:2] in LANGUAGES)
