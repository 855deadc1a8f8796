"""The invalidation of changed addresses, as CloudFront gets it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from scripted_store import Answer, ScriptedStore, error, in_turn

from balado.events import Event, Watch
from balado.publish.cloudfront import invalidate, paths_of

DONE = Answer(
    201,
    b"<Invalidation xmlns='http://cloudfront.amazonaws.com/doc/2020-05-31/'><Id>I1</Id><Status>InProgress</Status>"
    b"<CreateTime>2025-11-23T12:00:00Z</CreateTime><InvalidationBatch><Paths><Quantity>1</Quantity></Paths>"
    b"<CallerReference>r</CallerReference></InvalidationBatch></Invalidation>",
    {"Content-Type": "text/xml"},
)


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")


def test_paths_are_those_that_viewers_ask_for() -> None:
    keys = ("feed.xml", "audio/a b.mp3")
    assert paths_of("https://pod.example/show", keys) == ("/show/feed.xml", "/show/audio/a%20b.mp3")
    assert paths_of("https://pod.example", keys[:1]) == ("/feed.xml",)


def test_exactly_the_changed_paths_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[Event] = []
    with ScriptedStore(in_turn(DONE)) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        assert invalidate("E1ABC", ("/show/feed.xml", "/show/latest.xml"), "7-token", Watch(events.append)) == ()

    [asked] = server.asked
    assert asked.path == "/2020-05-31/distribution/E1ABC/invalidation"
    texts = [one.text for one in ElementTree.fromstring(asked.body).iter() if one.text]  # noqa: S314 (our own)
    assert {"/show/feed.xml", "/show/latest.xml", "2", "7-token"} == set(texts)
    assert [event.name for event in events] == ["invalidated"]


@pytest.mark.parametrize(
    ("code", "status", "remedy"),
    [
        ("NoSuchDistribution", 404, "the id of the distribution"),
        ("AccessDenied", 403, "cloudfront:CreateInvalidation"),
        ("TooManyInvalidationsInProgress", 400, "five minutes"),
    ],
)
def test_a_refusal_is_a_warning_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, code: str, status: int, remedy: str
) -> None:
    refusal = error(status, code)
    wrapped = Answer(status, b"<ErrorResponse>" + refusal.body.partition(b"?>")[2] + b"</ErrorResponse>")
    with ScriptedStore(in_turn(wrapped)) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        [fault] = invalidate("E1ABC", ("/feed.xml",), "1-token", Watch(lambda _event: None))

    assert fault.severity == "warning"
    assert code in str(fault.what)
    assert "/feed.xml" in str(fault.what)
    assert remedy in str(fault.remedy)


def test_without_credentials_it_is_a_warning_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    [fault] = invalidate("E1ABC", ("/feed.xml",), "1-token", Watch(lambda _event: None))

    assert "NoCredentialsError" in str(fault.what)
