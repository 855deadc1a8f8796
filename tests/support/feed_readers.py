"""Our feeds as the parsers of real apps read them, each brought to the same few words. None may complain."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
from calendar import timegm
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
from npm_packages import npm_folder
from programs import need_program

PARTYTIME = "podcast-partytime@5.0.0"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """`published` is in seconds since 1970."""

    title: str
    guid: str
    url: str
    byte_size: int
    duration_s: int
    season: int | None
    episode: int | None
    published: int


def read_with_feedparser(document: bytes) -> list[ReadItem]:
    """feedparser, on which most of Python's podcast programs stand."""
    feed = feedparser.parse(document)
    assert not feed.bozo, feed.get("bozo_exception")
    return [_of_feedparser(entry) for entry in feed.entries]


def _of_feedparser(entry: Any) -> ReadItem:
    [enclosure] = entry.enclosures
    return ReadItem(
        title=entry.title,
        guid=entry.id,
        url=enclosure.href,
        byte_size=int(enclosure.length),
        duration_s=int(entry.itunes_duration),
        season=_number(entry.get("itunes_season")),
        episode=_number(entry.get("itunes_episode")),
        published=timegm(entry.published_parsed),
    )


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def read_with_podcastparser(document: bytes, url: str) -> list[ReadItem]:
    """podcastparser, which gPodder reads with. Newest first, as the document; it logs what it does not like."""
    with _no_warnings("podcastparser"):
        feed = podcastparser.parse(url, io.BytesIO(document))
    return [_of_podcastparser(episode) for episode in reversed(feed["episodes"])]


def _of_podcastparser(episode: dict[str, Any]) -> ReadItem:
    [enclosure] = episode["enclosures"]
    return ReadItem(
        title=episode["title"],
        guid=episode["guid"],
        url=enclosure["url"],
        byte_size=enclosure["file_size"],
        duration_s=episode["total_time"],
        season=episode.get("season"),
        episode=episode.get("number"),
        published=episode["published"],
    )


@contextmanager
def _no_warnings(name: str) -> Iterator[None]:
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    assert said == []


def read_with_partytime(document: bytes) -> list[ReadItem]:
    """podcast-partytime, the parser of the Podcasting 2.0 project, under Node."""
    return [_of_partytime(item) for item in feed_of_partytime(document)["items"]]


def feed_of_partytime(document: bytes, *complained: str) -> Any:
    """The whole feed in the words of podcast-partytime, which complains of this and of nothing else."""
    node, modules = need_program("node"), partytime_folder()
    script = Path(__file__).with_name("read_with_partytime.cjs")
    run = subprocess.run(
        [node, str(script), str(modules)],
        input=document,
        env={**os.environ, "PARTYTIME_LOG": "warn"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr.decode()
    *complaints, feed = run.stdout.decode().splitlines()
    assert run.stderr.decode().splitlines() == []
    assert [json.loads(one)["msg"] for one in complaints] == list(complained)
    return json.loads(feed)


def _of_partytime(item: dict[str, Any]) -> ReadItem:
    return ReadItem(
        title=item["title"],
        guid=item["guid"],
        url=item["enclosure"]["url"],
        byte_size=item["enclosure"]["length"],
        duration_s=item["duration"],
        season=item.get("itunesSeason"),
        episode=item.get("itunesEpisode"),
        published=int(datetime.fromisoformat(item["pubDate"]).timestamp()),
    )


def partytime_folder() -> Path:
    """The folder that it is installed in."""
    return npm_folder(PARTYTIME)
