"""What a show and an episode say alike in the podcast namespace."""

from __future__ import annotations

from typing import Any

import podcast_specimens as of
import pytest
from feed_specimens import SPACES, channel_of, channel_tags, feed, item, item_of, item_tags, shape_of

from balado.show.model import Person
from balado.show.podcasting import Location, ValueRecipient


def test_people_stand_in_their_order_with_what_is_known_of_them() -> None:
    people = (
        Person(name="Martine de Boisdeffre", role="host", group="cast"),
        *of.PEOPLE,
        Person(name="Jean Castex", function="Maire de Prades"),
    )
    assert item_tags("podcast:person", people=people) == [
        ("Martine de Boisdeffre", {"role": "host", "group": "cast"}),
        (
            "Claire Hédon",
            {
                "role": "guest",
                "group": "cast",
                "img": "https://example.org/hedon.jpg",
                "href": "https://example.org/hedon",
            },
        ),
        ("Jean & Jeanne", {"role": "audio editor", "group": "audio post-production"}),
        ("Jean Castex", {}),
    ]


EVERYWHERE = [
    pytest.param(
        "podcast:location",
        {"locations": of.PLACES},
        [
            (
                "Conseil d’État",
                {"rel": "creator", "geo": "geo:48.8637,2.3372", "osm": "W55503397", "country": "FR"},
            ),
            ("La Réunion", {"country": "FR"}),
        ],
        id="location",
    ),
    pytest.param(
        "podcast:license",
        {"license": of.LICENSE},
        [("Licence Ouverte 2.0", {"url": "https://example.org/licence"})],
        id="license",
    ),
    pytest.param(
        "podcast:funding",
        {"funding": of.FUNDING},
        [
            ("Soutenir l’émission", {"url": "https://example.org/don"}),
            ("Adhérer", {"url": "https://example.org/adhesion"}),
        ],
        id="funding",
    ),
    pytest.param(
        "podcast:socialInteract",
        {"social": of.SOCIAL},
        [
            (
                None,
                {
                    "protocol": "activitypub",
                    "uri": "https://social.example/@show/1",
                    "accountId": "@show@social.example",
                    "accountUrl": "https://social.example/@show",
                    "priority": "1",
                },
            ),
            (None, {"protocol": "disabled"}),
        ],
        id="socialInteract",
    ),
    pytest.param(
        "podcast:chat",
        {"chat": of.CHAT},
        [
            (
                None,
                {
                    "server": "chat.example",
                    "protocol": "matrix",
                    "accountId": "@show:chat.example",
                    "space": "#room:chat.example",
                },
            )
        ],
        id="chat",
    ),
    pytest.param(
        "podcast:txt",
        {"txt": of.TXT},
        [("S6lpp-7ZCn8-dZfGc-OoyaG", {"purpose": "verify"}), ("Un texte & rien de plus", {})],
        id="txt",
    ),
    pytest.param(
        "podcast:image",
        {"images": of.IMAGES},
        [
            (
                None,
                {
                    "href": "https://pod.example/wide.jpg",
                    "alt": "Une salle pleine",
                    "aspect-ratio": "16/9",
                    "width": "1920",
                    "height": "1080",
                    "type": "image/jpeg",
                    "purpose": "social",
                },
            ),
            (None, {"href": "https://pod.example/square.jpg"}),
        ],
        id="image",
    ),
]


@pytest.mark.parametrize(("name", "changes", "tags"), EVERYWHERE)
def test_what_a_show_and_an_episode_say_alike(name: str, changes: dict[str, Any], tags: Any) -> None:
    assert channel_tags(name, **changes) == tags
    assert item_tags(name, **changes) == tags
    assert channel_tags(name) == item_tags(name) == []


@pytest.mark.parametrize("of_item", [False, True], ids=["channel", "item"])
def test_who_is_paid_and_when(of_item: bool) -> None:
    value = (item_of(item(value=(of.VALUE,))) if of_item else channel_of(feed(value=(of.VALUE,)))).find(
        "podcast:value", SPACES
    )
    recipient = {
        "name": "Une institution",
        "type": "node",
        "address": "02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52",
        "split": "95",
        "customKey": "112111100",
        "customValue": "wal_1",
    }
    fee = {"type": "lnaddress", "address": "pay@wallet.example", "split": "5", "fee": "true"}
    assert dict(value.attrib) == {"type": "lightning", "method": "keysend", "suggested": "0.00000005000"}
    assert shape_of(value) == [
        ("podcast:valueRecipient", None, recipient),
        ("podcast:valueRecipient", None, fee),
        (
            "podcast:valueTimeSplit",
            None,
            {"startTime": "60", "duration": "237", "remoteStartTime": "174", "remotePercentage": "90"},
        ),
        ("podcast:valueTimeSplit", None, {"startTime": "330.5", "duration": "53"}),
    ]
    elsewhere, ours = value.findall("podcast:valueTimeSplit", SPACES)
    assert shape_of(ours) == [("podcast:valueRecipient", None, recipient), ("podcast:valueRecipient", None, fee)]
    assert shape_of(elsewhere) == [
        (
            "podcast:remoteItem",
            None,
            {
                "feedGuid": of.OTHER_GUID,
                "feedUrl": "https://other.example/feed.xml",
                "itemGuid": "https://other.example/?p=1&q=2",
                "medium": "music",
                "title": "Une chanson",
            },
        )
    ]


def test_a_share_of_nothing_and_a_beginning_at_once_are_said() -> None:
    """`default` leaves out what a missing attribute means, and only that."""
    recipient = ValueRecipient(type="node", address="a", split=0)
    value = of.VALUE.model_copy(update={"recipients": (recipient,), "time_splits": ()})
    element = channel_of(feed(value=(value,))).find("podcast:value", SPACES)
    assert shape_of(element) == [("podcast:valueRecipient", None, {"type": "node", "address": "a", "split": "0"})]


def test_a_place_is_the_subject_unless_said() -> None:
    assert item_tags("podcast:location", locations=(Location(name="Prades"),)) == [("Prades", {})]
