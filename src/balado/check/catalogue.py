"""The rules, all of them, on one screen and in the order of the topics."""

from __future__ import annotations

from collections.abc import Mapping

from balado.check.rule import Rule
from balado.check.rules import channel, document, identity, published

RULES: tuple[Rule, ...] = (
    document.not_well_formed,
    channel.description_too_long,
    identity.show_guid_malformed,
    published.guid_changed,
    published.episode_disappeared,
    published.show_guid_changed,
    published.recording_replaced_in_place,
    published.artwork_replaced_in_place,
)

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
