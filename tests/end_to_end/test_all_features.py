"""Every feature on at once: what a nightly run without any media makes of it, and what that costs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from feed_readers import read_with_partytime
from full_show import copy_of, without_media, write_full_show
from published_place import BucketPlace
from show_builder import NOW, Show, silent_mp3
from store_servers import Endpoint, Store, new_store

from balado.feed.read import read
from balado.rules.run import document_of, judge, placed_in, subjects_of
from balado.rules.subject import Terms

KEPT = ("show", "cache")


@dataclass(frozen=True, slots=True)
class Published:
    """The full show in a bucket, its media then gone from this disk, and what was there by then."""

    show: Show
    bucket: Store
    proxy: CountingProxy
    place: BucketPlace


@pytest.fixture(scope="module")
def published(new_folder: Callable[[str], Path], bucket_endpoint: Endpoint) -> Iterator[Published]:
    """Published once for all tests, each of which finds it as it was: to publish it takes a second of CPU."""
    bucket, folder = new_store(bucket_endpoint), new_folder("full")
    with CountingProxy(bucket.url) as proxy:
        environment = {**bucket.environment(), "AWS_ENDPOINT_URL": proxy.url, "BALADO_CACHE_DIR": str(folder / "cache")}
        show = Show(folder / "show", environment)
        write_full_show(show, f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
        run = show.publish(AWS_ENDPOINT_URL=bucket.url)
        assert "error" not in run.stderr
        without_media(show)
        for kept in KEPT:
            shutil.copytree(folder / kept, folder / "published" / kept)
        place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "podcast")
        place.remember()
        yield Published(show, bucket, proxy, place)


@pytest.fixture
def full(published: Published) -> Show:
    """The full show as it was published, to be worked on, at its place: the cache knows it by that."""
    published.place.restore()
    folder = published.show.root.parent
    for kept in KEPT:
        shutil.rmtree(folder / kept)
        shutil.copytree(folder / "published" / kept, folder / kept)
    published.proxy.requests.clear()
    return published.show


@pytest.fixture
def bucket(published: Published) -> Store:
    return published.bucket


@pytest.fixture
def proxy(published: Published) -> CountingProxy:
    return published.proxy


def documents(bucket: Store) -> dict[str, bytes]:
    return {key: stored.body for key, stored in bucket.read_all().items() if key.endswith(".xml")}


def test_a_rebuild_without_media_costs_four_requests_and_writes_nothing(
    full: Show, proxy: CountingProxy, bucket: Store
) -> None:
    before = bucket.read_all()
    assert "Nothing to do" in full.publish().stderr
    assert len(proxy.requests) <= 4, proxy.requests
    assert not [request for request in proxy.requests if request.method == "PUT"]
    assert bucket.read_all() == before


def test_a_fresh_checkout_renders_the_same_bytes(
    full: Show, proxy: CountingProxy, bucket: Store, tmp_path: Path
) -> None:
    before = documents(bucket)
    fresh = copy_of(full, tmp_path / "fresh")
    path = fresh.root / "episodes" / "a" / "episode.md"
    path.write_text(path.read_text("utf-8").replace("guid:", "# nothing that is published\nguid:", 1), "utf-8")
    run = fresh.publish()  # another source, so that everything is read and rendered
    assert "Nothing to do" in run.stderr
    assert len(proxy.requests) <= 4, proxy.requests
    assert documents(bucket) == before


def test_a_new_title_sends_the_feeds_and_no_media(full: Show, proxy: CountingProxy) -> None:
    path = full.root / "episodes" / "a" / "episode.md"
    path.write_text(path.read_text("utf-8").replace("About a", "About the first"), "utf-8")
    assert "a “About the first” is updated" in full.publish().stderr
    sent = [request.path for request in proxy.requests if request.method == "PUT"]
    # The chapters' document names its episode, and is therefore made anew.
    assert not [path for path in sent if re.search(r"/(audio|artwork|transcripts|documents|films)/", path)], sent


def test_everything_that_the_feed_names_is_there(full: Show, bucket: Store) -> None:
    stored = bucket.read_all()
    for name, document in documents(bucket).items():
        made = read(document, name)
        assert made.unplaced == ()
        for url in re.findall(rb"https://pod\.example/show/([^\"<&\s]+)", document):
            assert f"podcast/{url.decode()}" in stored, f"{name} names {url.decode()}"


def test_further_feeds_hold_what_they_say(full: Show, bucket: Store) -> None:
    found = {key.rpartition("/")[2]: read(body, key).feed for key, body in documents(bucket).items()}
    titles = {name: [item.title for item in feed.items] for name, feed in found.items()}
    assert titles == {
        "feed.xml": ["About b"],
        "archive-1.xml": ["About a"],
        "saison-1.xml": ["About b", "About a"],
        "hedon.xml": ["About b", "About a"],
        "films.xml": ["About b", "About a"],
        "english.xml": ["About b", "About a"],
        "latest.xml": ["About b"],
    }
    assert len({feed.guid for name, feed in found.items() if not name.startswith("archive")}) == 6
    assert [live.item.guid for live in found["feed.xml"].live] == ["guid-of-d"]
    assert {item.enclosure.media_type for item in found["films.xml"].items} == {"video/mp4"}


def test_what_is_announced_becomes_the_episode_with_its_guid(full: Show, bucket: Store) -> None:
    folder = full.root / "episodes" / "d"
    text = (folder / "episode.md").read_text("utf-8")
    (folder / "episode.md").write_text(text.replace("title:", "date: 2025-11-22 08:00\ntitle:"), "utf-8")
    (folder / "talk.mp3").write_bytes(silent_mp3(3, "d"))
    assert "d “About d” goes live" in full.publish().stderr
    feed = read(bucket.read_all()["podcast/feed.xml"].body, "").feed
    assert feed.live == ()
    assert feed.items[0].guid == "guid-of-d"


def test_a_new_episode_sends_its_own_files_and_the_documents_that_name_it(
    full: Show, proxy: CountingProxy, bucket: Store
) -> None:
    before = bucket.read_all().keys()
    full.add("new", date="2025-11-20 08:00")
    assert "new “About new” goes live" in full.publish().stderr
    sent = [request.path.partition("/podcast/")[2] for request in proxy.requests if request.method == "PUT"]
    media = [path for path in sent if re.match(r"(audio|artwork|transcripts|chapters|documents|films)/", path)]
    assert [path for path in media if not path.startswith("audio/new-")] == []
    assert len(media) == 1
    assert not [request for request in proxy.requests if "list-type" in request.path]
    assert before <= bucket.read_all().keys()
    proxy.requests.clear()
    without_media(full)
    assert "Nothing to do" in full.publish().stderr
    assert len(proxy.requests) <= 4, proxy.requests


@pytest.fixture
def on_disk(tmp_path: Path) -> Show:
    """The full show, published to a folder."""
    show = Show(tmp_path / "show")
    write_full_show(show)
    show.publish()
    return show


def test_in_a_folder_nothing_is_touched_by_a_run_without_media(on_disk: Show) -> None:
    before = on_disk.footprint()
    without_media(on_disk)
    assert "Nothing to do" in on_disk.publish().stderr
    assert on_disk.footprint() == before


def test_in_a_folder_a_render_without_media_writes_nothing(on_disk: Show) -> None:
    before = on_disk.footprint()
    without_media(on_disk)
    path = on_disk.root / "episodes" / "a" / "episode.md"
    path.write_text(path.read_text("utf-8").replace("guid:", "# nothing that is published\nguid:", 1), "utf-8")
    assert "Nothing to do" in on_disk.publish().stderr
    assert on_disk.footprint() == before


def test_a_rehearsal_of_everything_touches_nothing(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    write_full_show(show)
    said = show.publish("--dry-run")
    assert "warning" not in said.stderr
    assert show.footprint() == {}


def test_no_rule_of_a_platform_is_broken_in_any_document(full: Show, bucket: Store) -> None:
    """The whole feed, further and translated feeds, archives: as anybody's, by the rules of every platform."""
    for name, body in documents(bucket).items():
        document = document_of(body, Terms(datetime.fromisoformat(NOW)), f"https://pod.example/show/{name[8:]}")
        found = judge(subjects_of(document), placed_in(name))
        assert [f"{one.rule}: {one}" for one in found if one.severity != "info"] == []
        assert len(read_with_partytime(body)) == len(read(body, name).feed.items)


def test_in_every_document_antennapod_shows_what_is_said_in_its_own_language(full: Show, bucket: Store) -> None:
    for name, body in documents(bucket).items():
        for item in read(body, name).feed.items:
            shown = next(link for link in item.transcripts if link.type == "application/json")  # the type it likes best
            assert shown.language in (None, "fr")
            assert item.transcripts[0].language in (None, "fr")
            assert {link.language for link in item.transcripts} > {"en"}
