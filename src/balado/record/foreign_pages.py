"""Pages of others where a site is to begin: they are theirs, and stay."""

from __future__ import annotations

from collections.abc import Iterator

from balado.errors import RefusedError
from balado.message import say_many
from balado.record.generation import Generation
from balado.record.keys import SHOW_MARK, show_mark
from balado.store.storage import glance_at_all
from balado.store.target import Target

_SHOWN = 5


def refuse_foreign_pages(target: Target, previous: Generation | None, planned: Generation) -> None:
    """Raise RefusedError where something lies under the keys of a first site that Balado did not write.

    A show that had pages before, as far as its record or its feed tells, has them again. What carries the mark of the
    show is its own: a run sent it that was killed, or whose record is lost.
    """
    if not planned.site or (previous is not None and (previous.site or previous.page_names)):
        return
    foreign = sorted(_foreign(target, planned))
    if not foreign:
        return
    named = ", ".join([*foreign[:_SHOWN], "…"] if len(foreign) > _SHOWN else foreign)
    raise RefusedError(
        say_many(
            "{count} file at {place} would be written over by the show's pages, and is none of Balado's: {keys}. "
            "Nothing was published. Write `site: false` in feed.yaml if you have pages of your own there; else publish "
            "to another place, or remove that file.",
            "{count} files at {place} would be written over by the show's pages, and are none of Balado's: {keys}. "
            "Nothing was published. Write `site: false` in feed.yaml if you have pages of your own there; else publish "
            "to another place, or remove those files.",
            len(foreign),
            place=target.public.address,
            keys=named,
        )
    )


def _foreign(target: Target, planned: Generation) -> Iterator[str]:
    mark = show_mark(planned.show_guid)
    for key, stored in glance_at_all(target.public, sorted(one.key for one in planned.site)):
        there = None if stored is None else target.public.head(key)
        if there is not None and there.metadata.get(SHOW_MARK) != mark:
            yield key
