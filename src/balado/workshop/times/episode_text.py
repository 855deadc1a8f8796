"""The times that stand in an episode's own text: its chapters, its soundbites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from balado.errors import ReplaceText
from balado.message import Message
from balado.source.edit import edited
from balado.source.episode import episode_document
from balado.source.folder import TextFile
from balado.source.yaml.document import Tree, YamlDocument
from balado.workshop.times.move import UNSURE, MovedText
from balado.workshop.times.shift import Shift, rewritten, seconds_of

_LISTS = (("chapters", ("start", "end")), ("soundbites", ("start",)))


def move_text(text: TextFile, shift: Shift) -> MovedText | Message | None:
    """The text with the times in it moved; None where it holds none, the reason where it cannot be moved.

    A soundbite stays as long as it is. Times in the notes are words of their author: a programme has such too.
    """
    raw = text.raw or b""
    document = episode_document(text)[0]
    if document.tree is None or document.broken:
        return UNSURE
    wanted: dict[str, Tree] = deepcopy(document.tree)
    fixes: list[ReplaceText] = []
    count, cut = 0, 0
    for key, group, name, written in _written(wanted):
        seconds = seconds_of(written)
        place = None if seconds is None else _place(document, key, name, written, fixes)
        if seconds is None or place is None:
            return UNSURE
        is_chapters_start = key.startswith("chapters.") and name == "start"
        moved = shift.moved_start(seconds) if is_chapters_start else shift.moved(seconds)
        count, cut = count + (moved != seconds), cut + (moved != seconds and shift.is_cut(seconds))
        group[name] = rewritten(written, moved)
        fixes.append(ReplaceText(*place, written, rewritten(written, moved)))
    if not fixes:
        return None
    made = edited(raw, fixes)
    if made is None or episode_document(TextFile(text.path, made))[0].tree != wanted:
        return UNSURE
    return MovedText(made, count, cut, (fixes[-1].old, fixes[-1].new))


def _written(tree: dict[str, Tree]) -> Iterator[tuple[str, dict[str, Tree], str, str]]:
    """Each time: its dotted key, the group that it stands in, its name in that, and as it is written."""
    for name, fields in _LISTS:
        listed = tree.get(name)
        for number, group in enumerate(listed if isinstance(listed, list) else ()):
            for field in fields if isinstance(group, dict) else ():
                value = group.get(field) if isinstance(group, dict) else None
                if isinstance(group, dict) and isinstance(value, str):
                    yield f"{name}.{number}.{field}", group, field, value


def _place(
    document: YamlDocument, key: str, name: str, written: str, taken: list[ReplaceText]
) -> tuple[int, int] | None:
    """The line and the column in which a time is written: behind its name, where no other one is."""
    line = document.lines.get(key)
    if line is None:
        return None
    before = {fix.column for fix in taken if fix.line == line}
    pattern = rf"""(?<![\w-])["']?{name}["']?\s*:\s*["']?(?P<time>{re.escape(written)})(?![\w:.,]*[\w:])"""
    columns = (found.start("time") + 1 for found in re.finditer(pattern, document.line(line)))
    return next(((line, column) for column in columns if column not in before), None)
