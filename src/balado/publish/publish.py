"""Publishing: plan, act, and plan again when somebody else was first. Every verb that publishes calls this."""

from __future__ import annotations

from dataclasses import replace

from balado.edition.draw import Draft, Outcome, draw_up
from balado.edition.news import announce_plan, tell_audit, tell_record
from balado.edition.open import Opened, Request, is_addressed, open_run
from balado.edition.unchanged import is_current
from balado.errors import RefusedError
from balado.events import Event
from balado.message import say
from balado.publish.apply import missing_of_turning
from balado.publish.mend import render_anew
from balado.publish.take_back import apply_or_take_back, to_be_looked_at_again
from balado.record.commit import Overtaken, Watch
from balado.record.generation import Generation
from balado.record.history import find_newest, last_after, project
from balado.record.integrity import Audit, audit, sample
from balado.record.leftovers import finish_takedowns
from balado.record.repair import projected_anew, repaired

_ATTEMPTS = 5


def publish(request: Request, watch: Watch) -> Outcome:
    """Publish the show. Plans again, a few times, when another publisher commits first."""
    opened = open_run(request)
    try:
        for _ in range(_ATTEMPTS):
            try:
                return _publish_once(opened, watch)
            except Overtaken:
                watch.announce(
                    Event("overtaken", say("Somebody else published meanwhile: reading that, planning again."))
                )
    finally:
        opened.inspector.save()
    raise RefusedError(say("Somebody else keeps publishing this show at the same time. Wait for that, then try again."))


def _publish_once(opened: Opened, watch: Watch) -> Outcome:
    there = find_newest(opened.target)
    everything = _look_at_everything(opened, there.generation, watch)
    newest, lost, shown = repaired(there, opened.target, watch)
    found = there.live if there.projected else None
    if everything is None and shown and not lost and is_current(opened, newest):
        return _nothing_to_do(Outcome(newest, None, False, opened.feed_url, opened=opened, found=found), None, watch)
    from balado.feed.without import without_item
    from balado.publish.exposure import refuse_exposed

    slugs = {folder.slug for folder in opened.scan.episodes}
    notes = finish_takedowns(opened.target, newest, slugs, without_item)
    lost |= everything.keys if everything is not None else frozenset()
    draft = draw_up(opened, newest, lost)
    if gone := missing_of_turning(draft.plan, opened.target.public):
        draft = draw_up(opened, newest, lost | gone)
    outcome = Outcome(newest, draft, False, opened.feed_url, opened=opened, found=found)
    if everything is not None:
        from balado.publish.mend import keep_copies, mending

        plan, left = mending(draft.plan, everything)
        draft, copies = replace(draft, plan=plan), keep_copies(opened.target, everything, plan.documents)
        outcome = replace(outcome, draft=draft, damages=left, copies=copies)
    if not shown:
        render_anew(draft.plan, opened.target, watch)
    if not draft.plan.changed or _is_empty(draft):
        return _nothing_to_do(outcome, everything, watch)
    if is_addressed(opened.request.overrides):
        refuse_exposed(opened.target, opened.url, opened.settings.get("verify", ""))
    announce_plan(draft.plan, watch.announce)
    plan = to_be_looked_at_again(draft.plan, notes, opened.request.now)
    served = apply_or_take_back(plan, opened.target, without_item, watch)
    if newest is None:
        watch.announce(tell_record(opened.target.state.address))
    return replace(outcome, generation=served, published=True, found=None)


def _look_at_everything(opened: Opened, newest: Generation | None, watch: Watch) -> Audit | None:
    if newest is None or not opened.request.repair:
        return None
    found = audit(newest, opened.target)
    watch.announce(tell_audit(found, newest.number))
    return found


def _nothing_to_do(outcome: Outcome, everything: Audit | None, watch: Watch) -> Outcome:
    """The outcome with what a look at a part of what is published found, unless everything was looked at.

    Further documents are put right at once. Raises Overtaken when another publication took away what is not there.
    """
    opened, newest = outcome.opened, outcome.generation
    if opened is None or newest is None:
        return outcome
    damages = outcome.damages
    if everything is None:
        damages = sample(newest, opened.target.public, opened.request.now)
        if damages and last_after(opened.target, newest).number != newest.number:
            raise Overtaken
    if any(damage.published.is_page for damage in (damages if everything is None else everything.damages)):
        project(opened.target, newest)
        watch.announce(projected_anew(newest.number))
    return replace(outcome, damages=tuple(damage for damage in damages if not damage.published.is_page))


def _is_empty(draft: Draft) -> bool:
    """Whether this would begin a record with nothing in it."""
    return draft.plan.previous is None and not draft.plan.generation.episodes
