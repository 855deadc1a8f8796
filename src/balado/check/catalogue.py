"""The rules, all of them, on one screen and in the order of the topics."""

from __future__ import annotations

from collections.abc import Mapping

from balado.check.rule import Rule
from balado.check.rules import channel, document

RULES: tuple[Rule, ...] = (
    document.not_well_formed,
    channel.description_too_long,
)

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
