"""The show of this repository, published, as real apps read it: everything equal to what was written and recorded."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from audio_samples import decoded_seconds
from feed_readers import ReadItem, read_with_feedparser, read_with_partytime, read_with_podcastparser
from show_builder import Show

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Published:
    """The show's folder, what feed.yaml says, and what was published of it, by key."""

    root: Path
    written: dict[str, Any]
    objects: dict[str, bytes]

    @property
    def feed_url(self) -> str:
        return f"{self.written['publish']['url']}/feed.xml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    root = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "feed.yaml", root)
    shutil.copytree(ROOT / "episodes", root / "episodes")
    show = Show(root, {"BALADO_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))})
    show.publish()
    return Published(root, yaml.safe_load((root / "feed.yaml").read_text("utf-8")), show.published())


def read_feedparser(published: Published) -> list[ReadItem]:
    return read_with_feedparser(published.objects["feed.xml"])


def read_podcastparser(published: Published) -> list[ReadItem]:
    return read_with_podcastparser(published.objects["feed.xml"], published.feed_url)


def read_partytime(published: Published) -> list[ReadItem]:
    return read_with_partytime(published.objects["feed.xml"])


def in_the_source(published: Published) -> list[ReadItem]:
    """What the author wrote and recorded, newest first; durations from every sample decoded."""
    zone = ZoneInfo(published.written["timezone"])
    items = [_of_folder(path.parent, published, zone) for path in published.root.glob("episodes/*/episode.md")]
    return sorted(items, key=lambda item: -item.published)


def _of_folder(folder: Path, published: Published, zone: ZoneInfo) -> ReadItem:
    front = yaml.safe_load((folder / "episode.md").read_text("utf-8").split("---\n")[1])
    audio = next(path for path in folder.iterdir() if path.suffix in {".mp3", ".m4a"})
    content = audio.read_bytes()
    key = f"audio/{folder.name}-{hashlib.sha256(content).hexdigest()[:16]}{audio.suffix}"
    return ReadItem(
        title=front["title"],
        guid=front["guid"],
        url=f"{published.written['publish']['url']}/{key}",
        byte_size=len(content),
        duration_s=round(decoded_seconds(audio)),
        season=front["season"],
        episode=front["episode"],
        published=int(datetime.fromisoformat(front["date"]).replace(tzinfo=zone).timestamp()),
    )


@pytest.mark.parametrize("read", [read_feedparser, read_podcastparser, read_partytime])
def test_an_app_reads_what_was_written_and_recorded(
    published: Published, read: Callable[[Published], list[ReadItem]]
) -> None:
    items = read(published)
    assert len(items) == 5
    assert items == in_the_source(published)


def test_every_enclosure_is_published_with_its_bytes(published: Published) -> None:
    for item in in_the_source(published):
        key = item.url.removeprefix(f"{published.written['publish']['url']}/")
        assert len(published.objects[key]) == item.byte_size
        assert hashlib.sha256(published.objects[key]).hexdigest()[:16] in key


def test_the_show_is_as_written(published: Published) -> None:
    import feedparser

    channel, written = feedparser.parse(published.objects["feed.xml"]).feed, published.written
    assert channel.title == written["title"]
    assert channel.subtitle == written["description"]
    assert channel.link == written["link"]
    assert channel.language == written["language"]
    assert channel.author == written["author"]
    assert channel.itunes_type == written["type"]
    assert channel.podcast_guid == written["guid"]
    assert channel.author_detail.email == written["owner"]["email"]
    assert [tag.term for tag in channel.tags] == ["Government", "Society & Culture", "Documentary"]
    cover = channel.image.href.removeprefix(f"{written['publish']['url']}/")
    assert published.objects[cover] == (published.root / written["artwork"]).read_bytes()
