"""Pages through publications: their addresses are promises, and nothing of them is told too early or too long."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from runs_in_process import Steps, World, folder_world, objects_of
from served_site import lead_nowhere, pages_of
from show_builder import Show

from balado.errors import RefusedError

NOW = datetime(2025, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return folder_world(tmp_path / "public", NOW)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """Two live episodes, with a person who speaks in the first alone, and one in both."""
    made = Show(tmp_path / "show")
    made.write_feed(site=None)
    made.add("01-a", people="[{name: Zoë Zwart}, {name: Ada}]")
    made.add("02-b", date="2025-11-08 08:00", people="[{name: Ada}]")
    return made


def served(world: World) -> Mapping[str, bytes]:
    return objects_of(world.public)


def pages(world: World) -> Mapping[str, bytes]:
    return pages_of(served(world))


def change(show: Show, slug: str, old: str, new: str) -> None:
    text = show.root / "episodes" / slug / "episode.md"
    text.write_text(text.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def withdraw(show: Show, slug: str) -> None:
    change(show, slug, "---\n", "---\nwithdrawn: true\n")


def feed_links(world: World) -> list[str]:
    return [part.partition(b"<")[0].decode() for part in served(world)["feed.xml"].split(b"<link>")[3:]]


def test_each_live_episode_has_a_page_to_which_its_item_links(show: Show, world: World) -> None:
    world.publish(show.root)
    there = served(world)
    assert {"index.html", "404.html", "episodes/01-a.html", "embed/02-b.html", "people/zoe-zwart.html"} <= there.keys()
    assert feed_links(world) == [f"https://pod.example/show/episodes/{name}.html" for name in ("02-b", "01-a")]
    assert lead_nowhere(there) == set()


def test_an_item_links_to_the_page_that_its_author_names(show: Show, world: World) -> None:
    change(show, "02-b", "---\n", "---\nlink: https://example.org/mine\n")
    world.publish(show.root)
    assert feed_links(world) == ["https://example.org/mine", "https://pod.example/show/episodes/01-a.html"]
    assert b"https://example.org/mine" in served(world)["episodes/02-b.html"]


def test_published_again_nothing_is_written(show: Show, world: World) -> None:
    world.publish(show.root)
    steps = Steps()
    assert not world.publish(show.root, steps).published
    assert [step for step in steps.taken if step.startswith(("put", "delete"))] == []


def test_what_waits_or_is_a_draft_is_told_by_no_page(show: Show, world: World) -> None:
    hidden = "[{name: Unheard Person}]"
    show.add("03-waits", date="2026-01-08 08:00", season="7", people=hidden)
    show.add("04-draft", draft="true", people=hidden)
    world.publish(show.root)
    for key, body in pages(world).items():
        for told in (b"waits", b"draft", b"Unheard", b"unheard", b"guid-of-03", b"guid-of-04"):
            assert told not in body, key
            assert told.decode() not in key

    world.now = datetime(2026, 1, 8, 12, tzinfo=UTC)
    world.publish(show.root)
    assert {"episodes/03-waits.html", "people/unheard-person.html", "seasons/7.html"} <= served(world).keys()
    assert lead_nowhere(served(world)) == set()


def test_the_page_of_a_withdrawn_episode_says_since_when_for_ever(show: Show, world: World) -> None:
    world.publish(show.root)
    withdraw(show, "01-a")
    world.now += timedelta(days=1)
    world.publish(show.root)
    gone = served(world)["episodes/01-a.html"]
    assert "24 novembre 2025" in gone.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert b"About 01-a" not in b"".join(pages(world).values())
    assert "people/zoe-zwart.html" not in served(world)
    assert lead_nowhere(served(world)) == set()

    shutil.rmtree(show.root / "episodes" / "01-a")
    show.add("03-c", date="2025-11-24 08:00")
    world.now += timedelta(days=30)
    world.publish(show.root)
    assert served(world)["episodes/01-a.html"] == gone


def test_a_withdrawn_episode_that_comes_back_has_its_page_again(show: Show, world: World) -> None:
    world.publish(show.root)
    before = pages(world)
    withdraw(show, "01-a")
    world.publish(show.root)
    change(show, "01-a", "withdrawn: true\n", "")
    world.publish(show.root)
    assert pages(world) == before


def test_a_renamed_folder_keeps_its_address(show: Show, world: World) -> None:
    world.publish(show.root)
    before = pages(world)
    (show.root / "episodes" / "01-a").rename(show.root / "episodes" / "09-other")
    world.publish(show.root)
    assert pages(world) == before


def test_a_name_is_never_given_to_another_episode(show: Show, world: World) -> None:
    world.publish(show.root)
    withdraw(show, "01-a")
    world.publish(show.root)
    shutil.rmtree(show.root / "episodes" / "01-a")
    show.add("01-a", guid="another", date="2025-11-09 08:00")
    world.publish(show.root)
    assert b"About 01-a" in served(world)["episodes/01-a-2.html"]
    assert b"About 01-a" not in served(world)["episodes/01-a.html"]


def test_without_a_site_no_page_stays_and_no_item_links_to_one(show: Show, world: World) -> None:
    world.publish(show.root)
    before = pages(world)
    show.write_feed(site="false")
    world.publish(show.root)
    assert [key for key in pages(world) if not key.startswith("assets/")] == []
    assert feed_links(world) == []

    show.write_feed(site=None)
    world.publish(show.root)
    assert pages(world) == before


def test_going_back_gives_the_old_pages_byte_for_byte(show: Show, world: World) -> None:
    world.publish(show.root)
    before = pages(world)
    show.add("03-c", date="2025-11-09 08:00", people="[{name: Somebody New}]")
    change(show, "01-a", "About 01-a", "Another title")
    world.publish(show.root)
    assert pages(world).keys() > before.keys()
    world.roll_back(consent=("guid-of-03-c",))
    now = pages(world)
    assert {key: now[key] for key in before} == before
    assert set(now) - set(before) == set()
    world.publish(show.root)
    assert "people/somebody-new.html" in served(world)


def test_a_place_with_pages_of_others_is_refused_and_left_as_it_is(show: Show, world: World, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"index\.html.*site: false"):
        world.publish(show.root)
    assert served(world) == {"index.html": b"mine"}
    show.write_feed(site="false")
    world.publish(show.root)
    assert served(world)["index.html"] == b"mine"


def test_a_rehearsal_tells_of_pages_of_others_too(show: Show) -> None:
    (show.root / "public").mkdir()
    (show.root / "public" / "404.html").write_text("mine", encoding="utf-8")
    run = show.run("publish", "--now", NOW.isoformat(), "--dry-run")
    assert run.returncode == 1
    assert "404.html" in run.stderr
    assert "`site: false`" in run.stderr


def test_a_page_that_something_else_changed_is_put_back(show: Show, world: World, tmp_path: Path) -> None:
    world.publish(show.root)
    before = served(world)
    (tmp_path / "public" / "index.html").write_text("broken", encoding="utf-8")
    (tmp_path / "public" / "episodes" / "01-a.html").unlink()
    world.publish(show.root, repair=True)
    assert served(world) == before
