"""What goes together in the groups of keys of Podcasting 2.0, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import podcast_specimens as of
import pytest
from objections import objections

from balado.show.podcasting import (
    ContentLink,
    Integrity,
    License,
    SocialInteract,
    UpdateFrequency,
    Value,
    ValueTimeSplit,
)

STRETCH = {"start": "00:01:00", "duration": "00:00:30"}
RECIPIENT = {"type": "node", "address": "a", "split": "1"}
ELSEWHERE = {"feed_guid": of.OTHER_GUID}


@pytest.mark.parametrize("written", ["cc-by-4.0", {"name": "CC-BY-4.0"}])
def test_a_licence_of_the_list_is_its_name(written: Any) -> None:
    licence = License.model_validate(written)
    assert (licence.name, licence.url) == ("CC-BY-4.0", None)


def test_a_licence_of_ones_own_has_an_address() -> None:
    licence = License(name="Licence Ouverte 2.0", url="https://example.org/licence")
    assert (licence.name, licence.url) == ("Licence Ouverte 2.0", "https://example.org/licence")


@pytest.mark.parametrize("name", ["Licence Ouverte 2.0", "CC-BY", "CC-BY-SA-4.0"])
def test_a_licence_that_nobody_can_read_is_refused(name: str) -> None:
    assert objections(License, name=name)[""] == (
        f"“{name}” is no licence of the podcast namespace's list, and has no address.",
        "Write one of ARR, CC-BY-4.0, CC-BY-NC-4.0, CC-BY-NC-ND-4.0, POD-V4V-1.0, or add url: https://…",
    )


@pytest.mark.parametrize("written", ["https://example.org/a", {"url": "https://example.org/a"}])
def test_a_link_may_be_its_address_alone(written: Any) -> None:
    assert ContentLink.model_validate(written) == ContentLink(url="https://example.org/a")


def test_comments_have_a_place_or_are_disabled() -> None:
    assert SocialInteract(protocol="activitypub", uri="https://social.example/1").uri == "https://social.example/1"
    assert SocialInteract(protocol="disabled").uri is None


@pytest.mark.parametrize(
    "written", [{"protocol": "activitypub"}, {"protocol": "disabled", "uri": "https://social.example/1"}]
)
def test_comments_without_a_place_or_disabled_at_one_are_refused(written: dict[str, str]) -> None:
    assert objections(SocialInteract, **written)[""] == (
        "A place for comments has an address (uri), and `disabled` has none.",
        "Write uri: https://… beside the protocol, or protocol: disabled alone.",
    )


def test_a_rule_that_counts_has_a_beginning() -> None:
    start = datetime(2022, 10, 19, 17, 30, tzinfo=UTC)
    assert UpdateFrequency(title="Five times", rule="FREQ=WEEKLY;COUNT=5", start=start).start == start
    assert UpdateFrequency(title="Weekly", rule="FREQ=WEEKLY").start is None
    assert UpdateFrequency(title="Now and then").rule is None
    assert objections(UpdateFrequency, title="Five times", rule="FREQ=WEEKLY;COUNT=5")[""] == (
        "A rule with COUNT counts from a date, and there is none.",
        "Add start: 2022-10-19 17:30.",
    )


def test_a_stretch_of_time_pays_recipients_or_an_item_elsewhere() -> None:
    assert ValueTimeSplit.model_validate({**STRETCH, "recipients": [RECIPIENT]}).recipients[0].address == "a"
    assert ValueTimeSplit.model_validate({**STRETCH, "remote_item": ELSEWHERE}).start == timedelta(minutes=1)


@pytest.mark.parametrize("written", [{}, {"recipients": [RECIPIENT], "remote_item": ELSEWHERE}], ids=["none", "both"])
def test_a_stretch_of_time_pays_one_of_the_two(written: dict[str, Any]) -> None:
    assert objections(ValueTimeSplit, **STRETCH, **written)[""] == (
        "A time split has either an item elsewhere (remote_item) or recipients.",
        "Write one of the two.",
    )


def test_somebody_is_paid() -> None:
    assert objections(Value, type="lightning", method="keysend", recipients=()) == {"recipients": ("too_short", "")}


def test_a_digest_is_written_as_w3c_wants_it() -> None:
    digest = of.ALTERNATES[0].integrity
    assert digest is not None
    assert Integrity(type="sri", value=digest.value) == digest
    assert Integrity(type="pgp-signature", value="-----BEGIN").value == "-----BEGIN"
    assert objections(Integrity, type="sri", value="d41d8cd98f00b204e9800998ecf8427e")[""] == (
        "“d41d8cd98f00b204e9800998ecf8427e” is no digest of W3C's Subresource Integrity.",
        "Write sha384- and the digest in base64.",
    )
