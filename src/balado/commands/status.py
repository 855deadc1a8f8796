"""`balado status`: what stands where, and what is due next."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from balado.artifact import FEED_KEY
from balado.cli.options import (
    deep_option,
    format_option,
    now_option,
    overdue_option,
    overrides,
    show_option,
    to_option,
    url_option,
)
from balado.cli.session import Session
from balado.edition.draw import refuse_misplaced, rehearse
from balado.edition.news import (
    named,
    not_served,
    tell_altered,
    tell_audit,
    tell_copies,
    tell_damages,
    tell_outdated,
    tell_waiting,
)
from balado.edition.open import Opened, Request, open_run
from balado.edition.standings import STATE_WORDS, EpisodeStatus, Overview, key_of, recall, remember, stand
from balado.edition.unchanged import current_digest
from balado.events import Event
from balado.message import Message, say
from balado.record.generation import Generation
from balado.record.history import Newest, find_newest
from balado.record.integrity import audit, has_feed_copy, sample
from balado.source.folder import waiting

_NOT_LIVE = ("due", "held-back", "missing-audio")


@click.command("status")
@show_option
@to_option
@url_option
@now_option
@overdue_option
@deep_option
@format_option
@click.pass_obj
def command(
    session: Session,
    *,
    root: Path,
    to: str | None,
    url: str | None,
    now: datetime | None,
    overdue: int | None,
    deep: bool,
) -> int:
    """Say what is live, scheduled, a draft, held back or changed, and what is due next."""
    request = Request(
        root=root,
        now=now or session.started,
        clock=session.started,
        owner="",
        cache_file=session.cache_file(root),
        connections=session.connections,
        meter=session.console.meter_of_reading(),
        overrides=overrides(to, url),
        guarded=False,
    )
    opened = open_run(request)
    refuse_misplaced(opened)
    there = find_newest(opened.target)
    overview = _overview(opened, there, session)
    zone = ZoneInfo(overview.zone)
    for episode in overview.episodes:
        session.console.row(_row(episode, zone))
        session.console.faults(episode.faults)
    if drafts := waiting(opened.scan.episodes):
        session.console.row(tell_waiting(drafts))
    if any(folder.masters for folder in opened.scan.episodes):
        from balado.commands.check import outdated_in

        if outdated := outdated_in(opened.scan):
            session.console.row(tell_outdated(outdated))
    session.console.row(_summary(there, overview, opened.feed_url))
    moment = request.now if request.now.tzinfo else request.now.replace(tzinfo=zone)
    late = _report_overdue(session, overview, None if overdue is None else moment - timedelta(hours=overdue))
    damaged = _report_damages(session, opened, there.generation, deep=deep)
    return max(late, damaged, int(not there.projected))


def _overview(opened: Opened, there: Newest, session: Session) -> Overview:
    """Where everything stands: what was found before, while nothing has changed, or else what a rehearsal finds."""
    newest, file, now = there.generation, session.overview_file(opened.request.root), opened.request.now
    key = None
    digest = current_digest(opened, newest) if there.projected else None
    if newest is not None and digest is not None:
        key = key_of({"source": digest, "feed": opened.feed_url, "by": newest.owner, "is": newest.number})
        if known := recall(file, key, now):
            opened.inspector.save()
            return known
    outcome = rehearse(opened, there)
    if outcome.draft is None:
        raise ValueError("a rehearsal always draws up")
    plan = outcome.draft.plan
    overview = Overview(stand(outcome), plan.generation.next_due, outcome.draft.gathered.show.timezone)
    if key is not None and not plan.changed:
        remember(file, key, now, overview)
    return overview


def _row(standing: EpisodeStatus, zone: ZoneInfo) -> Event:
    when = _local(standing.date, zone)
    message = say(
        "{when}  {episode}  {state}",
        when=when,
        episode=named(standing.slug, standing.title),
        state=STATE_WORDS[standing.state],
    )
    fields = {
        "episode": standing.slug,
        "title": standing.title,
        "state": standing.state,
        "date": standing.date,
    }
    return Event("episode", message, fields)


def _local(date: datetime | None, zone: ZoneInfo) -> str:
    return date.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z") if date else "-"


def _summary(there: Newest, overview: Overview, feed_url: str) -> Event:
    generation, waiting = there.generation, overview.next_due
    fields = {
        "feed": feed_url,
        "generation": generation.number if generation else None,
        "next_due": waiting,
        "projected": there.projected,
    }
    return Event("status", _summary_text(there, overview), fields)


def _summary_text(there: Newest, overview: Overview) -> Message:
    generation, waiting = there.generation, overview.next_due
    if generation is None:
        return say("Nothing is published yet.")
    if not there.projected:
        return not_served(generation.number)
    if waiting is None:
        return say("Publication {number}; nothing is scheduled.", number=generation.number)
    when = _local(waiting, ZoneInfo(overview.zone))
    return say("Publication {number}; next due {when}.", number=generation.number, when=when)


def _report_overdue(session: Session, overview: Overview, since: datetime | None) -> int:
    late = [
        one
        for one in overview.episodes
        if since is not None and one.state in _NOT_LIVE and one.date is not None and one.date <= since
    ]
    for one in late:
        session.console.announce(
            Event("overdue", say("{episode} is due and not live.", episode=one.slug), {"episode": one.slug})
        )
    return 1 if late else 0


def _report_damages(session: Session, opened: Opened, generation: Generation | None, *, deep: bool) -> int:
    """Tell which published files are gone or others now: of a part of them, or (`deep`) of all."""
    if generation is None:
        return 0
    if deep:
        found = audit(generation, opened.target)
        session.console.row(tell_audit(found, generation.number))
        faults = tell_altered(opened, found.damages, found.copies.values())
    else:
        faults = tell_damages(sample(generation, opened.target.public, opened.request.now), opened)
        if not has_feed_copy(opened.target, generation):
            faults += tell_copies((FEED_KEY,), opened.target.state.address)
    session.console.faults(faults)
    return 1 if faults else 0
