"""The same publication on every S3 server there is here: objects, headers, and what costs nothing again."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import feedparser
from show_builder import Show


def show_at(store: Any, folder: Path) -> Show:
    show = Show(folder, store.environment())
    show.write_feed(
        publish=f"{{to: 's3://{store.bucket}/a podcast', url: 'https://pod.example/show', endpoint: '{store.url}', "
        "verify: false}"
    )
    return show


def test_a_show_is_published_corrected_and_left_alone(store: Any, tmp_path: Path) -> None:
    show = show_at(store, tmp_path / "show")
    show.add("a", seconds=2)
    show.add("b", seconds=3, date="2025-12-24 18:00")
    show.publish()

    objects = store.read_all()
    feed = objects["a podcast/feed.xml"]
    assert feed.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert feed.headers["Cache-Control"] == "public, max-age=300"
    [entry] = feedparser.parse(feed.body).entries
    key = entry.enclosures[0].href.removeprefix("https://pod.example/show/")
    audio = objects[f"a podcast/{key}"]
    recording = (show.root / "episodes/a/talk.mp3").read_bytes()
    assert audio.body == recording
    assert audio.headers["Content-Type"] == "audio/mpeg"
    assert audio.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    generation = objects["a podcast/.balado/generations/1.json"]
    assert generation.headers["Cache-Control"] == "private, no-store"
    record = json.loads(generation.body)
    assert {one["key"] for one in record["objects"]} == {
        name.removeprefix("a podcast/") for name in objects if "/audio/" in name or "/artwork/" in name
    }
    copy = objects[f"a podcast/.balado/feeds/{hashlib.sha256(feed.body).hexdigest()}.xml.gz"]
    assert gzip.decompress(copy.body) == feed.body

    show.remove_audio()
    assert "Nothing to do" in show.publish().stderr
    assert store.read_all().keys() == objects.keys()

    path = show.root / "episodes/a/episode.md"
    path.write_text(path.read_text().replace("About a", "À propos"), encoding="utf-8")
    show.publish()
    again = store.read_all()
    assert feedparser.parse(again["a podcast/feed.xml"].body).entries[0].title == "À propos"
    assert again[f"a podcast/{key}"].body == recording


def test_faults_of_a_store_are_sentences(store: Any, tmp_path: Path) -> None:
    show = show_at(store, tmp_path / "show")
    show.add("a")
    run = show.publish("--to", "s3://no-such-bucket-anywhere/x", code=3)
    assert "no-such-bucket-anywhere" in run.stderr
    assert "Traceback" not in run.stderr
    assert store.environment()["AWS_SECRET_ACCESS_KEY"] not in run.stderr + run.stdout
