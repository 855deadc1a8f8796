"""A show whose source is in no folder here: where it is fetched from, and what was found there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balado.errors import Place

PlaceParts = tuple[str, ...]
"""A place from its outermost part on: of a bucket the store's address, its name and the prefix; of a folder its path.

One place is inside another where it begins with its parts.
"""


@dataclass(frozen=True, slots=True)
class GitSource:
    """A show in a git repository: its address, a revision or its main branch, the folder in it or its top.

    `shared` are the bytes of the network.yaml that it has values from; `network` tells one network from another.
    `commit` is the one that is meant, where that is known: it is not asked for again where it is here.
    """

    address: str
    revision: str | None
    path: str | None
    network: str
    shared: bytes = field(default=b"", repr=False)
    commit: str = ""

    @property
    def name(self) -> tuple[str, ...]:
        """What tells it from others."""
        return (self.network, self.address, self.revision or "", self.path or "")


@dataclass(frozen=True, slots=True)
class BucketSource:
    """A show's folder in a bucket, `address` being that and its prefix; the others are as in `GitSource`.

    Without an endpoint or a region these are where boto3 finds them.
    """

    address: str
    endpoint: str | None
    region: str | None
    network: str
    shared: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> tuple[str, ...]:
        """What tells it from others."""
        return (self.network, self.address, self.endpoint or "")


ShowSource = GitSource | BucketSource


@dataclass(frozen=True, slots=True)
class SettledShow:
    """Where a show is published and its record kept, and its guid, each with the line that says so.

    `source` is the place in a bucket that its own files are fetched from.
    """

    name: str
    places: tuple[tuple[Place, PlaceParts], ...]
    guid: tuple[Place, str]
    source: PlaceParts = ()


@dataclass(frozen=True, slots=True)
class FetchedShow:
    """What a show is that was fetched: its texts under `publish`, with those that are shared, and what they settle.

    `settled` is None where feed.yaml cannot be read, which the show's own run tells. `commit` is that of a repository.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    settled: SettledShow | None = None
    commit: str = ""
