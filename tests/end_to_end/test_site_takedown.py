"""After a takedown no page, no record and no kept copy tells of the episode, whatever was published before."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from runs_in_process import Killed, Steps, World, folder_world, objects_of
from served_site import lead_nowhere, pages_of
from show_builder import Show

from balado.publish.cutting import CUTS
from balado.record.takedown import TakedownRequest, Taken, take_down

NOW = datetime(2025, 11, 23, 11, tzinfo=UTC)
GUID = "guid-of-02-zwischen"
WORDS = (b"02-zwischen", b"Zwart", b"zwart", b"zwischen")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return folder_world(tmp_path / "public", NOW)


@pytest.fixture
def show(tmp_path: Path, world: World) -> Show:
    """Three episodes, published one after the other; one person speaks in the second alone."""
    made = Show(tmp_path / "show")
    made.write_feed(site=None, seasons="{1: The first}")
    made.add("01-first", people="[{name: Ada}]", season="1")
    world.publish(made.root)
    made.add("02-zwischen", date="2025-11-08 08:00", people="[{name: Ada}, {name: Zoë Zwart}]", season="1")
    world.publish(made.root)
    made.add("03-last", date="2025-11-15 08:00", people="[{name: Ada}]", season="1")
    world.publish(made.root)
    return made


def take(world: World, steps: Steps | None = None) -> Taken:
    wanted = TakedownRequest(GUID, frozenset({"02-zwischen"}), frozenset({"01-first", "03-last"}))
    return take_down(world.target(steps), wanted, (NOW, "me"), CUTS, world.watch())


def everything(world: World) -> Iterator[tuple[str, bytes]]:
    """Every object, its guid left out, which alone stays recorded; kept copies as what they hold."""
    for storage in (world.public, world.state):
        for key, body in objects_of(storage).items():
            whole = gzip.decompress(body) if key.endswith(".gz") else body
            yield f"{storage.address}/{key}", whole.replace(GUID.encode(), b"")


def assert_no_byte_is_left(world: World) -> None:
    for key, body in everything(world):
        for word in WORDS:
            assert word not in body, f"{word!r} in {key}"
            assert word.decode() not in key


def test_no_page_no_record_and_no_copy_tells_of_it(show: Show, world: World) -> None:
    assert any(b"zwart" in body for _, body in everything(world))
    taken = take(world)
    assert {"episodes/02-zwischen.html", "embed/02-zwischen.html", "people/zoe-zwart.html"} <= set(taken.deleted)
    assert_no_byte_is_left(world)
    assert lead_nowhere(objects_of(world.public)) == set()
    assert "episodes/01-first.html" in objects_of(world.public)


def test_one_that_was_withdrawn_before_leaves_no_page_of_its_own(show: Show, world: World) -> None:
    text = show.root / "episodes" / "02-zwischen" / "episode.md"
    text.write_text(text.read_text(encoding="utf-8").replace("---\n", "---\nwithdrawn: true\n", 1), encoding="utf-8")
    world.publish(show.root)
    assert "episodes/02-zwischen.html" in objects_of(world.public)
    take(world)
    assert_no_byte_is_left(world)


def test_old_publications_can_still_be_gone_back_to_without_it(show: Show, world: World) -> None:
    take(world)
    world.roll_back(3)
    assert_no_byte_is_left(world)
    assert "episodes/03-last.html" in objects_of(world.public)
    assert lead_nowhere(objects_of(world.public)) == set()


def test_the_next_publication_makes_the_pages_anew(show: Show, world: World) -> None:
    take(world)
    for file in (show.root / "episodes" / "02-zwischen").iterdir():
        file.unlink()
    (show.root / "episodes" / "02-zwischen").rmdir()
    world.publish(show.root)
    assert_no_byte_is_left(world)
    before = pages_of(objects_of(world.public))
    assert not world.publish(show.root).published
    assert pages_of(objects_of(world.public)) == before


def test_cut_short_anywhere_and_run_again_nothing_is_left(show: Show, world: World) -> None:
    steps = 0
    while True:
        steps += 7
        try:
            take(world, Steps(die_at=steps))
        except Killed:
            continue
        break
    assert steps > 50
    assert_no_byte_is_left(world)
    assert lead_nowhere(objects_of(world.public)) == set()
