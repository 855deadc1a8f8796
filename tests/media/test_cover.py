from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from balado.errors import MediaError
from balado.media.cover import cover_jpeg, published_picture
from balado.media.picture.unpack import read_upright
from balado.media.reading import Unsound

ROOM = 400_000


def picture(path: Path, size: tuple[int, int], mode: str = "RGB", **options: object) -> Path:
    """A picture of a slope of colours."""
    slope = Image.linear_gradient("L").resize(size)
    made = (
        slope.convert(mode)
        if mode in ("L", "P")
        else Image.merge("RGB", (slope, slope.rotate(90), slope)).convert(mode)
    )
    made.save(path, **options)
    return path


def noise(path: Path, side: int) -> Path:
    """A picture that hardly packs."""
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(path, quality=95)
    return path


def opened(jpeg: bytes | None) -> Image.Image:
    assert jpeg is not None
    made = Image.open(io.BytesIO(jpeg))
    made.load()
    return made


def test_a_jpeg_that_fits_stays_as_it_is(tmp_path: Path) -> None:
    path = picture(tmp_path / "cover.jpg", (1400, 1400))
    assert cover_jpeg(path, ROOM) == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "size", "mode", "expected"),
    [
        ("cover.jpg", (3000, 3000), "RGB", (1400, 1400)),
        ("cover.jpg", (2000, 1000), "L", (1400, 700)),
        ("cover.jpg", (500, 500), "CMYK", (500, 500)),
        ("cover.png", (1600, 1600), "RGBA", (1400, 1400)),
        ("cover.png", (300, 300), "P", (300, 300)),
    ],
)
def test_any_other_becomes_a_plain_jpeg_of_at_most_1400_pixels(
    tmp_path: Path, name: str, size: tuple[int, int], mode: str, expected: tuple[int, int]
) -> None:
    made = opened(cover_jpeg(picture(tmp_path / name, size, mode), ROOM))
    assert (made.format, made.size) == ("JPEG", expected)
    assert made.mode in ("RGB", "L")


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = picture(tmp_path / "cover.png", (1600, 1600), "RGBA")
    assert cover_jpeg(path, ROOM) == cover_jpeg(path, ROOM)


@pytest.mark.parametrize("room", [ROOM, 100_000, 20_000])
def test_quality_and_then_size_go_down_until_it_fits(tmp_path: Path, room: int) -> None:
    jpeg = cover_jpeg(noise(tmp_path / "cover.jpg", 900), room)
    assert opened(jpeg).format == "JPEG"
    assert jpeg is not None
    assert len(jpeg) <= room


def test_without_room_there_is_no_picture(tmp_path: Path) -> None:
    path = noise(tmp_path / "cover.jpg", 400)
    assert cover_jpeg(path, 1000) is None
    assert cover_jpeg(path, -1000) is None


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 200), (255, 0, 0, 0)).save(tmp_path / "cover.png")
    pixel = opened(cover_jpeg(tmp_path / "cover.png", ROOM)).getpixel((100, 100))
    assert isinstance(pixel, tuple)
    assert min(pixel) >= 250


def test_a_picture_lying_on_its_side_is_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = picture(tmp_path / "cover.jpg", (400, 200), exif=exif)
    assert opened(cover_jpeg(path, ROOM)).size == (200, 400)


def test_small_colour_profiles_are_kept_and_large_ones_are_not(tmp_path: Path) -> None:
    for size, expected in ((3000, b"p" * 3000), (300_000, None)):
        path = picture(tmp_path / "cover.png", (1500, 1500), icc_profile=b"p" * size)
        assert opened(cover_jpeg(path, ROOM)).info.get("icc_profile") == expected


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "missing"])
def test_what_is_no_picture_is_said_by_its_name(tmp_path: Path, damage: str) -> None:
    path = picture(tmp_path / "cover.jpg", (800, 800))
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[: len(whole) // 2], "text": b"no picture at all", "empty": b""}.get(damage, b""))
    if damage == "missing":
        path.unlink()
    with pytest.raises(MediaError, match=r"cover\.jpg cannot be used"):
        cover_jpeg(path, ROOM)


@pytest.mark.parametrize("told", [(60_000, 48_000), (100, 100)])
@pytest.mark.parametrize(
    "make",
    [
        cover_jpeg,
        lambda path, _room: published_picture(path, path.name),
        lambda path, room: read_upright(path.read_bytes(), room),
    ],
)
def test_a_second_frame_header_of_another_size_is_refused_before_room_is_made_for_it(
    tmp_path: Path, told: tuple[int, int], make: Callable[[Path, int], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[tuple[int, int]] = []
    monkeypatch.setattr(JpegImageFile, "load", lambda picture: loaded.append(picture.size))
    path = picture(tmp_path / "cover.jpg", (600, 400), exif=_lying())
    whole = path.read_bytes()
    frame = whole.index(b"\xff\xc0")
    length = 2 + int.from_bytes(whole[frame + 2 : frame + 4])
    second = bytearray(whole[frame : frame + length])
    second[5:9] = told[1].to_bytes(2) + told[0].to_bytes(2)
    path.write_bytes(whole[: frame + length] + second + whole[frame + length :])
    with pytest.raises((MediaError, Unsound)):
        make(path, ROOM)
    assert loaded == []


def _lying() -> bytes:
    notes = Image.Exif()
    notes[0x0112] = 6
    return notes.tobytes()
