"""Whatever picture there is, the cover made of it is one that every platform takes; or it is said why there is none."""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from photos import BLUE, HEIGHT, RED, heic, moving_webp, of_telephone, photo, swapped_profile, written
from PIL import Image

from balado.errors import MediaError
from balado.media.artwork import inspect_artwork
from balado.rules.run import judge_file
from balado.rules.subject import PictureFile
from balado.workshop.picture.square import MOST_BYTES, Focus, MadeCover, cover_of, is_wide, wide_of

WHOLE = Focus()
MAKERS: dict[str, Callable[[Path], Path]] = {
    "a photo": lambda path: written(path, photo(), "JPEG"),
    "a photo for print": lambda path: written(path, photo("CMYK"), "JPEG"),
    "a drawing": lambda path: written(path, photo("P"), "PNG"),
    "a drawing without a ground": lambda path: written(path, photo("RGBA"), "PNG"),
    "a WebP": lambda path: written(path, photo(), "WEBP"),
    "a scan": lambda path: written(path, photo(), "TIFF", compression="tiff_lzw"),
    "a GIF": lambda path: written(path, photo(), "GIF"),
    "a bitmap": lambda path: written(path, photo(), "BMP"),
    "an AVIF": lambda path: written(path, photo(), "AVIF", speed=10),
    "a photo of an iPhone": lambda path: _written_bytes(path, heic()),
}


def _written_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def opened(cover: MadeCover) -> Image.Image:
    read = Image.open(io.BytesIO(cover.body))
    read.load()
    return read


def near(one: Any, other: tuple[int, int, int], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def objections(cover: MadeCover, folder: Path) -> list[str]:
    """What our own rules have against it."""
    path = folder / "cover.jpg"
    path.write_bytes(cover.body)
    return [fault.rule for fault in judge_file(PictureFile(inspect_artwork(path, path.name), path.name))]


@pytest.mark.parametrize("name", MAKERS)
def test_a_picture_of_any_form_becomes_a_cover_that_no_rule_objects_to(name: str, tmp_path: Path) -> None:
    cover = cover_of(MAKERS[name](tmp_path / "given"), WHOLE)
    read = opened(cover)
    assert (read.format, read.mode, read.size) == ("JPEG", "RGB", (HEIGHT, HEIGHT))
    assert objections(cover, tmp_path) == []
    by = 60 if "print" in name or "iPhone" in name or name == "a drawing" else 12
    assert near(read.getpixel((100, 700)), RED, by)
    assert near(read.getpixel((1300, 700)), BLUE, by)
    assert cover.photo.was_transparent == ("ground" in name)


def test_a_photo_of_a_telephone_is_turned_and_tells_neither_place_nor_maker(tmp_path: Path) -> None:
    given = written(tmp_path / "phone.jpg", photo(), "JPEG", exif=of_telephone())
    before = given.read_bytes()
    cover = cover_of(given, WHOLE)
    assert near(opened(cover).getpixel((700, 100)), RED)
    assert near(opened(cover).getpixel((700, 1300)), BLUE)
    assert (cover.photo.width_px, cover.photo.height_px, cover.photo.was_turned) == (1440, 1500, True)
    assert not {"exif", "xmp", "icc_profile", "comment"} & opened(cover).info.keys()
    assert b"Telephone" not in cover.body
    assert given.read_bytes() == before


@pytest.mark.parametrize(("form", "options"), [("TIFF", {}), ("WEBP", {"lossless": True})])
def test_other_forms_are_turned_too(form: str, options: dict[str, Any], tmp_path: Path) -> None:
    given = written(tmp_path / "given", photo(), form, exif=of_telephone(3), **options)
    assert near(opened(cover_of(given, WHOLE)).getpixel((100, 700)), BLUE)


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_keep_their_light(form: str, tmp_path: Path) -> None:
    given = written(tmp_path / "given", Image.new("I;16", (1400, 1400), 0x8000), form)
    assert near(opened(cover_of(given, WHOLE)).getpixel((9, 9)), (128, 128, 128), 2)


def test_colours_are_made_those_of_screens(tmp_path: Path) -> None:
    given = written(tmp_path / "given", photo(), "PNG", icc_profile=swapped_profile())
    cover = cover_of(given, WHOLE)
    red, green, _ = opened(cover).getpixel((100, 700))
    assert green > 150 > red
    assert cover.photo.was_coloured


@pytest.mark.parametrize(
    ("focus", "colours"),
    [(Focus(0, 0.5), (RED, RED)), (Focus(1, 0.5), (BLUE, BLUE)), (WHOLE, (RED, BLUE)), (Focus(0.4, 0), (RED, BLUE))],
)
def test_the_square_has_what_it_is_about_in_the_middle(focus: Focus, colours: Any, tmp_path: Path) -> None:
    given = written(tmp_path / "given", photo(size=(2800, 1400)), "JPEG")
    read = opened(cover_of(given, focus))
    assert read.size == (1400, 1400)
    assert [near(read.getpixel((x, 700)), colour) for x, colour in zip((20, 1380), colours, strict=True)] == [True] * 2


@pytest.mark.parametrize(("size", "side"), [((4000, 3200), 3000), ((1400, 9000), 1400), ((2001, 2000), 2000)])
def test_it_is_scaled_down_and_never_up(size: tuple[int, int], side: int, tmp_path: Path) -> None:
    cover = cover_of(written(tmp_path / "given", Image.new("RGB", size, RED), "JPEG"), WHOLE)
    assert opened(cover).size == (side, side)
    assert (cover.side_px, cover.photo.width_px, cover.photo.height_px) == (side, *size)


def test_it_is_light_whatever_it_shows(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1400, 1400), 200) for _ in range(3)])
    cover = cover_of(written(tmp_path / "given", noise, "PNG", compress_level=1), WHOLE)
    assert len(cover.body) <= MOST_BYTES
    assert cover.side_px == 1400


@pytest.mark.parametrize(("size", "largest"), [((1399, 5000), 1399), ((600, 600), 600)])
def test_what_is_too_small_is_refused_with_what_would_do(size: tuple[int, int], largest: int, tmp_path: Path) -> None:
    with pytest.raises(MediaError) as refusal:
        cover_of(written(tmp_path / "logo.png", Image.new("1", size), "PNG"), WHOLE)
    [fault] = refusal.value.faults
    assert f"the largest square in it has {largest}" in str(fault.what)
    assert "1400 pixels on the shorter side will do" in str(fault.remedy)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 a poster", "no picture that can be read"),
        (heic()[:300], "no picture that can be read"),
        (moving_webp(), "The picture moves."),
        (struct.pack("<4sIHHHIIHHII", b"II*\0", 8, 2, 256, 4, 1, 60_000, 257, 4, 1, 60_000), "far too large"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_answered_with_one_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(MediaError) as refusal:
        cover_of(_written_bytes(tmp_path / "given", content), WHOLE)
    [fault] = refusal.value.faults
    assert said in str(fault.what)


@pytest.mark.parametrize(("form", "width"), [("PNG", 16_000), ("GIF", 60_000), ("WEBP", 16_000)])
def test_a_bomb_is_not_unpacked(form: str, width: int, tmp_path: Path) -> None:
    given = written(tmp_path / "given", Image.new("P", (width, 1)), form)
    content = bytearray(given.read_bytes())
    if form == "PNG":
        import zlib

        content[20:24] = width.to_bytes(4, "big")
        content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    elif form == "GIF":
        content[8:10] = width.to_bytes(2, "little")
    else:
        frame = content.index(b"\x9d\x01\x2a") + 3
        content[frame + 2 : frame + 4] = (16_000).to_bytes(2, "little")
    with pytest.raises(MediaError, match="cannot be used") as refusal:
        cover_of(_written_bytes(given, bytes(content)), WHOLE)
    assert "far too large" in str(refusal.value.faults[0].what)


def test_without_its_reader_a_photo_of_an_iphone_is_answered_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(MediaError) as refusal:
        cover_of(_written_bytes(tmp_path / "IMG_1.HEIC", heic()), WHOLE)
    assert 'pip install "balado[office]"' in str(refusal.value.faults[0].remedy)


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((4000, 2250), (1920, 1080)),
        ((3000, 1400), (1920, 1080)),
        ((1920, 1440), (1920, 1080)),
        ((1500, 1400), (1500, 844)),
    ],
)
def test_the_same_in_16_9_is_as_large_as_a_screen_or_as_it_can_be(
    size: tuple[int, int], made: tuple[int, int], tmp_path: Path
) -> None:
    cover = cover_of(written(tmp_path / "photo.jpg", photo(size=size), "JPEG"), WHOLE)
    wide = wide_of(cover.photo, WHOLE)
    assert wide is not None
    assert (wide.width_px, wide.height_px) == made == Image.open(io.BytesIO(wide.body)).size
    assert len(wide.body) <= MOST_BYTES
    assert Image.open(io.BytesIO(wide.body)).getexif() == {}


def test_16_9_keeps_the_focus_and_is_wanted_of_what_is_plainly_wide(tmp_path: Path) -> None:
    """The photo is red on its left and blue on its right."""
    broad = cover_of(written(tmp_path / "broad.jpg", photo(size=(3000, 1400)), "JPEG"), WHOLE).photo
    left, right = wide_of(broad, Focus(0.0, 0.5)), wide_of(broad, Focus(1.0, 0.5))
    assert left is not None
    assert right is not None
    assert near(Image.open(io.BytesIO(left.body)).getpixel((960, 500)), RED)
    assert near(Image.open(io.BytesIO(right.body)).getpixel((960, 500)), BLUE)
    assert not is_wide(cover_of(written(tmp_path / "high.jpg", photo(size=(1500, 3000)), "JPEG"), WHOLE).photo)
    assert is_wide(cover_of(written(tmp_path / "wide.jpg", photo(size=(2000, 1500)), "JPEG"), WHOLE).photo)
