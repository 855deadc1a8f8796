"""Pictures as people have them: red in their left half, blue in the right one."""

from __future__ import annotations

import base64
import io
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

WIDTH, HEIGHT = 1500, 1440
RED, BLUE = (200, 30, 30), (20, 40, 200)
_HEIC = (
    "eNpjYGCQSSupLMhIzUxmAILczDRDEDs3MzGNgYExIje1JJEBAhQzUnKKoGyGgszkEgY0oJSZkw82xMWBgREIgYCxBkIzMDCFAQnlzMy8NDAXJC"
    "oK5KQyQXkZZcmGICZfQWZJLlzJjcyCogIgvTOzIDkfSFcBlTkzMoOEJoAVVXxg+PP3xw8GBn7mBKAOCQdGHsb//0EKmEEqmEGoYheTQyJQUteJ"
    "kRFNZgHThwax9rrolSrLdu7gyDBQAIoygwgGxSSgDnYXxoNFG5IcgBYJJ+fnFOUl51QAhXkZ2BqAQiKZxQWpEN+x3gHiBUCGQEFmRSZIhJmDgw"
    "NIiWcW5MICEBgmLI1MzCzAwIjLTUkEhh9TkAbjeknueZGb1bin6URsDFrqNVUrZCWIavhe02r+//uP439rV//TZK1Y818nZ/G5BTKKVYZgx1uq"
    "f42WS4pgv2sexSz4Rr3xodt/34JvxUHc99cx/jBZvSoB6kUgEg9Ytt2qoao14xNUgH8HXJY/YzLrigdwtYzlz2BsFpV2hBEMgqZwRV4OSOKcOQ"
    "tgTA0kKxlO/YOxWFUQwixfZGAcZQWEMF/DBxhnQgNCWLoaFk8Mv5GEdV7BrGT8iBC1jYJZzyyFEA0Xgjmb5QxCtPzKASiL7Q5CdMZEmCiHBEJ0"
    "fzbMas4VCNE/7TBRPoQoo4YczAR+C4RozFqYWsELCNEmuLnCExCi20/DRMU2IESfPYAFuShCLZPuDJioBFitWD9QclEDAETTo40="
)
"""Made with libheif and x265, packed: nothing that tests install writes HEIC."""


def photo(mode: str = "RGB", size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, *size))
    return made.convert(mode)


def written(path: Path, picture: Image.Image, form: str, **options: Any) -> Path:
    picture.save(path, form, **options)
    return path


def of_telephone(orientation: int = 6) -> Image.Exif:
    """What a telephone notes: how it was held, where, and its maker."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = orientation, "Telephone"
    notes.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0)})
    return notes


def heic() -> bytes:
    return zlib.decompress(base64.b64decode("".join(_HEIC)))


def moving_webp() -> bytes:
    content = io.BytesIO()
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:])
    return content.getvalue()


def swapped_profile() -> bytes:
    """A colour profile in which red and green stand for each other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    table = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = (int.from_bytes(profile[table[name] + 4 : table[name] + 8], "big") for name in (b"rXYZ", b"gXYZ"))
    profile[red : red + 20], profile[green : green + 20] = profile[green : green + 20], profile[red : red + 20]
    return bytes(profile)
