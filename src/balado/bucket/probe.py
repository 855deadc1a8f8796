"""Probes: small objects that are stored for a moment, to see from outside what strangers can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from balado.artifact import NEVER, Artifact, Kind
from balado.bucket.merge import example
from balado.bucket.policies import BucketPrefix
from balado.bucket.site import BucketSite
from balado.record.keys import public_keys
from balado.record.left_probes import probe_name, remove_probes
from balado.store.s3_settings import Bucket
from balado.store.storage import Storage
from balado.web.client import Client, client_of_author
from balado.web.reply import Reply
from balado.web.wire import Ask

_TYPE = "text/plain"
_FIRST_RECORD = "generations/1.json"
_LISTING = b"<ListBucketResult"
_SECONDS = 10.0
_MOST_BYTES = 64 * 1024
_PLAYER = "https://player.example"
"""A site of others whose script plays the show."""


@dataclass(frozen=True, slots=True)
class Probes:
    """What is there to be looked at: the bytes by key. None stands for a file whose older copy a cache may give.

    `name` is what the probes are called.
    """

    name: str
    public: Mapping[str, bytes | None]
    state: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a stranger looks: the address of the public files, of the record of publications, and of listings.

    `state` is None where the record cannot be seen from there. All end without a slash.
    """

    public: str
    state: str | None
    listings: tuple[str, ...] = ()


@dataclass
class View:
    """What a stranger saw at an address. `reached` is False when nothing answered.

    `unread` are the public keys that were not given (`audio/*`), `opened` and `listed` addresses that should have been
    closed; `other_sites` tells whether scripts of other sites may read, None when nothing could be read.
    """

    address: str
    reached: bool = True
    unread: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    other_sites: bool | None = None


@contextmanager
def probes(site: BucketSite, token: str) -> Iterator[Probes]:
    """Store a probe wherever the public reads, and one in the record; all are gone afterwards.

    Those that a run left which was killed go first: they would be public for ever.
    `token` is one that no other run has. Files with a name of their own, as feeds, are looked at as they are.
    """
    public, state = site.target.public, site.target.state
    remove_probes(public, state)
    name = probe_name(token)
    written = [(public, example(key, name)) for key in public_keys(site.feeds) if "*" in key]
    record = [(state, f"probe/{name}")] if site.state is not None else []
    body = name.encode()
    stored: list[tuple[Storage, str]] = []
    try:
        for storage, key in (*written, *record):
            stored.append((storage, key))
            storage.put(Artifact.of_bytes(key, Kind.DOCUMENT, body, _TYPE, NEVER))
        there = [key for key in public_keys(site.feeds) if "*" not in key and public.head(key) is not None]
        secrets = {key: body for _, key in record}
        first = state.get(_FIRST_RECORD) if record else None
        yield Probes(
            name,
            {**dict.fromkeys(there), **{key: body for _, key in written}},
            secrets if first is None else {**secrets, _FIRST_RECORD: first[0]},
        )
    finally:
        for storage, key in stored:
            storage.delete(key)


def addresses(site: BucketSite) -> tuple[Address, Address | None]:
    """The store's own address, and the public one; None where the show has none."""
    record = site.record
    own = Address(
        _folder(site.bucket, site.public),
        _folder(site.state, record) if site.state is not None and record is not None else None,
        tuple(bucket.url().rstrip("/") for bucket in site.buckets),
    )
    if not site.url:
        return own, None
    inside = record is not None and site.public.holds(record)
    state = f"{site.url}/{record.prefix.removeprefix(site.public.key(''))}" if inside and record is not None else None
    return own, Address(site.url, state, (site.url,))


def _folder(bucket: Bucket, prefix: BucketPrefix) -> str:
    return bucket.url(prefix.key("x")).removesuffix("/x")


def view(address: Address, there: Probes, seconds: float = _SECONDS) -> View:
    """What a stranger sees at an address of all that is there. Stops when nothing answers in that time."""
    client = client_of_author((address.public, address.state or "", *address.listings), seconds)
    seen = View(address.public)
    for key, body in there.public.items():
        sight = _seen(client, f"{address.public}/{quote(key)}")
        if sight is None:
            return View(address.public, reached=False)
        if _gives(sight, body):
            seen.other_sites = _lets_sites_read(sight) and seen.other_sites is not False
        else:
            seen.unread.append(key.replace(there.name, "*"))
    for key, body in there.state.items() if address.state is not None else ():
        sight = _seen(client, f"{address.state}/{quote(key)}")
        if sight is not None and _gives(sight, body):
            seen.opened.append(f"{address.state}/")
            break
    for place in address.listings:
        sight = _seen(client, f"{place}/?list-type=2&max-keys=1")
        if sight is not None and sight.status == 200 and _LISTING in sight.body:
            seen.listed.append(place)
    return seen


def _seen(client: Client, url: str) -> Reply | None:
    """What a script on another site gets, without credentials; None when nothing answers."""
    reply = client.ask(Ask("GET", url, {"Origin": _PLAYER}, _MOST_BYTES))
    return reply if reply.status else None


def _lets_sites_read(sight: Reply) -> bool:
    """Whether a script of any site may read this answer (CORS)."""
    return sight.headers.get("access-control-allow-origin") in ("*", _PLAYER)


def _gives(sight: Reply, body: bytes | None) -> bool:
    return sight.status == 200 and (body is None or sight.body == body[: len(sight.body)] != b"")
