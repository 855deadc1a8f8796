"""What is asked of a publication of a network's page, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from balado.errors import Fault
from balado.network.site.identity import NetworkIdentity
from balado.network.site.look import ShowPlace
from balado.record.generation import Generation
from balado.store.target import Target
from balado.web.client import Client

if TYPE_CHECKING:
    from balado.network.site.summary import ShowSummary


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """The shows of a network in its order, to be published together at `target`.

    `now` has a zone; `owner` is a random token of the run. The `client` asks for the feeds of others. One that is
    `rehearsed` writes nothing, and its outcome is what would be published. `consent` names the sources of shows that
    may leave the page.
    """

    identity: NetworkIdentity
    target: Target
    places: Sequence[ShowPlace]
    now: datetime
    owner: str
    client: Client = field(repr=False)
    rehearsed: bool = False
    consent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """What is served in the end, whether this run published it, and the faults of shows that could not be read.

    `shows` are those that are on the page, by their names in network.yaml; empty where nothing had to be built.
    """

    generation: Generation
    published: bool
    faults: tuple[Fault, ...] = ()
    shows: Mapping[str, ShowSummary] = field(default_factory=dict)
