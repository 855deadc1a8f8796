"""What a network publishes, as a transaction: shows looked at, documents built and kept, committed, projected.

It is the transaction of a show (`balado.publish`), on the same record: generations of its own, of which creating one is
the commit; what is served only projects the newest. Of two at once one commits, and the other looks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from balado.errors import RefusedError
from balado.events import Event, Watch
from balado.message import say
from balado.network.site.digest import digest_of
from balado.network.site.look import ShowLook, look_at_all
from balado.network.site.losses import guard_shows, missing_shows, refuse_empty
from balado.network.site.request import SiteOutcome, SiteRequest
from balado.record.generation import Generation
from balado.record.history import COMMIT_ATTEMPTS, Overtaken, find_newest, still_overtaken


def publish_site(request: SiteRequest, watch: Watch) -> SiteOutcome:
    """Publish what the network tells of its shows; nothing is written where that is what is served.

    Raises RefusedError where the place belongs to something else or a show would leave the page, UsageError for a
    consent that is not needed, RemoteError where the store fails.
    """
    for _ in range(COMMIT_ATTEMPTS):
        try:
            return _publish_once(request, watch)
        except Overtaken:
            watch.announce(Event("overtaken", say("Somebody else published meanwhile: reading that, planning again.")))
    raise still_overtaken()


def _publish_once(request: SiteRequest, watch: Watch) -> SiteOutcome:
    there = find_newest(request.target)
    newest, is_served = there.generation, True
    _refuse_others(newest, request)
    if newest is not None and not there.projected and not request.rehearsed:
        from balado.record.repair import repaired

        newest, _, is_served = repaired(there, request.target, watch)
    known = {} if newest is None else {record.source: record for record in newest.shows}
    looks = look_at_all(request.places, known, request.client)
    guard_shows(newest, looks, request.consent)
    if newest is None and not request.rehearsed:  # before it, a run publishes the shows
        refuse_empty(looks)
    if newest is not None and is_served and _is_current(request, newest, looks):
        return SiteOutcome(newest, published=False, faults=tuple(missing_shows(looks)))
    # What builds documents is loaded where there is something to build: a run with nothing to do is a short one.
    from balado.network.site.renew import Basis, renewed

    outcome = renewed(request, Basis(newest, is_served, looks), watch)
    return replace(outcome, faults=tuple(missing_shows(looks)))


def _refuse_others(newest: Generation | None, request: SiteRequest) -> None:
    if newest is not None and newest.show_guid != request.identity.guid:
        raise RefusedError(
            say(
                "{place} is where something else is published, with the guid {guid}. Nothing was changed. Give the "
                "network a place of its own, by `publish.to` in network.yaml; if this network was published there "
                "before, give it its old guid.",
                place=request.target.public.address,
                guid=newest.show_guid,
            )
        )


def _is_current(request: SiteRequest, newest: Generation, looks: Iterable[ShowLook]) -> bool:
    """Whether the newest publication tells of these very shows, and no conference is over since."""
    if newest.next_due is not None and newest.next_due <= request.now:
        return False
    if any(look.document is not None and look.place.target is not None for look in looks):
        return False  # the record is to know the newest publication of each show of ours
    digest = digest_of(request, looks)
    if newest.source_digest == digest:
        return True
    if (newest.source_digest or "").partition("@")[0] != digest.partition("@")[0]:
        return False
    from balado.record.unchanged_source import is_noted

    return is_noted(request.target.state, newest, digest)
