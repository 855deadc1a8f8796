"""The table of a show's files, made from its record: what the map asks which requests are for something published."""

from __future__ import annotations

from pathlib import Path

from balado.record.leftovers import taken_names
from balado.statistics.collect import Tabulated
from balado.statistics.published import find_published, write_published
from balado.statistics.taken import names_in
from balado.store.target import Target


def tabulate(target: Target, path: Path) -> Tabulated:
    """Write the table of the files of a show (`write_published`) and tell what else is known of them.

    Raises what reading the record raises.
    """
    published = find_published(target)
    write_published(published.files, path)
    names = taken_names(target)
    return Tabulated(published.first_day, names_in(names) if names else None)


def is_published(target: Target) -> bool:
    """Whether the show was ever published. One request."""
    return next(iter(target.state.list("generations/")), None) is not None
