"""Keys of feed.yaml and of episode.md changed, and the notes: every line that is not theirs stays, to the byte.

What comes of it is read again before it is given: the values that were entered, all others and the notes must be those
that were meant, and nothing may be wrong that was not wrong before. Where that fails, nothing is given but a fault that
says where; nothing is guessed. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.show.characters import FORBIDDEN, code_of
from balado.source.decode import decode, named
from balado.source.folder import SHOW_FILE, TextFile
from balado.source.front import Parts, split
from balado.source.keys.differences import Differences, Path, UnplacedError
from balado.source.keys.hand import hand_of
from balado.source.keys.lines import RawLines
from balado.source.keys.nodes import Text, root_of
from balado.source.keys.notes import notes_splice
from balado.source.keys.order import order_of
from balado.source.keys.splice import Splice, in_order
from balado.source.keys.written import Value, as_read, unfit
from balado.source.yaml.document import Tree, YamlDocument
from balado.source.yaml.parse import parse

_BY_HAND = say("Change it in the text of the file.")


@dataclass(frozen=True, slots=True)
class KeyChanges:
    """What is entered: a value for each path of keys (None takes the key away), the notes where they are.

    A list is entered whole. A group that loses its last key is taken away with it.
    """

    values: Mapping[Path, Value] = field(default_factory=dict)
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says: its tree, and the notes of an episode (None for feed.yaml)."""

    tree: Mapping[str, Tree]
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a file is to say."""

    tree: Mapping[str, Value]
    notes: str | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file taken apart. `content` is all of it, with the line ends of Unix."""

    document: YamlDocument
    content: str
    parts: Parts | None

    @property
    def errors(self) -> int:
        return sum(fault.severity == "error" for fault in self.document.faults)


def read_content(file: TextFile) -> Content | Fault:
    """What a file says, read as everywhere; its first fault where its lines cannot be told apart."""
    opened = _opened(file)
    if isinstance(opened, Fault):
        return opened
    return Content(opened.document.tree or {}, opened.parts.notes if opened.parts else None)


def changed(file: TextFile, changes: KeyChanges) -> bytes | Fault:
    """The bytes of a file with these changes; a fault where they cannot be made without touching what is not theirs."""
    opened = _opened(file)
    if isinstance(opened, Fault):
        return opened
    if refusal := _unfit(opened.document, changes):
        return refusal
    wanted = _wanted(opened, changes)
    try:
        splices = in_order([*_of_keys(opened, file.path, wanted.tree), *_of_notes(opened, wanted.notes)])
    except UnplacedError as error:
        return _refused(opened.document, ".".join(error.path))
    except yaml.YAMLError:
        splices = None
    if splices == []:
        return file.raw or b""
    raw = RawLines.of(file.raw or b"").spliced(splices) if splices else None
    if raw is None or not _says(TextFile(file.path, raw), wanted, opened.errors):
        return _refused(opened.document, _first(changes))
    return raw


def _wanted(opened: _Opened, changes: KeyChanges) -> _Meant:
    tree: dict[str, Any] = dict(opened.document.tree or {})
    for path, value in changes.values.items():
        tree = _with(tree, path, _without_nothing(value))
    if opened.parts is None or changes.notes is None:
        return _Meant(tree, opened.parts.notes if opened.parts else None)
    return _Meant(tree, _ends(changes.notes).strip())


def _opened(file: TextFile) -> _Opened | Fault:
    content, faults = decode(file.raw or b"", file.path)
    if content is None:
        return faults[0]
    if file.path == SHOW_FILE:
        parts, text, first_line = None, content, 1
    else:
        found = split(content, file.path)
        if isinstance(found, Fault):
            return found
        parts, text, first_line = found, found.yaml, found.first_line
    document = parse(text, file.path, first_line)
    if document.tree is None or document.broken:
        return next(fault for fault in document.faults if fault.severity == "error")
    return _Opened(document, content, parts)


def _of_keys(opened: _Opened, path: str, wanted: Mapping[str, Value]) -> list[Splice]:
    """What is to be written into the YAML, by characters of the whole file."""
    tree = opened.document.tree or {}
    if as_read(wanted) == as_read(tree):
        return []
    text = Text(opened.document.text)
    root = root_of(opened.document.text)
    hand = hand_of(text, root)
    if root is None or not root.entries:
        end = len(opened.document.text)
        order = list(order_of(path, ()))
        names = sorted(wanted, key=lambda name: order.index(name) if name in order else len(order))
        new = "".join(f"{hand.keyed(name, wanted[name], 0)}\n" for name in names)
        splices = [
            Splice(end, end, new if opened.document.text.endswith("\n") or not opened.document.text else f"\n{new}")
        ]
    else:
        differences = Differences(text, hand, lambda keys: order_of(path, keys))
        differences.of_root(root, tree, wanted)
        splices = differences.splices
    before = _characters_before(opened)
    return [Splice(one.start + before, one.end + before, one.new) for one in splices]


def _characters_before(opened: _Opened) -> int:
    """How many characters of the file stand before its YAML."""
    lines = opened.content.split("\n")
    return sum(len(line) + 1 for line in lines[: opened.document.first_line - 1])


def _of_notes(opened: _Opened, notes: str | None) -> list[Splice]:
    if opened.parts is None or notes is None or notes == opened.parts.notes:
        return []
    return notes_splice(opened.content, _characters_before(opened) + len(opened.parts.yaml), notes)


def _says(file: TextFile, wanted: _Meant, errors: int) -> bool:
    opened = _opened(file)
    if isinstance(opened, Fault) or opened.errors > errors:
        return False
    notes = opened.parts.notes if opened.parts else None
    return as_read(opened.document.tree) == as_read(wanted.tree) and notes == wanted.notes


def _with(tree: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The tree with a value in it; groups that hold nothing any more are left out."""
    name, *further = path
    if further:
        inner = tree.get(name)
        group = _with(inner if isinstance(inner, dict) else {}, tuple(further), value)
        value = group if as_read(group) else None
    if value is None or value == "":
        return {key: one for key, one in tree.items() if key != name}
    return {**tree, name: value}


def _without_nothing(value: Any) -> Any:
    """A value that is entered, without keys that nothing was entered for."""
    if isinstance(value, Mapping):
        cleaned = {name: _without_nothing(one) for name, one in value.items()}
        return {name: one for name, one in cleaned.items() if one is not None and one != ""}
    return [_without_nothing(item) for item in value] if isinstance(value, list | tuple) else value


def _unfit(document: YamlDocument, changes: KeyChanges) -> Fault | None:
    """The first value that no feed can carry."""
    for path, value in changes.values.items():
        if character := unfit({".".join(path): value}):
            return _invisible(document.place(".".join(path)), named(character))
    found = FORBIDDEN.search(changes.notes or "")
    return _invisible(document.place("notes"), code_of(found.group())) if found else None


def _invisible(place: Place, character: str) -> Fault:
    what = say("It holds an invisible character ({code}) that no feed can carry.", code=character)
    return Fault(place, what, say("Write it without that character."))


def _ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first(changes: KeyChanges) -> str:
    return next((".".join(path) for path in changes.values), "notes")


def _refused(document: YamlDocument, key: str) -> Fault:
    what: Message = say("This cannot be changed by a form without touching lines around it.")
    return Fault(document.place(key), what, _BY_HAND)
