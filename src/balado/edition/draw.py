"""The whole line without its last step: read, gather, assemble, write, judge, plan, guard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from balado.edition.open import Opened, in_zone
from balado.edition.outcome import Draft, Outcome
from balado.edition.unchanged import digest_of
from balado.record.generation import Generation
from balado.record.history import find_newest

if TYPE_CHECKING:
    from balado.edition.gather import Gathered
    from balado.edition.render import Stage


def rehearse(opened: Opened) -> Outcome:
    """What `publish` would do, from the same code, without writing anything but the cache of inspections."""
    try:
        newest = find_newest(opened.target)
        draft = draw_up(opened, newest.generation)
    finally:
        opened.inspector.save()
    return Outcome(newest.generation, draft, published=False, feed_url=opened.feed_url, projected=newest.projected)


def draw_up(opened: Opened, newest: Generation | None, lost: frozenset[str] = frozenset()) -> Draft:
    """Read, gather, assemble, write, plan, guard: the whole line without its last step."""
    from balado.edition.contents import Contents
    from balado.edition.episode import Aim
    from balado.edition.gather import gather, hold_back, refuse_warnings
    from balado.edition.judge import OwnFeed
    from balado.edition.memory import Memory
    from balado.edition.plan import Run, make_plan
    from balado.edition.render import assemble_all, render_live, without_held
    from balado.record.guard import guard
    from balado.rules.ignore import wishes_of, without_ignored
    from balado.source.read import read

    owners = {record.guid: record.folder for record in newest.episodes} if newest is not None else {}
    reading = read(opened.scan, opened.request.overrides, owners)
    aim = Aim(opened.url, lost, opened.request.only, opened.request.reembed)
    gathered = gather(reading, newest, opened.inspector, aim)
    now = in_zone(opened.request.now, gathered.show.timezone)
    stage = set_stage(opened, gathered, newest, now)
    feed = assemble_all(stage, now)
    own = OwnFeed(feed, reading, gathered.readable, now)
    found = own.judge(own.document())
    gathered = hold_back(gathered, without_ignored(found, wishes_of(reading.show, reading.episodes)), newest)
    if opened.request.strict:
        refuse_warnings(gathered)
    stage = without_held(stage, gathered.held, {one.episode.slug for one in gathered.announceable})
    rendered, pages = render_live(feed, stage, newest, now)
    digest = digest_of(opened) if gathered.complete else None
    placed_guids = {one.episode.guid for one in stage.placed}
    kept = tuple(one for one in Memory(newest).kept(gathered.held_guids) if one.guid not in placed_guids)
    contents = Contents(stage.place, stage.placed, rendered, kept, pages, stage.announced)
    plan = make_plan(contents, newest, Run(now, opened.request.owner, digest, opened.place, opened.request.clock), lost)
    released = gathered.released(stage.placed)
    if opened.request.guarded:
        guard(newest, plan.generation, opened.request.consent, released)
    return Draft(gathered, plan, released)


def set_stage(opened: Opened, gathered: Gathered, newest: Generation | None, now: datetime) -> Stage:
    """Everything that is known in its place at that moment."""
    from balado.edition.contents import announce, place_episodes, place_show
    from balado.edition.render import Stage

    show = place_show(gathered.show.guid, opened.url, gathered.artwork, newest)
    placed = place_episodes(gathered.candidates, newest, now)
    announced = announce(gathered.announceable, placed, newest, now)
    return Stage(gathered.show, show, placed, announced, gathered.beside)
