from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from balado.errors import MediaError, Place
from balado.media.artwork import inspect_artwork


def drawn(form: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size).save(content, form, **options)
    return content.getvalue()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "cover.jpg"
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        inspect_artwork(path, "episodes/cover.jpg")
    (fault,) = caught.value.faults
    assert fault.place == Place("episodes/cover.jpg")
    return str(fault.what)


@pytest.mark.parametrize(
    ("content", "media_type", "suffix", "mode"),
    [
        (drawn(), "image/jpeg", ".jpg", "RGB"),
        (drawn(progressive=True), "image/jpeg", ".jpg", "RGB"),
        (drawn(mode="L"), "image/jpeg", ".jpg", "L"),
        (drawn(mode="CMYK"), "image/jpeg", ".jpg", "CMYK"),
        (drawn("PNG"), "image/png", ".png", "RGB"),
        (drawn("PNG", "RGBA"), "image/png", ".png", "RGBA"),
        (drawn("PNG", "RGB", transparency=(0, 0, 0)), "image/png", ".png", "RGBA"),
        (drawn("PNG", "P"), "image/png", ".png", "P"),
        (drawn("PNG", "P", transparency=0), "image/png", ".png", "PA"),
        (drawn("GIF"), "image/gif", ".gif", "P"),
        (drawn("TIFF"), "image/tiff", ".tiff", "RGB"),
        (drawn("BMP"), "image/bmp", ".bmp", "RGB"),
        (drawn("WEBP"), "image/webp", ".webp", "RGB"),
    ],
)
def test_a_picture_is_known_by_its_content(
    content: bytes, media_type: str, suffix: str, mode: str, tmp_path: Path
) -> None:
    facts = inspect_artwork(written(tmp_path, content), "cover.jpg")
    assert (facts.media_type, facts.suffix, facts.mode) == (media_type, suffix, mode)
    assert (facts.width_px, facts.height_px) == (60, 40)
    assert (facts.byte_size, facts.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no picture", id="text"),
        pytest.param(drawn(size=(500, 500))[:-50], id="cut JPEG"),
        pytest.param(drawn("PNG", size=(500, 500))[:-20], id="cut PNG"),
        pytest.param(drawn("PNG").replace(b"IDAT", b"IDAT\0", 1), id="damaged PNG"),
        pytest.param(b"\xff\xd8\xff", id="three bytes"),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "no picture that can be read, or it is cut short" in refusal(written(tmp_path, content))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    assert "empty" in refusal(written(tmp_path, b""))
    assert "no such file" in refusal(tmp_path / "gone.jpg")


def png_bomb(side: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(side: int, tmp_path: Path) -> None:
    """Without Pillow's own warning, which would be an error here."""
    assert f"far too large: {side:,} x {side:,} px" in refusal(written(tmp_path, png_bomb(side)))


def test_a_file_of_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, drawn())
    os.truncate(path, 65_000_000)
    assert "far too large: 65.0 MB" in refusal(path)


@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"]), at=st.floats(0, 1), noise=st.binary(max_size=9)
)
def test_damage_never_ends_in_anything_but_facts_or_a_fault(
    kind: str, at: float, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(drawn(kind))
    place = int(at * len(content))
    content[place : place + len(noise)] = noise
    path = written(tmp_path_factory.getbasetemp(), bytes(content))
    try:
        found = inspect_artwork(path, "cover.jpg")
    except MediaError:
        return
    assert found.sha256 == hashlib.sha256(content).hexdigest()
