"""The rows of the podcast namespace and of Podlove that stand in an item. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from balado.feed.podcast_tags import CHAT, FUNDING, IMAGE, LICENSE, LOCATION, PERSON, SOCIAL, TXT, VALUE
from balado.feed.tag import Slot, Tag
from balado.feed.values import NUMBER, PLAY_TIME, RATE, SECONDS, TRUTH
from balado.show.elsewhere import CHAPTERS_TYPE
from balado.show.podcasting import (
    AlternateEnclosure,
    Chapter,
    ContentLink,
    Integrity,
    Soundbite,
    Source,
    TranscriptLink,
)


class ChaptersLink(NamedTuple):
    """What `podcast:chapters` holds."""

    url: str
    type: str = CHAPTERS_TYPE


class SeasonMark(NamedTuple):
    """What `podcast:season` holds."""

    number: int | None
    name: str | None = None


class EpisodeMark(NamedTuple):
    """What `podcast:episode` holds: a number that may be decimal, as text."""

    number: str
    display: str | None = None


def _season(item: Any) -> SeasonMark | None:
    named = item.season is not None and item.season_name is not None
    return SeasonMark(item.season, item.season_name) if named else None


def _put_season(fields: dict[str, Any], found: SeasonMark) -> None:
    fields["season_name"] = found.name
    fields.setdefault("season", found.number)


def _episode(item: Any) -> EpisodeMark | None:
    number = item.episode_order or (None if item.episode is None else str(item.episode))
    return None if number is None else EpisodeMark(number, item.episode_display)


def _put_episode(fields: dict[str, Any], found: EpisodeMark) -> None:
    fields["episode_display"] = found.display
    if "episode" not in fields and found.number.isdecimal():
        fields["episode"] = int(found.number)
    elif str(fields.get("episode")) != found.number:
        fields["episode_order"] = found.number


def _chapters_link(item: Any) -> ChaptersLink | None:
    return None if item.chapters_url is None else ChaptersLink(item.chapters_url, item.chapters_type)


def _put_chapters_link(fields: dict[str, Any], found: ChaptersLink) -> None:
    fields["chapters_url"], fields["chapters_type"] = found


def _chapters(item: Any) -> tuple[Chapter, ...] | None:
    return tuple([chapter for chapter in item.chapters if chapter.listed and chapter.title]) or None


def _chapters_of(chapters: Sequence[Chapter] = ()) -> tuple[Chapter, ...]:
    return tuple(chapters)


ITEM: tuple[Tag, ...] = (
    Tag(
        "podcast:season",
        "season_name",
        model=SeasonMark,
        attributes=(Slot("name", "name", most_chars=128),),
        text=Slot("", "number", NUMBER, required=True),
        get=_season,
        put=_put_season,
        key="season",
    ),
    Tag(
        "podcast:episode",
        "episode_order",
        model=EpisodeMark,
        attributes=(Slot("display", "display", most_chars=32),),
        text=Slot("", "number", required=True),
        get=_episode,
        put=_put_episode,
        key="episode, episode_order, episode_display",
    ),
    PERSON,
    LOCATION,
    LICENSE,
    FUNDING,
    Tag(
        "podcast:transcript",
        "transcripts",
        many=True,
        model=TranscriptLink.model_construct,
        attributes=(
            Slot("url", "url", required=True),
            Slot("type", "type", required=True),
            Slot("language", "language"),
            Slot("rel", "rel"),
        ),
        key="transcripts",
    ),
    Tag(
        "podcast:chapters",
        "chapters_url",
        model=ChaptersLink,
        attributes=(Slot("url", "url", required=True), Slot("type", "type")),
        get=_chapters_link,
        put=_put_chapters_link,
        key="chapters",
    ),
    Tag(
        "podcast:soundbite",
        "soundbites",
        many=True,
        model=Soundbite.model_construct,
        attributes=(
            Slot("startTime", "start", SECONDS, required=True),
            Slot("duration", "duration", SECONDS, required=True),
        ),
        text=Slot("", "title", most_chars=128),
        key="soundbites",
    ),
    Tag(
        "podcast:alternateEnclosure",
        "alternates",
        many=True,
        model=AlternateEnclosure.model_construct,
        attributes=(
            Slot("type", "type", required=True),
            Slot("length", "length", NUMBER),
            Slot("bitrate", "bitrate", RATE),
            Slot("height", "height", NUMBER),
            Slot("lang", "language"),
            Slot("title", "title", most_chars=32),
            Slot("rel", "rel", most_chars=32),
            Slot("codecs", "codecs"),
            Slot("default", "default", TRUTH, default=False),
        ),
        children=(
            Tag(
                "podcast:source",
                "sources",
                many=True,
                model=Source.model_construct,
                attributes=(Slot("uri", "uri", required=True), Slot("contentType", "type")),
                key="video, video.sources",
            ),
            Tag(
                "podcast:integrity",
                "integrity",
                model=Integrity.model_construct,
                attributes=(Slot("type", "type", required=True), Slot("value", "value", required=True)),
                key="video.integrity",
            ),
        ),
        key="video, alternates",
    ),
    Tag(
        "podcast:contentLink",
        "content_links",
        many=True,
        model=ContentLink.model_construct,
        attributes=(Slot("href", "url", required=True),),
        text=Slot("", "title"),
        key="replay, links",
    ),
    SOCIAL,
    CHAT,
    TXT,
    VALUE,
    IMAGE,
    Tag(
        "psc:chapters",
        "chapters",
        model=_chapters_of,
        children=(
            Tag(
                "psc:chapter",
                "chapters",
                many=True,
                model=Chapter.model_construct,
                attributes=(
                    Slot("start", "start", PLAY_TIME, required=True),
                    Slot("title", "title", required=True),
                    Slot("href", "href"),
                    Slot("image", "picture"),
                ),
                get=lambda chapters: chapters,
                key="chapters",
            ),
        ),
        fixed={"version": "1.2"},
        get=_chapters,
        key="chapters",
    ),
)
