"""What is wrong with the show as it stands, and with which episode; the change that one of them proposes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from balado.errors import Fault, InsertLine
from balado.studio.state import Snapshot


def problems(snapshot: Snapshot) -> tuple[Fault, ...]:
    """Everything that is wrong, by place: what the rules find, else what keeps the show from being looked at."""
    if snapshot.checked is not None:
        return snapshot.checked.faults
    return snapshot.fault.faults if snapshot.fault is not None else ()


def counted(snapshot: Snapshot) -> Mapping[str | None, Counter[str]]:
    """How many errors, warnings and pieces of advice there are, by the slug of their episode (None: the show's)."""
    found: dict[str | None, Counter[str]] = {}
    for fault in problems(snapshot):
        found.setdefault(fault.slug, Counter())[fault.severity] += 1
    return found


def name_of(fault: Fault) -> str:
    """What a form calls a fault: 16 hex digits of where it stands, what it says and what it would change."""
    told = f"{fault.place}\0{fault.what}\0{fault.fix!r}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """The line of a file as it is (None: a line is put in before it) and as a fix would have it."""

    line: int
    before: str | None
    after: str


def proposed(fault: Fault, raw: bytes | None) -> ProposedChange | None:
    """What a fault's fix would change in its file; None where it has none, or the file is another by now."""
    fix = fault.fix
    if fix is None or raw is None:
        return None
    if isinstance(fix, InsertLine):
        return ProposedChange(fix.line, None, fix.new)
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < fix.line <= len(lines):
        return None
    line, begin = lines[fix.line - 1], fix.column - 1
    if not line.startswith(fix.old, begin):
        return None
    return ProposedChange(fix.line, line, line[:begin] + fix.new + line[begin + len(fix.old) :])
