"""What the last check of a show found, kept for as long as nothing that it judged has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from balado.edition.open import Opened
from balado.edition.unchanged import current_digest
from balado.errors import BaladoError, Fault, Fix, InsertLine, Place, ReplaceText, Severity, fix_as_data
from balado.media.cache import write_whole
from balado.message import Joined, Message
from balado.record.history import find_newest
from balado.record.integrity import audit_all

_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, by place; what could not be looked at, and why; how much the author wanted ignored.

    `waiting` are the slugs of episodes whose draft of a transcript waits for a reader, `outdated` those of which the
    recording is older than what it was made of; they are not kept.
    """

    faults: tuple[Fault, ...]
    skipped: tuple[Message, ...] = ()
    ignored: int = 0
    waiting: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


def recall(file: Path | None, key: str) -> Checked | None:
    """What was found under this key; None when that is not known (any more)."""
    if file is None:
        return None
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["format"] != _FORMAT or kept["key"] != key:
            return None
        return Checked(tuple(_fault(one) for one in kept["faults"]), ignored=kept["ignored"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # damaged or gone: the check is made again


def remember(file: Path | None, key: str, checked: Checked) -> None:
    """Keep what was found. That it cannot be written harms nothing: the next check takes a little longer."""
    if file is None or checked.skipped:
        return
    kept = {"format": _FORMAT, "key": key, "ignored": checked.ignored, "faults": [_kept(one) for one in checked.faults]}
    try:
        write_whole(file, [json.dumps(kept)])  # in ASCII: the name of a file may be no text
    except OSError:
        return


def key_of(opened: Opened, *asked: object) -> str | None:
    """A key for everything that a check of the show depends on, and for what is `asked` of it.

    None where the show is not published as it is now, or what is there is not what was published.
    """
    try:
        there = find_newest(opened.target)
        newest = there.generation
        digest = current_digest(opened, newest) if there.projected else None
        if newest is None or digest is None:
            return None
        if audit_all(newest, opened.target.public):
            return None
    except BaladoError:
        return None  # the check itself says why
    parts = (digest, newest.number, newest.owner, *asked)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _kept(fault: Fault) -> dict[str, Any]:
    place = fault.place
    return {
        "place": [place.path, place.line, place.key],
        "what": _as_json(fault.what),
        "remedy": _as_json(fault.remedy),
        "slug": fault.slug,
        "severity": fault.severity,
        "rule": fault.rule,
        "fix": fix_as_data(fault.fix),
    }


def _fault(kept: Mapping[str, Any]) -> Fault:
    path, line, key = kept["place"]
    severity = cast("Severity", kept["severity"])
    what, remedy = _message(kept["what"]), _message(kept["remedy"])
    return Fault(Place(path, line, key), what, remedy, kept["slug"], severity, kept["rule"], _fix(kept["fix"]))


def _fix(kept: Mapping[str, Any] | None) -> Fix | None:
    if kept is None:
        return None
    if kept["column"] is None:
        return InsertLine(kept["line"], kept["new"])
    return ReplaceText(kept["line"], kept["column"], kept["old"], kept["new"])


def _as_json(message: Message) -> dict[str, Any]:
    values = {name: _value_as_json(value) for name, value in message.values.items()}
    return {"template": message.template, "values": values, "plural": message.plural}


def _value_as_json(value: object) -> Any:
    if isinstance(value, Message):
        return _as_json(value)
    if isinstance(value, Joined):
        return {"parts": [_value_as_json(part) for part in value.parts], "between": value.between}
    return value if isinstance(value, int | float) else str(value)


def _message(kept: Mapping[str, Any]) -> Message:
    values = {name: _value(value) for name, value in kept["values"].items()}
    return Message(kept["template"], values, kept["plural"])


def _value(kept: Any) -> object:
    if not isinstance(kept, dict):
        return kept
    if "parts" in kept:
        return Joined(tuple(_value(part) for part in kept["parts"]), kept["between"])
    return _message(kept)
