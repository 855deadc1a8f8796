"""What is wrong and has one right answer, put right in the author's files: line by line, everything else as it stands.

A fault whose remedy tells what to write, and nothing else, is such a one: an old name of a category, a language by
another name, a value that needs quotes, a guid that is derived. A file is written only when it is better afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from balado.errors import Fault, Place
from balado.source.files import scan
from balado.source.folder import EPISODE_FILE, SHOW_FILE
from balado.source.read import read
from balado.source.secrecy import masked_lines

_MOST_ROUNDS = 20
"""Some faults show only when others are gone: a file that could not be read at all."""

_GUID_OF_SHOW = "Paste this line: guid: {guid}"
_GUID_OF_EPISODE = "Paste this line between the lines `---`: guid: {guid}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was put right, and the lines of the difference as `diff -u` shows it, without what is secret."""

    path: str
    difference: tuple[str, ...]


def fix(root: Path) -> tuple[Fixed, ...]:
    """Put right what has one answer in the texts of this show; gives the files that changed."""
    before: dict[str, str] = {}
    for _ in range(_MOST_ROUNDS):
        if not _fix_once(root, before):
            break
    changed = []
    for path, old in sorted(before.items()):
        new = _text_of(root / path)
        lines = unified_diff(_shown(old), _shown(new), path, path, lineterm="", n=1)
        changed.append(Fixed(path, tuple(lines)))
    return tuple(changed)


def _shown(text: str) -> list[str]:
    return masked_lines("\n".join(text.splitlines()))


def _fix_once(root: Path, before: dict[str, str]) -> bool:
    """Put one fault right; False when there is none left that can be."""
    faults = _faults(root)
    for fault in faults:
        path = root / fault.place.path
        if not path.is_file():
            continue
        old = _text_of(path)
        new = _fixed(old, fault)
        if new is None or new == old:
            continue
        _write(path, new)
        if len(_faults(root)) < len(faults) or fault not in _faults(root):
            before.setdefault(fault.place.path, old)
            return True
        _write(path, old)  # it was no answer after all
    return False


def _faults(root: Path) -> tuple[Fault, ...]:
    return read(scan(root)).faults


def _text_of(path: Path) -> str:
    """The text with its own ends of lines."""
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


def _fixed(text: str, fault: Fault) -> str | None:
    """The text of a file with this fault put right; None when the fault has no single answer."""
    lines = text.splitlines(keepends=True)
    values = fault.remedy.values
    template = fault.remedy.template
    if template in (_GUID_OF_SHOW, _GUID_OF_EPISODE):
        return _with_guid(lines, fault.place, str(values["guid"]))
    answer = _ANSWERS.get(template)
    number = (fault.place.line or 0) - 1
    if answer is None or not 0 <= number < len(lines):
        return None
    line = answer(lines[number].rstrip("\r\n"), values, fault.what.values)
    if line is None:
        return None
    end = lines[number][len(lines[number].rstrip("\r\n")) :]
    return "".join([*lines[:number], line + end, *lines[number + 1 :]])


def _with_guid(lines: list[str], place: Place, guid: str) -> str | None:
    """The file with a guid as its first key, or in place of an empty one."""
    if any(line.lstrip().startswith("guid:") for line in lines):
        return None
    if place.path == SHOW_FILE:
        return "".join([f"guid: {guid}\n", *lines])
    if place.path.endswith(EPISODE_FILE) and lines and lines[0].strip() == "---":
        return "".join([lines[0], f"guid: {guid}\n", *lines[1:]])
    return None


def _whole_line(line: str, remedy: Mapping[str, object], _what: Mapping[str, object]) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}{remedy['line']}"


def _in_place(new: Callable[[Mapping[str, object]], object]) -> Callable[..., str | None]:
    """The offending text replaced where it stands, when it stands there once."""

    def replaced(line: str, remedy: Mapping[str, object], what: Mapping[str, object]) -> str | None:
        text = str(what.get("text", ""))
        return line.replace(text, str(new(remedy))) if text and line.count(text) == 1 else None

    return replaced


_ANSWERS: Mapping[str, Callable[..., str | None]] = {
    "Write: {line}": _whole_line,
    "Write `language: {guess}`.": _in_place(lambda remedy: remedy["guess"]),
    "Write `{key}: {guid}`.": _in_place(lambda remedy: remedy["guid"]),
    "Apple replaced it: write “{line}”.": _in_place(lambda remedy: remedy["line"]),
    "Write https://{rest}": _in_place(lambda remedy: f"https://{remedy['rest']}"),
}
