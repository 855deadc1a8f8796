"""Feeds of every kind whose values an author may write: a show that is made of one says the same again."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from feed_strategies import made, many, maybe
from hypothesis import strategies as st

from balado.feed.document import Enclosure, Feed, Item
from balado.show.model import Category, Owner, Person
from balado.show.podcasting import (
    AlternateEnclosure,
    Chapter,
    Chat,
    ContentLink,
    Funding,
    Image,
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
    Value,
    ValueRecipient,
)
from balado.show.vocabulary import CATEGORIES, LICENSES, MEDIA, PERSON_ROLES, SERVICES

WORDS = (
    "Été", "le", "dernier", "kilomètre", "« oui »", "12:30", "#1", "- x", "y", "null", "true", "0x1f", "a: b", "慶子",
    "🎙", "l’heure", '"quoted"', "it's", "{x}", "[y]", "50 %", "*star*", "_under_", "@me", "!", "\\", "|", "&", "?", "%",
)  # fmt: skip
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
ADDRESS = st.integers(0, 999).map("https://pod.example/x?a=1&b={}".format)
NUMBER = st.integers(1, 9_999)
COUNT = st.integers(0, 10**9)
SPAN = st.integers(1, 10**7).map(lambda count: timedelta(milliseconds=count))
OFFSET = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
DATE = st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1), timezones=OFFSET | st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
GUID = st.uuids().map(str)
LANGUAGE = st.sampled_from(["fr", "en-us", "pt-br", "ja"])


@st.composite
def people(draw: st.DrawFn) -> Person:
    """A person as apps are told of one: with a role and its group."""
    role = draw(st.sampled_from(sorted(PERSON_ROLES)))
    found: Person = draw(made(Person, name=LINE, role=st.just(role), group=st.just(PERSON_ROLES[role]),
                              href=maybe(ADDRESS), picture=maybe(ADDRESS)))  # fmt: skip
    return found


def _once(one: st.SearchStrategy[Any], by: str) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=3, unique_by=lambda thing: getattr(thing, by)).map(tuple)


POINTER = made(RemoteItem, feed_guid=GUID, feed_url=maybe(ADDRESS), item_guid=maybe(LINE),
               medium=maybe(st.sampled_from(MEDIA)), title=maybe(LINE))  # fmt: skip
SOURCES = st.lists(made(Source, uri=ADDRESS, type=st.none()), min_size=1, max_size=2).map(tuple)
VALUE = made(
    Value,
    type=st.just("lightning"),
    method=st.sampled_from(["keysend", "lnaddress"]),
    suggested=maybe(st.just("0.00000005000")),
    recipients=st.lists(
        made(ValueRecipient, type=st.sampled_from(["node", "lnaddress"]), address=LINE, split=COUNT, name=maybe(LINE),
             custom_key=maybe(LINE), custom_value=maybe(LINE), fee=st.booleans()),
        min_size=1, max_size=2,
    ).map(tuple),
    time_splits=st.just(()),
)  # fmt: skip
ON_BOTH_LEVELS: dict[str, st.SearchStrategy[Any]] = {
    "short_title": maybe(LINE),
    "explicit": st.booleans(),
    "block": st.booleans(),
    "people": _once(people(), "name"),
    "locations": many(made(Location, name=LINE, geo=maybe(st.just("geo:48.8637,2.3372")),
                           osm=maybe(st.just("W55503397")),
                           country=maybe(st.just("FR")), rel=st.sampled_from(["subject", "creator"]))),
    "license": maybe(made(License, name=st.sampled_from(LICENSES), url=maybe(ADDRESS))),
    "funding": many(made(Funding, url=ADDRESS, title=maybe(LINE))),
    "social": many(made(SocialInteract, protocol=st.just("activitypub"), uri=ADDRESS, account=maybe(LINE),
                        account_url=maybe(ADDRESS), priority=maybe(COUNT))),
    "chat": maybe(made(Chat, server=LINE, protocol=st.sampled_from(["irc", "matrix"]), account=maybe(LINE),
                       space=maybe(LINE))),
    "txt": many(made(Txt, text=LINE, purpose=maybe(LINE))),
    "value": many(VALUE),
    "images": many(made(Image, url=ADDRESS.map("{}&wide".format), alt=maybe(LINE), aspect_ratio=maybe(st.just("16/9")),
                        width=maybe(NUMBER), height=maybe(NUMBER), type=maybe(st.just("image/jpeg")),
                        purpose=maybe(LINE))),
}  # fmt: skip
ITEM: dict[str, st.SearchStrategy[Any]] = {
    **ON_BOTH_LEVELS,
    "guid": GUID | LINE,
    "title": LINE,
    "published": DATE,
    "enclosure": st.builds(Enclosure, ADDRESS.map("{}#a.mp3".format), NUMBER, st.just("audio/mpeg")),
    "duration_s": NUMBER,
    "html": st.lists(LINE, min_size=1, max_size=3).map(
        lambda lines: "".join(f"<p>{line.replace('&', '&amp;')}</p>" for line in lines)
    ),
    "episode_type": st.sampled_from(["full", "trailer", "bonus"]),
    "link": ADDRESS,
    "image_url": maybe(ADDRESS),
    "author": maybe(LINE),
    "season": maybe(NUMBER),
    "episode": maybe(NUMBER),
    "transcripts": many(made(TranscriptLink, url=ADDRESS, type=st.sampled_from(["text/vtt", "application/x-subrip"]),
                             language=maybe(LANGUAGE), rel=maybe(st.just("captions")))),
    "chapters": _once(made(Chapter, start=SPAN, title=LINE, href=maybe(ADDRESS), picture=maybe(ADDRESS)), "start"),
    "soundbites": many(made(Soundbite, start=SPAN, duration=SPAN, title=maybe(LINE))),
    "alternates": many(made(AlternateEnclosure, type=st.sampled_from(["audio/opus", "video/mp4"]),
                            sources=SOURCES,
                            length=maybe(COUNT), bitrate=maybe(COUNT), height=maybe(NUMBER), language=maybe(LANGUAGE),
                            title=maybe(LINE.map(lambda line: line[:30].strip())), rel=maybe(st.just("x")),
                            codecs=maybe(LINE),
                            default=st.booleans(), integrity=st.none())),
    "content_links": many(made(ContentLink, url=ADDRESS, title=maybe(LINE))),
}  # fmt: skip
FEED: dict[str, st.SearchStrategy[Any]] = {
    **ON_BOTH_LEVELS,
    "guid": GUID,
    "title": LINE,
    "description": LINE,
    "link": ADDRESS,
    "feed_url": st.just("https://old.example/feed.xml"),
    "language": LANGUAGE,
    "image_url": ADDRESS,
    "author": LINE,
    "categories": st.lists(st.sampled_from([*CATEGORIES]), min_size=1, max_size=3, unique=True).map(
        lambda names: tuple(Category.model_construct(name=name, subcategory=None) for name in names)
    ),
    "show_type": st.sampled_from(["episodic", "serial"]),
    "locked": st.booleans(),
    "built": DATE,
    "owner": maybe(made(Owner, name=LINE, email=st.just("podcast@pod.example"))),
    "copyright": maybe(LINE),
    "complete": st.booleans(),
    "new_feed_url": maybe(ADDRESS),
    "apple_verification": maybe(LINE),
    "medium": st.sampled_from(["podcast", "music", "video"]),
    "trailers": many(made(Trailer, url=ADDRESS, title=LINE, date=DATE, length=maybe(COUNT),
                          type=maybe(st.just("audio/mpeg")), season=maybe(NUMBER))),
    "service_blocks": _once(made(ServiceBlock, service=maybe(st.sampled_from(sorted(SERVICES))), blocked=st.booleans()),
                            "service"),
    "podroll": many(POINTER),
    "remote_items": many(POINTER),
    "publisher": maybe(POINTER),
    "uses_podping": st.booleans(),
    "hubs": st.lists(ADDRESS, max_size=2, unique=True).map(tuple),
}  # fmt: skip


@st.composite
def sound_feeds(draw: st.DrawFn) -> Feed:
    """Whole feeds whose every value an author may write."""
    items = draw(st.lists(_some_of(ITEM, Item), max_size=3, unique_by=lambda fields: fields["guid"]))
    return Feed(**draw(_some_of(FEED, Feed)), items=tuple(Item(**fields) for fields in items))


@st.composite
def _some_of(draw: st.DrawFn, strategies: dict[str, st.SearchStrategy[Any]], model: Any) -> dict[str, Any]:
    must = {field.name for field in dataclasses.fields(model) if field.default is dataclasses.MISSING}
    can = [name for name in strategies if name not in must]
    names = must | {"medium", "link"} | draw(st.sets(st.sampled_from(can), max_size=10))
    return {name: draw(strategies[name]) for name in strategies if name in names}
