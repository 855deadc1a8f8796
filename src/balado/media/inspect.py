"""The inspection of a recording: one pass over the file, and everything that is known of it afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from balado.facts import MediaFacts
from balado.media.container import Container, container_of
from balado.media.digest import digest, failure, opened
from balado.media.envelope import leading_tags
from balado.media.metadata import Metadata, id3_metadata, mp4_metadata
from balado.media.mp3 import Mp3Layout, measure, survey
from balado.media.mp4 import read_movie
from balado.media.mp4_items import tells_place
from balado.media.reading import ReadAt, Unsound, reader_of_file
from balado.media.sound import Sound, mp4_sound, mpeg_sound, native_sound
from balado.message import say

_HEAD_BYTES = 4096
_MEASURED_BY_MUTAGEN = (Container.WAV, Container.AIFF, Container.FLAC, Container.OGG, Container.ADTS)


def inspect_recording(path: Path, name: str) -> MediaFacts:
    """What the recording is. `name` is how people know the file.

    Raises MediaError, with one fault, for a file that cannot be read, is empty or no recording, holds less than its own
    header promises, or was written to meanwhile.
    """
    with opened(path, name) as file:
        try:
            return _inspect(file)
        except Unsound as unsound:
            raise failure(name, unsound.what, unsound.remedy_for(name)) from unsound


def film_facts(path: Path, name: str) -> MediaFacts:
    """The same of an MP4 by its index alone: without a digest, however large it is. Raises MediaError for another."""
    with opened(path, name) as file:
        try:
            byte_size = os.fstat(file.fileno()).st_size
            return _indexed(reader_of_file(file, byte_size), byte_size)
        except Unsound as unsound:
            raise failure(name, unsound.what, unsound.remedy_for(name)) from unsound


def _inspect(file: BinaryIO) -> MediaFacts:
    byte_size = os.fstat(file.fileno()).st_size
    read_at = reader_of_file(file, byte_size)
    head = read_at(leading_tags(read_at, byte_size), _HEAD_BYTES)
    container = container_of(head)
    if container is Container.MP4:
        return _mp4(file, read_at, byte_size)
    if container in _MEASURED_BY_MUTAGEN:
        sound, metadata = native_sound(file, byte_size, container)
        return _facts(byte_size, digest(file), sound, metadata)
    surveyed = survey(read_at, byte_size) if container is Container.UNKNOWN else None
    if surveyed is None:
        raise _no_recording(container)
    return _mpeg(file, read_at, surveyed)


def _mpeg(file: BinaryIO, read_at: ReadAt, surveyed: Mp3Layout) -> MediaFacts:
    walk = surveyed.walk()
    sha256 = digest(file, walk.feed if walk else None)
    sound = mpeg_sound(surveyed, measure(surveyed, walk.finish() if walk else None))
    byte_size = os.fstat(file.fileno()).st_size
    facts = _facts(byte_size, sha256, sound, id3_metadata(read_at, byte_size))
    return facts.model_copy(update={"tag_byte_size": surveyed.extent.start})


def _mp4(file: BinaryIO, read_at: ReadAt, byte_size: int) -> MediaFacts:
    return _indexed(read_at, byte_size).model_copy(update={"sha256": digest(file)})


def _indexed(read_at: ReadAt, byte_size: int) -> MediaFacts:
    movie = read_movie(read_at, byte_size)
    sound, metadata = mp4_sound(movie, byte_size), mp4_metadata(read_at, movie)
    facts = _facts(byte_size, "", sound, metadata)
    found = {"index_behind": movie.index_behind, "tells_place": tells_place(movie.index)}
    return facts.model_copy(update={name: True for name, is_so in found.items() if is_so})


def _facts(byte_size: int, sha256: str, sound: Sound, metadata: Metadata) -> MediaFacts:
    return MediaFacts(
        byte_size=byte_size,
        sha256=sha256,
        media_type=sound.form.media_type,
        suffix=sound.form.suffix,
        codec=sound.codec,
        duration=sound.duration,
        header_duration=sound.header_duration,
        ends_mid_frame=sound.ends_mid_frame,
        bitrate=sound.bitrate,
        bitrate_mode=sound.bitrate_mode,
        channels=sound.channels,
        sample_rate_hz=sound.sample_rate_hz,
        found=_found(sound, metadata),
        tags=metadata.tags,
        chapters=metadata.chapters,
        cover=metadata.cover,
    )


def _found(sound: Sound, metadata: Metadata) -> dict[str, str]:
    content = (
        "byte_size", "sha256", "media_type", "suffix", "codec", "channels", "sample_rate_hz", "tag_byte_size",
        "index_behind", "tells_place",
    )  # fmt: skip
    return {
        **dict.fromkeys(content, "content"),
        "duration": sound.duration_found,
        "bitrate": sound.bitrate_found,
        "bitrate_mode": sound.bitrate_found,
        "tags": metadata.tags_found,
        "chapters": metadata.chapters_found,
        "cover": metadata.cover_found,
    }


def _no_recording(container: Container) -> Unsound:
    remedy = say("Put a recording in its place, as MP3 or M4A (AAC).")
    if container is Container.UNKNOWN:
        return Unsound(say("The file is no recording that we know: no sound was found in it."), remedy)
    return Unsound(say("The file is no MP3 or M4A recording: its content is {kind}.", kind=container.value), remedy)
