"""What has one right answer, put right in the texts of a show, as far as they are better for it.

A fix is kept when the file then reads as before but for the keys it was about, its faults are gone, and nothing is
wrong there now that has no fix of its own. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from balado.errors import Fault, InsertLine, ReplaceText
from balado.source.edit import edited
from balado.source.episode import EpisodeReader, episode_document
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.show import read_show, show_document
from balado.source.yaml.document import Tree
from balado.source.yaml.parse import every_broken_line


@dataclass(frozen=True, slots=True)
class _State:
    """A file at one point: its bytes, what is wrong with it, and what it says (`tree` is None where it is no YAML)."""

    raw: bytes
    faults: Sequence[Fault]
    tree: dict[str, Tree] | None
    notes: str


_TRIED_MAX_BYTES = 400_000
"""So much is read again to try what is better: a file of 2 kB two hundred times, one of a megabyte once."""

_Look = Callable[[bytes], _State]


def corrections(scan: Scan) -> Iterator[tuple[TextFile, bytes]]:
    """The texts of a show that can be put right, each with its bytes afterwards: feed.yaml, then the episodes."""
    file = scan.show_file
    if file is not None and file.raw is not None:
        raw = _put_right(file.raw, _look_at_show(scan, file))
        if raw != file.raw:
            yield file, raw
            scan = replace(scan, show_file=replace(file, raw=raw))
    reader = EpisodeReader(read_show(scan, {}), scan)
    for folder in scan.episodes:
        if folder.text is not None and folder.text.raw is not None:
            raw = _put_right(folder.text.raw, _look_at(reader, folder))
            if raw != folder.text.raw:
                yield folder.text, raw


def corrected(scan: Scan, fault: Fault) -> tuple[TextFile, bytes] | None:
    """The text that this fault stands in, and its bytes with the fault put right and nothing else.

    None where it has no fix, its file is another by now, or would be no better for it.
    """
    for text, look in _looks(scan):
        if text.path == fault.place.path and text.raw is not None and fault.fix is not None:
            now = look(text.raw)
            known = next((one for one in now.faults if one.fix == fault.fix and one.place == fault.place), None)
            trial = _Trial(look, {text.raw}, _TRIED_MAX_BYTES)
            after = now if known is None else trial.improved(now, [known])
            return None if after.raw == text.raw else (text, after.raw)
    return None


def _looks(scan: Scan) -> Iterator[tuple[TextFile, _Look]]:
    if scan.show_file is not None:
        yield scan.show_file, _look_at_show(scan, scan.show_file)
    reader = EpisodeReader(read_show(scan, {}), scan)
    for folder in scan.episodes:
        if folder.text is not None:
            yield folder.text, _look_at(reader, folder)


def _look_at_show(scan: Scan, file: TextFile) -> _Look:
    def look(raw: bytes) -> _State:
        text = replace(file, raw=raw)
        document = show_document(text)
        faults = every_broken_line(document) or read_show(replace(scan, show_file=text), {}).faults
        return _State(raw, faults, document.tree, "")

    return look


def _look_at(reader: EpisodeReader, folder: EpisodeFolder) -> _Look:
    def look(raw: bytes) -> _State:
        text = TextFile(folder.text_path, raw)
        document, notes = episode_document(text)
        faults = every_broken_line(document) or reader.read(replace(folder, text=text)).faults
        return _State(raw, faults, document.tree, notes)

    return look


def _put_right(raw: bytes, look: _Look) -> bytes:
    trial = _Trial(look, {raw}, _TRIED_MAX_BYTES)
    now, before = look(raw), None
    while now is not before:
        before = now
        # From the end on, so that the lines of what is still to do are where they were.
        fixable = sorted((fault for fault in now.faults if fault.fix is not None), key=_position, reverse=True)
        now = trial.improved(now, fixable)
    return now.raw


@dataclass(slots=True)
class _Trial:
    """Fixes tried on a file: all at once, which does for most, and where that makes it no better half of them each."""

    look: _Look
    seen: set[bytes]
    left_bytes: int

    def improved(self, now: _State, faults: Sequence[Fault]) -> _State:
        """The file with as many of these faults put right as make it better; itself where none does."""
        if not faults or self.left_bytes <= 0:
            return now
        new = edited(now.raw, [fault.fix for fault in faults if fault.fix is not None])
        if new is not None and new not in self.seen:
            self.seen.add(new)
            self.left_bytes -= len(new)
            after = self.look(new)
            if _is_better(now, after, faults):
                return after
        if len(faults) == 1:
            return now
        middle = len(faults) // 2
        return self.improved(self.improved(now, faults[:middle]), faults[middle:])


def _position(fault: Fault) -> tuple[int, int]:
    fix = fault.fix
    return (fix.line if fix else 0, fix.column if isinstance(fix, ReplaceText) else 0)


def _is_better(now: _State, after: _State, fixed: Sequence[Fault]) -> bool:
    keys = {fault.place.key for fault in fixed}
    # A line that was put in moves those below it, and those above it stay.
    moves = {0, sum(isinstance(fault.fix, InsertLine) for fault in fixed)}
    lines = {(fault.place.line or 0) + move for fault in fixed for move in moves}
    known = {_sentence(fault) for fault in now.faults}
    wanted = {_sentence(fault) for fault in fixed}
    for fault in after.faults:
        here = fault.place.line in lines
        if here and _sentence(fault) in wanted:
            return False
        if (here or _is_below(fault.place.key, keys)) and _sentence(fault) not in known and fault.fix is None:
            return False
    return _says_the_same(now, after, keys)


def _sentence(fault: Fault) -> tuple[str, str]:
    return (fault.place.key, str(fault.what))


def _is_below(key: str, keys: set[str]) -> bool:
    return any(key == one or key.startswith(f"{one}.") for one in keys)


def _says_the_same(now: _State, after: _State, keys: set[str]) -> bool:
    """Whether all but the values of these keys is read as it was; of a file that was no YAML nothing is known."""
    if now.tree is None:
        return True
    if after.tree is None or now.notes != after.notes:
        return False
    same: bool = _without(now.tree, keys) == _without(after.tree, keys)
    return same


def _without(tree: dict[str, Tree], keys: set[str]) -> Any:
    """A copy of the tree without the values of these dotted keys."""

    def copied(value: Any, at: str) -> Any:
        if isinstance(value, dict):
            parts = {name: f"{at}.{name}" if at else name for name in value}
            return {name: copied(value[name], here) for name, here in parts.items() if here not in keys}
        if isinstance(value, list):
            return [
                None if f"{at}.{index}" in keys else copied(one, f"{at}.{index}") for index, one in enumerate(value)
            ]
        return value

    return copied(tree, "")
