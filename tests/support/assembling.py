"""Shows and episodes that are ready to be assembled, for tests of the feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from feed_specimens import PARIS
from specimens import NOON, SHOW_GUID, episode

from balado.feed.assemble import assemble
from balado.feed.document import AttachmentLinks, Enclosure, Feed, FeedAddresses, ReadyEpisode
from balado.show.conference import Held, Live
from balado.show.model import Episode, Show
from balado.show.podcasting import Image
from balado.show.publishing import Publish

ADDRESSES = FeedAddresses("https://pod.example/feed.xml", Image(url="https://pod.example/cover.jpg"))


NOTHING_BESIDE = AttachmentLinks()


def show(**changes: Any) -> Show:
    known: dict[str, Any] = {
        "guid": SHOW_GUID,
        "title": "Le dernier kilomètre",
        "description": "Conférences.",
        "language": "fr",
        "link": "https://example.org/",
        "author": "Une institution",
        "categories": ("Society & Culture > Documentary", "Government"),
        "explicit": False,
        "artwork": "episodes/cover.jpg",
        "timezone": "Europe/Paris",
        "publish": Publish(url="https://pod.example"),
    }
    return Show(**{**known, **changes})


def ready(one: Episode, duration_s: float = 61.25, attached: AttachmentLinks = NOTHING_BESIDE) -> ReadyEpisode:
    enclosure = Enclosure(f"https://pod.example/audio/{one.slug}.mp3", len(one.slug), "audio/mpeg")
    return ReadyEpisode(one, one.date or NOON, enclosure, duration_s, attached=attached)


def made(*ready_episodes: ReadyEpisode, **changes: Any) -> Feed:
    return assemble(show(**changes), ready_episodes, ADDRESSES, NOON)


START = datetime(2026, 12, 1, 17, 30, tzinfo=PARIS)
END = datetime(2026, 12, 1, 20, tzinfo=PARIS)
STREAM = Live(url="https://live.example/stream.mp3", page="https://live.example/", title="Suivre en direct")


def announced(slug: str = "soon", status: str = "pending", **changes: Any) -> ReadyEpisode:
    """A conference that is going to be streamed."""
    known: dict[str, Any] = {"live": STREAM, "held": Held(start=START, end=END), "date": None, "audio": None}
    one = episode(slug, **{**known, **changes})
    start = one.held.start if one.held is not None else START
    return ReadyEpisode(one, start, Enclosure(STREAM.url, 0, STREAM.media_type), status=status)
