"""Addresses of the other host beside those that are published: which of them are better, and why."""

import pytest

from balado.importer.proof.judged import Sameness, Setting
from balado.importer.proof.judged_address import address, own_address
from balado.message import say

OURS = Setting("https://pod.example/show/")
FILE = "https://media.example.org/a%20b.mp3"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://media.example.org/a%20b.mp3", FILE),
        ("HTTP://media.example.org/a%20b.mp3", FILE),
        ("https://dts.podtrac.com/redirect.mp3/media.example.org/a%20b.mp3", FILE),
        ("https://pdst.fm/e/https://media.example.org/a%20b.mp3", FILE),
        ("https://op3.dev/e/https%3A%2F%2Fmedia.example.org%2Fa.mp3", "https://media.example.org/a.mp3"),
        (f"{FILE}?dest-id=123&utm_source=rss", FILE),
        ("https://chrt.fm/track/1/op3.dev/e/media.example.org/a.mp3?dest-id=1", "https://media.example.org/a.mp3"),
        (f"{FILE}?id=7&utm_source=rss", f"{FILE}?id=7"),
        ("https://old.example/x.mp3", "https://pod.example/show/a/x-12ab.mp3"),
    ],
)
def test_an_address_that_leads_to_the_same_in_a_better_way(old: str, new: str) -> None:
    judgement = address(old, new, OURS)
    assert judgement.sameness is Sameness.IMPROVED
    assert judgement.reason is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FILE, "http://media.example.org/a%20b.mp3"),
        (FILE, "https://media.example.org/b.mp3"),
        (f"{FILE}?id=7", FILE),
        (FILE, f"{FILE}?id=7"),
        (f"{FILE}?id=7", f"{FILE}?id=8"),
        ("https://pod.example/show/a.mp3", "https://pod.example/show/b.mp3"),
        ("https://old.example/ab.mp3", "https://b.mp3"),
        ("https://[broken/?a=1", "https://[broken/"),
        (None, "https://pod.example/show/a.mp3"),
    ],
)
def test_an_address_that_leads_elsewhere_is_different(old: str | None, new: str) -> None:
    assert address(old, new, OURS).sameness is Sameness.DIFFERENT


def test_an_address_that_is_not_there_is_lost_and_none_is_none() -> None:
    assert address(FILE, None, OURS).sameness is Sameness.LOST
    assert address(None, "", OURS).sameness is Sameness.EQUAL


def test_an_address_of_our_own_where_there_was_none() -> None:
    judge = own_address(say("A page."))
    assert judge(None, "https://pod.example/show/a/", OURS).reason == say("A page.")
    assert judge(None, "https://other.example/", OURS).sameness is Sameness.DIFFERENT
    assert judge(FILE, None, OURS).sameness is Sameness.LOST
