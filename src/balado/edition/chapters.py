"""An episode's chapters from wherever they stand: its text, a file beside it, its recording. One source, the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from balado.artifact import FOREVER, Artifact, Kind, public_url
from balado.chapters.chapters import chapters_of, in_order, judge_chapters, write_chapters
from balado.chapters.read import chapter_lines, read_chapters
from balado.edition.contents import Attachment, Heard, Piece, Recording
from balado.edition.drafts import refuse_draft
from balado.edition.inputs import Inputs
from balado.edition.pictures import PictureOwner, made_before, side_picture
from balado.errors import Fault, MediaError, Place
from balado.facts import EmbeddedCover
from balado.media.cache import Inspector
from balado.media.pointer import Pointer
from balado.message import say
from balado.record.generation import SideKind, SideRecord
from balado.record.keys import MediaFolder, artwork_key, side_key
from balado.show.elsewhere import CHAPTERS_TYPE
from balado.show.model import Episode
from balado.show.podcasting import Chapter

_CHAPTERS_MAX_BYTES = 1_000_000
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True, slots=True)
class FoundChapters:
    """The chapters in order with the addresses of their pictures, their JSON's address, and all objects of theirs.

    Of chapters on another server the address is known alone.
    """

    chapters: tuple[Chapter, ...] = ()
    url: str | None = None
    media_type: str = CHAPTERS_TYPE
    sides: tuple[Attachment, ...] = ()
    faults: tuple[Fault, ...] = ()


def find_chapters(episode: Episode, recording: Heard | None, inputs: Inputs) -> FoundChapters:
    """An episode's chapters, judged against the true duration of its recording."""
    if (elsewhere := episode.remote_chapters) is not None:
        return FoundChapters(url=elsewhere.url, media_type=elsewhere.type)
    faults: list[Fault] = []
    pictures: list[Attachment] = []
    name, sha256 = "", ""
    if episode.chapters is not None:
        chapters = _of_text(episode, recording, inputs, faults)
    elif episode.chapter_file is not None:
        name = episode.chapter_file
        chapters, sha256 = _of_file(episode, recording, inputs, faults)
    else:
        chapters = _of_recording(episode, recording, inputs, pictures, faults)
    chapters = in_order(_with_pictures(episode, chapters, inputs, pictures, faults))
    if not chapters:
        if sha256:  # looked at, and nothing made of it: the next run need not look again
            pictures.append(Attachment(SideRecord(SideKind.CHAPTERS, name, sha256, ()), ()))
        return FoundChapters(sides=tuple(pictures), faults=tuple(faults))
    body = write_chapters(chapters, episode.title or "")
    made = Artifact.of_bytes("", Kind.CHAPTERS, body, CHAPTERS_TYPE, FOREVER)
    known = inputs.memory.key_of(episode.guid, SideKind.CHAPTERS, name, made.sha256)
    key = known or side_key(MediaFolder.CHAPTERS, episode.slug, made.sha256, ".json")
    side = Attachment(SideRecord(SideKind.CHAPTERS, name, sha256, (key,)), (Piece(replace(made, key=key)),))
    url = public_url(inputs.url, key)
    return FoundChapters(chapters, url, sides=(side, *pictures), faults=tuple(faults))


def _of_text(episode: Episode, recording: Heard | None, inputs: Inputs, faults: list[Fault]) -> tuple[Chapter, ...]:
    chapters = episode.chapters or ()
    if recording is not None and recording.duration is not None:
        duration = recording.duration
        faults += judge_chapters(chapters, duration, lambda index: inputs.place(episode.slug, f"chapters.{index}"))
    return chapters


def _of_file(
    episode: Episode, recording: Heard | None, inputs: Inputs, faults: list[Fault]
) -> tuple[tuple[Chapter, ...], str]:
    name = episode.chapter_file or ""
    if not inputs.inspector.is_here(name):
        what = say("There is no file {path} in the show's folder.", path=name)
        remedy = say("Put the chapters there, or correct the path.")
        faults.append(Fault(inputs.place(episode.slug, "chapters"), what, remedy))
        return (), ""
    try:
        refuse_draft(name, inputs, episode.slug)
        sha256 = inputs.inspector.sha256(name)
    except MediaError as error:
        faults += error.faults
        return (), ""
    if fault := unreadable(name, inputs.inspector, _CHAPTERS_MAX_BYTES):
        faults.append(fault)
        return (), ""
    raw = inputs.inspector.path(name).read_bytes()
    chapters, found = read_chapters(raw, name)
    faults += found
    if chapters and recording is not None and recording.duration is not None:
        lines = cache(lambda: chapter_lines(raw, name))  # wanted only where a time is wrong
        faults += judge_chapters(chapters, recording.duration, lambda index: Place(name, lines()[index]))
    return tuple(_beside_its_file(chapter, name, inputs) for chapter in chapters or ()), sha256


def lines_in_order(name: str, inspector: Inspector) -> tuple[int, ...]:
    """The line of each chapter in a file, in the order of their times, as in feeds; none where it is not here."""
    if not inspector.is_here(name) or unreadable(name, inspector, _CHAPTERS_MAX_BYTES):
        return ()
    raw = inspector.path(name).read_bytes()
    chapters, _ = read_chapters(raw, name)
    numbered = sorted(zip(chapters or (), chapter_lines(raw, name), strict=False), key=lambda one: one[0].start)
    return tuple(line for _, line in numbered)


def _beside_its_file(chapter: Chapter, name: str, inputs: Inputs) -> Chapter:
    """The chapter with its picture where its author means it: beside the file of chapters, else in the show."""
    near = f"{name.rpartition('/')[0]}/{chapter.picture}"
    if chapter.picture is None or "://" in chapter.picture or not inputs.inspector.is_here(near):
        return chapter
    return chapter.model_copy(update={"picture": near})


def unreadable(name: str, inspector: Inspector, most_bytes: int) -> Fault | None:
    """Why a text beside a recording cannot be read: it is only a pointer, or no text of that size was written."""
    if isinstance(inspector.file(name), Pointer):
        what = say("The file is not here, only its Git LFS pointer.")
        return Fault(Place(name), what, say("Fetch it with `git lfs pull`, then publish again."))
    if inspector.path(name).stat().st_size > most_bytes:
        what = say("This file is longer than {limit} bytes.", limit=most_bytes)
        return Fault(Place(name), what, say("Keep only the text itself in it."))
    return None


def _of_recording(
    episode: Episode,
    recording: Heard | None,
    inputs: Inputs,
    pictures: list[Attachment],
    faults: list[Fault],
) -> tuple[Chapter, ...]:
    """Those inside the recording. Their faults only warn: staff cannot mend them with a text editor."""
    if not isinstance(recording, Recording) or not recording.facts.chapters:
        return ()
    embedded, inside = recording.facts.chapters, cache(partial(_pictures_inside, recording))
    chapters = chapters_of(embedded)
    place = Place(recording.name)
    found = judge_chapters(chapters, recording.facts.duration, lambda _index: place)
    faults += [replace(fault, severity="warning") for fault in found]
    sound = []
    starts = set()
    for chapter, source in zip(chapters, embedded, strict=True):
        if chapter.start in starts or chapter.start >= recording.facts.duration:
            continue
        starts.add(chapter.start)
        picture = source.picture
        if picture is not None and picture.media_type in _SUFFIXES:
            side = _embedded_picture(episode, inside, picture, inputs)
            if side is not None:
                pictures.append(side)
                chapter = chapter.model_copy(update={"picture": public_url(inputs.url, side.record.keys[0])})  # noqa: PLW2901
        sound.append(chapter)
    return tuple(sound)


def _pictures_inside(recording: Recording) -> Mapping[str, bytes]:
    """The bytes of the pictures in a recording, by their digests; none where it is not here."""
    from balado.media.pictures import embedded_pictures

    return {} if recording.local is None else embedded_pictures(recording.local.path)


def _embedded_picture(
    episode: Episode, inside: Callable[[], Mapping[str, bytes]], picture: EmbeddedCover, inputs: Inputs
) -> Attachment | None:
    """A picture of a chapter inside a recording; `inside` gives the bytes of those, by digest."""
    from balado.media.cover import published_bytes

    sha256, suffix = picture.sha256, _SUFFIXES[picture.media_type]
    if made := made_before(episode.guid, "", sha256, inputs):
        return made
    known = inputs.memory.key_of(episode.guid, SideKind.PICTURE, "", sha256)
    if known is not None and inputs.is_stored(known):
        piece = replace(inputs.memory.piece(known), here=False)
        return Attachment(SideRecord(SideKind.PICTURE, "", sha256, (known,)), (piece,))
    body = inside().get(sha256)
    if body is None:
        return None
    artifact = Artifact.of_bytes("", Kind.ARTWORK, published_bytes(body), picture.media_type, FOREVER)
    key = artwork_key(f"{episode.slug}-chapter", artifact.sha256, suffix)
    key = known if known is not None and artifact.sha256 == sha256 else key
    return Attachment(SideRecord(SideKind.PICTURE, "", sha256, (key,)), (Piece(replace(artifact, key=key)),))


def _with_pictures(
    episode: Episode, chapters: Sequence[Chapter], inputs: Inputs, pictures: list[Attachment], faults: list[Fault]
) -> list[Chapter]:
    """The chapters with addresses in place of the files that their author named."""
    placed = []
    for index, chapter in enumerate(chapters):
        picture = chapter.picture
        if picture is not None and "://" not in picture:
            key = f"chapters.{index}.picture"
            place = Place(episode.chapter_file) if episode.chapter_file else inputs.place(episode.slug, key)
            owner = PictureOwner(episode.guid, episode.slug, f"{episode.slug}-chapter")
            side = side_picture(picture, owner, inputs, place, faults)
            if side is not None:
                pictures.append(replace(side, picture=None))
            url = public_url(inputs.url, side.record.keys[0]) if side is not None else None
            placed.append(chapter.model_copy(update={"picture": url}))
        else:
            placed.append(chapter)
    return placed
