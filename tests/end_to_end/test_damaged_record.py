"""A record of publications that is empty, damaged or newer than this version: named, with the command that mends it."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest
from show_builder import Show


def record(show: Show, number: int) -> Path:
    return show.root / ".public.balado" / "generations" / f"{number}.json"


def read(show: Show, number: int) -> dict[str, object]:
    found: dict[str, object] = json.loads(record(show, number).read_bytes())
    return found


def recover(show: Show, *arguments: str, code: int = 0) -> str:
    run = show.run("recover", *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stderr


def live(show: Show) -> list[str]:
    return [entry.id for entry in feedparser.parse(show.published()["feed.xml"]).entries]


@pytest.fixture
def show(show: Show) -> Show:
    """One live episode, one to come, one that was taken down: its source is still here."""
    show.add("a")
    show.add("t", date="2025-11-02 08:00")
    show.add("w", date="2099-01-01 08:00")
    show.publish()
    run = show.run("takedown", "guid-of-t", "--yes")
    assert run.returncode == 0, run.stderr
    return show


def test_records_of_a_newer_version_are_not_recovered_over(show: Show) -> None:
    for number in (1, 2):
        record(show, number).write_text(json.dumps({**read(show, number), "format": 99}))
    before = show.footprint()

    assert "Update Balado" in show.publish(code=1).stderr
    assert "Update Balado" in recover(show, "--yes", code=1)

    assert show.footprint() == before


def test_one_record_of_a_newer_version_is_enough(show: Show) -> None:
    record(show, 1).write_text(json.dumps({**read(show, 1), "format": 99}))
    record(show, 2).unlink()

    assert "Update Balado" in recover(show, "--yes", code=1)


def test_what_an_older_record_knows_outlives_a_damaged_one(show: Show) -> None:
    waiting = json.dumps(read(show, 2)["episodes"])
    show.add("b", date="2025-11-03 08:00")
    (show.root / "episodes/t/episode.md").write_text("---\ntitle: T\nwithdrawn: true\n---\n")
    show.publish()
    body = record(show, 3).read_bytes()
    record(show, 3).write_bytes(body.replace(b"About", b"Xbout").replace(b'"number":3', b'"number":9'))
    assert "balado recover" in show.publish(code=1).stderr
    served = show.published()

    assert "record 3" in recover(show)
    recover(show, "--yes")

    made = read(show, 4)
    assert made["taken"] == ["guid-of-t"]
    assert [one for one in json.loads(waiting) if one["state"] == "scheduled"] == [
        one
        for one in made["episodes"]
        if one["state"] == "scheduled"  # type: ignore[attr-defined]
    ]
    assert show.published() == served
    assert [read(show, number)["number"] for number in (1, 2, 3, 4)] == [1, 2, 3, 4]
    show.publish()
    assert live(show) == ["guid-of-b", "guid-of-a"]
    assert show.run("history").returncode == 0


def test_a_takedown_is_known_though_every_record_is_damaged(show: Show) -> None:
    for number in (1, 2):
        record(show, number).write_bytes(record(show, number).read_bytes()[:-1])

    recover(show, "--yes")

    assert "The episode t was taken down." in show.publish(code=1).stderr
    assert live(show) == ["guid-of-a"]


def test_an_empty_record_that_a_killed_run_left_is_removed_by_recover(show: Show) -> None:
    (show.root / "episodes/t/episode.md").write_text("---\ntitle: T\nwithdrawn: true\n---\n")
    record(show, 3).touch()
    assert "`balado recover` mends it" in show.publish(code=1).stderr
    served = show.published()

    assert "Record 3 is empty" in recover(show)
    assert record(show, 3).exists()
    assert "whole again, up to publication 2" in recover(show, "--yes")

    assert not record(show, 3).exists()
    show.publish()
    assert show.published() == served


def test_an_empty_first_record_is_removed_too(tmp_path: Path) -> None:
    show = Show(tmp_path)
    show.write_feed()
    show.add("a")
    record(show, 1).parent.mkdir(parents=True)
    record(show, 1).touch()
    assert "`balado recover` mends it" in show.publish(code=1).stderr

    recover(show, "--yes")

    show.publish()
    assert live(show) == ["guid-of-a"]


def test_no_feed_is_served_and_the_newest_record_is_damaged(show: Show) -> None:
    served = show.published()
    record(show, 2).write_text("{")
    (show.root / "public" / "feed.xml").unlink()

    recover(show, "--yes")

    (show.root / "episodes/t/episode.md").write_text("---\ntitle: T\nwithdrawn: true\n---\n")
    show.publish()
    assert live(show) == ["guid-of-a"]
    assert served.keys() == show.published().keys()


def test_archives_are_found_by_their_links_and_their_episodes_are_recorded(show: Show) -> None:
    (show.root / "episodes/t/episode.md").write_text("---\ntitle: T\nwithdrawn: true\n---\n")
    show.write_feed(archive="1")
    for number in (3, 4):
        show.add(f"e{number}", date=f"2025-11-0{number} 08:00")
    show.publish()
    served = show.published()
    assert {"archive-1.xml", "archive-2.xml"} <= served.keys()
    (show.root / "public" / "archive-balado-probe-of-a-killed-run.xml").write_text("balado-probe-of-a-killed-run")
    newest = read(show, 3)
    for number in (1, 2, 3):
        record(show, number).unlink()

    recover(show, "--yes")

    made = read(show, 4)
    pages = {page["key"]: page["sha256"] for page in newest["pages"]}  # type: ignore[attr-defined]
    assert {page["key"]: page["sha256"] for page in made["pages"]} == pages  # type: ignore[attr-defined]
    audio = {one["guid"]: one["audio"]["key"] for one in newest["episodes"]}  # type: ignore[attr-defined]
    assert len(made["episodes"]) == 3  # type: ignore[arg-type]
    assert {one["guid"]: one["audio"]["key"] for one in made["episodes"]}.items() <= audio.items()  # type: ignore[attr-defined]
    show.publish()
    after = show.published()
    assert {key: after[key] for key in served} == served
