"""A fault as machines are told it. Pure."""

from __future__ import annotations

from collections.abc import Callable

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
