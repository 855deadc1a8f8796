"""What lies beside a recording: transcripts, chapters, documents, films, pictures: each as it is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from balado.artifact import FOREVER, Artifact, Kind, public_url
from balado.edition.chapters import find_chapters
from balado.edition.contents import Attachment, Heard, Piece
from balado.edition.drafts import began_as_draft, refuse_draft
from balado.edition.films.find import WantedStream, stream_of
from balado.edition.inputs import Inputs
from balado.edition.pictures import PictureOwner, faults_of_document, other_pictures, without_place
from balado.edition.transcripts import links_elsewhere, links_of, read_transcripts
from balado.errors import Fault, MediaError
from balado.facts import FileFacts
from balado.feed.document import AttachmentLinks, LinkedDocument
from balado.media.cache import OtherFile
from balado.media.hls.playlist import PLAYLIST_SUFFIX
from balado.message import say
from balado.record.generation import SideKind, SideRecord
from balado.record.keys import MediaFolder, side_key
from balado.show.conference import Rendition
from balado.show.formats import STREAMS
from balado.show.model import Episode
from balado.show.podcasting import AlternateEnclosure, Integrity, Source, TranscriptLink
from balado.source.identity import slug_of

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Attachments:
    """What is published with a recording, how the feed tells it (`told`), and what is wrong with it."""

    sides: tuple[Attachment, ...]
    told: AttachmentLinks
    faults: tuple[Fault, ...]


def find_attachments(episode: Episode, recording: Heard | None, inputs: Inputs) -> Attachments:
    """The transcripts, chapters, documents, films and pictures of an episode."""
    faults: list[Fault] = []
    sides: list[Attachment] = []
    transcripts: list[TranscriptLink] = []
    for read_one in read_transcripts(episode, recording, inputs, faults):
        side = _attempt(read_one, faults)
        if side is not None:
            sides.append(side)
            transcripts += links_of(side, inputs)
    transcripts += links_elsewhere(episode, inputs, faults)
    found = find_chapters(episode, recording, inputs)
    faults += found.faults
    sides += found.sides
    owner = PictureOwner(episode.guid, episode.slug, f"{episode.slug}-image")
    pictures, images = other_pictures(episode.images, owner, inputs, faults)
    sides += pictures
    documents, alternates = _documents(episode, inputs, sides, faults), _alternates(episode, inputs, sides, faults)
    told = AttachmentLinks(
        chapters=found.chapters,
        chapters_url=found.url,
        chapters_type=found.media_type,
        transcripts=tuple(transcripts),
        alternates=alternates,
        documents=documents,
        images=images,
        drafted=any(began_as_draft(one, inputs) for one in episode.transcript_files),
    )
    return Attachments(tuple(sides), told, tuple(replace(fault, slug=episode.slug) for fault in faults))


def _attempt(find: Callable[[], Attachment | None], faults: list[Fault]) -> Attachment | None:
    try:
        return find()
    except MediaError as error:
        faults.extend(error.faults)
        return None


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
            faults += faults_of_document(document.file, episode.slug, inputs)
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
        film: Attachment | None = None
        if rendition.file is None:
            found.append(_of_address(rendition))
        elif not rendition.is_playlist:
            wanted = _Wanted(episode, SideKind.FILM, rendition.file, f"{key}.file")
            film = _attempt(partial(_file_side, wanted, inputs, faults), faults)
            if film is not None and film.facts is not None:
                sides.append(film)
                found.append(_of_file(rendition, film.facts, public_url(inputs.url, film.record.keys[0])))
        asked = _wanted_stream(episode, key, rendition, film)
        stream = stream_of(asked, inputs, faults) if asked is not None else ()
        known = {side.record for side in sides}
        sides += (side for side in stream if side.record not in known)
        found += (_of_stream(rendition, public_url(inputs.url, one.record.keys[0])) for one in stream[:1])
    return tuple(found)


def _wanted_stream(episode: Episode, key: str, rendition: Rendition, film: Attachment | None) -> WantedStream | None:
    """The stream that a rendition is, or that it asks for; None where it is a film alone."""
    if rendition.file is not None and rendition.is_playlist:
        return WantedStream(episode, rendition.file, f"{key}.file")
    first = rendition.packaged_file
    if not rendition.hls or first is None:
        return None
    sha256 = film.record.sha256 if film is not None else ""
    return WantedStream(episode, first, f"{key}.hls", rendition.file or "", sha256)


def _of_address(rendition: Rendition) -> AlternateEnclosure:
    """A rendition elsewhere, by its author's word."""
    return _alternate(
        rendition, rendition.announced_type, rendition.announced_length, rendition.url, rendition.integrity
    )


def _of_file(rendition: Rendition, facts: FileFacts, url: str) -> AlternateEnclosure:
    integrity = Integrity(type="sri", value=f"sha384-{facts.sha384}")
    return _alternate(rendition, rendition.type or facts.media_type, facts.byte_size, url, integrity)


def _of_stream(rendition: Rendition, url: str) -> AlternateEnclosure:
    """A film in several qualities, which has no size (podcast namespace, HLS in alternates)."""
    if rendition.is_playlist:
        return _alternate(rendition, rendition.type or STREAMS[PLAYLIST_SUFFIX], 0, url, None)
    own = {"default": False, "codecs": None, "bitrate": None, "sources": ()}
    return _alternate(rendition.model_copy(update=own), STREAMS[PLAYLIST_SUFFIX], 0, url, None)


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
    refuse_draft(wanted.name, inputs, episode.slug)
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
