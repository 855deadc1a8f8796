"""Notices against a hub that fails, refuses, or does not answer; and what is recorded of that."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from scripted_store import Answer, ScriptedStore, in_turn
from store_servers import free_port

from balado.events import Event, Watch
from balado.publish.notify import Notice, NotifyOutcome, notices, notify, owed_notices, reason_of
from balado.show.publishing import Notify
from balado.web.client import Client
from balado.web.wire import Wire

FEED_URL = "https://pod.example/show/feed.xml"
TOKEN = "a-very-secret-token"


class Waiting:
    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.events: list[Event] = []
        self.watch = Watch(self.events.append, pause=self.pauses.append)


def tell(made: tuple[Notice, ...], waiting: Waiting | None = None) -> NotifyOutcome:
    at_home = Client(Wire(2, allows=lambda _address: True), 0)
    return notify(made, at_home, (waiting or Waiting()).watch)


def hub(url: str) -> tuple[Notice, ...]:
    return notices(Notify(websub=(url,)), FEED_URL, None)


def test_a_hub_is_told_in_the_form_of_websub() -> None:
    waiting = Waiting()
    with ScriptedStore(in_turn(Answer(204))) as server:
        told = tell(hub(f"{server.url}/hub"), waiting)

    assert told == NotifyOutcome(told=(f"{server.url}/hub",))
    [asked] = server.asked
    assert (asked.method, asked.path) == ("POST", "/hub")
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.body.decode()) == {"hub.mode": ["publish"], "hub.url": [FEED_URL]}
    assert [event.name for event in waiting.events] == ["notified"]


def test_podping_gets_its_token_in_a_header_and_nowhere_else() -> None:
    waiting = Waiting()
    with ScriptedStore(in_turn(Answer(200))) as server:
        made = notices(Notify(podping={"url": f"{server.url}/"}), FEED_URL, TOKEN, "live")  # type: ignore[arg-type]
        assert tell(made, waiting).told == ("podping",)

    [asked] = server.asked
    question = parse_qs(urlsplit(asked.path).query)
    assert question == {"url": [FEED_URL], "reason": ["live"], "medium": ["podcast"]}
    assert asked.headers["authorization"] == TOKEN
    assert TOKEN not in asked.path
    assert TOKEN not in repr(made) + repr(waiting.events)


def test_podping_without_a_token_is_owed_and_not_asked() -> None:
    with ScriptedStore(in_turn(Answer(200))) as server:
        told = tell(notices(Notify(podping={"url": server.url}), FEED_URL, None))  # type: ignore[arg-type]

    assert server.asked == []
    assert told.owed == ("podping",)
    assert "BALADO_PODPING_TOKEN" in str(told.faults[0].remedy)


@pytest.mark.parametrize("token", ["jeton-d’été", "a\nHost: elsewhere", "\x1b[1m"])
def test_a_token_that_no_header_can_carry_is_said_and_not_shown(token: str) -> None:
    with ScriptedStore(in_turn(Answer(200))) as server:
        told = tell(notices(Notify(podping={"url": server.url}), FEED_URL, token))  # type: ignore[arg-type]

    assert server.asked == []
    assert told.owed == ("podping",)
    assert "characters that no token has" in str(told.faults[0].what)
    assert token not in str(told)


def test_the_podcast_index_is_asked_by_the_feeds_address() -> None:
    with ScriptedStore(in_turn(Answer(200))) as server:
        made = notices(Notify(podcastindex=True), FEED_URL, None, index_url=f"{server.url}/hub/pubnotify")
        assert tell(made).told == ("podcastindex",)

    assert parse_qs(urlsplit(server.asked[0].path).query) == {"url": [FEED_URL]}


@pytest.mark.parametrize("failing", [Answer(500), Answer(429), Answer(lost=True)])
def test_a_failure_that_may_pass_is_tried_three_times(failing: Answer) -> None:
    waiting = Waiting()
    with ScriptedStore(in_turn(failing, failing, Answer(204))) as server:
        told = tell(hub(server.url), waiting)

    assert (told.owed, told.faults) == ((), ())
    assert len(server.asked) == 3
    assert waiting.pauses == [1.0, 3.0]


def test_what_goes_on_failing_is_a_warning_and_owed() -> None:
    with ScriptedStore(in_turn(Answer(503))) as server:
        told = tell(hub(server.url))

    assert len(server.asked) == 3
    assert told.owed == (server.url,)
    assert [fault.severity for fault in told.faults] == ["warning"]
    assert "it answers 503" in str(told.faults[0].what)


@pytest.mark.parametrize("status", [301, 403, 404])
def test_a_refusal_is_not_asked_again_and_not_followed(status: int) -> None:
    with ScriptedStore(in_turn(Answer(status, headers={"Location": "/elsewhere"}))) as server:
        made = notices(Notify(podping={"url": server.url}), FEED_URL, TOKEN)  # type: ignore[arg-type]
        told = tell(made)

    assert len(server.asked) == 1
    assert told.owed == ("podping",)
    assert TOKEN not in str(told)


def test_one_that_is_not_there_does_not_keep_the_others_from_being_told() -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/"
    with ScriptedStore(in_turn(Answer(204))) as server:
        told = tell((*hub(nowhere), *hub(server.url)))

    assert (told.told, told.owed) == ((server.url,), (nowhere,))
    assert "it cannot be reached" in str(told.faults[0].what)


def test_the_mark_says_who_is_owed() -> None:
    made = notices(Notify(websub=("https://a.example/", "https://b.example/"), podcastindex=True), FEED_URL, None)

    assert owed_notices(made, "all") == made
    assert [one.name for one in owed_notices(made, "https://b.example/ podping")] == ["https://b.example/"]
    assert owed_notices(made, "") == ()


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [((), "update"), (("goes-live",), "update"), (("updated", "on-air"), "live"), (("over",), "liveEnd")],
)
def test_podping_is_told_of_streams(kinds: tuple[str, ...], reason: str) -> None:
    assert reason_of(kinds) == reason
