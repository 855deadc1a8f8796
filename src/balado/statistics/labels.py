"""What kinds of files, reasons and kinds of devices are called, for people. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from balado.message import Message, mark, say
from balado.statistics.figures import FEWEST, GroupCount

REASONS: Mapping[str, str] = {
    "unreadable": mark("lines that are no request"),
    "clock": mark("of a day to come, or before the show: a wrong clock"),
    "late": mark("came too late"),
    "listed_network": mark("from a listed network: data centres, VPNs"),
    "method": mark("no GET (HEAD, OPTIONS …)"),
    "not_modified": mark("the application had the file already (304)"),
    "failed": mark("failed (403, 404)"),
    "status": mark("another answer than the file (redirects, errors)"),
    "not_published": mark("no file of this show"),
    "two_bytes": mark("two bytes, to see whether it is there"),
    "watch": mark("a watch that has what its phone downloads"),
    "below_threshold": mark("less than a minute of the recording"),
}
"""Why requests count for nothing, for people."""

KINDS: Mapping[str, str] = {
    "audio": mark("recordings"),
    "film": mark("films"),
    "transcript": mark("transcripts"),
    "chapters": mark("chapters"),
    "document": mark("documents"),
    "picture": mark("pictures"),
    "feed": mark("the feed"),
    "page": mark("pages"),
    "other": mark("other files"),
}
"""What files are, for people."""

DEVICES: Mapping[str, str] = {
    "phone": mark("telephone"),
    "tablet": mark("tablet"),
    "pc": mark("computer"),
    "speaker": mark("loudspeaker"),
    "watch": mark("watch"),
    "tv": mark("television"),
    "radio": mark("radio"),
    "games_console": mark("games console"),
    "mp3_player": mark("music player"),
}
"""Kinds of devices, as the lists of agents call them, for people."""


def group_name(group: GroupCount) -> Message:
    """What an application, a kind of device or a country is called; those that are not named are the others."""
    if not group.name:
        return say("others, and those of fewer than {fewest} listeners a day", fewest=FEWEST)
    return Message(DEVICES[group.name]) if group.name in DEVICES else say("{text}", text=group.name)


def with_country_names(groups: Iterable[GroupCount], name_of: Callable[[str], str]) -> tuple[GroupCount, ...]:
    """Countries under their names instead of their codes (ISO 3166-1), which `name_of` tells in one language."""
    return tuple(replace(one, name=name_of(one.name)) if one.name else one for one in groups)
