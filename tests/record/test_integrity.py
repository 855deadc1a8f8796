"""Whether what was published is there: what a look costs, what it finds, and that nothing is missed for long."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory_storage import MemoryStorage, memory_target
from specimens import NOON, candidate, episode, plan_of
from store_servers import new_store

from balado.artifact import FOREVER, Artifact, Kind
from balado.events import Watch
from balado.publish.apply import apply
from balado.record import integrity
from balado.record.generation import Generation, ObjectRecord, PageRecord, SiteFileRecord
from balado.record.generation_file import feed_copy_key, site_copy_key
from balado.record.integrity import (
    COPIES_UNTIL_OBJECTS,
    audit,
    audit_all,
    copy_of_hour,
    published_by,
    sample,
    start_of,
)
from balado.record.project_site import site_artifact
from balado.store.folder import FolderStorage
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.storage import MOST_AT_ONCE, Storage
from balado.store.target import Target

MANY = range(1_000)


def published(tmp_path: Path, target: Target | None = None) -> tuple[Generation, Target]:
    """A publication of one live and one scheduled episode."""
    target = target or memory_target()
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=1)))
    return apply(plan, target, Watch(lambda _event: None)), target


def memory(target: Target) -> MemoryStorage:
    assert isinstance(target.public, MemoryStorage)
    return target.public


def key_of(generation: Generation, slug: str) -> str:
    return next(one.audio.key for one in generation.episodes if one.slug == slug)


def tamper(storage: MemoryStorage, key: str, body: bytes, **told: Any) -> None:
    """Other bytes, and all that is told of them as it was."""
    storage.objects[key] = (body, replace(storage.objects[key][1], byte_size=len(body), **told))


def test_nothing_is_found_where_nothing_changed(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    assert sample(generation, target.public, NOON) == ()
    assert audit_all(generation, target.public) == ()
    found = audit(generation, target)
    assert (found.damages, found.copies, found.looked_at) == ((), {}, 3)


def test_a_look_costs_one_request(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    memory(target).calls.clear()
    sample(generation, target.public, NOON)
    assert [call.split()[0] for call in memory(target).calls] == ["glance"]


def test_whose_an_object_is_is_asked_where_something_is_wrong_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation, target = published(tmp_path)
    asked: list[int] = []
    monkeypatch.setattr(integrity, "published_by", lambda one: asked.append(one.number) or published_by(one))

    assert (sample(generation, target.public, NOON), audit_all(generation, target.public), asked) == ((), (), [])
    target.public.delete(key_of(generation, "a"))
    assert [damage.published.guid for damage in sample(generation, target.public, NOON)] == ["guid-of-a"]
    assert [damage.published.guid for damage in audit_all(generation, target.public)] == ["guid-of-a"]
    assert asked == [generation.number] * 2


@pytest.mark.parametrize("key", ["index.html", "people/ada.html", "sitemap.xml"])
@pytest.mark.parametrize("body", [b"another page", b"of others!", None])
def test_pages_are_looked_at_like_everything_that_is_served(tmp_path: Path, key: str, body: bytes | None) -> None:
    generation, target = published(tmp_path)
    site = tuple(SiteFileRecord.of(one, b"as it was.") for one in ("index.html", "people/ada.html", "sitemap.xml"))
    generation = replace(generation, site=site)
    for one in site:
        target.public.put(site_artifact(one.key, b"as it was.", generation.show_guid))
    assert (sample(generation, target.public, NOON), audit_all(generation, target.public)) == ((), ())

    if body is None:
        target.public.delete(key)
    else:
        target.public.put(site_artifact(key, body, generation.show_guid))
    assert [damage.key for damage in sample(generation, target.public, NOON)] == [key]
    [damage] = audit_all(generation, target.public)
    assert (damage.key, damage.published.is_page, damage.published.is_public) == (key, True, True)


def test_what_is_gone_is_found_and_a_scheduled_recordings_key_is_never_shown(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    for slug in ("a", "b"):
        target.public.delete(key_of(generation, slug))

    first, second = audit_all(generation, target.public)

    assert (first.published.guid, first.published.folder, first.found) == ("guid-of-a", "episodes/a", None)
    assert first.published.shown == first.key
    assert second.key.rpartition("-")[2].removesuffix(".mp3") not in second.published.shown


@pytest.mark.parametrize("is_remote", [True, False])
def test_another_size_is_found_by_every_look(tmp_path: Path, is_remote: bool) -> None:
    generation, target = published(tmp_path)
    memory(target).is_remote = is_remote
    tamper(memory(target), key_of(generation, "a"), b"x")
    assert [one.key for one in sample(generation, target.public, NOON)] == [key_of(generation, "a")]
    assert [one.key for one in audit(generation, target).damages] == [key_of(generation, "a")]


def with_etags(generation: Generation, target: Target) -> Generation:
    """As on a store that names the bytes."""
    storage = memory(target)
    storage.is_remote = True
    for key, (body, stored) in storage.objects.items():
        storage.objects[key] = (body, replace(stored, etag=hashlib.md5(body).hexdigest()))  # noqa: S324 (as stores do)
    objects = tuple(replace(one, etag=storage.objects[one.key][1].etag) for one in generation.objects)
    return replace(generation, objects=objects)


def test_other_bytes_of_the_same_length_are_found_by_the_name_that_the_store_gives_them(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    generation = with_etags(generation, target)
    key = key_of(generation, "a")
    size = memory(target).objects[key][1].byte_size
    tamper(memory(target), key, b"x" * size, etag="another")

    assert [one.key for one in sample(generation, target.public, NOON)] == [key]
    assert [one.key for one in audit(generation, target).damages] == [key]


def test_an_object_copied_with_its_bytes_is_whole_after_a_thorough_look(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    generation = with_etags(generation, target)
    key = key_of(generation, "a")
    tamper(memory(target), key, memory(target).objects[key][0], etag="copied-in-parts-2")

    found = audit(generation, target)

    assert found.damages == ()
    assert found.etags[key] == "copied-in-parts-2"


def test_a_list_that_is_late_alarms_nobody(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    storage = memory(target)
    storage.glance = dict.fromkeys  # type: ignore[method-assign] # an empty list
    assert sample(generation, target.public, NOON) == ()


def test_other_bytes_in_a_folder_are_found_whatever_its_times_say(tmp_path: Path) -> None:
    public = FolderStorage(tmp_path / "public", tmp_path / ".state" / "headers")
    generation, target = published(tmp_path, Target(public, FolderStorage(tmp_path / ".state", None)))
    path = tmp_path / "public" / key_of(generation, "a")
    status = path.stat()
    path.write_bytes(b"x" * status.st_size)

    [damage] = sample(generation, public, NOON)
    assert damage.key == key_of(generation, "a")

    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    [damage] = audit(generation, target).damages
    assert damage.key == key_of(generation, "a")


def test_a_folder_restored_from_a_backup_is_whole(tmp_path: Path) -> None:
    public = FolderStorage(tmp_path / "public", tmp_path / ".state" / "headers")
    generation, target = published(tmp_path, Target(public, FolderStorage(tmp_path / ".state", None)))
    for path in (tmp_path / "public").rglob("*.*"):
        os.utime(path, ns=(1, 1))
    assert sample(generation, public, NOON) == ()
    assert audit(generation, target).damages == ()


def test_the_kept_copy_of_the_feed_is_looked_at(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    assert generation.feed is not None
    target.state.delete(f"feeds/{generation.feed.sha256}.xml.gz")
    assert audit(generation, target).copies == {generation.feed.sha256: "feed.xml"}


def test_a_further_feed_is_looked_at_by_its_bytes(tmp_path: Path) -> None:
    generation, target = published(tmp_path)
    body, sha256 = b"<rss>season</rss>", hashlib.sha256(b"<rss>season</rss>").hexdigest()
    page = PageRecord("season-1.xml", "g", sha256, len(body), (), md5=hashlib.md5(body).hexdigest())  # noqa: S324
    target.public.put(Artifact.of_bytes(page.key, Kind.FEED, body, "application/rss+xml", FOREVER))
    generation = with_etags(replace(generation, pages=(page,)), target)
    assert audit_all(generation, target.public) == ()

    tamper(memory(target), page.key, body.replace(b"season", b"saison"), etag="another")

    [damage] = sample(generation, target.public, NOON)
    assert damage.published.is_page


@pytest.fixture(params=["folder", "radosgw"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path / "public", tmp_path / "headers")
    store = new_store(request.getfixturevalue(f"{request.param}_endpoint"))
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    return S3Storage(Connection(store.url, None), store.bucket, "a show")


@pytest.mark.in_depth
def test_each_of_a_thousand_enclosures_is_looked_at_within_a_day(place: Storage, tmp_path: Path) -> None:
    artifacts = [Artifact.of_bytes(f"audio/{n:016x}.mp3", Kind.AUDIO, b"%04d" % n, "audio/mpeg", FOREVER) for n in MANY]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(place.put, artifacts))
    generation = plan_of(tmp_path, candidate(tmp_path, episode("a"))).generation
    generation = replace(generation, objects=tuple(map(ObjectRecord.of, artifacts)))
    day = [NOON + timedelta(hours=hours) for hours in range(24)]
    assert sample(generation, place, NOON) == ()
    gone = {artifacts[number].key for number in (0, 437, 999)}
    for key in gone:
        place.delete(key)

    looks = [now for now in day if copy_of_hour(generation, now) is None]
    assert {damage.key for now in looks for damage in sample(generation, place, now)} == gone


@given(st.integers(0, 5_000_000), st.integers(1, 5_000))
def test_every_object_of_a_large_show_is_looked_at_within_24_hourly_runs(hour: int, count: int) -> None:
    assert all_are_seen(count, [hour + run for run in range(24)])


@given(st.integers(0, 5_000_000), st.sampled_from([1, 2, 3, 6, 12, 24, 168]))
def test_whatever_the_rhythm_of_the_runs_nothing_is_passed_over(hour: int, step: int) -> None:
    assert all_are_seen(3_000, [hour + run * step for run in range(24)])
    assert all_are_seen(10_000, [hour + run * step for run in range(40)])


def looks_at_objects(hour: int) -> bool:
    """Whether this hour is not for a kept copy, in a show with further documents."""
    return (hour + hour // 24) % 12 != 0


def all_are_seen(count: int, hours: list[int]) -> bool:
    looks = [hour for hour in hours if count > COPIES_UNTIL_OBJECTS or looks_at_objects(hour)]
    starts = sorted(start_of(count, datetime.fromtimestamp(hour * 3600, UTC)) for hour in looks)
    ends = [0, *(start + MOST_AT_ONCE for start in starts)]
    return all(start <= end for start, end in zip(starts, ends, strict=False)) and ends[-1] >= count


def test_the_copy_of_the_feed_has_an_hour_of_each_day_and_each_further_document_one_of_some_days(
    tmp_path: Path,
) -> None:
    generation, _ = published(tmp_path)
    feed = generation.feed
    assert feed is not None
    pages = tuple(PageRecord(f"season-{n}.xml", "g", f"{n:064x}", 1, (), md5="") for n in range(5))
    site = tuple(SiteFileRecord(f"{n}.html", f"{n + 9:064x}", 1) for n in range(3))
    generation = replace(generation, pages=pages, site=site)
    for start in (NOON, NOON + timedelta(hours=7), NOON + timedelta(days=1000)):
        day = [copy_of_hour(generation, start + timedelta(hours=hours)) for hours in range(26)]
        assert day.count(feed_copy_key(feed.sha256)) in (1, 2)
        assert 22 <= day.count(None) <= 24
        days = {copy_of_hour(generation, start + timedelta(hours=hours)) for hours in range(24 * 30)}
        assert {feed_copy_key(page.sha256) for page in pages} <= days
        assert {site_copy_key(file.sha256) for file in site} <= days


def test_a_show_of_many_objects_looks_at_them_in_every_hour(tmp_path: Path) -> None:
    generation, _ = published(tmp_path)
    many = replace(generation, objects=generation.objects[:1] * (COPIES_UNTIL_OBJECTS + 1))
    assert {copy_of_hour(many, NOON + timedelta(hours=hours)) for hours in range(48)} == {None}


def test_runs_at_the_same_hour_of_every_day_come_to_the_copies_too(tmp_path: Path) -> None:
    generation, _ = published(tmp_path)
    feed = generation.feed
    assert feed is not None
    page = PageRecord("season-1.xml", "g", "1" * 64, 1, (), md5="")
    generation = replace(generation, pages=(page,))
    for hour in range(24):
        month = {copy_of_hour(generation, NOON + timedelta(days=days, hours=hour)) for days in range(24)}
        assert month == {None, feed_copy_key(feed.sha256), feed_copy_key(page.sha256)}
