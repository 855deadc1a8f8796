"""What is told of a page that readers do not get as it was published."""

from __future__ import annotations

import hashlib

import pytest

from balado.publish.claims import ClaimedPage
from balado.publish.prove_page import prove_page
from balado.web.client import Client
from balado.web.reply import Reply, Trouble
from balado.web.wire import Ask

BODY = b"<h1>The show</h1>"
PAGE = ClaimedPage(
    "https://pod.example/index.html", hashlib.sha256(BODY).hexdigest(), len(BODY), "text/html; charset=utf-8"
)
HTML = {"content-type": "text/html; charset=utf-8"}


class Answering(Client):
    """A client that is given this reply to whatever it asks."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def ask(self, asked: Ask) -> Reply:
        assert asked.url == PAGE.url
        return self.reply


def answered(**reply: object) -> list[tuple[str, str]]:
    given = Reply(**{"url": PAGE.url, "status": 200, "headers": HTML, "body": BODY, **reply})  # type: ignore[arg-type]
    return [(fault.severity, str(fault.what)) for fault in prove_page(PAGE, Answering(given))]


@pytest.mark.parametrize("given", ["text/html; charset=utf-8", "text/html;charset=UTF-8"])
def test_a_page_as_it_was_published_is_no_matter(given: str) -> None:
    assert answered(headers={"content-type": given}) == []


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ({"status": 403}, ("warning", "Readers cannot open this page: the server answers 403.")),
        ({"status": 404, "body": b""}, ("warning", "Readers cannot open this page: the server answers 404.")),
        (
            {"headers": {"content-type": "text/html"}},
            ("warning", "The server calls this page “text/html”, it is text/html; charset=utf-8."),
        ),
        (
            {"headers": {"content-type": "binary/octet-stream"}},
            ("warning", "The server calls this page “binary/octet-stream”, it is text/html; charset=utf-8."),
        ),
        ({"body": b"<h1>Before</h1>"}, ("info", "The address still gives another page than the new one.")),
    ],
)
def test_another_page_is_told(reply: dict[str, object], told: tuple[str, str]) -> None:
    assert answered(**reply) == [told]


def test_a_page_that_nobody_had_time_to_ask_for_is_no_matter() -> None:
    assert answered(trouble=Trouble.NOT_ASKED) == []
