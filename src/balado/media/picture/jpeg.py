"""A picture written as a JPEG, whatever it shows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image


def jpeg_of(picture: Image, **options: Any) -> bytes:
    """The JPEG of a picture, with codes that are the best for it.

    With the usual ones where it shows so much that those cannot be looked for: Pillow gives the encoder room for a byte
    a pixel, and one that goes over the picture twice can ask for no more.
    """
    made = io.BytesIO()
    try:
        picture.save(made, "JPEG", optimize=True, **options)
    except OSError:
        made = io.BytesIO()
        picture.save(made, "JPEG", **options)
    return made.getvalue()
