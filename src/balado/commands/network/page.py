"""The page of a network, published after its shows, or alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from balado.artifact import SITE_INDEX
from balado.cli.session import Session
from balado.errors import Fault
from balado.events import Event, Watch
from balado.message import say
from balado.network.task import ShowOutcome
from balado.record.keys import OPML_KEY
from balado.site.addresses import CALENDAR

if TYPE_CHECKING:
    from balado.network.model import Network
    from balado.network.read import NetworkReading
    from balado.network.shows import NetworkShow
    from balado.network.site.request import SiteRequest
    from balado.record.generation import Generation


@dataclass(frozen=True, slots=True)
class PageTask:
    """What becomes of the network's own page at the moment `now`: with `alone`, no show is run for; see `SiteRun`.

    Unless it says so, what was published is not looked at through its public address.
    """

    now: datetime
    rehearsed: bool = False
    alone: bool = False
    consent: tuple[str, ...] = ()
    verify: bool = False


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
    if outcome.published and task.verify and not task.rehearsed and _is_looked_at(network.reading.sound(), request):
        faults += _look(session, request, outcome.generation)
    return int(any(fault.severity == "error" for fault in faults))


def _is_looked_at(network: Network, request: SiteRequest) -> bool:
    """Whether what was published is looked at: as `verify` says for all shows, or else what lies in a bucket."""
    verify = network.defaults.publish.verify if network.defaults.publish is not None else None
    return request.target.public.is_remote if verify is None else verify


def _look(session: Session, request: SiteRequest, served: Generation) -> tuple[Fault, ...]:
    """Look at the page, the list, the feed and the calendar as others get them; tell, and give, what is wrong."""
    from balado.publish.claims import News, claimed_pages, claims_of
    from balado.publish.proof import Verdict, prove
    from balado.web.client import client_of_author

    url = request.identity.url
    claims = claims_of(request.target, url, served, News())
    if claims is None:
        raise AssertionError("a network always has a feed")
    pages = tuple(claimed_pages(url, served, (SITE_INDEX, OPML_KEY, CALENDAR)))
    proof = prove(replace(claims, pages=pages), client_of_author([url]), Watch(session.console.announce))
    session.of_network = True
    session.console.faults(proof.faults)
    session.of_network = False
    if proof.verdict is Verdict.PROVEN and not proof.faults:
        message = say("Looked at as readers would: {url} gives what was published.", url=url)
        fields = {"feed": claims.feed_url, "files": len(pages), "episodes_left_out": 0}
        session.console.announce(Event("verified", message, fields))
    return proof.faults


def _numbers(outcomes: Mapping[str, ShowOutcome]) -> Iterable[tuple[str, int]]:
    """The publication of each show that its run says is served."""
    for name, outcome in outcomes.items():
        told = [event["generation"] for event in outcome.events if {"generation", "feed"} <= event.keys()]
        if told and outcome.code <= 1 and isinstance(told[-1], int):
            yield name, told[-1]
