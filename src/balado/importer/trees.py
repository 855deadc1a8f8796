"""Objects of a feed as the groups of keys that an author writes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from balado.feed.values import play_time


def tree_of(value: Any) -> Any:
    """An object of the feed, or a list of them, as it is written: keys that say the usual are left out."""
    if isinstance(value, BaseModel):
        return _group(value)
    if isinstance(value, timedelta):
        return span_of(value)
    if isinstance(value, datetime):
        return moment_of_feed(value)
    if isinstance(value, tuple | list):
        return [tree_of(one) for one in value]
    if isinstance(value, str):
        return value.strip()
    return value


def _group(model: BaseModel) -> dict[str, Any]:
    known = type(model).model_fields
    values = ((name, getattr(model, name, None), field) for name, field in known.items())
    said = (
        (name, value) for name, value, field in values if value not in (None, (), "", {}) and value != field.default
    )
    return {name: tree_of(value) for name, value in said}


def trees_of(things: Iterable[Any]) -> list[Any]:
    """The same of several."""
    return [tree_of(one) for one in things]


def moment_of_feed(moment: datetime) -> str:
    """A date with its own offset, to the second: 2022-10-19 17:30+02:00."""
    whole = moment.replace(microsecond=0)
    return whole.isoformat(" ", "seconds" if whole.second else "minutes")


def span_of(span: timedelta) -> str:
    """A place in a recording, or a length: 00:12:30, with milliseconds where there are any."""
    return play_time(span).removesuffix(".000")
