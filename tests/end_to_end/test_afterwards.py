"""After the feed: the command looks at what it published as an app would, then tells others, now or at the next run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from counting_proxy import CountingProxy
from public_server import plain
from scripted_store import Answer, Asked, ScriptedStore
from show_builder import Show
from store_servers import Store, free_port


class PublicPlace:
    """A CDN before the bucket (what lies under `.balado/` is not given) and a hub, on one server."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.hub_answers: list[int] = []
        self.old_feeds: list[bytes] = []
        self.gives_all = False

    def __call__(self, asked: Asked) -> Answer:
        if asked.path.partition("?")[0] == "/hub":
            return Answer(self.hub_answers.pop(0) if self.hub_answers else 204)
        if self.old_feeds and asked.path == "/p/feed.xml":
            return Answer(200, self.old_feeds.pop())
        stored = self.store.read_all().items()
        hidden = "/.balado/"
        objects = {f"/{key}": (one.body, one.headers["Content-Type"]) for key, one in stored}
        return plain({key: one for key, one in objects.items() if self.gives_all or hidden not in key}, asked)

    def feed_marks(self) -> dict[str, str]:
        answer = self.store.endpoint.client().head_object(Bucket=self.store.bucket, Key="p/feed.xml")
        marks: dict[str, str] = answer["Metadata"]
        return marks


@contextmanager
def public_place(store: Store) -> Iterator[tuple[PublicPlace, ScriptedStore]]:
    place = PublicPlace(store)
    with ScriptedStore(place) as server:
        yield place, server


def show_at(root: Path, store: Store, url: str, more: str = "") -> Show:
    show = Show(root, dict(store.environment()))
    show.write_feed(publish=f"{{to: 's3://{store.bucket}/p', url: '{url}/p'{more}}}")
    show.add("a")
    return show


def events_of(show: Show, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    run = show.publish("--format", "json", *arguments, code=code)
    return [json.loads(line) for line in run.stdout.splitlines()]


def names(events: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in events]


def test_a_publication_is_proven_through_its_public_address(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (_, server):
        show = show_at(tmp_path / "show", bucket, server.url)

        events = events_of(show)
        assert names(events)[-2:] == ["published", "verified"]
        assert events[-1]["files"] == 1
        assert "range" in {name for asked in server.asked for name in asked.headers}

        server.asked.clear()
        assert names(events_of(show))[-1] == "nothing-to-do"
        assert server.asked == []

        show.add("b", date="2025-11-02 08:00")
        assert "verified" not in names(events_of(show, "--no-verify"))
        assert server.asked == []


def test_scheduled_recordings_are_never_asked_for(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (_, server):
        show = show_at(tmp_path / "show", bucket, server.url)
        show.add("later", date="2026-01-01 08:00")

        show.publish()

        assert any(key.startswith("p/audio/later-") for key in bucket.read_all())
        assert not [asked.path for asked in server.asked if "later" in asked.path]


def test_a_record_that_strangers_can_read_fails_the_run_that_published(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (place, server):
        place.gives_all = True
        show = show_at(tmp_path / "show", bucket, server.url)

        run = show.publish(code=1)

        assert "Published: " in run.stderr
        assert "Everybody can read the record of publications." in run.stderr
        assert "balado bucket setup" in run.stderr


def test_an_address_that_is_not_there_is_one_sentence(tmp_path: Path, bucket: Store) -> None:
    show = show_at(tmp_path / "show", bucket, f"http://127.0.0.1:{free_port()}")

    events = events_of(show)

    faults = [event for event in events if event["event"] == "fault" and "as an app would" in event["message"]]
    assert [fault["severity"] for fault in faults] == ["info"]


def test_a_hub_that_fails_is_told_by_the_next_run_and_then_no_more(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (place, server), CountingProxy(bucket.url) as proxy:
        show = show_at(tmp_path / "show", bucket, server.url, f", notify: {{websub: ['{server.url}/hub']}}")
        show.environment = {**show.environment, "AWS_ENDPOINT_URL": proxy.url}
        place.hub_answers = [404]

        events = events_of(show)
        assert "published" in names(events)
        assert "was not told of the new feed" in events[-1]["message"]
        assert place.feed_marks()["balado-notify"] == f"{server.url}/hub"

        again = events_of(show)
        assert ("nothing-to-do" in names(again), names(again)[-1]) == (True, "notified")
        assert "balado-notify" not in place.feed_marks()
        hub_calls = [asked for asked in server.asked if asked.path == "/hub"]
        assert len(hub_calls) == 2
        assert b"hub.mode=publish" in hub_calls[-1].body

        server.asked.clear()
        proxy.requests.clear()
        assert names(events_of(show))[-1] == "nothing-to-do"
        assert server.asked == []
        assert len(proxy.requests) <= 4, proxy.requests
    assert f'<atom:link href="{server.url}/hub" rel="hub"' in bucket.read_all()["p/feed.xml"].body.decode()


def test_nobody_is_told_while_a_cache_gives_the_old_feed(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (place, server):
        show = show_at(tmp_path / "show", bucket, server.url, f", notify: {{websub: ['{server.url}/hub']}}")
        place.old_feeds = [b"<rss>old</rss>"]

        events = names(events_of(show))

        assert events[-4:] == ["published", "waiting", "verified", "notified"]
        order = [asked.path for asked in server.asked]
        assert order.index("/hub") > max(index for index, path in enumerate(order) if path == "/p/feed.xml")


def test_a_change_that_listeners_do_not_see_is_told_to_nobody(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (place, server):
        show = show_at(tmp_path / "show", bucket, server.url, f", notify: {{websub: ['{server.url}/hub']}}")
        show.publish()
        server.asked.clear()
        show.add("later", date="2026-01-01 08:00")

        assert "published" in names(events_of(show))

        assert "/hub" not in [asked.path for asked in server.asked]
        assert "balado-notify" not in place.feed_marks()


def test_the_token_of_podping_is_nowhere_to_be_read(tmp_path: Path, bucket: Store) -> None:
    token = "tell-nobody-this"
    with public_place(bucket) as (_, server):
        show = show_at(tmp_path / "show", bucket, server.url, f", notify: {{podping: {{url: '{server.url}/hub'}}}}")

        run = show.publish(BALADO_PODPING_TOKEN=token)

        assert "podping was told of the new feed." in run.stderr
        assert token not in run.stdout + run.stderr
        assert not [key for key, one in bucket.read_all().items() if token.encode() in one.body]
        assert [asked.headers.get("authorization") for asked in server.asked if "?url=" in asked.path] == [token]
        assert '<podcast:podping usesPodping="true"' in bucket.read_all()["p/feed.xml"].body.decode()


@pytest.mark.parametrize("verify", ["", ", verify: true"])
def test_a_folder_is_looked_at_only_when_asked_to(tmp_path: Path, verify: str) -> None:
    show = Show(tmp_path / "show")

    def script(asked: Asked) -> Answer:
        files = show.published()
        return plain({f"/{key}": (body, _type_of(key)) for key, body in files.items()}, asked)

    with ScriptedStore(script) as server:
        show.write_feed(publish=f"{{to: public, url: '{server.url}'{verify}}}")
        show.add("a")
        events = names(events_of(show))

    assert ("verified" in events, bool(server.asked)) == (bool(verify), bool(verify))


def _type_of(key: str) -> str:
    return "application/rss+xml" if key.endswith(".xml") else "audio/mpeg"


def test_rollback_and_takedown_tell_too(tmp_path: Path, bucket: Store) -> None:
    with public_place(bucket) as (place, server):
        show = show_at(tmp_path / "show", bucket, server.url, f", notify: {{websub: ['{server.url}/hub']}}")
        show.publish()
        show.add("b", date="2025-11-02 08:00")
        show.publish()
        server.asked.clear()

        back = show.run("rollback", "--consent", "guid-of-b")
        assert back.returncode == 0, back.stderr
        assert [asked.path for asked in server.asked].count("/hub") == 1

        show.publish()
        server.asked.clear()
        taken = show.run("takedown", "guid-of-b", "--yes")
        assert taken.returncode == 0, taken.stderr
        paths = [asked.path for asked in server.asked]
        assert paths.count("/hub") == 1
        assert any(path.startswith("/p/audio/b-") for path in paths)
        assert "still gives it" not in taken.stderr
        assert "balado-notify" not in place.feed_marks()
