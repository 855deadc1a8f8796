"""Faults and other data as machines are told them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from balado.errors import Fault, fix_as_data
from balado.message import Message


def fault_as_data(fault: Fault, text: Callable[[Message], str]) -> dict[str, object]:
    """The event of a fault, its sentences put into words by `text`."""
    place = fault.place
    return {
        "event": "fault",
        "severity": fault.severity,
        "rule": fault.rule,
        "path": place.path,
        "line": place.line,
        "key": place.key,
        "episode": fault.slug,
        "message": text(fault.what),
        "remedy": text(fault.remedy),
        "fix": fix_as_data(fault.fix),
    }


def masked_tree(value: object, masked: Callable[[str], str]) -> object:
    """The same tree of what JSON can hold, each text in it masked, a moment in UTC; anything else as its text."""
    if isinstance(value, Mapping):
        return {str(name): masked_tree(one, masked) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [masked_tree(one, masked) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, int | float) else masked(str(value))
