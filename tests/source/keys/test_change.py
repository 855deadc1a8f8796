"""Keys are changed as they were entered, and every line that is not theirs stays, to the byte."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from depth import depth
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from written_files import NAMES, TEXTS, VALUES, Path, Written, files

from balado.errors import Fault
from balado.source.folder import TextFile
from balado.source.keys.change import Content, KeyChanges, changed, read_content
from balado.source.keys.written import as_read


def path_of(*, episode: bool) -> str:
    return "episodes/01-a/episode.md" if episode else "feed.yaml"


def put(tree: Any, path: Path, value: Any) -> None:
    """The same as a change, in a few lines of its own: a group that is left empty goes with its last key."""
    groups = [tree]
    for name in path[:-1]:
        inner = groups[-1].get(name)
        if not isinstance(inner, dict):
            groups[-1][name] = inner = {}
        groups.append(inner)
    groups[-1].pop(path[-1], None)
    if value is not None and value != "":
        groups[-1][path[-1]] = value
    for level in range(len(path) - 1, 0, -1):
        if not any(one is not None for one in groups[level].values()):
            groups[level - 1].pop(path[level - 1], None)


@st.composite
def edits(draw: st.DrawFn, tree: dict[str, Any]) -> dict[Path, Any]:
    """Keys of a tree and others, with new values."""
    values: dict[Path, Any] = {}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from([*tree]) | NAMES if tree else NAMES)
        path: Path = (name,)
        old = tree.get(name)
        if isinstance(old, dict) and old and draw(st.booleans()):
            path = (name, draw(st.sampled_from([*old]) | NAMES))
            old = old.get(path[1])
        if any(path[: len(other)] == other or other[: len(path)] == path for other in values):
            continue
        if isinstance(old, list) and old and draw(st.booleans()):
            values[path] = draw(lists_like(old))
        else:
            values[path] = draw(VALUES | TEXTS | st.none())
    return values


@st.composite
def lists_like(draw: st.DrawFn, old: list[Any]) -> list[Any]:
    """The list with items in another order, some gone, some new."""
    kept = draw(st.permutations(old)) if draw(st.booleans()) else old
    items = [item for item in kept if draw(st.integers(0, 3))]
    at = draw(st.integers(0, len(items)))
    return [*items[:at], *draw(st.lists(VALUES, max_size=1)), *items[at:]]


def touched(line_path: Path, edited: dict[Path, Any], tree: dict[str, Any]) -> bool:
    """Whether a line is part of a value that was changed, or of what holds it on the same line."""
    if any(_is_gone(line_path[:depth], edited, tree) for depth in range(1, len(line_path))):
        return True  # with its group, which lost the last key that said something
    for path in edited:
        shared = min(len(path), len(line_path))
        if path[:shared] != line_path[:shared]:
            continue
        if len(line_path) >= len(path):
            return True
        inner: Any = tree
        for name in line_path:
            inner = inner.get(name) if isinstance(inner, dict) else None
        # The line of a group's own key stays while the group is there and its keys are on lines of their own.
        return True if not isinstance(inner, dict) else not _stays(line_path, edited, tree)
    return False


def _is_gone(path: Path, edited: dict[Path, Any], tree: dict[str, Any]) -> bool:
    """Whether a group whose key was changed is there no more."""
    if not any(one[: len(path)] == path for one in edited):
        return False
    after: Any = copy.deepcopy(tree)
    for one, value in edited.items():
        put(after, one, value)
    for name in path:
        after = after.get(name) if isinstance(after, dict) else None
    return after is None


def _stays(path: Path, edited: dict[Path, Any], tree: dict[str, Any]) -> bool:
    after = copy.deepcopy(tree)
    for one, value in edited.items():
        put(after, one, value)
    for name in path:
        after = after.get(name) if isinstance(after, dict) else None  # type: ignore[assignment]
    before: Any = tree
    for name in path:
        before = before[name]
    return isinstance(after, dict) and not before.keys().isdisjoint(after) and len(before) > 0


def is_subsequence(lines: list[bytes], of: list[bytes]) -> bool:
    rest = iter(of)
    return all(any(line == other for other in rest) for line in lines)


def bare(value: Any) -> Any:
    return as_read(value)


def check(written: Written, episode: bool, data: st.DataObject) -> str:
    file = TextFile(path_of(episode=episode), written.raw)
    content = read_content(file)
    assume(isinstance(content, Content))
    assert isinstance(content, Content)
    tree = dict(content.tree)
    edited = data.draw(edits(tree))
    notes = data.draw(st.none() | TEXTS) if episode else None
    result = changed(file, KeyChanges(edited, notes))
    note(written.raw.decode())
    note(repr(edited))
    if isinstance(result, Fault):
        note(str(result.what))
        return "refused"
    note(result.decode())
    again = read_content(TextFile(file.path, result))
    assert isinstance(again, Content)
    expected = copy.deepcopy(tree)
    for path, value in edited.items():
        put(expected, path, value)
    assert bare(again.tree) == bare(expected)
    assert again.notes == (content.notes if notes is None else notes.strip())
    flow = {line.path for line in written.lines if any(sign in line.text for sign in "[{")}
    # A file of one line without an end says of none how its lines end.
    end = written.end.encode() if written.end.encode() in written.raw else b"\n"
    comments_within = _within(written, edited)
    kept = [
        line.text.encode()
        for number, line in enumerate(written.lines)
        if number not in comments_within
        and not touched(line.path, edited, tree)
        and not any(line.path[: len(one)] == one and one in flow for one in edited_prefixes(edited))
    ]
    after = result.removeprefix(written.mark).split(end)
    assert is_subsequence([*kept], after)
    assert result.startswith(written.mark)
    return "changed"


def edited_prefixes(edited: dict[Path, Any]) -> set[Path]:
    return {path[:depth] for path in edited for depth in range(1, len(path) + 1)}


def _within(written: Written, edited: dict[Path, Any]) -> set[int]:
    """The numbers of the comments and blank lines between lines of a value that was changed."""
    found: set[int] = set()
    for prefix in edited_prefixes(edited):
        numbers = [n for n, line in enumerate(written.lines) if line.path[: len(prefix)] == prefix]
        if numbers:
            found |= {n for n in range(numbers[0], numbers[-1]) if written.lines[n].path == ()}
    return found


@pytest.mark.parametrize("episode", [False, True])
@given(data=st.data())
@settings(derandomize=True, max_examples=depth(20, 50))
def test_what_is_entered_is_read_back_and_no_other_line_moves(episode: bool, data: st.DataObject) -> None:
    check(data.draw(files(episode=episode)), episode, data)
