"""Feeds of every kind that the writer can carry whole, for property tests.

Kept out, as no tag has them: `Person.function`, `Item.summary`, chapters that are unlisted, untitled or have an end,
fractions of a second in `pubDate`, a season's name and an episode's display without their number, an order that is the
number itself (or whole, without one), blanks around a text, and carriage returns, which CDATA cannot hold.
"""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from balado.feed.document import Enclosure, Feed, Item, LiveItem, Paging
from balado.show.extra import Extra
from balado.show.model import Category, Owner, Person
from balado.show.podcasting import (
    AlternateEnclosure,
    Chapter,
    Chat,
    ContentLink,
    Funding,
    Image,
    Integrity,
    License,
    Location,
    RemoteItem,
    ServiceBlock,
    SocialInteract,
    Soundbite,
    Source,
    Trailer,
    TranscriptLink,
    Txt,
    UpdateFrequency,
    Value,
    ValueRecipient,
    ValueTimeSplit,
)
from balado.show.vocabulary import LIVE_STATES, PERSON_GROUPS, PERSON_ROLES

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\ufffe\uffff\x7f", exclude_categories=("Cs", "Cc"))
SAMPLES = (
    "&amp;",
    "&eacute;",
    "&",
    "<b>",
    "</item>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "\n",
    "\t",
    "\x85",
    "\u2028",
    "🎙",
    "é",
)
TEXT = (
    st.lists(CHARACTERS | st.sampled_from(SAMPLES), min_size=1, max_size=8)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: text != "")
)
LINK = TEXT.map("https://pod.example/?q={}".format)
COUNT = st.integers(0, 10**12)
NUMBER = st.integers(1, 10**6)
TRUTH = st.booleans()
OFFSET = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENT = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=OFFSET | st.just(UTC))  # noqa: DTZ001
DATE = MOMENT.map(lambda moment: moment.replace(microsecond=0))
SPAN = st.integers(0, 10**9).map(lambda count: timedelta(milliseconds=count))


def many(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=2).map(tuple)


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | one


def made(model: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Objects of a model with these fields, whether or not an author may write such."""
    return st.fixed_dictionaries(fields).map(lambda found: model.model_construct(**found))


REMOTE_ITEM = made(
    RemoteItem,
    feed_guid=TEXT,
    feed_url=maybe(LINK),
    item_guid=maybe(TEXT),
    medium=maybe(TEXT),
    title=maybe(TEXT),
)
RECIPIENT = made(
    ValueRecipient,
    type=TEXT,
    address=TEXT,
    split=COUNT,
    name=maybe(TEXT),
    custom_key=maybe(TEXT),
    custom_value=maybe(TEXT),
    fee=TRUTH,
)
TIME_SPLIT = made(
    ValueTimeSplit,
    start=SPAN,
    duration=SPAN,
    remote_start=maybe(SPAN),
    remote_percentage=maybe(COUNT),
    remote_item=maybe(REMOTE_ITEM),
    recipients=many(RECIPIENT),
)
VALUE = made(
    Value,
    type=TEXT,
    method=TEXT,
    suggested=maybe(TEXT),
    recipients=many(RECIPIENT),
    time_splits=many(TIME_SPLIT),
)
PERSON = made(
    Person,
    name=TEXT,
    role=maybe(st.sampled_from(sorted(PERSON_ROLES))),
    group=maybe(st.sampled_from(sorted(PERSON_GROUPS))),
    href=maybe(LINK),
    picture=maybe(LINK),
)
ALTERNATE = made(
    AlternateEnclosure,
    type=TEXT,
    sources=many(made(Source, uri=LINK, type=maybe(TEXT))),
    length=maybe(COUNT),
    bitrate=maybe(COUNT),
    height=maybe(NUMBER),
    language=maybe(TEXT),
    title=maybe(TEXT),
    rel=maybe(TEXT),
    codecs=maybe(TEXT),
    default=TRUTH,
    integrity=maybe(made(Integrity, type=TEXT, value=TEXT)),
)
LOCAL_NAME = st.from_regex(r"x[A-Za-zé0-9_.-]{0,8}", fullmatch=True)
PREFIXES = st.sampled_from(
    [
        ("", None),
        *((prefix, None) for prefix in ("itunes", "podcast", "media", "spotify", "slash", "creativecommons")),
        *((prefix, space) for prefix in ("foo", "Bär") for space in ("http://foo.example/1#", "urn:x?a=1&b=2")),
    ]
)


@st.composite
def extras(draw: st.DrawFn, depth: int = 3) -> Extra:
    """Elements of names that Balado writes none of, in namespaces that it knows and in others."""
    prefix, namespace = draw(PREFIXES)
    before = f"{prefix}:" if prefix else ""
    own = st.sampled_from(["", before, "xml:", "media:"])
    name = st.tuples(own, LOCAL_NAME).map("".join)
    return Extra.model_construct(
        name=f"{before}{draw(LOCAL_NAME)}",
        namespace=namespace,
        attributes=draw(st.dictionaries(name, TEXT | st.just(""), max_size=2)),
        text=draw(maybe(TEXT)),
        children=draw(many(extras(depth - 1))) if depth > 1 else (),
    )


ON_BOTH_LEVELS: dict[str, st.SearchStrategy[Any]] = {
    "people": many(PERSON),
    "locations": many(
        made(
            Location,
            name=TEXT,
            geo=maybe(TEXT),
            osm=maybe(TEXT),
            country=maybe(TEXT),
            rel=st.sampled_from(["subject", "creator"]),
        )
    ),
    "license": maybe(made(License, name=TEXT, url=maybe(LINK))),
    "funding": many(made(Funding, url=LINK, title=maybe(TEXT))),
    "social": many(
        made(
            SocialInteract,
            protocol=TEXT,
            uri=maybe(LINK),
            account=maybe(TEXT),
            account_url=maybe(LINK),
            priority=maybe(COUNT),
        )
    ),
    "chat": maybe(made(Chat, server=TEXT, protocol=TEXT, account=maybe(TEXT), space=maybe(TEXT))),
    "txt": many(made(Txt, text=TEXT, purpose=maybe(TEXT))),
    "value": many(VALUE),
    "images": many(
        made(
            Image,
            url=LINK,
            alt=maybe(TEXT),
            aspect_ratio=maybe(TEXT),
            width=maybe(NUMBER),
            height=maybe(NUMBER),
            type=maybe(TEXT),
            purpose=maybe(TEXT),
        )
    ),
    "short_title": maybe(TEXT),
    "explicit": TRUTH,
    "block": TRUTH,
    "extra": many(extras()),
}
ITEM: dict[str, st.SearchStrategy[Any]] = {
    **ON_BOTH_LEVELS,
    "guid": TEXT,
    "title": TEXT,
    "published": DATE,
    "enclosure": st.builds(Enclosure, LINK, COUNT, TEXT),
    "duration_s": COUNT,
    "html": TEXT,
    "episode_type": st.sampled_from(["full", "trailer", "bonus"]),
    "link": maybe(LINK),
    "image_url": maybe(LINK),
    "author": maybe(TEXT),
    "season": maybe(NUMBER),
    "season_name": maybe(TEXT),
    "episode": maybe(NUMBER),
    "episode_order": maybe(COUNT.map(lambda count: f"{count}.5")),
    "episode_display": maybe(TEXT),
    "transcripts": many(made(TranscriptLink, url=LINK, type=TEXT, language=maybe(TEXT), rel=maybe(TEXT))),
    "chapters_url": maybe(LINK),
    "chapters_type": TEXT,
    "chapters": many(made(Chapter, start=SPAN, title=TEXT, href=maybe(LINK), picture=maybe(LINK))),
    "soundbites": many(made(Soundbite, start=SPAN, duration=SPAN, title=maybe(TEXT))),
    "alternates": many(ALTERNATE),
    "content_links": many(made(ContentLink, url=LINK, title=maybe(TEXT))),
}
FEED: dict[str, st.SearchStrategy[Any]] = {
    **ON_BOTH_LEVELS,
    "guid": TEXT,
    "title": TEXT,
    "description": TEXT,
    "link": LINK,
    "feed_url": LINK,
    "language": TEXT,
    "image_url": LINK,
    "author": TEXT,
    "categories": many(made(Category, name=TEXT, subcategory=maybe(TEXT))),
    "show_type": st.sampled_from(["episodic", "serial"]),
    "locked": TRUTH,
    "built": DATE,
    "owner": maybe(made(Owner, name=TEXT, email=TEXT)),
    "copyright": maybe(TEXT),
    "complete": TRUTH,
    "new_feed_url": maybe(LINK),
    "apple_verification": maybe(TEXT),
    "medium": maybe(TEXT),
    "trailers": many(
        made(
            Trailer,
            url=LINK,
            title=TEXT,
            date=DATE,
            length=maybe(COUNT),
            type=maybe(TEXT),
            season=maybe(NUMBER),
        )
    ),
    "update_frequency": maybe(made(UpdateFrequency, title=TEXT, rule=maybe(TEXT), start=maybe(MOMENT), complete=TRUTH)),
    "service_blocks": many(made(ServiceBlock, service=maybe(TEXT), blocked=TRUTH)),
    "podroll": many(REMOTE_ITEM),
    "remote_items": many(REMOTE_ITEM),
    "publisher": maybe(REMOTE_ITEM),
    "uses_podping": TRUTH,
    "hubs": many(LINK),
    "paging": st.builds(Paging, maybe(LINK), maybe(LINK), maybe(LINK)),
    "is_archive": TRUTH,
}


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Items with everything an item must say, and some of what it can."""
    fields = draw(_some_of(ITEM, Item))
    if fields.get("season_name") is not None:
        fields["season"] = draw(NUMBER)
    if fields.get("chapters_url") is None:
        fields.pop("chapters_type", None)
    if fields.get("episode_display") is not None and fields.get("episode_order") is None:
        fields["episode"] = draw(NUMBER)
    return Item(**fields)


@st.composite
def streams(draw: st.DrawFn) -> LiveItem:
    """Streams, whose item's date is their start."""
    start, end = draw(MOMENT), draw(maybe(MOMENT))
    return LiveItem(draw(st.sampled_from(LIVE_STATES)), start, end, replace(draw(items()), published=start))


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Whole feeds, with a few items and streams. No two items have one guid, as the reader sees to."""
    fields = draw(_some_of(FEED, Feed))
    several = st.lists(items(), max_size=2, unique_by=lambda item: item.guid).map(tuple)
    return Feed(**fields, items=draw(several), live=draw(many(streams())))


@st.composite
def _some_of(draw: st.DrawFn, strategies: dict[str, st.SearchStrategy[Any]], model: Any) -> dict[str, Any]:
    must = {field.name for field in dataclasses.fields(model) if field.default is dataclasses.MISSING}
    can = [name for name in strategies if name not in must]
    names = must | draw(st.sets(st.sampled_from(can), max_size=8))
    return {name: draw(strategies[name]) for name in strategies if name in names}
