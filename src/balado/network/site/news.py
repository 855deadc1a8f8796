"""What is told of a network's page: that it was published, which shows could not be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from balado.artifact import FEED_KEY, SITE_INDEX, public_url
from balado.errors import Fault, Place
from balado.events import Event
from balado.message import Message, say, say_many
from balado.network.site.identity import NetworkIdentity

if TYPE_CHECKING:
    from balado.network.site.look import ShowPlace
    from balado.network.site.request import SiteOutcome
    from balado.network.site.summary import ShowSummary

_NAMED_MOST = 5


def tell_missing(name: str, at: Place, why: Message, *, is_known: bool) -> Fault:
    """The fault of a show that could not be looked at: a warning while what is known of it stays on the page."""
    if is_known:
        what = say("“{name}” stays on the network's page as it was: {why}", name=name, why=why)
        remedy = say("Nothing need be done if it is there again by the next run.")
        return Fault(at, what, remedy, severity="warning")
    what = say("“{name}” is not on the network's page: {why}", name=name, why=why)
    return Fault(at, what, say("Correct its address, or put right what is wrong there, then run this again."))


def tell_unread(place: ShowPlace) -> Fault:
    """The fault of a show that has no feed yet, where no other has one."""
    what = say("“{name}” has no feed yet.", name=place.name)
    return Fault(place.at, what, say("Publish it, then run this again."))


def tell_unnamed(settings: NetworkIdentity, shows: Sequence[ShowSummary], at: Place) -> Fault | None:
    """The fault of a network whose shows do not name it: apps believe a publisher only where both sides say so."""
    unnamed = [show.title for show in shows if show.publisher != settings.guid]
    if not unnamed:
        return None
    named = ", ".join(unnamed[:_NAMED_MOST]) + (", …" if len(unnamed) > _NAMED_MOST else "")
    what = say_many(
        "{count} show does not name this network as its publisher: {names}.",
        "{count} shows do not name this network as their publisher: {names}.",
        len(unnamed),
        names=named,
    )
    feed = public_url(settings.url, FEED_KEY)
    remedy = say(
        "Write under `defaults` in network.yaml: {line}",
        line=f"publisher: {{feed_guid: {settings.guid}, feed_url: '{feed}', medium: publisher}}",
    )
    return Fault(at, what, remedy, severity="info")


def tell_site(settings: NetworkIdentity, outcome: SiteOutcome, *, rehearsed: bool) -> Event:
    """What is told at the end: where the page is, and whether this run published it, or would have."""
    generation = outcome.generation
    count, page = len(generation.shows), public_url(settings.url, SITE_INDEX)
    if not outcome.published:
        message = say("The network's page is up to date: {url}", url=page)
    elif rehearsed:
        message = say("The network's page would be published: {url}", url=page).toned("changed")
    else:
        message = say_many(
            "The network's page is published, with {count} show: {url}",
            "The network's page is published, with {count} shows: {url}",
            count,
            url=page,
        ).toned("good")
    fields = {
        "site": page,
        "feed": public_url(settings.url, FEED_KEY),
        "generation": generation.number,
        "listed": count,
        "changed": outcome.published,
        "next_due": generation.next_due.isoformat() if generation.next_due else None,
    }
    return Event("network-page", message, fields)
