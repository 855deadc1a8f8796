"""What is next for a publication that lies in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from public_server import plain
from scripted_store import Answer, Asked, ScriptedStore
from show_builder import Show
from store_servers import free_port

from balado.artifact import is_for_others
from balado.publish.in_folder import tell_in_folder
from balado.publish.proof import Verdict

FEED = "https://pod.example/show/feed.xml"


def test_a_feed_that_was_seen_needs_no_next_step() -> None:
    assert tell_in_folder("/srv/pod", FEED, Verdict.PROVEN) is None


@pytest.mark.parametrize(
    ("feed", "verdict", "said", "seen"),
    [
        (FEED, None, "Nobody has looked whether https://pod.example/show/feed.xml gives it", "not-asked"),
        (FEED, Verdict.OTHER, "https://pod.example/show/feed.xml does not give it yet", "other"),
        (FEED, Verdict.UNREACHED, "could not be asked from here", "unreached"),
        ("http://localhost:8000/feed.xml", None, "Nobody can subscribe yet", "not-asked"),
        ("https://no-address-yet.invalid/feed.xml", Verdict.UNREACHED, "Nobody can subscribe yet", "unreached"),
    ],
)
def test_the_next_step_is_that_of_what_was_seen(feed: str, verdict: Verdict | None, said: str, seen: str) -> None:
    event = tell_in_folder("/srv/pod", feed, verdict)
    assert event is not None
    assert said in str(event.message)
    assert "what is in /srv/pod" in str(event.message)
    assert event.fields["seen"] == seen


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000", "http://127.0.0.1", "http://127.1.2.3:80/x", "http://[::1]:8000/", "https://a.invalid/p",
     "https://invalid", "http://pod.localhost/", "https://A.INVALID./", "https://[", ""],
)  # fmt: skip
def test_an_address_of_this_computer_or_of_nobody_is_not_for_others(url: str) -> None:
    assert not is_for_others(url)


@pytest.mark.parametrize(
    "url",
    ["https://pod.example/show", "https://invalid.example", "https://localhost.example.org/", "http://192.168.1.4/",
     "https://notinvalid/", "https://127.example.org"],
)  # fmt: skip
def test_any_other_address_may_have_subscribers(url: str) -> None:
    assert is_for_others(url)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


def test_a_folder_is_told_as_a_folder(show: Show) -> None:
    said = show.publish().stderr
    assert f"Published (publication 1): the files are in {show.root / 'public'}." in said
    assert "Nobody has looked whether https://pod.example/show/feed.xml gives it. Next: " in said
    assert "Published: https" not in said
    again = show.publish().stderr
    assert "Next: " not in again, "a run with nothing to do has said it before"


def test_a_web_server_that_gives_the_folder_is_proof(show: Show) -> None:
    def answer(asked: Asked) -> Answer:
        types = {".xml": "application/rss+xml", ".mp3": "audio/mpeg", ".jpg": "image/jpeg"}
        return plain(
            {f"/{key}": (body, types.get(Path(key).suffix, "")) for key, body in show.published().items()}, asked
        )

    with ScriptedStore(answer) as server:
        show.write_feed(publish=f"{{to: public, url: '{server.url}', verify: true}}")
        events = show.events()
    assert [event["event"] for event in events if event["event"] in ("in-folder", "verified")] == ["verified"]


def test_an_address_that_does_not_answer_is_told_with_what_is_next(show: Show) -> None:
    show.write_feed(publish=f"{{to: public, url: 'http://127.0.0.1:{free_port()}', verify: true}}")
    [told] = [event for event in show.events() if event["event"] == "in-folder"]
    assert told["seen"] == "unreached"
    assert told["folder"] == str(show.root / "public")


@pytest.mark.parametrize("quiet", ["--no-verify", "--to=elsewhere"])
def test_whoever_does_not_want_to_know_is_told_where_the_files_are_and_no_more(show: Show, quiet: str) -> None:
    run = show.run("publish", "--now", "2025-11-23T12:00", "--format", "json", quiet)
    names = [json.loads(line)["event"] for line in run.stdout.splitlines()]
    assert names[-1] == "published"
    assert "the files are in" in run.stderr
