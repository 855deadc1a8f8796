"""A publication drawn up from the source and carried out, once it is known that there is something to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from balado.edition.draw import draw_up
from balado.edition.news import announce_pages, announce_plan, tell_record
from balado.edition.open import is_addressed
from balado.edition.outcome import Draft, Outcome
from balado.edition.plan import Plan
from balado.edition.shown import refuse_unseen
from balado.edition.unchanged import tells_of_another_source
from balado.events import Watch
from balado.publish.apply import missing_of_turning
from balado.publish.cutting import CUTS
from balado.publish.exposure import refuse_exposed
from balado.publish.mend import keep_copies, mending, render_anew
from balado.publish.take_back import apply_or_take_back, to_be_looked_at_again
from balado.record.integrity import Audit
from balado.record.leftovers import finish_takedowns
from balado.record.unchanged_source import note_unchanged
from balado.store.target import Target


@dataclass(frozen=True, slots=True)
class Found:
    """What was found where it is published to: the keys that are gone, whether the newest generation is served.

    `everything` is the look at every object, where that was asked for.
    """

    lost: frozenset[str]
    shown: bool
    everything: Audit | None


def renewed(outcome: Outcome, found: Found, watch: Watch) -> Outcome:
    """The outcome of publishing what is here, after what is served now (`outcome`), which may turn out to be the same.

    Raises what `draw_up` and `apply` raise.
    """
    opened, newest, everything = outcome.opened, outcome.generation, found.everything
    if opened is None:
        raise ValueError("a rehearsal publishes nothing")
    slugs = {folder.slug for folder in opened.scan.episodes}
    notes = finish_takedowns(opened.target, newest, slugs, CUTS)
    lost = found.lost | (everything.keys if everything is not None else frozenset())
    is_served = found.shown and (everything is None or everything.are_documents_whole)
    draft = draw_up(opened, newest, lost, anew=not is_served)
    if gone := missing_of_turning(draft.plan, opened.target.public):
        draft = draw_up(opened, newest, lost | gone, anew=not is_served)
    refuse_unseen(opened, draft)
    outcome = replace(outcome, draft=draft)
    if everything is not None:
        plan, left = mending(draft.plan, everything)
        draft, copies = replace(draft, plan=plan), keep_copies(opened.target, everything, plan.documents)
        outcome = replace(outcome, draft=draft, damages=left, copies=copies)
    if not found.shown:
        render_anew(draft.plan, opened.target, watch)
    if not draft.plan.changed or _is_empty(draft):
        _remember(to_be_looked_at_again(draft.plan, notes, opened.request.now), opened.target)
        return outcome
    if is_addressed(opened.request.overrides):
        refuse_exposed(opened.target, opened.url, opened.settings.get("verify", ""))
    announce_plan(draft.plan, watch.announce)
    announce_pages(draft.plan, watch.announce)
    plan = to_be_looked_at_again(draft.plan, notes, opened.request.now)
    plan = replace(plan, is_served=is_served)
    served = apply_or_take_back(plan, opened.target, CUTS, watch)
    if newest is None:
        watch.announce(tell_record(opened.target.state.address))
    return replace(outcome, generation=served, published=True, found=None)


def _remember(plan: Plan, target: Target) -> None:
    """Let the next run know that this source publishes what is published, where the record does not say so."""
    digest, previous = plan.generation.source_digest, plan.previous
    if previous is None or plan.changed or digest in (None, previous.source_digest):
        return
    if not tells_of_another_source(previous.source_digest, digest):
        note_unchanged(target.state, previous, digest)


def _is_empty(draft: Draft) -> bool:
    """Whether this would begin a record with nothing in it."""
    return draft.plan.previous is None and not draft.plan.generation.episodes
