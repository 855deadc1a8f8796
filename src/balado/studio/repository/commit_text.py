"""The message of a commit, made from what differs: which episode, which of its keys, which files. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from balado.errors import Fault
from balado.message import Message, say, say_many
from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, SHOW_FILE, TextFile
from balado.source.keys.change import Content, read_content
from balado.source.keys.merge import difference


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file of the show, by its path there: as it was committed, and as it is; None where it is not there.

    Of a file that is no text of the show both are empty.
    """

    path: str
    before: bytes | None
    after: bytes | None


def lines_of(edits: Iterable[FileEdit], labels: Mapping[str, str]) -> list[Message]:
    """A sentence for the show and for each episode; `labels` are what keys are called."""
    groups: dict[str, list[FileEdit]] = {}
    for one in edits:
        parts = one.path.split("/")
        is_episode = parts[0] == EPISODES_FOLDER and len(parts) > 2
        groups.setdefault(parts[1] if is_episode else "", []).append(one)
    return [_line(name, groups[name], labels) for name in sorted(groups)]


def subject_of(lines: list[Message]) -> Message:
    """The first line of a message: the one sentence, or how many there are."""
    if len(lines) == 1:
        return lines[0]
    return say_many("{first}, and {count} more", "{first}, and {count} more", len(lines) - 1, first=lines[0])


def _line(name: str, edits: list[FileEdit], labels: Mapping[str, str]) -> Message:
    text = next((one for one in edits if one.path.endswith(f"/{EPISODE_FILE}") or one.path == SHOW_FILE), None)
    if name and text is not None and text.before is None:
        title = _title(text)
        new = say("{episode}: new episode “{title}”", episode=name, title=title)
        return new if title else say("{episode}: new episode", episode=name)
    if name and text is not None and text.after is None:
        return say("{episode}: taken out", episode=name)
    what = ", ".join(dict.fromkeys([*_keys(text, labels), *(_name(one) for one in edits if one is not text)]))
    if not name:
        return say("The show: {what}", what=what)
    return say("{episode}: {what}", episode=name, what=what)


def _keys(text: FileEdit | None, labels: Mapping[str, str]) -> Iterator[str]:
    if text is None:
        return
    before, after = (read_content(TextFile(text.path, raw or b"")) for raw in (text.before, text.after))
    changed: list[str] = []
    if isinstance(before, Content) and isinstance(after, Content):
        changes = difference(before, after)
        changed = [path[0] for path in changes.values] + (["notes"] if changes.notes is not None else [])
    yield from (labels.get(one, one) for one in changed or [_name(text)])


def _name(edit: FileEdit) -> str:
    return edit.path.rpartition("/")[2]


def _title(text: FileEdit) -> str:
    content = read_content(TextFile(text.path, text.after or b""))
    title = None if isinstance(content, Fault) else content.tree.get("title")
    return title if isinstance(title, str) else ""
