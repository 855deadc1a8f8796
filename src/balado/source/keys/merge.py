"""Two changes of one file, made at the same time: brought together key by key, or shown where they touch one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from balado.source.keys.change import Content, KeyChanges
from balado.source.keys.written import Value, as_read

Path = tuple[str, ...]
NOTES: Path = ("notes",)
"""What stands for the notes among paths of keys."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A key that both changed, each to something else.

    The values are those of the file as it was, of whoever changed it meanwhile, and of what is to be written now.
    """

    path: Path
    base: Value
    theirs: Value
    ours: Value


def difference(before: Content, after: Content) -> KeyChanges:
    """What makes one content of the other, key by key; a list is one value."""
    values = dict(_differing((), dict(before.tree), dict(after.tree)))
    return KeyChanges(values, after.notes if after.notes != before.notes else None)


def _differing(path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Path, Value]]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if as_read(old) == as_read(new):
            continue
        if isinstance(old or {}, Mapping) and isinstance(new or {}, Mapping) and (old or new):
            yield from _differing((*path, name), old or {}, new or {})
        else:
            yield (*path, name), new


def brought_together(base: Content, current: Content, ours: KeyChanges) -> tuple[KeyChanges, tuple[Clash, ...]]:
    """What of these changes of the base is still to be made in the file as it is now, and where both touch one key."""
    theirs = difference(base, current)
    clashes: list[Clash] = []
    left: dict[Path, Value] = {}
    for path, value in ours.values.items():
        touching = [one for one in theirs.values if one[: len(path)] == path or path[: len(one)] == one]
        now = value_under(current.tree, path)
        if touching and as_read(now) != as_read(value):
            clashes.append(Clash(path, value_under(base.tree, path), now, value))
        elif as_read(now) != as_read(value):
            left[path] = value
    notes = ours.notes
    if notes is not None and theirs.notes is not None and notes.strip() != (current.notes or ""):
        clashes.append(Clash(NOTES, base.notes, current.notes, notes))
    return KeyChanges(left, notes), tuple(clashes)


def value_under(tree: Mapping[str, Any], path: Path) -> Value:
    """What stands under a path, None for nothing."""
    here: Any = tree
    for name in path:
        here = here.get(name) if isinstance(here, Mapping) else None
    found: Value = here
    return found
