"""Which container a file is, from its first bytes, and the format of what is in it. Pure."""

from __future__ import annotations

from enum import StrEnum

from balado.show.formats import M4A, M4V, MOV, MP1, MP2, MP3, MP4, OGG_FLAC, OGG_OTHER, OPUS, VORBIS, Format


class Container(StrEnum):
    """What the first bytes of a file show it to be."""

    MPEG = "MPEG audio"
    MP4 = "MP4"
    WAV = "WAV"
    AIFF = "AIFF"
    FLAC = "FLAC"
    OGG = "Ogg"
    ADTS = "AAC without a container (ADTS)"
    WINDOWS_MEDIA = "Windows Media"
    MATROSKA = "Matroska or WebM"
    AMR = "AMR"
    CORE_AUDIO = "Core Audio (CAF)"
    PICTURE = "picture"
    DOCUMENT = "document"
    UNKNOWN = ""


_VIDEO_BY_BRAND = {"qt  ": MOV, "": MOV, "M4V ": M4V, "M4VH": M4V, "M4VP": M4V}
_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_MAGIC = (
    (b"fLaC", Container.FLAC),
    (b"OggS", Container.OGG),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Container.WINDOWS_MEDIA),
    (b"\x1a\x45\xdf\xa3", Container.MATROSKA),
    (b"#!AMR", Container.AMR),
    (b"caff", Container.CORE_AUDIO),
    (b"\xff\xd8\xff", Container.PICTURE),
    (b"\x89PNG\r\n\x1a\n", Container.PICTURE),
    (b"GIF8", Container.PICTURE),
    (b"%PDF-", Container.DOCUMENT),
    (b"PK\x03\x04", Container.DOCUMENT),
    (b"{\\rtf", Container.DOCUMENT),
    (b"<!DOCTYPE", Container.DOCUMENT),
    (b"<html", Container.DOCUMENT),
)


def container_of(head: bytes) -> Container:
    """What these first bytes (after ID3 tags) begin; UNKNOWN also for MPEG audio, which only its frames prove."""
    for magic, container in _MAGIC:
        if head.startswith(magic):
            return container
    if head[4:8] in _MP4_BOXES:
        return Container.MP4
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Container.WAV
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Container.AIFF
    # 12 bits of sync and layer 0, which MPEG audio does not have (ISO/IEC 13818-7, adts_fixed_header)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return Container.ADTS
    return Container.UNKNOWN


def mpeg_format(layer: int) -> Format:
    """The format of MPEG audio of this layer."""
    return {1: MP1, 2: MP2}.get(layer, MP3)


def mp4_format(brand: str, *, has_video: bool) -> Format:
    """The format of an MP4 file of this brand."""
    return _VIDEO_BY_BRAND.get(brand, MP4) if has_video else M4A


def ogg_format(first_packet: bytes) -> Format:
    """The format of an Ogg file whose first page holds this."""
    for mark, found in ((b"\x01vorbis", VORBIS), (b"OpusHead", OPUS), (b"\x7fFLAC", OGG_FLAC)):
        if mark in first_packet[:64]:
            return found
    return OGG_OTHER
