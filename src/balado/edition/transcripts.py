"""The transcripts of an episode, each brought to the forms that apps and pages read. A draft never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from balado.artifact import FOREVER, Artifact, Kind, public_url
from balado.edition.chapters import unreadable
from balado.edition.contents import Attachment, Heard, Piece
from balado.edition.drafts import draft_by_content, draft_by_name
from balado.edition.inputs import Inputs
from balado.errors import Fault, Place
from balado.message import say
from balado.record.generation import SideKind, SideRecord
from balado.record.keys import MediaFolder, side_key
from balado.show.formats import MEDIA_TYPES
from balado.show.model import Episode
from balado.show.podcasting import TranscriptLink
from balado.transcripts.judge import judge_transcript
from balado.transcripts.podcast_json import write_json
from balado.transcripts.prose import write_html, write_text
from balado.transcripts.read import read_transcript
from balado.transcripts.srt import write_srt
from balado.transcripts.transcript import Transcript
from balado.transcripts.vtt import write_vtt

# Raise it whenever a transcript would be written otherwise than before: all are then made again.
_TRANSCRIPT_MAKER = 2
# Ten hours of speech, word by word in JSON; what is made to hurt a reader takes it 3 seconds at that length.
_TRANSCRIPT_MAX_BYTES = 5_000_000


def read_transcripts(
    episode: Episode, recording: Heard | None, inputs: Inputs, faults: list[Fault]
) -> Iterator[Callable[[], Attachment | None]]:
    """What reads each transcript that counts; what is wrong with them is put among the faults. It raises MediaError."""
    for index in _one_in_each_language(episode, inputs, faults):
        yield partial(_transcript, episode, index, recording, inputs, faults)


def _one_in_each_language(episode: Episode, inputs: Inputs, faults: list[Fault]) -> Iterator[int]:
    """The transcripts that count, by their position: apps could not tell two in one language apart.

    What is said in the language of the episode comes first: apps that show one transcript take the first of the type
    that they like best (AntennaPod), or the first of all.
    """
    seen: dict[str, str] = {}
    spoken = episode.language or inputs.show.language
    for index, written in sorted(enumerate(episode.transcripts), key=lambda one: _distance(one[1].language, spoken)):
        language = written.language or spoken
        if written.file is None:
            continue
        if draft := draft_by_name(written.file, inputs, episode.slug):
            faults.append(draft)
            continue
        if language not in seen:
            seen[language] = written.file
            yield index
            continue
        first = seen[language].rpartition("/")[2]
        what = say("{name} is the transcript in “{language}”; this file is left out.", name=first, language=language)
        remedy = say("Delete it, or say in which language it is.")
        faults.append(Fault(Place(written.file), what, remedy, severity="warning"))


def _distance(language: str | None, spoken: str) -> int:
    """How far a transcript is from what is spoken: the very language, the same in another country, another one."""
    if language is None or language.lower() == spoken.lower():
        return 0
    return 1 if language.lower().partition("-")[0] == spoken.lower().partition("-")[0] else 2


def _transcript(
    episode: Episode,
    index: int,
    recording: Heard | None,
    inputs: Inputs,
    faults: list[Fault],
) -> Attachment | None:
    """A transcript in all its formats: those that were made of this very file before, else made now."""
    written = episode.transcripts[index]
    name = written.file or ""
    language = written.language or episode.language or inputs.show.language
    if not inputs.inspector.is_here(name):
        place = inputs.place(episode.slug, f"transcripts.{index}.file")
        what = say("There is no file {path} in the show's folder.", path=name)
        faults.append(Fault(place, what, say("Put the transcript there, or correct its path.")))
        return None
    sha256 = inputs.inspector.sha256(name)
    known = _made_before(episode.guid, name, sha256, language, inputs)
    if known is not None:
        return known
    if fault := unreadable(name, inputs.inspector, _TRANSCRIPT_MAX_BYTES):
        faults.append(fault)
        return None
    raw = inputs.inspector.path(name).read_bytes()
    if draft := draft_by_content(raw, name, episode.slug):
        faults.append(draft)
        return None
    transcript, found = read_transcript(raw, name)
    faults += found
    if transcript is None:
        return None
    if recording is not None and recording.duration is not None:
        faults += judge_transcript(transcript, recording.duration, name)
    # Where nothing is said there is a warning and nothing to announce.
    pieces = tuple(_transcript_pieces(episode, index, transcript, inputs)) if transcript.cues else ()
    keys = tuple(piece.artifact.key for piece in pieces)
    record = SideRecord(SideKind.TRANSCRIPT, name, sha256, keys, language, _TRANSCRIPT_MAKER)
    return Attachment(record, pieces)


def _made_before(guid: str, name: str, sha256: str, language: str, inputs: Inputs) -> Attachment | None:
    for record in inputs.memory.sides(guid, SideKind.TRANSCRIPT):
        same = (record.sha256, record.language, record.maker) == (sha256, language, _TRANSCRIPT_MAKER)
        if same and all(inputs.is_stored(key) for key in record.keys):
            return Attachment(replace(record, name=name), tuple(inputs.memory.piece(key) for key in record.keys))
    return None


def _transcript_pieces(episode: Episode, index: int, transcript: Transcript, inputs: Inputs) -> list[Piece]:
    """WebVTT first: older readers keep only the first one (Apple reads it best)."""
    written = episode.transcripts[index]
    language = written.language or episode.language or inputs.show.language
    texts = {".html": write_html(transcript, language)}
    if transcript.timed:
        timed = {".vtt": write_vtt(transcript), ".srt": write_srt(transcript), ".json": write_json(transcript)}
        texts = {**timed, **texts}
    else:
        texts[".txt"] = write_text(transcript)
    pieces = []
    stem = episode.slug if language == inputs.show.language else f"{episode.slug}-{language}"
    for suffix, text in texts.items():
        made = Artifact.of_bytes("", Kind.TRANSCRIPT, text.encode(), MEDIA_TYPES[suffix], FOREVER)
        made = inputs.spool.kept(made)
        known = inputs.memory.key_of(episode.guid, SideKind.TRANSCRIPT, written.file or "", made.sha256)
        pieces.append(Piece(replace(made, key=known or side_key(MediaFolder.TRANSCRIPTS, stem, made.sha256, suffix))))
    return pieces


def links_of(side: Attachment, inputs: Inputs) -> list[TranscriptLink]:
    """How the feed tells a transcript: a link for each of its formats."""
    artifacts = [piece.artifact for piece in side.pieces]
    timed = any(artifact.content_type.startswith("text/vtt") for artifact in artifacts)
    language = None if side.record.language == inputs.show.language else side.record.language
    return [
        TranscriptLink(
            url=public_url(inputs.url, artifact.key),
            type=artifact.content_type.partition(";")[0],
            language=language,
            rel="captions" if timed and not artifact.content_type.startswith("text/html") else None,
        )
        for artifact in artifacts
    ]


def links_elsewhere(episode: Episode, inputs: Inputs, faults: list[Fault]) -> Iterator[TranscriptLink]:
    """How the feed tells transcripts on other servers: as they are written, where no file is in their language."""
    spoken = episode.language or inputs.show.language
    files = {one.language or spoken: one.file for one in episode.transcripts if one.file is not None}
    for index, one in enumerate(episode.transcripts):
        if one.url is None:
            continue
        language = one.language or spoken
        if (name := files.get(language)) is not None:
            place = inputs.place(episode.slug, f"transcripts.{index}")
            what = say(
                "{name} is the transcript in “{language}”; this address is left out.",
                name=name.rpartition("/")[2],
                language=language,
            )
            faults.append(
                Fault(place, what, say("Delete the address, or say in which language it is."), severity="warning")
            )
            continue
        told = None if language == inputs.show.language else language
        yield TranscriptLink.model_construct(url=one.url, type=one.announced_type, language=told, rel=one.rel)
