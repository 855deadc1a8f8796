"""What a network publishes, made for tests: shows of one another, and runs in this process on storages in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from feed_specimens import feed, item
from memory_storage import MemoryStorage, memory_target
from runs_in_process import Steps

from balado.errors import Place
from balado.events import Event, Watch
from balado.feed.document import Enclosure, Feed, LiveItem
from balado.feed.write import write
from balado.network.site.identity import NetworkIdentity
from balado.network.site.look import ShowPlace
from balado.network.site.publish import publish_site
from balado.network.site.request import SiteOutcome, SiteRequest
from balado.record.commit import commit
from balado.record.copies import feed_copy
from balado.record.generation import FeedRecord, Generation
from balado.record.history import find_newest, project
from balado.show.model import Location
from balado.show.podcasting import ContentLink
from balado.store.target import Target
from balado.web.client import Client
from balado.web.reply import Reply, Trouble
from balado.web.wire import Ask

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
AT = Place("network.yaml", 2, "shows.0")
MINISTRY = NetworkIdentity(
    guid="0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11",
    title="Les podcasts d’un ministère",
    description="Tout ce qui s’y dit : en français.",
    language="fr",
    url="https://podcasts.example",
    link="https://www.example.org/",
    author="Le ministère",
    email="podcast@example.org",
    timezone="Europe/Paris",
)


def show_feed(name: str, *episodes: str, **changes: Any) -> Feed:
    """A feed of `https://<name>.example` with these episodes, the newest first, a day apart."""
    items = (
        item(one, published=NOW - timedelta(days=age), title=f"Épisode {one}", link=f"https://{name}.example/{one}")
        for age, one in enumerate(episodes)
    )
    known: dict[str, Any] = {
        "guid": f"guid-of-{name}",
        "title": f"Radio {name}",
        "link": f"https://{name}.example/",
        "feed_url": f"https://{name}.example/feed.xml",
        "image_url": f"https://{name}.example/cover.jpeg",
    }
    return feed(*items, **{**known, **changes})


def conference(name: str, start: datetime, hours: float | None = 2, status: str = "pending") -> LiveItem:
    """A conference that a feed announces."""
    announced = item(
        name,
        title=f"Conférence {name}",
        published=start,
        enclosure=Enclosure("https://live.example/stream", 0, "application/x-mpegURL"),
        duration_s=0,
        content_links=(ContentLink(url=f"https://live.example/{name}"),),
        locations=(Location(name="Conseil d’État", rel="creator"),),
    )
    return LiveItem(status, start, None if hours is None else start + timedelta(hours=hours), announced)


@dataclass
class OwnShow:
    """A show that is published on storages in memory."""

    name: str
    target: Target = field(init=False)

    def __post_init__(self) -> None:
        self.target = Target(MemoryStorage(f"memory of {self.name}"), MemoryStorage())

    def publish(self, told: Feed, documents: Mapping[str, bytes] | None = None, **changes: Any) -> None:
        """Publish this feed as the next publication of the show, with further `documents` by digest."""
        newest = find_newest(self.target).generation
        document = write(told)
        sha256 = hashlib.sha256(document).hexdigest()
        generation = Generation(
            number=1 if newest is None else newest.number + 1,
            created=NOW,
            owner="a run",
            url=f"https://{self.name}.example",
            show_guid=told.guid,
            source_digest=None,
            next_due=None,
            built=told.built,
            feed=FeedRecord(sha256, len(document)),
            artwork=None,
        )
        generation = replace(generation, **changes)
        self.target.state.put(feed_copy(document, sha256))
        commit(generation, self.target.state, Watch(lambda _event: None))
        project(self.target, generation, {sha256: document, **(documents or {})})

    @property
    def storage(self) -> MemoryStorage:
        assert isinstance(self.target.public, MemoryStorage)
        return self.target.public


@dataclass
class SteppedStorage(MemoryStorage):
    """A storage in memory that ends a run before one of its steps."""

    steps: Steps = field(default_factory=Steps)

    def _note(self, verb: str, key: str) -> None:
        super()._note(verb, key)
        self.steps.step(f"{verb} {key}")


@dataclass
class FeedsOfOthers:
    """Stands for the web: documents by address, each with an ETag; what is not there is not found."""

    documents: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, ask: Ask) -> Reply:
        document = self.documents.get(ask.url)
        reply = Reply(ask.url, trouble=Trouble.REFUSED) if document is None else self._answer(ask, document)
        self.asked.append((ask.url, reply.status))
        return reply

    def _answer(self, ask: Ask, document: bytes) -> Reply:
        etag = f'"{hashlib.sha256(document).hexdigest()[:8]}"'
        if ask.headers.get("If-None-Match") == etag:
            return Reply(ask.url, 304, {"etag": etag})
        return Reply(ask.url, 200, {"etag": etag}, document)


@dataclass
class NetworkWorld:
    """A network, its shows, and the feeds of others. `numbers` are publications of shows that are known by name.

    `consent` names shows that may leave the page.
    """

    own: list[OwnShow] = field(default_factory=list)
    others: FeedsOfOthers = field(default_factory=FeedsOfOthers)
    target: Target = field(default_factory=memory_target)
    identity: NetworkIdentity = MINISTRY
    now: datetime = NOW
    numbers: Mapping[str, int] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    consent: tuple[str, ...] = ()
    events: list[Event] = field(default_factory=list)

    def show(self, told: Feed, **changes: Any) -> OwnShow:
        """A show of the network, published with this feed, under the name of its guid."""
        made = OwnShow(told.guid.removeprefix("guid-of-"))
        made.publish(told, **changes)
        self.own.append(made)
        return made

    def list(self, told: Feed) -> None:
        """A show of others, in the network from now on, or with another feed from now on."""
        self.others.documents[told.feed_url] = write(told)
        if told.feed_url not in self.listed:
            self.listed.append(told.feed_url)

    def publish(self) -> SiteOutcome:
        """Publish the network's page once."""
        return self.run(self.target)

    def run(self, target: Target) -> SiteOutcome:
        """The same on a target that behaves in its own way."""
        places = [
            *(
                ShowPlace(one.name, AT, one.name, target=one.target, number=self.numbers.get(one.name))
                for one in self.own
            ),
            *(ShowPlace(address, AT, address, feed=address) for address in self.listed),
        ]
        client = cast("Client", self.others)
        request = SiteRequest(self.identity, target, places, self.now, "this run", client, consent=self.consent)
        return publish_site(request, Watch(self.events.append, pause=lambda _seconds: None))

    @property
    def public(self) -> MemoryStorage:
        assert isinstance(self.target.public, MemoryStorage)
        return self.target.public

    @property
    def state(self) -> MemoryStorage:
        assert isinstance(self.target.state, MemoryStorage)
        return self.target.state

    @property
    def served(self) -> dict[str, bytes]:
        """What is served, by key."""
        return {key: body for key, (body, _) in self.public.objects.items()}

    def calls(self, act: Callable[[], object]) -> list[str]:
        """What is asked of all storages meanwhile."""
        storages = [self.public, self.state]
        for one in self.own:
            assert isinstance(one.target.state, MemoryStorage)
            storages += [one.storage, one.target.state]
        for storage in storages:
            storage.calls.clear()
        act()
        return [call for storage in storages for call in storage.calls]


def ministry() -> NetworkWorld:
    """A network of two shows of its own and one of others, with a conference to come."""
    world = NetworkWorld()
    world.show(show_feed("un", "a", "b", live=(conference("x", NOW + timedelta(days=2)),)))
    world.show(show_feed("deux", "c"))
    world.list(show_feed("trois", "d", "e"))
    return world
