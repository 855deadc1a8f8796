"""podcast-partytime: its words for objects of ours, and which tags it supports, by its own source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from feed_readers import partytime_folder

from balado.show.podcasting import RemoteItem, ValueRecipient, ValueTimeSplit


def recipient(one: ValueRecipient) -> dict[str, Any]:
    known = {
        "name": one.name,
        "customKey": one.custom_key,
        "customValue": one.custom_value,
        "type": one.type,
        "address": one.address,
        "split": one.split,
        "fee": one.fee,
    }
    return {name: value for name, value in known.items() if value is not None}


def pointer(one: RemoteItem | None) -> dict[str, Any]:
    assert one is not None
    known = {
        "feedGuid": one.feed_guid,
        "itemGuid": one.item_guid,
        "feedUrl": one.feed_url,
        "title": one.title,
        "medium": one.medium,
    }
    return {name: value for name, value in known.items() if value is not None}


def time_split(one: ValueTimeSplit) -> dict[str, Any]:
    stretch = {"startTime": one.start.total_seconds(), "duration": one.duration.total_seconds()}
    if one.remote_item is None:
        return {"type": "recipients", **stretch, "recipients": [recipient(who) for who in one.recipients]}
    assert one.remote_start is not None
    return {
        "type": "remoteItem",
        **stretch,
        "remoteStartTime": one.remote_start.total_seconds(),
        "remotePercentage": one.remote_percentage,
        "remoteItem": pointer(one.remote_item),
    }


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
