"""What lies beside a recording: transcripts, chapters, documents, films, each brought to what is published of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from balado.artifact import FOREVER, Artifact, Kind, public_url
from balado.edition.chapters import find_chapters, unreadable
from balado.edition.contents import Attachment, Piece, Recording
from balado.edition.inputs import Inputs
from balado.edition.pictures import without_place
from balado.errors import Fault, MediaError, Place
from balado.facts import FileFacts
from balado.feed.document import AttachmentLinks, LinkedDocument
from balado.media.cache import OtherFile
from balado.message import say
from balado.record.generation import SideKind, SideRecord
from balado.record.keys import MediaFolder, side_key
from balado.show.conference import Rendition
from balado.show.formats import MEDIA_TYPES
from balado.show.model import Episode, Show
from balado.show.podcasting import AlternateEnclosure, Integrity, Source, TranscriptLink
from balado.source.identity import slug_of
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
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Attachments:
    """What is published with a recording, how the feed tells it (`told`), and what is wrong with it."""

    sides: tuple[Attachment, ...]
    told: AttachmentLinks
    faults: tuple[Fault, ...]


def find_attachments(episode: Episode, recording: Recording | None, inputs: Inputs) -> Attachments:
    """The transcripts, chapters, documents and films of an episode."""
    faults: list[Fault] = []
    sides: list[Attachment] = []
    transcripts: list[TranscriptLink] = []
    for index in _one_in_each_language(episode, inputs.show, faults):
        side = _attempt(partial(_transcript, episode, index, recording, inputs, faults), faults)
        if side is not None:
            sides.append(side)
            transcripts += _links_of(side, inputs)
    found = find_chapters(episode, recording, inputs)
    faults += found.faults
    sides += found.sides
    documents, alternates = _documents(episode, inputs, sides, faults), _alternates(episode, inputs, sides, faults)
    told = AttachmentLinks(
        chapters=found.chapters,
        chapters_url=found.url,
        transcripts=tuple(transcripts),
        alternates=alternates,
        documents=documents,
    )
    return Attachments(tuple(sides), told, tuple(replace(fault, slug=episode.slug) for fault in faults))


def _one_in_each_language(episode: Episode, show: Show, faults: list[Fault]) -> Iterator[int]:
    """The transcripts that count, by their position: apps could not tell two in one language apart.

    What is said in the language of the episode comes first: apps that show one transcript take the first of the type
    that they like best (AntennaPod), or the first of all.
    """
    seen: dict[str, str] = {}
    spoken = episode.language or show.language
    for index, written in sorted(enumerate(episode.transcripts), key=lambda one: _distance(one[1].language, spoken)):
        language = written.language or spoken
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


def _attempt(find: Callable[[], Attachment | None], faults: list[Fault]) -> Attachment | None:
    try:
        return find()
    except MediaError as error:
        faults.extend(error.faults)
        return None


def _transcript(
    episode: Episode, index: int, recording: Recording | None, inputs: Inputs, faults: list[Fault]
) -> Attachment | None:
    """A transcript in all its formats: those that were made of this very file before, else made now."""
    written = episode.transcripts[index]
    language = written.language or episode.language or inputs.show.language
    if not inputs.inspector.is_here(written.file):
        place = inputs.place(episode.slug, f"transcripts.{index}.file")
        what = say("There is no file {path} in the show's folder.", path=written.file)
        faults.append(Fault(place, what, say("Put the transcript there, or correct its path.")))
        return None
    sha256 = inputs.inspector.sha256(written.file)
    known = _made_before(episode.guid, written.file, sha256, language, inputs)
    if known is not None:
        return known
    if fault := unreadable(written.file, inputs.inspector, _TRANSCRIPT_MAX_BYTES):
        faults.append(fault)
        return None
    transcript, found = read_transcript(inputs.inspector.path(written.file).read_bytes(), written.file)
    faults += found
    if transcript is None:
        return None
    if recording is not None:
        faults += judge_transcript(transcript, recording.facts.duration, written.file)
    # Where nothing is said there is a warning and nothing to announce.
    pieces = tuple(_transcript_pieces(episode, index, transcript, inputs)) if transcript.cues else ()
    keys = tuple(piece.artifact.key for piece in pieces)
    record = SideRecord(SideKind.TRANSCRIPT, written.file, sha256, keys, language, _TRANSCRIPT_MAKER)
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
    name = episode.slug if language == inputs.show.language else f"{episode.slug}-{language}"
    for suffix, text in texts.items():
        made = Artifact.of_bytes("", Kind.TRANSCRIPT, text.encode(), MEDIA_TYPES[suffix], FOREVER)
        known = inputs.memory.key_of(episode.guid, SideKind.TRANSCRIPT, written.file, made.sha256)
        pieces.append(Piece(replace(made, key=known or side_key(MediaFolder.TRANSCRIPTS, name, made.sha256, suffix))))
    return pieces


def _links_of(side: Attachment, inputs: Inputs) -> list[TranscriptLink]:
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


def _documents(
    episode: Episode, inputs: Inputs, sides: list[Attachment], faults: list[Fault]
) -> tuple[LinkedDocument, ...]:
    found = []
    for index, document in enumerate(episode.documents):
        url = document.url
        if document.file is not None:
            wanted = _Wanted(episode, SideKind.DOCUMENT, document.file, f"documents.{index}.file")
            side = _attempt(partial(_file_side, wanted, inputs, faults), faults)
            if side is None:
                continue
            sides.append(side)
            url = public_url(inputs.url, side.record.keys[0])
        if url is not None:
            found.append(LinkedDocument(document.title, url))
    return tuple(found)


def _alternates(
    episode: Episode, inputs: Inputs, sides: list[Attachment], faults: list[Fault]
) -> tuple[AlternateEnclosure, ...]:
    video = () if episode.video is None else (("video", episode.video),)
    others = ((f"alternates.{index}", one) for index, one in enumerate(episode.alternates))
    found = []
    for key, rendition in (*video, *others):
        if rendition.file is None:
            found.append(_of_address(rendition))
            continue
        wanted = _Wanted(episode, SideKind.FILM, rendition.file, f"{key}.file")
        side = _attempt(partial(_file_side, wanted, inputs, faults), faults)
        if side is not None and side.facts is not None:
            sides.append(side)
            found.append(_of_file(rendition, side.facts, public_url(inputs.url, side.record.keys[0])))
    return tuple(found)


def _of_address(rendition: Rendition) -> AlternateEnclosure:
    """A rendition elsewhere, by its author's word."""
    return _alternate(rendition, rendition.type, rendition.length, rendition.url, rendition.integrity)


def _of_file(rendition: Rendition, facts: FileFacts, url: str) -> AlternateEnclosure:
    integrity = Integrity(type="sri", value=f"sha384-{facts.sha384}")
    return _alternate(rendition, rendition.type or facts.media_type, facts.byte_size, url, integrity)


def _alternate(
    rendition: Rendition, media_type: str | None, length: int | None, url: str | None, integrity: Integrity | None
) -> AlternateEnclosure:
    return AlternateEnclosure(
        type=media_type or "application/octet-stream",
        sources=(Source(uri=url or ""), *rendition.sources),
        length=length,
        bitrate=rendition.bitrate,
        height=rendition.height,
        language=rendition.language,
        title=rendition.title,
        rel=rendition.rel,
        codecs=rendition.codecs,
        default=rendition.default,
        integrity=integrity,
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that an episode names, and where it names it."""

    episode: Episode
    kind: SideKind
    name: str
    key: str


def _file_side(wanted: _Wanted, inputs: Inputs, faults: list[Fault]) -> Attachment | None:
    """A document or a film: the file that is here, else what the last publication knows of it."""
    episode, sha256 = wanted.episode, None
    if inputs.inspector.is_here(wanted.name):
        found = inputs.inspector.file(wanted.name)
        if isinstance(found, OtherFile):
            return _new_side(wanted, found, inputs)
        sha256 = found.sha256
    known = inputs.memory.file(episode.guid, wanted.kind, wanted.name, sha256)
    if known is not None and all(inputs.memory.object(key) for key in known[0].keys):
        record, facts = known
        return Attachment(replace(record, name=wanted.name), tuple(map(inputs.memory.piece, record.keys)), facts)
    what = say("The file {path} is not here, and no publication knows it.", path=wanted.name)
    remedy = say("Put it there, correct its path, or fetch it with `git lfs pull`.")
    faults.append(Fault(inputs.place(episode.slug, wanted.key), what, remedy))
    return None


def _new_side(wanted: _Wanted, found: OtherFile, inputs: Inputs) -> Attachment:
    facts, episode = found.facts, wanted.episode
    stem, suffix = _parts_of(wanted.name)
    is_film = wanted.kind is SideKind.FILM
    folder, kind = (MediaFolder.FILMS, Kind.FILM) if is_film else (MediaFolder.DOCUMENTS, Kind.DOCUMENT)
    key_of = partial(side_key, folder, f"{episode.slug}-{slug_of(stem) or 'file'}", suffix=suffix)
    artifact = Artifact(
        key=inputs.memory.key_of(episode.guid, wanted.kind, wanted.name, facts.sha256) or key_of(facts.sha256),
        kind=kind,
        body=inputs.inspector.path(wanted.name),
        byte_size=facts.byte_size,
        sha256=facts.sha256,
        content_type=facts.media_type,
        cache_control=FOREVER,
        fingerprint=found.fingerprint,
    )
    artifact = without_place(artifact, key_of)
    record = SideRecord(wanted.kind, wanted.name, facts.sha256, (artifact.key,))
    return Attachment(record, (Piece(artifact),), facts)


def _parts_of(name: str) -> tuple[str, str]:
    """The stem and the suffix of a file's name; a suffix that is none an address can have is left out."""
    base = name.rpartition("/")[2]
    found = _SUFFIX.search(base)
    return (base[: found.start()], found[0].lower()) if found else (base, "")
