"""What a bucket policy lets everybody do.

Follows AWS's policy language of 2012-10-17. A statement with a condition is not for everybody. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Policy = Mapping[str, Any]


def statements(policy: Policy) -> list[Policy]:
    """The statements of a policy; where there is only one, stores write it without a list."""
    return [one for one in listed(policy.get("Statement")) if isinstance(one, Mapping)]


def everybody_may(policy: Policy, action: str, resource: str) -> bool:
    """Whether anybody without credentials may do this (`s3:GetObject`) to the resource (`arn:aws:s3:::b/key`)."""
    effects = {
        one.get("Effect")
        for one in statements(policy)
        if everybody(one)
        and not one.get("Condition")
        and _covers(one, "Action", action.lower())
        and _covers(one, "Resource", resource)
    }
    return effects == {"Allow"}


def everybody(statement: Policy) -> bool:
    """Whether a statement is about everybody, with or without credentials."""
    principal = statement.get("Principal")
    return "*" in listed(principal.get("AWS") if isinstance(principal, Mapping) else principal)


def listed(value: object) -> list[Any]:
    """One or several values, as policies write them, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _covers(statement: Policy, element: str, value: str) -> bool:
    """Whether the statement's Action or Resource names this; NotAction and NotResource name all others."""
    if element in statement:
        return _any(statement[element], element, value)
    return f"Not{element}" in statement and not _any(statement[f"Not{element}"], element, value)


def _any(patterns: object, element: str, value: str) -> bool:
    return any(
        _fits(pattern.lower() if element == "Action" else pattern, value)
        for pattern in listed(patterns)
        if isinstance(pattern, str)
    )


def _fits(pattern: str, value: str) -> bool:
    """`*` is any text, `?` any character, and nothing else is special."""
    expression = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(expression, value, re.DOTALL) is not None
