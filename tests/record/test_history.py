"""Finding the newest generation, projecting it, repairing what a killed run left."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from memory_storage import MemoryStorage, memory_target
from specimens import candidate, episode, plan_of

from balado.artifact import BRIEFLY, Artifact, Kind
from balado.errors import RefusedError
from balado.events import Watch
from balado.record.copies import feed_copy, read_feed_copy, site_copy
from balado.record.generation import FeedRecord, Generation, SiteFileRecord
from balado.record.generation_file import generation_key, write_generation
from balado.record.history import feed_artifact, find_newest, project, projected_number, served_feed
from balado.record.prune import prune
from balado.store.target import Target, TargetSettings, open_target


def numbered(tmp_path: Path, number: int, document: bytes | None) -> Generation:
    generation = plan_of(tmp_path, candidate(tmp_path, episode("a"))).generation
    digest = hashlib.sha256(document).hexdigest() if document is not None else ""
    return replace(generation, number=number, feed=FeedRecord(digest, len(document)) if document is not None else None)


def commit(target: Target, generation: Generation, document: bytes | None = None) -> None:
    if document is not None and generation.feed is not None:
        target.state.put(feed_copy(document, generation.feed.sha256))
    assert target.state.put_if_absent(write_generation(generation))


def calls(target: Target) -> list[str]:
    made = []
    for storage in (target.public, target.state):
        assert isinstance(storage, MemoryStorage)
        made += [f"{storage.address}: {call}" for call in storage.calls]
        storage.calls.clear()
    return made


def test_an_empty_place_has_no_generation() -> None:
    newest = find_newest(memory_target())
    assert (newest.generation, newest.live, newest.projected) == (None, None, True)


def test_three_requests_find_the_newest(tmp_path: Path) -> None:
    target = memory_target()
    generation = numbered(tmp_path, 7, b"<rss/>")
    commit(target, generation, b"<rss/>")
    project(target, generation)
    calls(target)

    newest = find_newest(target)

    assert newest.generation == generation
    assert newest.projected
    assert calls(target) == [
        "public: examine feed.xml",
        "state: get generations/7.json",
        "state: get generations/8.json",
    ]


def test_three_requests_are_enough_while_nothing_is_live_yet(tmp_path: Path) -> None:
    target = memory_target()
    commit(target, numbered(tmp_path, 9, None))
    commit(target, numbered(tmp_path, 10, None))
    calls(target)

    newest = find_newest(target)

    assert newest.generation is not None
    assert newest.generation.number == 10, "numbers are compared as numbers"
    assert newest.projected
    assert len(calls(target)) == 3


def test_a_committed_generation_is_projected_by_whoever_comes_next(tmp_path: Path) -> None:
    target = memory_target()
    first, second = numbered(tmp_path, 1, b"<rss>1</rss>"), numbered(tmp_path, 2, b"<rss>2</rss>")
    commit(target, first, b"<rss>1</rss>")
    project(target, first)
    commit(target, second, b"<rss>2</rss>")

    newest = find_newest(target)
    assert newest.generation == second
    assert not newest.projected

    assert project(target, second) == second
    assert find_newest(target).projected
    found = target.public.get("feed.xml")
    assert found is not None
    body, stored = found
    assert body == b"<rss>2</rss>"
    assert (stored.content_type, stored.cache_control) == ("application/rss+xml; charset=utf-8", BRIEFLY)


def test_projecting_goes_on_to_a_generation_committed_meanwhile(tmp_path: Path) -> None:
    target = memory_target()
    first, second = numbered(tmp_path, 1, b"<rss>1</rss>"), numbered(tmp_path, 2, b"<rss>2</rss>")
    commit(target, first, b"<rss>1</rss>")
    assert isinstance(target.public, MemoryStorage)
    target.public.before["put feed.xml"] = lambda: (
        None if generation_key(2) in target.state.objects else commit(target, second, b"<rss>2</rss>")  # type: ignore[attr-defined]
    )

    assert project(target, first) == second
    assert find_newest(target).projected


@pytest.mark.parametrize(("newest", "requests"), [(1, 3), (2, 5), (3, 6), (300, 6)])
def test_an_old_feed_put_back_among_many_records_costs_a_list(tmp_path: Path, newest: int, requests: int) -> None:
    target = memory_target()
    first = numbered(tmp_path, 1, b"<rss/>")
    commit(target, first, b"<rss/>")
    project(target, first)
    for number in range(2, newest + 1):
        commit(target, replace(first, number=number))
    calls(target)

    found = find_newest(target)

    assert found.generation is not None
    assert found.generation.number == newest
    assert len(calls(target)) == requests


def test_a_feed_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    target = memory_target()
    generation = numbered(tmp_path, 1, b"<rss/>")
    commit(target, generation, b"<rss/>")
    target.public.put(Artifact.of_bytes("feed.xml", Kind.FEED, b"by hand", "text/xml", BRIEFLY))

    newest = find_newest(target)
    assert newest.generation == generation
    assert not newest.projected


def test_somebody_elses_feed_is_never_overwritten() -> None:
    target = memory_target()
    target.public.put(Artifact.of_bytes("feed.xml", Kind.FEED, b"<rss/>", "text/xml", BRIEFLY))
    with pytest.raises(RefusedError, match="did not publish"):
        find_newest(target)


def test_a_lost_record_is_refused_with_the_place_to_look(tmp_path: Path) -> None:
    target = memory_target()
    generation = numbered(tmp_path, 4, b"<rss/>")
    commit(target, generation, b"<rss/>")
    project(target, generation)
    target.state.delete(generation_key(4))
    with pytest.raises(RefusedError, match=r"generations/4\.json"):
        find_newest(target)


def test_copies_of_feeds_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    target = memory_target()
    generation = numbered(tmp_path, 1, b"<rss/>")
    assert generation.feed is not None
    copy = feed_copy(b"<rss/>", generation.feed.sha256)
    assert copy.body == feed_copy(b"<rss/>", generation.feed.sha256).body
    with pytest.raises(RefusedError, match="is missing"):
        read_feed_copy(target, generation)
    target.state.put(copy)
    assert read_feed_copy(target, generation) == b"<rss/>"


@pytest.mark.parametrize(
    ("written", "moved_to"),
    [
        ("https://new.example/feed.xml", "https://new.example/feed.xml"),
        ("https://new.example/feed?a=1&amp;b=2", "https://new.example/feed?a=1&b=2"),
        ("https://pod.example/show/feed.xml", ""),
        ("", ""),
    ],
)
def test_a_feed_that_names_another_address_is_stored_with_it(tmp_path: Path, written: str, moved_to: str) -> None:
    document = f"<rss><channel><itunes:new-feed-url>{written}</itunes:new-feed-url></channel></rss>".encode()
    made = replace(numbered(tmp_path, 1, document), url="https://pod.example/show")
    assert feed_artifact(made, document).moved_to == moved_to


PAGES = {"index.html": b"<title>Radio</title>", "episodes/old/index.html": b"<title>Old</title>"}


def kept_pages(*keys: str) -> tuple[SiteFileRecord, ...]:
    return tuple(SiteFileRecord.of(key, PAGES[key]) for key in keys)


def left_behind(tmp_path: Path, *, pages: bool) -> tuple[Target, Generation]:
    """A published folder that was copied; the first of three publications is served, the others were cut short.

    The first has a page that the others have not; where they are without `pages`, they have none at all.
    """
    target = open_target(TargetSettings("public", tmp_path / "there"))
    records = kept_pages(*PAGES)
    for record in records:
        target.state.put(site_copy(PAGES[record.key], record.sha256))
    for number in (1, 2, 3):
        document = f"<rss>{number}</rss>".encode()
        site = records if number == 1 else kept_pages("index.html") if pages else ()
        empty = {"objects": (), "episodes": (), "artwork": None, "page_names": {"guid": "old"}}
        generation = replace(numbered(tmp_path, number, document), site=site, **empty)
        commit(target, generation, document)
        if number == 1:
            project(target, generation)
    shutil.copytree(tmp_path / "there", tmp_path / "here", copy_function=shutil.copyfile)
    for path in (tmp_path / "here" / "public").rglob("*"):
        os.utime(path, (1, 1))
    return open_target(TargetSettings("public", tmp_path / "here")), generation


def prune_now(target: Target, _generation: Generation) -> None:
    prune(target, (datetime(2026, 11, 23, tzinfo=UTC), timedelta(days=30)), "a token", Watch(lambda _event: None))


@pytest.mark.parametrize("finish", [project, prune_now])
def test_in_a_folder_that_was_copied_pages_of_what_was_served_last_go_too(
    tmp_path: Path, finish: Callable[[Target, Generation], object]
) -> None:
    target, generation = left_behind(tmp_path, pages=True)
    assert target.public.head("episodes/old/index.html") is not None
    finish(target, generation)
    assert target.public.head("episodes/old/index.html") is None
    assert target.public.head("index.html") is not None
    assert find_newest(target).projected


def test_in_a_folder_that_was_copied_no_feed_names_pages_that_are_gone(tmp_path: Path) -> None:
    target, generation = left_behind(tmp_path, pages=False)
    at_the_time: list[tuple[bytes | None, int | None]] = []
    real = target.public.delete

    def delete(key: str) -> None:
        found = target.public.get("feed.xml")
        at_the_time.append((found and found[0], projected_number(served_feed(target))))
        real(key)

    target.public.delete = delete  # type: ignore[method-assign]
    project(target, generation)
    assert at_the_time == [(b"<rss>3</rss>", 1)] * len(PAGES)
    assert find_newest(target).projected
