from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.addresses import is_publishable, public_url


@pytest.mark.parametrize(
    ("base", "key", "url"),
    [
        ("https://pod.example", "feed.xml", "https://pod.example/feed.xml"),
        ("https://pod.example/", "feed.xml", "https://pod.example/feed.xml"),
        ("https://pod.example/show//", "audio/a-0123.mp3", "https://pod.example/show/audio/a-0123.mp3"),
        ("http://127.0.0.1:8000/x", "a_b.~c.mp3", "http://127.0.0.1:8000/x/a_b.~c.mp3"),
        ("https://pod.example", "été 1?#%.mp3", "https://pod.example/%C3%A9t%C3%A9%201%3F%23%25.mp3"),
    ],
)
def test_an_object_stands_below_the_address_of_its_storage(base: str, key: str, url: str) -> None:
    assert public_url(base, key) == url


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_key_makes_an_address_that_can_be_published_and_read_back(key: str) -> None:
    url = public_url("https://pod.example/show", key)
    assert is_publishable(url)
    assert unquote(url.removeprefix("https://pod.example/show/")) == key


@pytest.mark.parametrize(
    "url",
    [
        "https://pod.example/feed.xml",
        "HTTPS://pod.example/feed.xml",
        "https://pod.example:8443/a%20b.mp3?x=1",
        "https://xn--t-9fab.example/feed.xml",
        "http://localhost:8000/feed.xml",
        "http://127.0.0.1/feed.xml",
        "http://[::1]:8000/feed.xml",
    ],
)
def test_apps_may_be_sent_to_https_and_to_this_machine(url: str) -> None:
    assert is_publishable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed.xml",
        "/feed.xml",
        "//pod.example/feed.xml",
        "https:///feed.xml",
        "https:feed.xml",
        "http://pod.example/feed.xml",
        "http://localhost.example/feed.xml",
        "http://127.0.0.1.example/feed.xml",
        "http://localhost@pod.example/feed.xml",
        "ftp://localhost/feed.xml",
        "file:///feed.xml",
        "https://été.example/feed.xml",
        "https://pod.example/été.mp3",
        "https://pod.example/a b.mp3",
        "https://pod.example/a\tb.mp3",
        "https://pod.example/a\nb.mp3",
        "https://[pod.example/feed.xml",
    ],
)
def test_apps_are_sent_nowhere_else(url: str) -> None:
    assert not is_publishable(url)
