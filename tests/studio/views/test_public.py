"""What an app and a browser on this computer get: the show as it will be, in parts too, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_readers import read_with_feedparser
from show_builder import Show, silent_mp3
from studio_runs import ServedStudio, options_for, served_studio

SOUND = silent_mp3(2, "live")


@pytest.fixture(scope="module")
def sound(english: ServedStudio) -> str:
    """The path of a recording."""
    known = english.settled().preview
    assert known is not None
    item = known.episodes["live"].item
    assert item is not None
    return item.enclosure.url.removeprefix(english.doors.origin)


def test_an_app_can_subscribe_and_gets_drafts_and_what_is_scheduled_too(english: ServedStudio) -> None:
    answer = english.ask("GET", f"{english.doors.public_path}/feed.xml")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    items = read_with_feedparser(answer.body)
    assert {one.title for one in items} >= {
        "About live",
        "About scheduled",
        "Un brouillon pour l’oreille",
        "About waiting",
    }
    for one in items:
        assert one.url.startswith(f"{english.doors.public_url}/audio/")
        path = one.url.removeprefix(english.doors.origin)
        assert english.ask("HEAD", path).headers["content-length"] == str(one.byte_size)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, len(SOUND)),
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=-5", len(SOUND) - 5, len(SOUND)),
        ("bytes=-999999999", 0, len(SOUND)),
        ("bytes=5-999999999", 5, len(SOUND)),
    ],
)
def test_a_part_of_a_recording(english: ServedStudio, sound: str, asked: str, start: int, end: int) -> None:
    for method, body in (("GET", SOUND[start:end]), ("HEAD", b"")):
        answer = english.ask(method, sound, headers={"Range": asked})
        assert (answer.status, answer.body) == (206, body)
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
        assert answer.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=999999999-", f"bytes={len(SOUND)}-", "bytes=-0"])
def test_a_part_that_is_not_there(english: ServedStudio, sound: str, asked: str) -> None:
    answer = english.ask("GET", sound, headers={"Range": asked})
    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=0--1", "bytes=" + "9" * 30 + "-"],
)
def test_what_is_no_part_is_answered_with_the_whole(english: ServedStudio, sound: str, asked: str) -> None:
    answer = english.ask("GET", sound, headers={"Range": asked})
    assert (answer.status, answer.body) == (200, SOUND)


def test_pages_are_those_of_a_publication(english: ServedStudio) -> None:
    path = english.doors.public_path
    for key, kind in (
        ("index.html", "text/html"),
        ("episodes/draft.html", "text/html"),
        ("search.json", "application/json"),
    ):
        assert english.ask("GET", f"{path}/{key}").headers["content-type"].startswith(kind), key
    page = english.ask("GET", f"{path}/episodes/draft.html").text
    assert "Un brouillon pour l’oreille" in page
    assert english.doors.secrets.cookie not in page
    assert english.doors.secrets.csrf not in page


def test_what_changed_since_it_was_looked_at_and_what_leads_out_is_not_served(tmp_path: Path) -> None:
    """A recording that becomes a link to something else between the look and the request."""
    show = Show(tmp_path / "show")
    show.write_feed()
    folder = show.add("a")
    secret = tmp_path / "secret.mp3"
    secret.write_bytes(b"secret" * 100)
    with served_studio(options_for(show), show) as served:
        known = served.settled().preview
        assert known is not None
        item = known.episodes["a"].item
        assert item is not None
        path = item.enclosure.url.removeprefix(served.doors.origin)
        assert served.ask("GET", path).status == 200
        served.studio.state.close(20)  # so that no other look is taken
        (folder / "talk.mp3").unlink()
        (folder / "talk.mp3").symlink_to(secret)
        answer = served.ask("GET", path)
    assert answer.status == 404
    assert b"secret" not in answer.body
