"""Hosts of podcasts, and programs that make feeds: one row each, and how a feed is told to be of one. Pure.

A feed may have been made by a program on somebody's own server (generator), lie at a host (where its recordings are),
or both: where the recordings are says it first, for a program does not say who keeps them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from balado.feed.read import ReadFeed
from balado.importer.hosts.counters import without_counter
from balado.show.extra import prefix_of


@dataclass(frozen=True, slots=True)
class Host:
    """One row.

    `generators` are how the name of what wrote the feed begins, in lower case. `domains` are those of its recordings.
    `prefixes` are namespaces that nobody else uses.
    """

    name: str
    generators: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


HOSTS: tuple[Host, ...] = (
    Host("PowerPress", ("blubrry powerpress",), ("content.blubrry.com",), ("rawvoice",)),
    Host("Podlove", ("podlove podcast publisher",), (), ("bitlove", "fyyd")),
    Host("Seriously Simple Podcasting", ("ssp by castos", "seriously simple podcasting"), ("episodes.castos.com",)),
    Host("Castopod", ("castopod",)),
    Host("Acast", ("acast",), ("acast.com", "pippa.io"), ("acast",)),
    Host("Ausha", ("ausha",), ("ausha.co",)),
    Host("Buzzsprout", ("buzzsprout",), ("buzzsprout.com",)),
    Host("Libsyn", ("libsyn",), ("libsyn.com",), ("libsyn",)),
    Host("Spotify for Creators", ("anchor podcasts",), ("anchor.fm", "d3ctxlq1ktw2nl.cloudfront.net"), ("anchor",)),
    Host("SoundCloud", (), ("soundcloud.com",)),
    Host("Podbean", ("https://podbean.com", "http://podbean.com"), ("podbean.com",)),
    Host("Radio France", ("radio france",), ("radiofrance-podcast.net", "radiofrance.fr"), ("podcastrf",)),
)
"""YouTube has no row: its feeds are Atom without recordings, which is said where they are read."""


def host_of(read: ReadFeed) -> Host | None:
    """Which host or program a feed is of; None where none of these is told."""
    return _by_domain(read) or _by_generator(read.generator) or _by_prefix(read)


def _by_domain(read: ReadFeed) -> Host | None:
    """The host of most recordings."""
    found = Counter(host.name for host in map(_host_at, _addresses(read)) if host is not None)
    name = next((name for name, _ in found.most_common(1)), None)
    return next((host for host in HOSTS if host.name == name), None)


def _addresses(read: ReadFeed) -> Iterator[str]:
    return (without_counter(item.enclosure.url).url for item in read.feed.items)


def _host_at(url: str) -> Host | None:
    try:
        domain = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return next((host for host in HOSTS if any(f".{domain}".endswith(f".{one}") for one in host.domains)), None)


def _by_generator(generator: str) -> Host | None:
    written = generator.strip().lower()
    return next((host for host in HOSTS if written.startswith(host.generators) and host.generators), None)


def _by_prefix(read: ReadFeed) -> Host | None:
    every = chain(read.feed.extra, chain.from_iterable(item.extra for item in read.feed.items))
    prefixes = {prefix_of(extra.name) for extra in every}
    return next((host for host in HOSTS if prefixes.intersection(host.prefixes)), None)
