"""The publication of a network's page, prepared from network.yaml: who the network is, where its shows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from balado.artifact import FEED_KEY, public_url
from balado.edition.open import in_zone, open_store, target_of
from balado.errors import BaladoError, Fault, SourceError, UsageError
from balado.message import say
from balado.network.model import NETWORK_FILE, Network, NetworkPublish
from balado.network.read import NetworkReading
from balado.network.shows import NetworkShow
from balado.network.site.identity import NetworkIdentity
from balado.network.site.look import ShowPlace
from balado.network.site.request import SiteRequest
from balado.source.identity import show_guid
from balado.store.target import Target, TargetSettings, open_target
from balado.web.client import client_of_author

_USUAL_LANGUAGE = "en"
_SECONDS_OF_ALL = 900


@dataclass(frozen=True, slots=True)
class SiteRun:
    """A run that publishes the page of the network in `root`.

    `numbers` are the publications of shows that this run knows to be served, by the names of the shows. One that is
    `rehearsed` writes nothing. `consent` names shows that may leave the page.
    """

    root: Path
    now: datetime
    owner: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    rehearsed: bool = False
    consent: tuple[str, ...] = ()


def prepare_site(reading: NetworkReading, shows: Iterable[NetworkShow], run: SiteRun) -> SiteRequest:
    """What is to be published of these shows, which are all of the network.

    Raises UsageError where network.yaml names no place for it, SourceError where the network has no guid.
    """
    network = reading.sound()
    publish = published_to(network)
    identity = _identity(reading, network, publish)
    places = [_place_of(show, reading, run) for show in shows]
    feeds = [place.feed for place in places if place.feed]
    return SiteRequest(
        identity=identity,
        target=site_target(network, run.root),
        places=places,
        now=in_zone(run.now, identity.timezone),
        owner=run.owner,
        client=client_of_author(feeds, most_seconds=_SECONDS_OF_ALL),
        rehearsed=run.rehearsed,
        consent=run.consent,
    )


def _identity(reading: NetworkReading, network: Network, publish: NetworkPublish) -> NetworkIdentity:
    url = publish.url.rstrip("/")
    if network.guid is None:
        what = say("The network has no guid, by which its shows and apps know it for ever.")
        remedy = say("Add this line: {line}", line=f"guid: {show_guid(public_url(url, FEED_KEY))}")
        raise SourceError.of([Fault(reading.place("guid"), what, remedy)])
    owner = network.owner
    return NetworkIdentity(
        guid=network.guid,
        title=network.title,
        description=network.description or network.title,
        language=network.language or _default(network, "language") or _USUAL_LANGUAGE,
        url=url,
        link=network.link or "",
        author=(owner.name if owner is not None else _default(network, "author")) or network.title,
        email=owner.email if owner is not None else "",
        artwork=network.artwork or "",
        timezone=site_zone(network),
    )


def _default(network: Network, name: str) -> str:
    """What is written for all shows under a key; the class of defaults is made of that of shows."""
    return getattr(network.defaults, name) or ""


def published_to(network: Network) -> NetworkPublish:
    """Where the page is published. Raises UsageError where network.yaml does not say it."""
    if network.publish is None:
        raise UsageError(
            say(
                "Nothing says where the network's page is published. Add to {file}: {line}",
                file=NETWORK_FILE,
                line="publish: {to: public, url: 'https://podcasts.example.org'}",
            )
        )
    return network.publish


def site_zone(network: Network) -> str:
    """The zone in which hours are told."""
    return _default(network, "timezone") or "UTC"


def site_target(network: Network, root: Path) -> Target:
    """The storages of the network's page. Raises UsageError where network.yaml names no place for it."""
    publish = published_to(network)
    return open_target(
        TargetSettings(
            to=publish.to,
            root=root,
            endpoint=publish.endpoint,
            region=publish.region,
            addressing=publish.addressing,
            state=publish.state,
        )
    )


def _place_of(show: NetworkShow, reading: NetworkReading, run: SiteRun) -> ShowPlace:
    """Where a show is published. What is wrong with its own folder is told as what keeps it from being looked at."""
    at, listed = reading.place(f"shows.{show.index}"), show.listed
    if listed.feed is not None:
        return ShowPlace(show.name, at, listed.feed, feed=listed.feed)
    try:
        target = _target_of(show, run)
    except BaladoError as error:
        return ShowPlace(show.name, at, show.name, trouble=error.message)
    return ShowPlace(show.name, at, listed.bucket or show.name, target=target, number=run.numbers.get(show.name))


def _target_of(show: NetworkShow, run: SiteRun) -> Target:
    listed = show.listed
    if show.fetched is not None:
        return target_of(show.fetched.settings, run.root)
    if show.folder is not None:
        return open_store(show.folder, {}).target
    if listed.bucket is None:
        raise UsageError(say("its repository was not fetched."))
    return open_target(TargetSettings(to=listed.bucket, root=run.root, endpoint=listed.endpoint, region=listed.region))
