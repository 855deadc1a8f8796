"""Which tags podcast-partytime supports, by its own source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from feed_readers import partytime_folder


def supported_tags() -> tuple[set[str], set[str], set[str]]:
    """The tags that its source names: of a channel, of an item, of a stream."""
    phases = partytime_folder() / "node_modules" / "podcast-partytime" / "src" / "parser" / "phase"
    tags = dict(_tags_of(phases))
    index = (phases / "index.ts").read_text(encoding="utf-8")
    channel, item = (
        {tags[name] for name in re.findall(r"(?:phase\d|pending)\.(\w+)", found)}
        for found in re.findall(r"Update\[\] = \[(.*?)\];", index, re.DOTALL)
    )
    return channel, item, {tags[name] for name in _streamed(phases)}


def _tags_of(phases: Path) -> Iterator[tuple[str, str]]:
    """Each tag by the name of the object that reads it."""
    for path in phases.glob("phase-*.ts"):
        for name, body in re.findall(
            r"export const (\w+)[^=]*= \{(.*?)\n\};", path.read_text(encoding="utf-8"), re.DOTALL
        ):
            if found := re.search(r'tag: "([\w:]+)"', body):
                yield name, found[1]


def _streamed(phases: Path) -> Iterator[str]:
    for path in phases.glob("phase-*.ts"):
        yield from re.findall(r'addSubTag(?:<\w+>)?\("liveItem", (\w+)\)', path.read_text(encoding="utf-8"))
