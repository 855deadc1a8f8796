"""`balado move`: what is said of a show on its way, here and away, while the servers of both sides change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from misbehaving_server import File, Handler, Server
from show_builder import Show
from store_servers import Store

FEED = "application/rss+xml"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as served:
        yield served


@pytest.fixture
def show(tmp_path: Path, server: Server) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed(publish=f"{{to: public, url: '{server.url}/here', verify: false}}")
    made.add("a")
    made.add("b", date="2025-11-02 08:00")
    made.publish()
    return made


def moved(show: Show, *arguments: str, code: int = 0) -> tuple[dict[str, str], dict[str, Any]]:
    """The state of each step by its name, and the last event."""
    run = show.run("move", "--allow-private", "--format", "json", *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    return {one["name"]: one["state"] for one in events if one["event"] == "step"}, events[-1]


def publish(show: Show, server: Server) -> None:
    show.publish()
    server.files["/here/feed.xml"] = File(show.published()["feed.xml"], FEED)


def test_what_is_next_is_said_as_a_command(show: Show, server: Server) -> None:
    new = f"{server.url}/there/feed.xml"
    run = show.run("move", "--to", new)
    assert "Next: `balado publish` makes known" in run.stderr
    assert moved(show)[1]["next"] == "unlocked"
    publish(show, server)
    assert "`balado move --live`" in show.run("move", "--allow-private").stderr
    run = show.run("move", "--allow-private", "--live")
    assert f"There is no feed at {new} yet: it answers 404" in run.stdout + run.stderr
    assert "Next: “There is no feed at" in run.stderr
    nobody = "http://127.0.0.1:1/feed.xml"
    show.run("move", "--to", nobody)
    show.publish()
    run = show.run("move", "--allow-private", "--live")
    assert f"{nobody} could not be asked: it cannot be reached." in run.stdout + run.stderr


def redirect(status: int, to: str) -> File:
    return File(b"", "text/plain", lambda handler, _: _sent_on(handler, status, to))


def _sent_on(handler: Handler, status: int, to: str) -> None:
    handler.say(status, {"Location": to})


def test_a_show_leaves_step_by_step(show: Show, server: Server) -> None:
    new = f"{server.url}/there/feed.xml"
    steps, _ = moved(show, "--to", new)
    assert steps == {"unlocked": "next", "imported": "unknown", "published": "later", "redirect": "unknown",
                     "directories": "unknown", "kept": "later"}  # fmt: skip
    text = (show.root / "feed.yaml").read_text(encoding="utf-8")
    assert f"new_feed_url: {new}\n" in text
    assert "locked: false\n" in text

    publish(show, server)
    steps, told = moved(show, "--live")
    assert (steps["unlocked"], steps["published"]) == ("done", "done")
    assert (steps["imported"], steps["redirect"]) == ("next", "later")
    assert told["until"] is not None

    before = server.files["/here/feed.xml"].body
    server.files["/there/feed.xml"] = File(before.replace(b"guid-of-b", b"another"), FEED)
    steps, _ = moved(show, "--live", code=1)
    assert steps["imported"] == "wrong"

    server.files["/there/feed.xml"] = File(before, FEED)
    assert moved(show, "--live")[0]["imported"] == "done"
    server.files["/here/feed.xml"] = redirect(302, new)
    assert moved(show, "--live", code=1)[0]["redirect"] == "wrong"
    server.files["/here/feed.xml"] = redirect(301, new)
    steps, told = moved(show, "--live")
    assert steps == {"unlocked": "done", "imported": "done", "published": "done", "redirect": "done",
                     "directories": "unknown", "kept": "later"}  # fmt: skip
    assert (told["event"], told["leaving"], told["done"], told["steps"]) == ("moving", True, 4, 6)


def test_a_show_arrives_step_by_step(show: Show, server: Server) -> None:
    old, own = f"{server.url}/old/feed.xml", f"{server.url}/here/feed.xml"
    before = show.published()["feed.xml"]
    server.files["/old/feed.xml"] = File(before.replace(b"guid-of-b", b"guid-of-c"), FEED)
    steps, _ = moved(show, "--from", old, "--live", code=1)
    assert (steps["unlocked"], steps["published"], steps["imported"]) == ("next", "later", "wrong")
    assert f"new_feed_url: {own}\n" in (show.root / "feed.yaml").read_text(encoding="utf-8")

    server.files["/old/feed.xml"] = File(before.replace(b">yes</podcast:locked>", b">no</podcast:locked>"), FEED)
    publish(show, server)
    steps, _ = moved(show, "--from", old, "--live")
    assert (steps["unlocked"], steps["published"], steps["imported"]) == ("done", "done", "done")
    assert steps["redirect"] == "next"
    server.files["/old/feed.xml"] = redirect(301, own)
    steps, told = moved(show, "--from", old, "--live")
    assert steps == {"unlocked": "done", "published": "done", "imported": "done", "redirect": "done",
                     "directories": "unknown", "kept": "later"}  # fmt: skip
    assert told["leaving"] is False


def test_without_a_direction_it_asks_for_one_and_two_are_refused(show: Show) -> None:
    assert "Say from where the show comes" in show.run("move").stderr
    assert "not both" in show.run("move", "--to", "https://a.example/", "--from", "https://b.example/").stderr


@pytest.mark.parametrize(
    "address", ["nonsense", "file:///etc/passwd", "/feed.xml", 'https://x.example/f.xml"; } location / { root /; } #']
)
def test_what_is_no_address_is_refused_and_nothing_is_written(show: Show, address: str) -> None:
    before = (show.root / "feed.yaml").read_bytes()
    for option in ("--to", "--from"):
        run = show.run("move", option, address)
        assert run.returncode == 2
        assert f"{option}: " in run.stderr
    assert (show.root / "feed.yaml").read_bytes() == before


def test_its_own_address_is_no_move(show: Show, server: Server) -> None:
    for option in ("--to", "--from"):
        run = show.run("move", option, f"{server.url}/here/feed.xml")
        assert run.returncode == 2
        assert "is the address of this show already" in run.stderr


def test_a_show_without_an_address_does_not_arrive_yet(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(publish="{to: public, url: 'https://no-address-yet.invalid'}")
    run = show.run("move", "--from", "https://old.example/feed.xml")
    assert run.returncode == 2
    assert "write `publish.url`" in run.stderr


def test_the_exact_rule_of_each_server_is_told_until_it_is_there(show: Show) -> None:
    run = show.run("move", "--to", "https://new.example/feed.xml")
    assert "location = /here/feed.xml { return 301 https://new.example/feed.xml; }" in run.stderr + run.stdout
    assert "/here/feed.xml https://new.example/feed.xml 301" in run.stderr + run.stdout


def test_the_feed_in_a_bucket_carries_its_new_address_until_it_has_none(store: Store, tmp_path: Path) -> None:
    show = Show(tmp_path / "show", store.environment())
    place = f"{{to: 's3://{store.bucket}', url: 'https://pod.example', verify: false}}"
    show.write_feed(publish=place)
    show.add("a")
    assert moved_in(store, show) is None
    show.write_feed(publish=place, new_feed_url="https://new.example/feed.xml")
    is_website = store.endpoint.name != "swift"
    assert moved_in(store, show) == ("https://new.example/feed.xml" if is_website else None)
    show.write_feed(publish=place)
    assert moved_in(store, show) is None


def moved_in(store: Store, show: Show) -> str | None:
    show.publish()
    return store.endpoint.client().head_object(Bucket=store.bucket, Key="feed.xml").get("WebsiteRedirectLocation")
