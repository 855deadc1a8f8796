"""What was published when, and going back to it: byte for byte, and never by accident."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from show_builder import Show, silent_mp3
from store_servers import Store

GUIDS = ("guid-of-a", "guid-of-b", "guid-of-c")

Served = Callable[[], bytes]


def five_publications(show: Show, served: Served) -> list[bytes]:
    """Publish five times, each time something else; gives the five feeds."""
    feeds = []

    def publish(hour: int) -> None:
        run = show.run("publish", "--now", f"2025-11-23T{hour:02}:00:00+01:00")
        assert run.returncode == 0, run.stderr
        feeds.append(served())

    show.add("a")
    publish(1)
    show.add("b", date="2025-11-02 08:00")
    publish(2)
    text = show.root / "episodes" / "b" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("About b", "All about b"), "utf-8")
    publish(3)
    (show.root / "episodes" / "a" / "talk.mp3").write_bytes(silent_mp3(3, "again"))
    publish(4)
    show.add("c", date="2025-11-03 08:00")
    publish(5)
    assert len(set(feeds)) == 5
    return feeds


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Show, Served]:
    """An empty show, and how to read the feed that it serves."""
    if request.param == "folder":
        show = Show(tmp_path / "show")
        show.write_feed()
        return show, (show.root / "public" / "feed.xml").read_bytes
    bucket: Store = request.getfixturevalue("bucket")
    show = Show(tmp_path / "show", bucket.environment())
    show.write_feed(publish=f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")

    def served() -> bytes:
        body: bytes = bucket.read_all()["podcast/feed.xml"].body
        return body

    return show, served


def consents(*guids: str) -> list[str]:
    return [argument for guid in guids for argument in ("--consent", guid)]


def test_rollback_to_each_of_five_publications_gives_that_feed_byte_for_byte(place: tuple[Show, Served]) -> None:
    show, served = place
    feeds = five_publications(show, served)
    live = [1, 2, 2, 2, 3]
    standing = 3
    for number, feed in enumerate(feeds, 1):
        leaving = GUIDS[live[number - 1] : standing]
        run = show.run("rollback", str(number), *consents(*leaving))
        assert run.returncode == 0, run.stderr
        assert f"Publication {number} is published again (as publication {5 + number})" in run.stderr
        assert served() == feed
        standing = live[number - 1]
    assert "Nothing to do" in show.publish().stderr
    assert served() == feeds[-1]


def test_the_next_publication_does_again_what_was_undone(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    path = show.root / "public" / "feed.xml"
    feeds = five_publications(show, path.read_bytes)
    assert show.run("rollback", "1", *consents("guid-of-b", "guid-of-c")).returncode == 0

    said = show.publish().stderr

    assert "a “About a” gets a new recording" in said
    assert "b “All about b” goes live" in said
    assert "c “About c” goes live" in said
    again = path.read_bytes()
    assert again.count(b"<item>") == feeds[-1].count(b"<item>") == 3


def test_a_rollback_that_takes_an_episode_from_subscribers_is_refused_without_consent(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    five_publications(show, (show.root / "public" / "feed.xml").read_bytes)
    before = show.footprint()

    run = show.run("rollback")

    assert run.returncode == 1
    assert "The live episode c would leave the feed." in run.stderr
    assert "--consent guid-of-c" in run.stderr
    assert show.footprint() == before
    unneeded = show.run("rollback", "--consent", "guid-of-c", "--consent", "guid-of-a")
    assert (unneeded.returncode, "`--consent guid-of-a` is not needed" in unneeded.stderr) == (2, True)


def test_a_rollback_whose_media_are_gone_is_refused(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    five_publications(show, (show.root / "public" / "feed.xml").read_bytes)
    [first, _] = sorted((show.root / "public" / "audio").glob("a-*"), key=lambda path: path.stat().st_size)
    first.unlink()
    before = show.footprint()

    run = show.run("rollback", "3", "--consent", "guid-of-c")

    assert run.returncode == 1
    assert f"1 file of publication 3 is gone from {show.root / 'public'} (audio/{first.name})" in run.stderr
    assert show.footprint() == before


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("5", "Publication 5 is the newest"), ("9", "There is no publication 9")],
)
def test_a_number_that_is_none_to_go_back_to(tmp_path: Path, number: str, sentence: str) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    five_publications(show, (show.root / "public" / "feed.xml").read_bytes)
    run = show.run("rollback", number)
    assert (run.returncode, sentence in run.stderr) == (2, True), run.stderr


def test_history_says_what_each_publication_did_the_newest_first(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    five_publications(show, (show.root / "public" / "feed.xml").read_bytes)
    assert show.run("rollback", "4", "--consent", "guid-of-c").returncode == 0

    told = show.run("history").stdout.splitlines()

    assert [line.split()[0] for line in told] == ["6", "5", "4", "3", "2", "1"]
    assert "publication 4 again" in told[0]
    assert told[1].endswith("3 live, 0 scheduled  c “About c” goes live")
    assert "a “About a” gets a new recording" in told[2]
    assert "b “All about b” is updated" in told[3]
    assert told[5].endswith("  1 live, 0 scheduled  a “About a” goes live")

    rows = [json.loads(line) for line in show.run("history", "--format", "json", "--limit", "2").stdout.splitlines()]
    assert [(row["generation"], row["restores"]) for row in rows] == [(6, 4), (5, None)]
    assert rows[1]["changes"] == [{"change": "goes-live", "episode": "c"}]
    ages = [datetime.now(UTC) - datetime.fromisoformat(row["created"]) for row in rows]
    assert max(ages) < timedelta(hours=1), "by the clock, whatever --now was"


def test_a_show_without_a_publication_has_no_history(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    assert "Nothing is published yet" in show.run("history").stderr
    assert show.run("rollback").returncode == 2


def test_times_are_told_in_the_zone_of_the_show_and_to_programs_in_utc(show: Show) -> None:
    show.write_feed(timezone="America/New_York")
    show.add("a")
    show.run("publish", "--now", "2025-11-23T08:00:00+01:00")

    told = show.run("history").stdout

    (row,) = [json.loads(line) for line in show.run("history", "--format", "json").stdout.splitlines()]
    assert datetime.fromisoformat(row["created"]).utcoffset() == timedelta(0)
    created = datetime.fromisoformat(row["created"]).astimezone(ZoneInfo("America/New_York"))
    assert f"{created:%Y-%m-%d %H:%M %Z}" in told
    assert "UTC" not in told


def test_the_history_of_a_show_whose_source_cannot_be_read_is_told_in_utc(show: Show) -> None:
    show.write_feed()
    show.add("a")
    show.publish()
    show.write_feed(timezone="Paris-sur-Seine")

    assert " UTC " in show.run("history").stdout
