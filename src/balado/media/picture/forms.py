"""The forms of a picture for pages: several widths, in JPEG and WebP, and one in the shape of a card beside a link.

All are upright, in sRGB and without a word of metadata. The same picture and the same Pillow give the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balado.media.picture.unpack import read_upright
from balado.media.reading import Unsound

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS_PX = (320, 640, 1280)
"""What telephones, tablets and dense screens show of a cover in a page."""
SOCIAL_PX = (1200, 630)
"""What Open Graph's readers ask for: 1.91 to 1."""

_BACKGROUND_PX = (40, 21)
_BLUR_PX = 3
_BACKGROUND_LIGHT = 0.7
_JPEG: dict[str, Any] = {"quality": 82, "optimize": True, "progressive": True}
_WEBP: dict[str, Any] = {"quality": 80, "method": 4}


@dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture made for pages: its bytes, its type with the suffix for it, and its size."""

    body: bytes
    media_type: str
    suffix: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class PictureForms:
    """The forms of one picture: the JPEGs, the widest first, then the WebPs; and the card."""

    forms: tuple[ScaledPicture, ...]
    social: ScaledPicture


def picture_forms(picture: bytes) -> PictureForms | None:
    """The forms of a JPEG or PNG, none of them wider than it is; what is transparent becomes white.

    None for what cannot be read, or is too large to be unpacked here (over 20 million pixels).
    """
    try:
        read = read_upright(picture, max(WIDTHS_PX))
    except Unsound:
        return None
    widths = sorted({min(width, read.width) for width in WIDTHS_PX}, reverse=True)
    plain = in_srgb(_scaled(read, widths[0]))
    sizes = [plain if width == plain.width else _scaled(plain, width) for width in widths]
    forms = (*(_saved(one, "JPEG", _JPEG) for one in sizes), *(_saved(one, "WEBP", _WEBP) for one in sizes))
    return PictureForms(forms, _saved(_card(plain), "JPEG", _JPEG))


def _scaled(picture: Image, width: int) -> Image:
    from PIL.Image import Resampling

    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Resampling.LANCZOS, reducing_gap=3)


def in_srgb(picture: Image) -> Image:
    """The picture in the colours that pages have without a profile; one whose profile is damaged, as it is."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    made = picture
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB") or made
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = picture
    made = made if made.mode == "RGB" else made.convert("RGB")
    made.info.clear()
    return made


def _card(picture: Image) -> Image:
    """The picture in the middle of a card, on what is left of itself when it is blurred: never larger than it is."""
    from PIL import ImageEnhance, ImageFilter, ImageOps
    from PIL.Image import Resampling

    small = ImageOps.fit(picture, _BACKGROUND_PX, Resampling.BOX).filter(ImageFilter.GaussianBlur(_BLUR_PX))
    card = ImageEnhance.Brightness(small.resize(SOCIAL_PX, Resampling.BICUBIC)).enhance(_BACKGROUND_LIGHT)
    front = picture.copy()
    front.thumbnail(SOCIAL_PX, Resampling.LANCZOS)
    card.paste(front, ((card.width - front.width) // 2, (card.height - front.height) // 2))
    return card


def _saved(picture: Image, form: str, options: dict[str, Any]) -> ScaledPicture:
    made = io.BytesIO()
    picture.save(made, form, **options)
    suffix, media_type = (".jpg", "image/jpeg") if form == "JPEG" else (".webp", "image/webp")
    return ScaledPicture(made.getvalue(), media_type, suffix, picture.width, picture.height)
