"""Pictures as listeners get them: upright, and without what nobody should see of them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from balado.errors import MediaError
from balado.facts import ImageFacts
from balado.media.artwork import inspect_artwork
from balado.media.cover import cover_jpeg, published_bytes, published_picture

GPS = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description exif:GPSLatitude='48,51.5N'/></x:xmpmeta>"


def drawn() -> Image.Image:
    """A picture of which each corner has another colour."""
    made = Image.new("RGB", (60, 40))
    for at, colour in {(0, 0): "red", (30, 0): "green", (0, 20): "blue", (30, 20): "white"}.items():
        made.paste(colour, (*at, at[0] + 30, at[1] + 20))
    return made


def exif(orientation: int = 1, *, gps: bool = False) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    if gps:
        made[0x8825] = GPS
    return made


def saved(form: str, **options: object) -> bytes:
    content = io.BytesIO()
    drawn().save(content, form, **({"quality": 95, "subsampling": 0} if form == "JPEG" else {}), **options)
    return content.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(content) + 2).to_bytes(2, "big") + content


def in_text(keyword: str, text: str, *, packed: bool) -> bytes:
    info = PngInfo()
    info.add_text(keyword, text, zip=packed)
    return saved("PNG", pnginfo=info)


def raw_profile(packed: bool) -> bytes:
    digits = exif(gps=True).tobytes().removeprefix(b"Exif\0\0").hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return in_text("Raw profile type exif", f"\nexif\n{len(digits) // 2:8}\n{lines}\n", packed=packed)


JPEG = saved("JPEG")
TELLING = {
    "exif of a jpeg": saved("JPEG", exif=exif(gps=True)),
    "xmp of a jpeg": JPEG[:2] + segment(0xE1, XMP) + JPEG[2:],
    "a second picture behind a jpeg": JPEG + saved("JPEG", exif=exif(gps=True)),
    "exif of a png": saved("PNG", exif=exif(gps=True)),
    "xmp of a png": in_text("XML:com.adobe.xmp", XMP.decode(errors="ignore"), packed=False),
    "packed xmp of a png": in_text("XML:com.adobe.xmp", XMP.decode(errors="ignore"), packed=True),
    "a text of ImageMagick": raw_profile(packed=False),
    "a packed text of ImageMagick": raw_profile(packed=True),
    "lying on its side too": saved("JPEG", exif=exif(6, gps=True)),
}


def facts_of(content: bytes, folder: Path) -> ImageFacts:
    path = folder / "cover.jpg"
    path.write_bytes(content)
    return inspect_artwork(path, "cover.jpg")


@pytest.mark.parametrize("given", TELLING)
def test_no_place_is_published_with_a_picture(given: str, tmp_path: Path) -> None:
    facts = facts_of(TELLING[given], tmp_path)
    assert facts.tells_place
    body = published_picture(tmp_path / "cover.jpg", "cover.jpg")
    made = facts_of(body, tmp_path)
    assert (made.tells_place, made.bytes_behind, made.is_upright) == (False, 0, True)
    assert b"GPS" not in body
    assert b"Exif" not in body


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_pixels_of_an_upright_picture_stay_to_the_last_bit(form: str, tmp_path: Path) -> None:
    body = published_bytes(saved(form, exif=exif(gps=True), icc_profile=b"a profile of colours"))
    made = Image.open(io.BytesIO(body))
    assert made.tobytes() == Image.open(io.BytesIO(saved(form))).tobytes()
    assert made.info["icc_profile"] == b"a profile of colours"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_published_as_it_is_meant(form: str, orientation: int, tmp_path: Path) -> None:
    given = saved(form, exif=exif(orientation))
    meant = ImageOps.exif_transpose(Image.open(io.BytesIO(given)))
    facts = facts_of(given, tmp_path)
    assert (facts.width_px, facts.height_px) == meant.size
    made = Image.open(io.BytesIO(published_picture(tmp_path / "cover.jpg", "cover.jpg")))
    assert (made.format, made.size, made.getexif().get(0x0112, 1)) == (form, meant.size, 1)
    width, height = meant.size
    for corner in ((5, 5), (width - 5, 5), (5, height - 5), (width - 5, height - 5)):
        assert all(
            abs(one - other) < 12 for one, other in zip(made.getpixel(corner), meant.getpixel(corner), strict=True)
        )


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16")]
)
def test_colours_and_transparency_stay_when_it_is_turned(form: str, mode: str) -> None:
    content, options = io.BytesIO(), {"transparency": 0} if mode == "P" else {}
    drawn().convert("L" if mode == "I;16" else mode).convert(mode).save(content, form, exif=exif(6), **options)
    given = Image.open(io.BytesIO(content.getvalue()))
    made = Image.open(io.BytesIO(published_bytes(content.getvalue())))
    assert (made.mode, made.size, "transparency" in made.info) == (given.mode, (40, 60), "transparency" in given.info)
    middle, meant = (
        made.convert("RGB").getpixel((10, 10)),
        ImageOps.exif_transpose(given).convert("RGB").getpixel((10, 10)),
    )
    assert all(abs(one - other) < 16 for one, other in zip(middle, meant, strict=True))


def test_one_that_is_too_large_to_be_turned_says_how_it_lies_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balado.media.cover.MOST_PIXELS_TO_TURN", 1000)
    made = facts_of(published_bytes(saved("JPEG", exif=exif(6, gps=True))), tmp_path)
    assert (made.tells_place, made.orientation, made.width_px, made.height_px) == (False, 6, 40, 60)


def test_a_picture_that_needs_nothing_stays_as_it_is() -> None:
    for form in ("JPEG", "PNG"):
        assert published_bytes(saved(form)) == saved(form)
    assert published_bytes(saved("WEBP")) == saved("WEBP")
    assert published_bytes(b"no picture") == b"no picture"


@pytest.mark.parametrize("behind", [b"x" * 100_000, b"\0\0ftypmp42" + bytes(3000), b"PK\3\4"])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_stands_behind_the_end_is_counted_and_not_published(form: str, behind: bytes, tmp_path: Path) -> None:
    facts = facts_of(saved(form) + behind, tmp_path)
    assert facts.bytes_behind == len(behind)
    assert published_picture(tmp_path / "cover.jpg", "cover.jpg").endswith(saved(form)[-20:])


@pytest.mark.parametrize("padding", [b"\0" * 70_000, b"\r\n", b"\n"])
def test_padding_behind_the_end_is_nothing(padding: bytes, tmp_path: Path) -> None:
    assert facts_of(JPEG + padding, tmp_path).is_publishable_as_it_is


def test_a_cover_in_tags_tells_no_place_either(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(TELLING["exif of a jpeg"])
    body = cover_jpeg(path, 400_000)
    assert body is not None
    assert b"Exif" not in body


def with_thumbnail(cut: Callable[[bytes], bytes]) -> bytes:
    """A JPEG whose notes hold a small one with an end of its own, the picture itself cut."""
    notes = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + JPEG
    return cut(JPEG[:2] + segment(0xE1, notes) + JPEG[2:])


@pytest.mark.parametrize("missing", [1, 2, 50, 400])
def test_a_jpeg_cut_short_is_refused_though_its_thumbnail_is_whole(missing: int, tmp_path: Path) -> None:
    assert facts_of(with_thumbnail(lambda whole: whole), tmp_path).bytes_behind == 0
    with pytest.raises(MediaError, match="cut short"):
        facts_of(with_thumbnail(lambda whole: whole[:-missing]), tmp_path)
    with pytest.raises(MediaError, match="cut short"):
        facts_of(with_thumbnail(lambda whole: whole[:-missing]) + JPEG, tmp_path)


def test_a_jpeg_of_many_scans_is_whole(tmp_path: Path) -> None:
    assert facts_of(saved("JPEG", progressive=True), tmp_path).bytes_behind == 0
    assert facts_of(saved("JPEG", restart_marker_blocks=1), tmp_path).bytes_behind == 0


def test_a_bomb_in_a_text_is_not_unpacked_whole(tmp_path: Path) -> None:
    chunk = b"zTXt" + b"Raw profile type exif\0\0" + zlib.compress(bytes(50_000_000))
    png = saved("PNG")
    whole = png[:33] + (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + png[33:]
    assert not facts_of(whole, tmp_path).tells_place


def test_a_picture_that_shows_very_much_is_turned_too(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((600, 500), 200) for _ in range(3)])
    path = tmp_path / "leaves.jpg"
    noise.save(path, quality=95, exif=exif(6))
    with Image.open(io.BytesIO(published_picture(path, path.name))) as made:
        assert made.size == (500, 600)
