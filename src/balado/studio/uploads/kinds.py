"""What a file is, told by what is in it and not by its name; and why one is of no use here, with what to do."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from balado.errors import Fault, MediaError
from balado.media.container import Container, container_of
from balado.media.inspect import film_facts, inspect_recording
from balado.message import Message, say
from balado.studio.uploads.names import title_of
from balado.workshop.text.docx import DOCUMENT
from balado.workshop.text.notes import read_notes
from balado.workshop.text.odt import CONTENT
from balado.workshop.text.stamps import stamped_lines

_HEAD_BYTES = 64_000
_MOST_OFFICE_BYTES = 50_000_000
_MOST_PICTURE_BYTES = 200_000_000
_MOST_END_BYTES = 66_000
_MOST_LIST_BYTES = 2_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
"""What an MP4 that holds pictures and no film says first (ISO/IEC 23008-12, annex B; AVIF)."""
_ONLY_FFMPEG_READS = {
    Container.MATROSKA: ".mkv",
    Container.WINDOWS_MEDIA: ".wma",
    Container.AMR: ".amr",
    Container.CORE_AUDIO: ".caf",
}
_SRT = re.compile(r"\s*\d+[ \t]*\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
_HTML = re.compile(r"<(?:!doctype html|html|head|body|p|div|h[1-6])\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
_MARKDOWN = (".md", ".markdown")


class UploadKind(StrEnum):
    """What a file is."""

    RECORDING = "recording"
    FILM = "film"
    PICTURE = "picture"
    TEXT = "text"
    CAPTIONS = "captions"
    DOCUMENT = "document"
    USELESS = "useless"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a file is, and the suffix that this has.

    `why` is what is wrong with one that is of no use, with what to do. `title` is what a recording calls itself;
    `is_played`: apps play it as it is. `chapters` is how many lines of a text begin with a time.
    """

    kind: UploadKind
    suffix: str = ""
    why: tuple[Message, ...] = ()
    title: str = ""
    is_played: bool = False
    chapters: int = 0


def look_at_file(path: Path, given_name: str) -> LookedAt:
    """What this file is; it is read, and never changed."""
    byte_size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not byte_size:
        return _useless(say("It is empty."), say("Look at the file where you took it from, and drop it again."))
    found = _packed(path, head, byte_size) or _picture(head, byte_size) or _text(path, head, given_name)
    return found or _recording(path, head, given_name)


def _packed(path: Path, head: bytes, byte_size: int) -> LookedAt | None:
    """A PDF, or a file of an office program; None for any other."""
    if head.startswith(b"%PDF-"):
        return LookedAt(UploadKind.DOCUMENT, ".pdf")
    if head.startswith(_OLD_OFFICE):
        return _useless(
            say("This is a file of an old Word (.doc), or one that is locked by a password."),
            say("Open it in Word or LibreOffice, and save it without a password as .docx."),
        )
    if head.startswith(b"{\\rtf"):
        return _useless(
            say("This is a text in RTF."), say("Open it in Word or LibreOffice, and save it as .docx or .odt.")
        )
    if not head.startswith(b"PK\3\4"):
        return None
    if byte_size > _MOST_OFFICE_BYTES:
        return _useless(
            say("The file is far too large for a text."), say("Take the pictures out of it, and save it again.")
        )
    suffix = _office_suffix(path)
    return _noted(path, suffix) if suffix else _no_text()


def _office_suffix(path: Path) -> str:
    if not _lists_little(path):
        return ""
    try:
        with zipfile.ZipFile(path) as opened:
            names = set(opened.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return ".docx" if DOCUMENT in names else ".odt" if CONTENT in names else ""


def _lists_little(path: Path) -> bool:
    """Whether the list of what is in a package is short: it is read whole, and one of 50 MB fills the memory."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, _MOST_END_BYTES), 2)
        end = file.read()
    at = end.rfind(b"PK\5\6")
    return at >= 0 and b"PK\6\7" not in end and int.from_bytes(end[at + 12 : at + 16], "little") <= _MOST_LIST_BYTES


def _no_text() -> LookedAt:
    return _useless(
        say("This is no text of Word or LibreOffice."),
        say("If it is an archive (ZIP), unpack it and drop what is in it; a text is saved as .docx or .odt."),
    )


def _noted(path: Path, suffix: str) -> LookedAt:
    """A text, read once as notes: what cannot be read is known now."""
    named = path.with_suffix(suffix)
    try:
        path.rename(named)
        notes = read_notes(named)
    except MediaError as error:
        return _at_fault(error)
    finally:
        named.rename(path)
    return LookedAt(UploadKind.TEXT, suffix, chapters=len(stamped_lines(notes.lines)))


def _picture(head: bytes, byte_size: int) -> LookedAt | None:
    suffix = next((suffix for magic, suffix in _PICTURES if head.startswith(magic)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        suffix = ".webp"
    if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        suffix = ".avif" if head[8:10] == b"av" else ".heic"
    if suffix and byte_size > _MOST_PICTURE_BYTES:
        return _useless(say("The picture is far too large."), say("Save it smaller: 3000 pixels a side are enough."))
    return LookedAt(UploadKind.PICTURE, suffix) if suffix else None


def _text(path: Path, head: bytes, given_name: str) -> LookedAt | None:
    """Captions, a web page, a plain text; None for what is no text."""
    text = _decoded(head)
    if text is None:
        return None
    if text.startswith("WEBVTT"):
        return LookedAt(UploadKind.CAPTIONS, ".vtt")
    if _SRT.match(text):
        return LookedAt(UploadKind.CAPTIONS, ".srt")
    if text.lstrip()[:1] in ("{", "[") and '"segments"' in text:
        return LookedAt(UploadKind.CAPTIONS, ".json")
    suffix = next((one for one in _MARKDOWN if given_name.lower().endswith(one)), ".txt")
    return _noted(path, ".html" if _HTML.search(text[:1000]) else suffix)


def _decoded(head: bytes) -> str | None:
    """The beginning of a text with the line ends of Unix; None for what is none."""
    encodings = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        # A letter may be cut at the end of what was read.
        for end in range(len(head), max(len(head) - 4, 0), -1):
            try:
                text = head[:end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if _CONTROL.search(text) else text.removeprefix("\ufeff").replace("\r\n", "\n")
    return None


def _recording(path: Path, head: bytes, given_name: str) -> LookedAt:
    container = container_of(head)
    if container in _ONLY_FFMPEG_READS:  # nobody else looks into it: what is in it is found out when it is mastered
        return LookedAt(UploadKind.RECORDING, _ONLY_FFMPEG_READS[container], title=title_of(given_name))
    try:
        look = film_facts if container is Container.MP4 else inspect_recording
        facts = look(path, given_name)
    except MediaError as error:
        return _at_fault(error)
    is_film = facts.media_type.startswith("video/")
    title = " ".join((facts.tags.title or "").split()) or title_of(given_name)
    is_played = (facts.suffix, facts.codec) in ((".mp3", "mp3"), (".m4a", "aac"))
    return LookedAt(
        UploadKind.FILM if is_film else UploadKind.RECORDING, facts.suffix, title=title, is_played=is_played
    )


def _at_fault(error: MediaError) -> LookedAt:
    faults: tuple[Fault, ...] = error.faults
    return _useless(*(part for one in faults for part in (one.what, one.remedy)) if faults else (error.message,))


def _useless(*why: Message) -> LookedAt:
    return LookedAt(UploadKind.USELESS, why=why)
