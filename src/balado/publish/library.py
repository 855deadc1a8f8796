"""What `balado.publish` carries out for programs: the run that the command makes, without a console."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from os import PathLike
from pathlib import Path
from zoneinfo import ZoneInfo

from balado.edition.draw import rehearse
from balado.edition.news import tell, tell_altered
from balado.edition.open import Request, open_run
from balado.edition.outcome import Outcome
from balado.errors import Fault, UsageError
from balado.events import Announce, Event, Watch
from balado.message import Message, say
from balado.publish.follow_up import FollowUpOptions, after_publication
from balado.publish.publish import publish


@dataclass(frozen=True, slots=True)
class Call:
    """A call of `balado.publish`. `now` and `clock` (the true time) have a zone, `owner` is a token of this call."""

    root: str | PathLike[str]
    now: datetime | None
    clock: datetime
    owner: str
    overrides: Mapping[str, str] = field(default_factory=dict)
    consent: tuple[str, ...] = ()
    strict: bool = False
    cache: str | PathLike[str] | None = None
    podping_token: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What a call came to.

    `changed` says that something was published, or in a dry run that something would be. `number` is that of the
    publication served after the call (in a dry run: that it would have), None where nothing was ever published.
    `live`, `announced` and `held_back` are slugs, `scheduled` tells by slug when an episode goes live; `next_due` is
    when something changes by itself. `changes` are sentences about episodes. `faults` are what was found and did not
    refuse the publication: warnings, the faults of episodes held back, and what failed afterwards; `is_sound` says
    that none of them is an error.
    """

    feed_url: str
    number: int | None
    changed: bool
    live: tuple[str, ...] = ()
    scheduled: Mapping[str, datetime] = field(default_factory=dict)
    announced: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    next_due: datetime | None = None
    changes: tuple[Message, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong: the command would end with 0."""
        return not self.held_back and not any(fault.severity == "error" for fault in self.faults)


def carry_out(call: Call, announce: Announce | None, *, dry_run: bool) -> Publication:
    """Publish, or find out what publishing would do. Raises BaladoError."""
    if call.now is not None and call.now > call.clock and not dry_run:
        raise UsageError(say("A time to come is for rehearsals: publish without `now`, or with `dry_run=True`."))
    root = Path(call.root)
    if not root.is_dir():
        raise UsageError(say("`{folder}` is not a folder.", folder=root))
    request = Request(
        root=root,
        now=call.now or call.clock,
        clock=call.clock,
        owner=call.owner,
        cache_file=None if call.cache is None else Path(call.cache),
        overrides=call.overrides,
        consent=call.consent,
        strict=call.strict,
    )
    if dry_run:
        outcome = rehearse(open_run(request))
        changed = not outcome.projected or (outcome.draft is not None and outcome.draft.plan.changed)
        return _publication(outcome, (), changed=changed, planned=True)
    watch = Watch(announce or _unheard)
    outcome = publish(request, watch)
    faults = after_publication(outcome, FollowUpOptions(watch, call.podping_token))
    return _publication(outcome, faults, changed=outcome.published, planned=False)


def _unheard(_event: Event) -> None:
    """Nobody listens."""


def _publication(outcome: Outcome, afterwards: tuple[Fault, ...], *, changed: bool, planned: bool) -> Publication:
    draft = outcome.draft
    faults, changes = (
        [*tell_altered(outcome.opened, outcome.damages, outcome.copies), *afterwards],
        tuple[Message, ...](),
    )
    if draft is not None:
        zone = ZoneInfo(draft.gathered.show.timezone)
        faults += [*draft.decision.warnings, *draft.decision.held_faults]
        changes = tuple(tell(change, zone) for change in draft.plan.changes)
    standing = outcome.standing(planned=planned and changed)
    return Publication(
        feed_url=outcome.feed_url,
        number=standing.number,
        changed=changed,
        live=standing.live,
        scheduled=standing.scheduled,
        announced=standing.announced,
        held_back=outcome.held_back,
        next_due=standing.next_due,
        changes=changes,
        faults=tuple(sorted(faults, key=lambda fault: fault.order)),
    )
