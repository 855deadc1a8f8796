"""A Word file as blocks: by mammoth, out of a package that was looked through before.

As a reader sees it with all changes accepted: what was deleted or moved away is gone, what was put in is there,
comments are left out, as is what Word hides.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from balado.media.reading import Unsound
from balado.message import install_command, say
from balado.workshop.text.blocks import OfficeText
from balado.workshop.text.html import read_html
from balado.workshop.text.package import Package, damaged, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
_PARTS = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels",
          "word/_rels/endnotes.xml.rels", "word/styles.xml", "word/numbering.xml")  # fmt: skip
_WRITTEN = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\nu =>"
_BACK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
"""The way back from a note at the foot, which leads nowhere in an app."""


def read_docx(package: Package) -> OfficeText:
    """What the file says. Raises Unsound where it cannot be read, or mammoth is not installed."""
    try:
        import mammoth
    except ImportError as error:
        raise Unsound(
            say("Word files are read with the extra `office`, which is not installed."),
            say("Install it: `{command}`. Or save the text as .odt or .html.", command=install_command("office")),
        ) from error
    clean, hidden = _looked_through(package)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(clean), style_map=_STYLES, convert_image=mammoth.images.img_element(_without_bytes)
        )
    except Exception as error:  # mammoth lets out whatever the damage leads to
        raise damaged() from error
    found = read_html(_BACK.sub("", made.value))
    found.hidden += hidden
    return found


def _without_bytes(_image: object) -> dict[str, str]:
    return {"src": ""}


def _looked_through(package: Package) -> tuple[bytes, int]:
    """The package with nothing in it but the text and its styles, and how many stretches in it are hidden."""
    made, hidden = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as written:
        for name in (*_PARTS, *_WRITTEN):
            part = package.part(name)
            if part is None:
                continue
            root = parsed(part)
            if name in _WRITTEN:
                hidden += _without_hidden(root)
                _with_moved(root)
            written.writestr(name, _serialised(root))
    return made.getvalue(), hidden


def _serialised(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _without_hidden(root: _Element) -> int:
    """Take out what Word hides; gives how many stretches of text that was."""
    count = 0
    for run in list(root.iter(f"{_WORD}r")):
        sign = run.find(f"{_WORD}rPr/{_WORD}vanish")
        parent = run.getparent()
        if sign is not None and parent is not None and sign.get(f"{_WORD}val", "1").lower() not in _OFF:
            count += run.find(f"{_WORD}t") is not None
            parent.remove(run)
    return count


def _with_moved(root: _Element) -> None:
    """What was moved is where it was moved to: mammoth knows what was put in and what was deleted."""
    for old, new in (("moveTo", "ins"), ("moveFrom", "del")):
        for element in root.iter(f"{_WORD}{old}"):
            element.tag = f"{_WORD}{new}"
