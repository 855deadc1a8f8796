import pytest

from balado.message import say
from balado.rules.local_addresses import is_lifted
from balado.rules.rule import Finding, rule
from balado.rules.subject import ChannelItem, InFile
from balado.rules.tree import Element


def finding(url: str) -> Finding:
    return Finding(Element("enclosure", 7, attributes={"url": url, "length": "5"}), say("It is not public."))


def private_address(item: ChannelItem):
    """An address is private."""
    yield finding("")


PRIVATE = rule("ENC-008", "error", "own", say("Write the public one."))(private_address)
OTHER = rule("ENC-004", "error", "apple", say("Write the right type."))(private_address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1:8000/1.mp3",
            "https://localhost/1.mp3",
            "http://[::1]:80/1.mp3",
            "http://192.168.1.20/1.mp3",
        ),
    ],
)
def test_an_address_at_home_need_not_be_public(url):
    assert is_lifted(PRIVATE, finding(url))


@pytest.mark.parametrize(
    "url", ["http://example.org/1.mp3", "http://93.184.216.34/1.mp3", "http://localhost.example.org/"]
)
def test_any_other_has_to_be(url):
    assert not is_lifted(PRIVATE, finding(url))


def test_other_rules_hold_at_home_too():
    assert not is_lifted(OTHER, finding("http://127.0.0.1/1.mp3"))


def test_what_stands_in_no_element_is_not_lifted():
    assert not is_lifted(PRIVATE, Finding(InFile("a.mp3"), say("It is not public.")))
