"""Publishing beside a takedown: of an episode that was taken down meanwhile nothing stays."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from balado.errors import BaladoError
from balado.events import Watch
from balado.publish.apply import apply
from balado.record.cuts import Cuts
from balado.record.generation import Generation
from balado.record.history import Overtaken, find_newest
from balado.record.leftovers import Note, finish_takedowns, may_still_send
from balado.record.redact import keys_of, knows, own_pages
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.edition.plan import Plan


def apply_or_take_back(plan: Plan, target: Target, cuts: Cuts, watch: Watch) -> Generation:
    """Publish like `apply`; of an episode that was taken down meanwhile nothing stays, however that ends."""
    made = plan.generation
    try:
        served = apply(plan, target, watch)
    except (Overtaken, BaladoError):
        with contextlib.suppress(BaladoError):  # why the run ends is what matters; the next one finishes this
            if newest := find_newest(target).generation:
                _take_back(target, made, newest, cuts)
        raise
    if served.number > made.number:
        _take_back(target, made, served, cuts)
    return served


def _take_back(target: Target, made: Generation, newest: Generation, cuts: Cuts) -> None:
    """`made` is what this run published or was about to, `newest` what is served now."""
    taken = [guid for guid in newest.taken if knows(made, guid)]
    if not taken:
        return
    finish_takedowns(target, newest, (), cuts)
    needed = {stored.key for stored in newest.objects} | newest.further.keys()
    own = {key for guid in taken for key in (*keys_of(made, guid), *own_pages(made, guid))}
    for key in sorted(own - needed):
        target.public.delete(key)


def to_be_looked_at_again(plan: Plan, notes: Iterable[Note], now: datetime) -> Plan:
    """The plan. While a run that began before a takedown may still send, it is not taken for up to date by the next."""
    if not may_still_send(notes, now):
        return plan
    return replace(plan, generation=replace(plan.generation, source_digest=None))
