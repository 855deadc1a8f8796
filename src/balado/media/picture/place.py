"""Whether a file holds a picture that tells where it was taken, whatever its form: WebP, HEIC, TIFF, a PDF of photos.

Cameras note the place in a TIFF structure (EXIF 3.0, 4.6.3), which every form holds as it is, or in XMP. Pure.
"""

from __future__ import annotations

import re

from balado.media.picture.tiff import read_notes

_STRUCTURE = re.compile(rb"II\*\0|MM\0\*")
_GPS = 0x8825
_LONGEST_BYTES = 1 << 16
_MOST_STRUCTURES = 1_000


def notes_place(content: bytes) -> bool:
    """Whether a place is noted in it. What is packed, as in office files, is not looked into."""
    if b"GPSLatitude" in content:
        return True
    begins = (found.start() for found in _STRUCTURE.finditer(content))
    for _, begin in zip(range(_MOST_STRUCTURES), begins, strict=False):
        notes = read_notes(content[begin : begin + _LONGEST_BYTES])
        if notes is not None and notes.has_table(_GPS):
            return True
    return False
