from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.artifact import public_url


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
    assert re.fullmatch("[!-~]+", url)
    assert unquote(url.removeprefix("https://pod.example/show/")) == key
