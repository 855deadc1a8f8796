"""One key of a text of the show, written as its author would, all else as it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balado.errors import Fix, InsertLine, ReplaceText, SourceError, UsageError
from balado.message import say
from balado.source.edit import edited
from balado.source.episode import episode_document
from balado.source.folder import EpisodeFolder, TextFile
from balado.source.show import show_document
from balado.source.write import in_braces, scalar
from balado.source.yaml.document import Tree, YamlDocument


def text_of_episode(folder: EpisodeFolder) -> tuple[TextFile, YamlDocument]:
    """The text of an episode, and what stands in it. Raises UsageError where there is none, else as `readable`."""
    if folder.text is None:
        raise UsageError(say("{folder} has no episode.md yet: begin with `balado new`.", folder=folder.path))
    return folder.text, readable(episode_document(folder.text)[0])


def readable(document: YamlDocument) -> YamlDocument:
    """The document. Raises SourceError where it cannot be read."""
    if document.tree is None or document.broken:
        raise SourceError.of(document.faults)
    return document


Value = str | Mapping[str, str] | list[Mapping[str, str]]
"""What may be written: a text, a group in braces, or a list of such groups."""


def with_key(text: TextFile, raw: bytes, key: str, value: Value, below: str = "artwork") -> bytes:
    """The text with one key of the top level written anew: where it is, below another one, or at the top.

    Raises UsageError with the line to write, where it would then say anything else, or say it otherwise.
    """
    document = _document(text, raw)
    before = document.tree or {}
    for fix in _fixes(document, key, value, below):
        made = edited(raw, [fix])
        if made is not None and _document(text, made).tree == {**before, key: value}:
            return made
    line = f"{key}: {_written(value)}"
    raise UsageError(
        say("{path} cannot be changed by itself here: write `{line}` into it, then run this again.", path=text.path,
            line=line)
    )  # fmt: skip


def with_inner_key(text: TextFile, raw: bytes, key: str, name: str, value: str) -> bytes:
    """The text with one more key in a group that stands in it: at the end of `{…}`, or on a line of its own.

    Raises UsageError with the key to write, where it would then say anything else.
    """
    document = _document(text, raw)
    before = document.tree or {}
    group, at = before.get(key), document.lines.get(key)
    wanted = {**before, key: {**group, name: value}} if isinstance(group, dict) else None
    for fix in _inner_fixes(document, at, f"{name}: {value}") if at is not None else []:
        made = edited(raw, [fix])
        if made is not None and wanted is not None and _document(text, made).tree == wanted:
            return made
    raise UsageError(
        say("{path} cannot be changed by itself here: write `{line}` into it, below `{key}`, then run this again.",
            path=text.path, line=f"{name}: {value}", key=key)
    )  # fmt: skip


def _inner_fixes(document: YamlDocument, at: int, written: str) -> list[Fix]:
    line, below = document.line(at), document.line(at + 1)
    end = line.rfind("}")
    if end >= 0:
        return [ReplaceText(at, end + 1, "}", f", {written}}}")]
    return [InsertLine(at + 1, f"{below[: len(below) - len(below.lstrip())]}{written}")]


def _document(text: TextFile, raw: bytes) -> YamlDocument:
    changed = TextFile(text.path, raw)
    return episode_document(changed)[0] if text.path.endswith(".md") else show_document(changed)


def _written(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return "{" + ", ".join(f"{name}: {in_braces(one)}" for name, one in value.items()) + "}"


def _fixes(document: YamlDocument, key: str, value: Value, below: str) -> list[Fix]:
    at, written = document.lines.get(key), _written(value)
    old: Tree = (document.tree or {}).get(key)
    if at is not None and isinstance(old, str) and isinstance(value, str):
        line = document.line(at)
        begin = line.find(":") + 1
        alone = document.replacing(document.place(key), old, value)
        return [
            *([alone] if alone and value == written else ()),
            ReplaceText(at, begin + 1, line[begin:], f" {written}"),
        ]
    above = document.lines.get(below)
    added = document.adding(key, written)
    inserted = [InsertLine(above + 1, f"{key}: {written}")] if above is not None and at is None else []
    return [*inserted, *([added] if added else [])]
