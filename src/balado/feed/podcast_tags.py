"""Rows of the podcast namespace that stand in a channel and in an item alike.

Source: the tag pages of github.com/Podcastindex-org/podcast-namespace. `images` is deprecated there and not written.
Pure.
"""

from __future__ import annotations

from dataclasses import replace

from balado.feed.tag import Slot, Tag
from balado.feed.values import LOWER, NUMBER, SECONDS, TRUTH
from balado.show.model import Person
from balado.show.podcasting import (
    Chat,
    Funding,
    Image,
    License,
    Location,
    RemoteItem,
    SocialInteract,
    Txt,
    Value,
    ValueRecipient,
    ValueTimeSplit,
)

REMOTE_ITEM = Tag(
    "podcast:remoteItem",
    "remote_item",
    model=RemoteItem.model_construct,
    attributes=(
        Slot("feedGuid", "feed_guid", required=True),
        Slot("feedUrl", "feed_url"),
        Slot("itemGuid", "item_guid"),
        Slot("medium", "medium"),
        Slot("title", "title"),
    ),
    key="value.time_splits.remote_item",
)
_RECIPIENT = Tag(
    "podcast:valueRecipient",
    "recipients",
    many=True,
    model=ValueRecipient.model_construct,
    attributes=(
        Slot("name", "name"),
        Slot("type", "type", required=True),
        Slot("address", "address", required=True),
        Slot("split", "split", NUMBER, required=True),
        Slot("customKey", "custom_key"),
        Slot("customValue", "custom_value"),
        Slot("fee", "fee", TRUTH, default=False),
    ),
    key="value.recipients",
)
_TIME_SPLIT = Tag(
    "podcast:valueTimeSplit",
    "time_splits",
    many=True,
    model=ValueTimeSplit.model_construct,
    attributes=(
        Slot("startTime", "start", SECONDS, required=True),
        Slot("duration", "duration", SECONDS, required=True),
        Slot("remoteStartTime", "remote_start", SECONDS),
        Slot("remotePercentage", "remote_percentage", NUMBER),
    ),
    children=(REMOTE_ITEM, replace(_RECIPIENT, key="value.time_splits.recipients")),
    key="value.time_splits",
)
FUNDING = Tag(
    "podcast:funding",
    "funding",
    many=True,
    model=Funding.model_construct,
    attributes=(Slot("url", "url", required=True),),
    text=Slot("", "title", most_chars=128),
    key="funding",
)
LOCATION = Tag(
    "podcast:location",
    "locations",
    many=True,
    model=Location.model_construct,
    attributes=(
        Slot("rel", "rel", default="subject"),
        Slot("geo", "geo"),
        Slot("osm", "osm"),
        Slot("country", "country"),
    ),
    text=Slot("", "name", required=True, most_chars=128),
    key="locations",
)
LICENSE = Tag(
    "podcast:license",
    "license",
    model=License.model_construct,
    attributes=(Slot("url", "url"),),
    text=Slot("", "name", required=True, most_chars=128),
    key="license",
)
PERSON = Tag(
    "podcast:person",
    "people",
    many=True,
    model=Person.model_construct,
    attributes=(
        Slot("role", "role", LOWER),
        Slot("group", "group", LOWER),
        Slot("img", "picture"),
        Slot("href", "href"),
    ),
    text=Slot("", "name", required=True, most_chars=128),
    key="people",
)
SOCIAL = Tag(
    "podcast:socialInteract",
    "social",
    many=True,
    model=SocialInteract.model_construct,
    attributes=(
        Slot("protocol", "protocol", required=True),
        Slot("uri", "uri"),
        Slot("accountId", "account"),
        Slot("accountUrl", "account_url"),
        Slot("priority", "priority", NUMBER),
    ),
    key="social",
)
TXT = Tag(
    "podcast:txt",
    "txt",
    many=True,
    model=Txt.model_construct,
    attributes=(Slot("purpose", "purpose", most_chars=128),),
    text=Slot("", "text", required=True, most_chars=4000),
    key="txt",
)
VALUE = Tag(
    "podcast:value",
    "value",
    many=True,
    model=Value.model_construct,
    attributes=(
        Slot("type", "type", required=True),
        Slot("method", "method", required=True),
        Slot("suggested", "suggested"),
    ),
    children=(_RECIPIENT, _TIME_SPLIT),
    key="value",
)
CHAT = Tag(
    "podcast:chat",
    "chat",
    model=Chat.model_construct,
    attributes=(
        Slot("server", "server", required=True),
        Slot("protocol", "protocol", required=True),
        Slot("accountId", "account"),
        Slot("space", "space"),
    ),
    key="chat",
)
IMAGE = Tag(
    "podcast:image",
    "images",
    many=True,
    model=Image.model_construct,
    attributes=(
        Slot("href", "url", required=True),
        Slot("alt", "alt"),
        Slot("aspect-ratio", "aspect_ratio"),
        Slot("width", "width", NUMBER),
        Slot("height", "height", NUMBER),
        Slot("type", "type"),
        Slot("purpose", "purpose", most_chars=128),
    ),
    key="images",
)
