"""What is not asked of a feed that is tried out at home: that its addresses are public, and https. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.rules.rule import Finding, Rule
from balado.rules.tree import Element
from balado.web.address import is_public

_NUMBERS = frozenset({"CHN-014", "ENC-008", "ENC-009", "ITM-014"})
"""The rules on private addresses, and on https."""

_HOST = re.compile(r"\bhttps?://(localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\])(?=[:/?#\"'\s]|$)")


def is_lifted(rule: Rule, finding: Finding) -> bool:
    """Whether the finding wants https, or the public internet, for an address at home or on this computer."""
    if _NUMBERS.isdisjoint(rule.numbers) or not isinstance(finding.spot, Element):
        return False
    return any(_is_home(text) for text in _texts(finding.spot))


def _texts(element: Element) -> Iterator[str]:
    yield from element.attributes.values()
    yield element.text


def _is_home(text: str) -> bool:
    hosts = (found.group(1).strip("[]") for found in _HOST.finditer(text.lower()))
    return any(host == "localhost" or not is_public(host) for host in hosts)
