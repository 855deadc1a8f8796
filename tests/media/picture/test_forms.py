from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, ImageOps
from PIL.Image import Transpose

from balado.media.picture.forms import PictureForms, ScaledPicture, picture_forms

CORNERS = {(0, 0): "red", (1, 0): "green", (0, 1): "blue", (1, 1): "white"}


def drawn(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture of which each quarter has another colour."""
    made = Image.new("RGB", (width, height))
    for (x, y), colour in CORNERS.items():
        made.paste(colour, (x * width // 2, y * height // 2, width if x else width // 2, height if y else height // 2))
    return made.convert(mode)


def saved(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    content = io.BytesIO()
    picture.save(content, form, **options)
    return content.getvalue()


def forms_of(picture: bytes) -> PictureForms:
    made = picture_forms(picture)
    assert made is not None
    return made


def opened(one: ScaledPicture) -> Image.Image:
    with Image.open(io.BytesIO(one.body)) as read:
        read.load()
        return read


def near(one: object, other: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(here - there) <= by for here, there in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((3000, 3000), [1280, 640, 320]),
        ((1280, 720), [1280, 640, 320]),
        ((1000, 1000), [1000, 640, 320]),
        ((640, 480), [640, 320]),
        ((90, 120), [90]),
        ((3000, 2), [1280, 640, 320]),
    ],
)
def test_there_is_a_form_for_each_width_that_the_picture_has(size: tuple[int, int], widths: list[int]) -> None:
    made = forms_of(saved(drawn(*size)))
    assert [one.width_px for one in made.forms] == widths * 2
    assert [one.suffix for one in made.forms] == [".jpg"] * len(widths) + [".webp"] * len(widths)
    for one in made.forms:
        read = opened(one)
        assert (read.size, read.get_format_mimetype()) == ((one.width_px, one.height_px), one.media_type)
        assert one.height_px == max(1, round(size[1] * one.width_px / size[0]))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_form_is_upright_and_says_nothing_but_its_pixels(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "secret"
    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_90,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_270,
    }
    meant = drawn(800, 600)
    stored = meant if orientation == 1 else meant.transpose(turns[orientation])
    assert ImageOps.exif_transpose(Image.open(io.BytesIO(saved(stored, exif=exif)))).size == meant.size
    made = forms_of(saved(stored, exif=exif, comment="secret"))
    for one in (*made.forms, made.social):
        read = opened(one)
        assert not set(read.info) & {"exif", "xmp", "icc_profile", "comment"}
        assert b"secret" not in one.body
        if one is not made.social:
            assert read.size[0] > read.size[1]
            corners = [read.convert("RGB").getpixel((x * (read.width - 1), y * (read.height - 1))) for x, y in CORNERS]
            meant_colours = [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)]
            assert all(near(found, colour, 25) for found, colour in zip(corners, meant_colours, strict=True))


def test_colours_of_another_space_are_turned_into_those_of_pages() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    grey = Image.new("RGB", (400, 400), (120, 90, 200))
    damaged = forms_of(saved(grey, icc_profile=b"no profile"))
    assert near(opened(damaged.forms[0]).getpixel((200, 200)), (120, 90, 200))
    unfit = forms_of(saved(grey, icc_profile=lab.tobytes()))
    assert near(opened(unfit.forms[0]).getpixel((200, 200)), (120, 90, 200))
    swapped = forms_of(saved(grey, icc_profile=_swapped_profile()))
    assert near(opened(swapped.forms[0]).getpixel((200, 200)), (90, 120, 200), 30)


def _swapped_profile() -> bytes:
    """SRGB's profile with what red and green mean exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_in_grey_or_in_colours_of_print_comes_in_those_of_pages(mode: str) -> None:
    made = forms_of(saved(drawn(700, 700, mode), quality=95))
    assert {opened(one).mode for one in (*made.forms, made.social)} == {"RGB"}


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (700, 700), (0, 0, 0, 0))
    made = forms_of(saved(clear, "PNG"))
    assert near(opened(made.forms[0]).getpixel((350, 350)), (255, 255, 255), 2)


@pytest.mark.parametrize(
    ("size", "front"), [((3000, 3000), (630, 630)), ((400, 300), (400, 300)), ((3000, 600), (1200, 240))]
)
def test_the_card_has_the_picture_in_its_middle(size: tuple[int, int], front: tuple[int, int]) -> None:
    made = forms_of(saved(drawn(*size)))
    card = opened(made.social)
    assert (card.size, made.social.media_type) == ((1200, 630), "image/jpeg")
    left, top = (1200 - front[0]) // 2, (630 - front[1]) // 2
    assert near(card.getpixel((left + 9, top + 9)), (255, 0, 0), 25)
    assert near(card.getpixel((left + front[0] - 9, top + front[1] - 9)), (255, 255, 255), 25)
    if left:
        assert near(card.getpixel((left - 9, 315)), card.getpixel((left - 12, 315)))  # type: ignore[arg-type]


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = saved(drawn(1500, 1500), "PNG")
    assert picture_forms(picture) == picture_forms(picture)


@pytest.mark.parametrize(
    "picture",
    [b"", b"no picture", saved(drawn(300, 300))[:-200], saved(drawn(60, 60), "GIF"), saved(drawn(4600, 4600))],
)
def test_what_cannot_be_read_or_is_far_too_large_has_no_forms(picture: bytes) -> None:
    assert picture_forms(picture) is None
