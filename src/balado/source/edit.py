"""Fixes carried out on the bytes of a file: all other bytes stay, the ends of lines and a byte order mark too. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from balado.errors import Fix, InsertLine, ReplaceText

# As the reader of the source counts lines (`decode`): what else ends a line for Python is a character of it.
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def edited(raw: bytes, fixes: Sequence[Fix]) -> bytes | None:
    """The file with these fixes, made of one reading of it; None where one of them does not fit, or two overlap."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    try:
        lines = _LINES.findall(raw[len(mark) :].decode("utf-8"))
    except UnicodeDecodeError:
        return None
    # From the end on, so that what is still to do stands where it stood.
    for fix in sorted(fixes, key=_position, reverse=True):
        if not (_insert(lines, fix) if isinstance(fix, InsertLine) else _replace(lines, fix)):
            return None
    return mark + "".join(lines).encode("utf-8")


def _position(fix: Fix) -> tuple[int, int]:
    return (fix.line, fix.column if isinstance(fix, ReplaceText) else 0)


def _replace(lines: list[str], fix: ReplaceText) -> bool:
    index, begin = fix.line - 1, fix.column - 1
    if not (0 <= index < len(lines) and 0 <= begin <= len(lines[index].rstrip("\r\n"))):
        return False
    line = lines[index]
    if not line.startswith(fix.old, begin) or "\n" in fix.new or "\r" in fix.new:
        return False
    lines[index] = line[:begin] + fix.new + line[begin + len(fix.old) :]
    return True


def _insert(lines: list[str], fix: InsertLine) -> bool:
    index = fix.line - 1
    if not 0 <= index <= len(lines):
        return False
    beside = lines[index] if index < len(lines) else (lines or [""])[-1]
    end = beside[len(beside.rstrip("\r\n")) :] or (lines[0][len(lines[0].rstrip("\r\n")) :] if lines else "") or "\n"
    if index == len(lines) and lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += end
    lines.insert(index, fix.new + end)
    return True
