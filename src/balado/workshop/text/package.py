"""The parts of a .docx or .odt, taken out of its package within bounds.

Both are ZIP files of XML (ISO/IEC 29500-2; ODF 1.3, part 2). A package of kilobytes can hold gigabytes, and XML can
define words that stand for millions of others: neither is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from balado.media.reading import Unsound
from balado.message import say

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 10_000
_MOST_PART_BYTES = 12 * 1000 * 1000
"""A book of 500 pages has 8 MB of XML."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)
"""What the standard library lets out of a package that is damaged, or of a kind that it does not know."""


class Package:
    """A package that is open: its parts by name."""

    def __init__(self, content: bytes) -> None:
        """Raises Unsound for what is no package, or a damaged one."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise damaged() from error
        self.names = [info.filename for info in self._zip.infolist()]
        if len(self.names) > _MOST_PARTS:
            raise damaged()
        self._left_bytes = 2 * _MOST_PART_BYTES

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises Unsound where it is damaged or far too large."""
        if name not in self.names:
            return None
        try:
            info = self._zip.getinfo(name)
            if info.file_size > min(_MOST_PART_BYTES, self._left_bytes):
                raise _too_large()
            self._left_bytes -= info.file_size
            with self._zip.open(info) as part:
                return part.read(_MOST_PART_BYTES)
        except _DAMAGED as error:
            raise damaged() from error


def parsed(content: bytes) -> _Element:
    """The root of a part. Raises Unsound where it is no XML, or defines anything of its own."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if b"<!DOCTYPE" in content or root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root


def damaged() -> Unsound:
    """The fault of a file that no office program has written so."""
    return Unsound(
        say("The file is damaged, or locked by a password."),
        say("Open it in the program it was made with, and save it again without one, as .docx or .odt."),
    )


def _too_large() -> Unsound:
    return Unsound(
        say("The text in the file is far too long for notes."), say("Keep what is for listeners, a page or two.")
    )
