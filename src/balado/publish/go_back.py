"""Going back to an earlier publication, with what is told of it and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from balado.edition.open import OpenedStore
from balado.errors import Fault
from balado.events import Event
from balado.message import say
from balado.publish.follow_up import FollowUpOptions, Site, after_rollback
from balado.record.generation import Generation
from balado.record.rollback import roll_back


@dataclass(frozen=True, slots=True)
class BackRequest:
    """Where to go back to: a publication by its number, None for the one before the newest.

    `run` is the time and the random token of this run, `consent` names what subscribers may lose, `overriding` replaces
    settings under `publish`.
    """

    number: int | None
    run: tuple[datetime, str]
    consent: tuple[str, ...] = ()
    overriding: Mapping[str, str] = field(default_factory=dict)


def go_back(store: OpenedStore, request: BackRequest, options: FollowUpOptions) -> tuple[Generation, tuple[Fault, ...]]:
    """Publish it again, tell so, and do what follows; gives what is served then, and what went wrong afterwards.

    Raises what `roll_back` raises.
    """
    served = roll_back(store.target, request.number, request.run, request.consent, options.watch)
    options.watch.announce(_rolled_back(store, served))
    site = Site(store.scan, store.target, store.url, request.overriding)
    return served, after_rollback(site, served, options)


def _rolled_back(store: OpenedStore, served: Generation) -> Event:
    return Event(
        "rolled-back",
        say(
            "Publication {number} is published again (as publication {new}), in {place}. The next publication of "
            "this source does again what was undone: see `balado diff`.",
            place=store.target.public.address,
            number=served.restores or "",
            new=served.number,
        ),
        {"feed": store.feed_url, "generation": served.number, "restores": served.restores},
    )
