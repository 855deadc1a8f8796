"""Days as `balado stats` takes and shows them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from balado.cli.session import Session
from balado.message import say

_TIME = re.compile(r"\d\s*[:hT]\s*\d|\d\s*h\b", re.IGNORECASE)


class DayType(click.ParamType):  # type: ignore[type-arg] # older releases of click have no argument here
    """A day without a time: what is counted are whole days (UTC)."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails with an example of one."""
        if isinstance(value, date):
            return value
        day = _day(value)
        if day is None:
            message = say("“{text}” is not a day: write it as 2026-11-23, without a time", text=value)
            session = None if ctx is None else ctx.find_object(Session)
            self.fail(str(message) if session is None else message.translate(session.words), param, ctx)
        return day


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        from balado.show.values.written_date import read_date

        moment = None if _TIME.search(value) else read_date(" ".join(value.split()))
        return None if moment is None or moment.time().isoformat() != "00:00:00" else moment.date()
