"""What was saved in this studio: what each save changed, key by key, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial
from typing import Literal

from balado.errors import Fault
from balado.source.folder import TextFile
from balado.source.keys.change import Content
from balado.source.keys.merge import NOTES, Clash, brought_together, difference, value_under
from balado.source.keys.written import Value
from balado.studio.saving.copies import Step
from balado.studio.saving.files import content_of

Standing = Literal["open", "undone", "clashes", "unreadable", "lost", "gone"]
"""Whether a save can be taken back: `open` it can; `undone` nothing of it is in the file any more; `clashes` the same
was changed since; `unreadable` keys cannot be told apart; `lost` its copies are gone; `gone` its file is."""


@dataclass(frozen=True, slots=True)
class KeyEdit:
    """A key that a save changed; None where it was not there."""

    path: tuple[str, ...]
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PastSave:
    """A save and what it did. `lines` tell it where keys do not: comments, or a text that cannot be read."""

    step: Step
    standing: Standing
    keys: tuple[KeyEdit, ...] = ()
    lines: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


Copy = Callable[[str], bytes | None]
"""Gives a copy by its digest."""


def past_saves(steps: Iterable[Step], copy: Copy, now: Callable[[str], bytes | None]) -> Iterator[PastSave]:
    """Each of these saves; `now` gives the bytes that a file has, None where it is gone."""
    yield from map(partial(_told, copy, now), steps)


def _told(copy: Copy, now: Callable[[str], bytes | None], step: Step) -> PastSave:
    before, after, current = copy(step.before), copy(step.after), now(step.path)
    if before is None or after is None:
        return PastSave(step, "lost")
    old, made = (content_of(TextFile(step.path, raw)) for raw in (before, after))
    keys = _keys(old, made)
    lines = () if keys else _lines(step.path, before, after)
    if current is None:
        return PastSave(step, "gone", keys, lines)
    standing, clashes = _standing(step.path, (before, after, current), (old, made))
    return PastSave(step, standing, keys, lines, clashes)


def _keys(old: Content | Fault, made: Content | Fault) -> tuple[KeyEdit, ...]:
    if isinstance(old, Fault) or isinstance(made, Fault):
        return ()
    changes = difference(old, made)
    found = [KeyEdit(path, value_under(old.tree, path), value) for path, value in changes.values.items()]
    if changes.notes is not None:
        found.append(KeyEdit(NOTES, old.notes, changes.notes))
    return tuple(found)


def _lines(path: str, before: bytes, after: bytes) -> tuple[str, ...]:
    old, new = (raw.decode("utf-8-sig", "replace").splitlines() for raw in (before, after))
    return tuple(one for one in unified_diff(old, new, path, path, lineterm="", n=0) if one[:3] not in ("---", "+++"))


def _standing(
    path: str, raws: tuple[bytes, bytes, bytes], contents: tuple[Content | Fault, Content | Fault]
) -> tuple[Standing, tuple[Clash, ...]]:
    before, after, raw = raws
    if raw == after:
        return "open", ()
    if raw == before:
        return "undone", ()
    current = content_of(TextFile(path, raw))
    old, made = contents
    if isinstance(old, Fault) or isinstance(made, Fault) or isinstance(current, Fault):
        return "unreadable", ()
    left, clashes = brought_together(made, current, difference(made, old))
    if clashes:
        return "clashes", clashes
    return ("open" if left.values or left.notes not in (None, current.notes) else "undone"), ()
