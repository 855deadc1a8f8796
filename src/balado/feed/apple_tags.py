"""The rows of Apple's namespace, and the dates of RSS that feedgen would write wrongly. Pure."""

from __future__ import annotations

from typing import Any

from balado.feed.tag import Slot, Tag, plain
from balado.feed.values import DATE, DURATION, NUMBER, TRUTH, YES, one_of
from balado.show.model import Category, Owner


def _yes(name: str, field: str) -> Tag:
    """Tags that only act when they say Yes are left out otherwise."""
    return Tag(name, field, text=Slot("", form=YES), get=lambda parent: getattr(parent, field) or None, key=field)


def _image(key: str) -> Tag:
    return Tag("itunes:image", "image_url", attributes=(Slot("href", required=True),), key=key)


def _duration(item: Any) -> int | None:
    return item.duration_s or None


def _owner(name: str = "", email: str = "") -> Owner:
    """Feeds of others may say one of the two alone."""
    return Owner.model_construct(name=name, email=email)


_SUBCATEGORY = Tag("itunes:category", "subcategory", attributes=(Slot("text", required=True),), key="categories")

CHANNEL: tuple[Tag, ...] = (
    plain("lastBuildDate", "built", DATE),
    plain("itunes:author", "author", key="author", most_chars=255),
    Tag(
        "itunes:owner",
        "owner",
        model=_owner,
        children=(
            plain("itunes:name", "name", key="owner.name"),
            plain("itunes:email", "email", key="owner.email"),
        ),
        key="owner",
    ),
    _image("artwork"),
    Tag(
        "itunes:category",
        "categories",
        many=True,
        model=Category.model_construct,
        attributes=(Slot("text", "name", required=True),),
        children=(_SUBCATEGORY,),
        key="categories",
    ),
    plain("itunes:explicit", "explicit", TRUTH, key="explicit"),
    plain("itunes:type", "show_type", one_of("episodic", "serial"), key="type"),
    plain("itunes:title", "short_title", key="short_title"),
    _yes("itunes:block", "block"),
    _yes("itunes:complete", "complete"),
    plain("itunes:new-feed-url", "new_feed_url", key="new_feed_url"),
    plain("itunes:applepodcastsverify", "apple_verification", key="apple_verification"),
)

ITEM: tuple[Tag, ...] = (
    plain("pubDate", "published", DATE, key="date"),
    plain("itunes:title", "short_title", key="short_title"),
    plain("itunes:author", "author", key="author", most_chars=255),
    Tag("itunes:duration", "duration_s", text=Slot("", form=DURATION), get=_duration),
    plain("itunes:explicit", "explicit", TRUTH, key="explicit"),
    _image("artwork"),
    plain("itunes:season", "season", NUMBER, key="season"),
    plain("itunes:episode", "episode", NUMBER, key="episode"),
    plain("itunes:episodeType", "episode_type", one_of("full", "trailer", "bonus"), key="type"),
    _yes("itunes:block", "block"),
)
