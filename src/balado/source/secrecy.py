"""What looks like a credential, and must never be repeated in a message. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from balado.errors import Fault
from balado.message import say

_KEY = re.compile(
    r"access_?key|secret|passw(?:or)?d|token|credential|api_?key|private_?key|^\s*aws_|mot_de_passe", re.IGNORECASE
)
_VALUE = re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY")
_IN_ADDRESS = re.compile(r"://[^/\s]*:[^/\s]*@")


def is_secret_key(name: str) -> bool:
    """Whether a key of this name would hold a credential."""
    return _KEY.search(name) is not None


def is_secret(value: str) -> bool:
    """Whether this text holds a credential, by its form."""
    return _VALUE.search(value) is not None


def discreet(faults: list[Fault], text: str, first_line: int = 1) -> list[Fault]:
    """The faults of a text, where those of a line with a credential no longer quote it."""
    if not faults or not any(form.search(text) for form in (_KEY, _VALUE, _IN_ADDRESS)):
        return faults
    lines = text.split("\n")
    return [_silenced(fault) if _is_about_secret(fault, lines, first_line) else fault for fault in faults]


def _is_about_secret(fault: Fault, lines: list[str], first_line: int) -> bool:
    index = (fault.place.line or first_line) - first_line
    if not 0 <= index < len(lines):
        return False
    name, _, _ = lines[index].partition(":")
    return is_secret_key(name) or is_secret(lines[index]) or _IN_ADDRESS.search(lines[index]) is not None


def _silenced(fault: Fault) -> Fault:
    return replace(
        fault,
        what=say("This line cannot be read; it seems to hold a password or an access key, so it is not repeated here."),
        remedy=say("Delete the line, and have the key replaced if others have seen the file."),
    )
