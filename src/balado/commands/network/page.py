"""The page of a network, published after its shows, or alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.events import Watch
from balado.network.task import ShowOutcome

if TYPE_CHECKING:
    from balado.network.read import NetworkReading
    from balado.network.shows import NetworkShow


@dataclass(frozen=True, slots=True)
class PageTask:
    """What becomes of the network's own page at the moment `now`: with `alone`, no show is run for; see `SiteRun`."""

    now: datetime
    rehearsed: bool = False
    alone: bool = False
    consent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedNetwork:
    """A network that was read, in its folder, with all of its shows."""

    reading: NetworkReading
    folder: Path
    shows: tuple[NetworkShow, ...]


def publish_page(session: Session, network: ListedNetwork, task: PageTask, outcomes: Mapping[str, ShowOutcome]) -> int:
    """Publish the page, and tell of it; the exit code: 1 where a show is not on it that should be.

    `outcomes` are those of the shows that this run published, by name: where a show is served by now, it need not be
    asked. Raises what `prepare_site` and `publish_site` raise.
    """
    from balado.network.site.news import tell_site, tell_unnamed
    from balado.network.site.prepare import SiteRun, prepare_site
    from balado.network.site.publish import publish_site

    numbers = {} if task.rehearsed else dict(_numbers(outcomes))
    run = SiteRun(network.folder, task.now, session.token(), numbers, task.rehearsed, task.consent)
    request = prepare_site(network.reading, network.shows, run)
    outcome = publish_site(request, Watch(session.console.announce))
    faults = list(outcome.faults)
    if outcome.published:
        names = [show.name for show in network.shows if show.is_own]
        own = [outcome.shows[name] for name in names if name in outcome.shows]
        unnamed = tell_unnamed(request.identity, own, network.reading.place("defaults.publisher"))
        faults += [] if unnamed is None else [unnamed]
    session.console.faults(tuple(faults))
    session.console.announce(tell_site(request.identity, outcome, rehearsed=task.rehearsed))
    return int(any(fault.severity == "error" for fault in faults))


def _numbers(outcomes: Mapping[str, ShowOutcome]) -> Iterable[tuple[str, int]]:
    """The publication of each show that its run says is served."""
    for name, outcome in outcomes.items():
        told = [event["generation"] for event in outcome.events if {"generation", "feed"} <= event.keys()]
        if told and outcome.code <= 1 and isinstance(told[-1], int):
            yield name, told[-1]
