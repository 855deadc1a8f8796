from __future__ import annotations

import pytest

from balado.media.container import Container, container_of, mp4_format, ogg_format


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x20ftypM4A ", Container.MP4),
        (b"\0\0\0\x08wide\0\0\0\0mdat", Container.MP4),
        (b"RIFF\0\0\0\0WAVEfmt ", Container.WAV),
        (b"RIFF\0\0\0\0AVI LIST", Container.UNKNOWN),
        (b"FORM\0\0\0\0AIFCCOMM", Container.AIFF),
        (b"fLaC\0\0\0\x22", Container.FLAC),
        (b"OggS\0\x02", Container.OGG),
        (b"\xff\xf1\x50\x80", Container.ADTS),
        (b"\xff\xf9\x50\x80", Container.ADTS),
        (b"\xff\xfb\x90\xc4", Container.UNKNOWN),
        (b"%PDF-1.4", Container.DOCUMENT),
        (b"", Container.UNKNOWN),
    ],
)
def test_the_first_bytes_tell_the_container(head: bytes, container: Container) -> None:
    assert container_of(head) is container


@pytest.mark.parametrize(
    ("brand", "has_video", "media_type", "suffix"),
    [
        ("M4A ", False, "audio/x-m4a", ".m4a"),
        ("isom", False, "audio/x-m4a", ".m4a"),
        ("isom", True, "video/mp4", ".mp4"),
        ("M4V ", True, "video/x-m4v", ".m4v"),
        ("qt  ", True, "video/quicktime", ".mov"),
        ("", True, "video/quicktime", ".mov"),
    ],
)
def test_the_brand_and_the_tracks_tell_the_kind_of_mp4(
    brand: str, *, has_video: bool, media_type: str, suffix: str
) -> None:
    found = mp4_format(brand, has_video=has_video)
    assert (found.media_type, found.suffix) == (media_type, suffix)


@pytest.mark.parametrize(
    ("packet", "codec"),
    [
        (b"OggS...\x01vorbis", "vorbis"),
        (b"OggS...OpusHead", "opus"),
        (b"OggS...\x7fFLAC", "flac"),
        (b"OggS", "unknown"),
    ],
)
def test_the_first_packet_tells_what_an_ogg_holds(packet: bytes, codec: str) -> None:
    assert ogg_format(packet).codec == codec
