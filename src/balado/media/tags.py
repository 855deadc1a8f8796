"""What a recording says of itself: ID3, MP4 atoms and Vorbis comments, as they were read, in one form. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from balado.facts import AudioTags, EmbeddedCover
from balado.show.characters import FORBIDDEN

_NUMBER = re.compile(r"\s*(\d{1,9})")
_FRONT_COVER = 3
_LAST_OF_LATIN = 0xFF
_CONTROLS = re.compile(r"[\x80-\x9f]")
_BY_CHANCE = re.compile(rb"[\xc4\xc6-\xdf][\xa0\xab\xb0\xb7\xbb]")
_LATIN_1 = 0
# Letters of UTF-8 that were read as Latin-1 or Windows-1252, two of them, or one beside a plain letter.
_PAIR = r"(?:[ÃÂÅ][\x80-\xbf‚-›Œœ€™ŠšŽžŸˆ˜]|â€.)"
_SCRAMBLED = re.compile(rf"[A-Za-z]{_PAIR}|{_PAIR}[A-Za-z]|{_PAIR}.*{_PAIR}", re.DOTALL)
_UNLIKELY = re.compile(r"[\x80-\x9f\u0250-\u02ff]")


def id3_tags(id3: Any) -> AudioTags:
    """The tags of an ID3 tag, among them two of Apple's podcast frames (TDES, TGID)."""

    def texts(frame: str) -> list[str]:
        return [text for found in id3.getall(frame) for text in texts_of(found)]

    return AudioTags(
        title=_first(texts("TIT2")),
        artists=_names(texts("TPE1")),
        track=_number(texts("TRCK")),
        disc=_number(texts("TPOS")),
        date=_first(texts("TDRL") or texts("TDRC")),
        comment=_first(_comments(id3)),
        description=_first(texts("TDES")),
        guid=_first(texts("TGID")),
    )


def mp4_tags(atoms: Mapping[str, Any]) -> AudioTags:
    """The tags of an MP4 file's `ilst`, among them Apple's podcast atoms."""

    def texts(*names: str) -> list[str]:
        return [meant_text(str(value)) for name in names for value in _sequence(atoms.get(name))]

    return AudioTags(
        title=_first(texts("\xa9nam")),
        artists=_names(texts("\xa9ART")),
        track=_positive(atoms.get("trkn")) or _positive(atoms.get("tves")),
        disc=_positive(atoms.get("disk")) or _positive(atoms.get("tvsn")),
        date=_first(texts("\xa9day")),
        comment=_first(texts("\xa9cmt")),
        description=_first(texts("ldes", "desc")),
        guid=_first(texts("egid")),
    )


def vorbis_tags(comments: Mapping[str, Sequence[str]]) -> AudioTags:
    """The tags of Vorbis comments (xiph.org), in FLAC, Ogg Vorbis and Opus."""

    def texts(name: str) -> list[str]:
        return [str(text) for text in comments.get(name) or ()]

    return AudioTags(
        title=_first(texts("title")),
        artists=_names(texts("artist")),
        track=_number(texts("tracknumber")),
        disc=_number(texts("discnumber")),
        date=_first(texts("date")),
        comment=_first(texts("comment")),
        description=_first(texts("description")),
    )


def id3_cover(id3: Any) -> EmbeddedCover | None:
    """The front cover, else the first picture."""
    pictures = id3.getall("APIC")
    front = [picture for picture in pictures if picture.type == _FRONT_COVER]
    return next((cover_of(bytes(picture.data)) for picture in (*front, *pictures) if picture.data), None)


def cover_of(picture: bytes) -> EmbeddedCover:
    """A picture by its bytes: tags often name the wrong type."""
    media_type = "application/octet-stream"
    if picture.startswith(b"\xff\xd8\xff"):
        media_type = "image/jpeg"
    elif picture.startswith(b"\x89PNG\r\n\x1a\n"):
        media_type = "image/png"
    return EmbeddedCover(media_type=media_type, byte_size=len(picture), sha256=hashlib.sha256(picture).hexdigest())


def clean(text: str) -> str:
    """The text without control characters, without space around it, with plain line ends."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def texts_of(frame: Any) -> list[str]:
    """The texts of an ID3 frame as they were meant."""
    is_latin = int(getattr(frame, "encoding", _LATIN_1)) == _LATIN_1
    return [_unscrambled(str(text), is_latin=is_latin) for text in getattr(frame, "text", ())]


def meant_text(text: str) -> str:
    """A text of Unicode as it was meant, clean."""
    return clean(_unscrambled(text, is_latin=False))


def decoded(data: bytes) -> str:
    """Bytes that should be UTF-8, a letter that is cut at their end left out; else what Windows calls plain text."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > 0:
            return data[: error.start].decode("utf-8")
        return data.decode("cp1252", "replace")


def _unscrambled(text: str, *, is_latin: bool) -> str:
    """The text that programs took for Latin-1: UTF-8 where its bytes are that, else Windows-1252, which most mean.

    Two letters of Latin-1 may be one of UTF-8 by chance (`É»` in capitals): where nothing but such pairs speaks for it,
    and where letters of phonetics come out, the text stays as it is. What is labelled as Unicode (not `is_latin`) was
    scrambled by another program before; only what nobody writes is sure to be that (`HÃ©don`).
    """
    raw = None if text.isascii() or not (is_latin or _SCRAMBLED.search(text)) else _bytes_of(text)
    if raw is None:
        return text
    try:
        plain = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace") if _CONTROLS.search(text) else text
    sure = _BY_CHANCE.sub(b"", raw)
    return plain if not sure.isascii() and not _UNLIKELY.search(plain) else text


def _bytes_of(text: str) -> bytes | None:
    """The bytes of a text that was read as Latin-1 or Windows-1252; None for one that cannot have been."""
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > _LAST_OF_LATIN:
                return None
            raw.append(ord(character))
    return bytes(raw)


def _comments(id3: Any) -> list[str]:
    """The comments that people wrote: programs keep numbers in comments that have a description (`iTunNORM`)."""
    found = id3.getall("COMM")
    plain = [frame for frame in found if not frame.desc]
    return [text for frame in plain for text in texts_of(frame)]


def _first(texts: Iterable[str]) -> str | None:
    return next((cleaned for text in texts if (cleaned := clean(text))), None)


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names, each once. ID3v2.3 separates several with a slash, most people with a semicolon: only that is sure."""
    parts = [clean(part) for text in texts for part in re.split(r"[;\x00]", text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _number(texts: Iterable[str]) -> int | None:
    """The number before the slash of `3/12`; None for none and for 0."""
    matches = (_NUMBER.match(text) for text in texts)
    return next((int(match.group(1)) or None for match in matches if match), None)


def _positive(value: Any) -> int | None:
    """The first number of `[(3, 12)]` or `[3]`; None for none and for 0."""
    first = next(iter(_sequence(value)), None)
    number = next(iter(first), None) if isinstance(first, tuple) else first
    return number if isinstance(number, int) and number > 0 else None


def _sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
