"""Publishing: plan, act, and plan again when somebody else was first. Every verb that publishes calls this."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from balado.edition.open import Opened, Request, open_run
from balado.edition.outcome import Outcome
from balado.edition.unchanged import is_current
from balado.errors import UsageError
from balado.events import Event, Watch
from balado.message import say
from balado.record.history import COMMIT_ATTEMPTS, Overtaken, find_newest, last_after, project, still_overtaken
from balado.record.integrity import Audit, Damage, audit, copy_of_hour, has_copy, sample

if TYPE_CHECKING:
    from balado.record.generation import Generation


def publish(request: Request, watch: Watch) -> Outcome:
    """Publish the show. Plans again, a few times, when another publisher commits first."""
    opened = open_run(request)
    try:
        if isinstance(opened.placed, UsageError):
            from balado.edition.draw import refuse_misplaced

            refuse_misplaced(opened)
        for _ in range(COMMIT_ATTEMPTS):
            try:
                return _publish_once(opened, watch)
            except Overtaken:
                watch.announce(
                    Event("overtaken", say("Somebody else published meanwhile: reading that, planning again."))
                )
    finally:
        opened.inspector.save()
    raise still_overtaken()


def _publish_once(opened: Opened, watch: Watch) -> Outcome:
    there = find_newest(opened.target)
    everything = _look_at_everything(opened, there.generation, watch)
    newest, lost, shown = there.generation, frozenset[str](), True
    if newest is not None and not there.projected:
        from balado.record.repair import repaired

        newest, lost, shown = repaired(there, opened.target, watch)
    outcome = Outcome(
        newest, None, False, opened.feed_url, opened=opened, found=there.live if there.projected else None
    )
    if everything is None and shown and not lost and is_current(opened, newest):
        return _nothing_to_do(outcome, None, watch)
    # Pydantic, lxml and two thirds of our own modules come with it: not for a run that ends above.
    from balado.publish.renew import Found, renewed

    renewal = renewed(outcome, Found(lost, shown, everything), watch)
    return renewal if renewal.published else _nothing_to_do(renewal, everything, watch)


def _look_at_everything(opened: Opened, newest: Generation | None, watch: Watch) -> Audit | None:
    if newest is None or not opened.request.repair:
        return None
    from balado.edition.news import tell_audit

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
        damages = _look_at_a_part(opened, newest, watch)
    if any(damage.published.is_page for damage in (damages if everything is None else everything.damages)):
        project(opened.target, newest)
        from balado.record.repair import projected_anew

        watch.announce(projected_anew(newest.number))
    return replace(outcome, damages=tuple(damage for damage in damages if not damage.published.is_page))


def _look_at_a_part(opened: Opened, newest: Generation, watch: Watch) -> tuple[Damage, ...]:
    """What is damaged of the part that this hour looks at; one request, unless others look. A kept copy is put right.

    Raises Overtaken when another publication took away what is not there.
    """
    target, now = opened.target, opened.request.now
    if target.public.is_remote and not opened.request.samples:
        return ()
    copy = copy_of_hour(newest, now)
    if copy is not None and not has_copy(target, copy):
        from balado.record.repair import copies_kept_anew, keep_served

        keep_served(target, newest)
        watch.announce(copies_kept_anew(newest.number))
    if copy is not None and target.public.is_remote:
        return ()
    damages = sample(newest, target.public, now)
    if damages and last_after(target, newest).number != newest.number:
        raise Overtaken
    return damages
