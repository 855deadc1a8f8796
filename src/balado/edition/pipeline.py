"""The order of the stages: source, media, feed, plan, apply. Every verb that needs the whole line calls this.

scan -> newest generation -> (same source, nothing due: done) -> read -> gather -> assemble -> write -> plan -> apply
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balado import __version__
from balado.edition.news import announce_plan, tell_audit, tell_record
from balado.edition.opening import is_addressed, scan_show, show_target
from balado.edition.unchanged import is_up_to_date
from balado.errors import RefusedError
from balado.events import Event
from balado.message import say
from balado.publish.apply import missing_of_turning
from balado.publish.repair import projected_anew, render_anew, repaired
from balado.record.commit import Overtaken, Watch
from balado.record.generation import Generation
from balado.record.history import find_newest, last_after, project
from balado.record.integrity import Audit, Damage, audit, sample
from balado.record.keys import FEED_KEY
from balado.record.leftovers import apply_or_take_back, finish_takedowns, to_be_looked_at_again
from balado.source.digest import source_digest
from balado.source.files import Scan
from balado.store.storage import Stored
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.edition.gather import Gathered
    from balado.edition.plan import Plan
    from balado.edition.render import Stage
    from balado.media.cache import Inspector

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do. `now` has a zone, or is in the show's; `overrides` replace `publish.to` and `.url`.

    `guarded` False is for looking only: what would be refused is then shown as it stands. `strict` refuses warnings
    too. `clock` is the true time, which the record is dated by; None: the same as `now`. `repair` looks at everything
    that is published and puts right what it can.
    """

    root: Path
    now: datetime
    owner: str
    cache_file: Path | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    reembed: tuple[str, ...] = ()
    guarded: bool = True
    strict: bool = False
    clock: datetime | None = None
    repair: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A publication that is worked out and not yet carried out. `released` are guids that the source lets go."""

    gathered: Gathered
    plan: Plan
    released: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. `generation` is the one served now, None when nothing was ever published.

    `draft` is None when the source was found unchanged without a look inside. `published` says that this run wrote,
    `projected` that what is served is that generation (a rehearsal repairs nothing). `found` is the feed that was
    served before and still is; None where this run wrote it. `opened` is None of a rehearsal. `damages` are objects
    that were looked at and are not as they were published, `copies` documents whose copy in the state cannot be made.
    """

    generation: Generation | None
    draft: Draft | None
    published: bool
    feed_url: str
    projected: bool = True
    opened: Opened | None = None
    found: Stored | None = None
    damages: tuple[Damage, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def repaired(self) -> bool:
        """Whether this run wrote the feed, be it only to finish what another began."""
        return self.opened is not None and self.found is None


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


def rehearse(opened: Opened) -> Outcome:
    """What `publish` would do, from the same code, without writing anything but the cache of inspections."""
    try:
        newest = find_newest(opened.target)
        draft = draw_up(opened, newest.generation)
    finally:
        opened.inspector.save()
    return Outcome(newest.generation, draft, published=False, feed_url=opened.feed_url, projected=newest.projected)


@dataclass(frozen=True, slots=True)
class Opened:
    """A run with its source scanned and its target at hand."""

    request: Request
    scan: Scan
    settings: Mapping[str, str]
    target: Target
    inspector: Inspector

    @property
    def url(self) -> str:
        """The public address of the target, without a final slash."""
        return self.settings.get("url", "").rstrip("/")

    @property
    def place(self) -> str:
        """Where the show is published to, as its author names it."""
        to = self.settings.get("to", "public").rstrip("/")
        return to if to.startswith("s3://") else ""  # every machine names a folder in its own way

    @property
    def feed_url(self) -> str:
        """The public address of the feed."""
        return f"{self.url}/{FEED_KEY}"


def open_run(request: Request) -> Opened:
    """The show scanned, its target at hand. Raises UsageError where there is no show."""
    from balado.media.cache import Inspector

    scanned, settings = scan_show(request.root, request.overrides)
    target = show_target(request.root, scanned, settings, request.overrides)
    return Opened(request, scanned, settings, target, Inspector(request.root, request.cache_file))


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


def digest_of(opened: Opened) -> str:
    """A digest of everything that the author wrote, and of what makes a feed of it."""
    return source_digest(opened.scan, {"url": opened.url, "balado": __version__})


def is_current(opened: Opened, newest: Generation | None) -> bool:
    """Whether the newest generation holds all there is here, and nothing is due."""
    now = opened.request.now
    if newest is None or opened.request.consent or opened.request.reembed or now.tzinfo is None:
        return False
    return newest.source_digest == digest_of(opened) and is_up_to_date(newest, opened.scan, opened.inspector, now)


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


def in_zone(now: datetime, zone: str) -> datetime:
    """The moment in UTC; one without a zone is read in this one."""
    return (now if now.tzinfo is not None else now.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
