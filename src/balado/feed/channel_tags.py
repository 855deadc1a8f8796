"""The rows of the podcast namespace that stand in a channel. `podcast:liveItem` is written by `write.py`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from balado.feed.podcast_tags import (
    CHAT,
    FUNDING,
    IMAGE,
    LICENSE,
    LOCATION,
    PERSON,
    REMOTE_ITEM,
    SOCIAL,
    TXT,
    VALUE,
)
from balado.feed.tag import Slot, Tag, plain
from balado.feed.values import DATE, MOMENT, NUMBER, TRUTH, YES_NO
from balado.show.model import Owner
from balado.show.podcasting import RemoteItem, ServiceBlock, Trailer, UpdateFrequency


class Locked(NamedTuple):
    """What `podcast:locked` holds."""

    locked: bool
    owner: str | None = None


def _locked(feed: Any) -> Locked:
    return Locked(feed.locked, feed.owner.email if feed.owner else None)


def _put_locked(fields: dict[str, Any], found: Locked) -> None:
    """Who owns the feed is the owner of the show, where no other is named."""
    fields["locked"] = found.locked
    if found.owner:
        fields.setdefault("owner", Owner.model_construct(name="", email=found.owner))


def _itself(thing: Any) -> Any:
    return thing


def _pointers(pointers: Sequence[RemoteItem] = ()) -> tuple[RemoteItem, ...]:
    return tuple(pointers)


def _publisher(feed: Any) -> tuple[RemoteItem, ...] | None:
    return None if feed.publisher is None else (feed.publisher,)


def _put_publisher(fields: dict[str, Any], found: tuple[RemoteItem, ...]) -> None:
    fields["publisher"] = next(iter(found), None)


def _present() -> bool:
    """A tag that says all there is to say by being there."""
    return True


_POINTERS = replace(REMOTE_ITEM, field="pointers", many=True, get=_itself)

CHANNEL: tuple[Tag, ...] = (
    plain("podcast:guid", "guid", key="guid"),
    Tag(
        "podcast:locked",
        "locked",
        model=Locked,
        attributes=(Slot("owner", "owner"),),
        text=Slot("", "locked", YES_NO, required=True),
        get=_locked,
        put=_put_locked,
        key="locked",
    ),
    plain("podcast:medium", "medium", key="medium"),
    replace(PERSON, key="team"),
    LOCATION,
    LICENSE,
    FUNDING,
    Tag(
        "podcast:trailer",
        "trailers",
        many=True,
        model=Trailer.model_construct,
        attributes=(
            Slot("url", "url", required=True),
            Slot("pubdate", "date", DATE, required=True),
            Slot("length", "length", NUMBER),
            Slot("type", "type"),
            Slot("season", "season", NUMBER),
        ),
        text=Slot("", "title", required=True, most_chars=128),
        key="trailers",
    ),
    Tag(
        "podcast:updateFrequency",
        "update_frequency",
        model=UpdateFrequency.model_construct,
        attributes=(
            Slot("complete", "complete", TRUTH, default=False),
            Slot("dtstart", "start", MOMENT),
            Slot("rrule", "rule"),
        ),
        text=Slot("", "title", required=True, most_chars=128),
        key="update_frequency",
    ),
    Tag(
        "podcast:block",
        "service_blocks",
        many=True,
        model=ServiceBlock.model_construct,
        attributes=(Slot("id", "service"),),
        text=Slot("", "blocked", YES_NO, required=True),
        key="service_blocks",
    ),
    SOCIAL,
    CHAT,
    TXT,
    replace(REMOTE_ITEM, field="remote_items", many=True, key="remote_items"),
    Tag(
        "podcast:podroll",
        "podroll",
        model=_pointers,
        children=(replace(_POINTERS, key="podroll"),),
        get=lambda feed: feed.podroll or None,
        key="podroll",
    ),
    Tag(
        "podcast:publisher",
        "publisher",
        model=_pointers,
        children=(replace(_POINTERS, key="publisher"),),
        get=_publisher,
        put=_put_publisher,
        key="publisher",
    ),
    VALUE,
    Tag(
        "podcast:podping",
        "uses_podping",
        attributes=(Slot("usesPodping", form=TRUTH, required=True),),
        get=lambda feed: feed.uses_podping or None,
        key="uses_podping",
    ),
    IMAGE,
    Tag("fh:archive", "is_archive", model=_present, get=lambda feed: feed.is_archive or None, key="archive"),
)
