"""What was counted of the shows of a network, as rows of the table. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balado.message import Message, say, say_many
from balado.statistics.figures import FEWEST
from balado.statistics.table import is_small


def counted_text(statistics: Mapping[str, Any]) -> Message:
    """The downloads and listeners of one show; `statistics` is the event that its verb ended with."""
    downloads, listeners = statistics.get("downloads", 0), statistics.get("listeners", 0)
    return say("{downloads}, {listeners}", downloads=_downloads(downloads), listeners=_listeners(listeners))


def all_counted_text(statistics: Sequence[Mapping[str, Any]]) -> Message:
    """The downloads of all shows. Listeners are not added: nobody is known again in another show.

    A figure that is not shown counts as one: an exact sum beside all the others would tell it.
    """
    numbers = [one.get("downloads", 0) for one in statistics]
    hidden = sum(is_small(number) for number in numbers)
    if not hidden:
        return say("All shows: {downloads}.", downloads=_downloads(sum(numbers)))
    least = sum(number for number in numbers if not is_small(number)) + hidden
    downloads = say_many("{count} download", "{count} downloads", least)
    return say("All shows: at least {downloads}.", downloads=downloads)


def _downloads(number: int) -> Message:
    if is_small(number):
        return say("< {fewest} downloads", fewest=FEWEST)
    return say_many("{count} download", "{count} downloads", number)


def _listeners(number: int) -> Message:
    if is_small(number):
        return say("< {fewest} listeners", fewest=FEWEST)
    return say_many("{count} listener", "{count} listeners", number)
