"""Annotations of GitHub Actions: workflow commands on stdout. Pure."""

from __future__ import annotations

from balado.check.formats.report import Report, rule_of
from balado.errors import Fault
from balado.message import say

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """A line for each fault."""
    return "".join(f"{_command(fault, report)}\n" for fault in report.faults)


def _command(fault: Fault, report: Report) -> str:
    place = fault.place
    properties = {"file": place.path, "line": str(place.line) if place.line else "", "title": rule_of(fault)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    key = f"{place.key}{report.translate(say(': '))}" if place.key else ""
    return f"::{_LEVELS[fault.severity]} {told}::{_message(key + report.words(fault))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
