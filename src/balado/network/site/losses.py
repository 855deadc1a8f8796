"""The guard of a network's page: no show that is on it vanishes by accident, and it never begins empty.

A folder that is not mounted, or a checkout that is old, looks as if its shows were gone. The author consents by name on
the command line, as for an episode of a show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from balado.errors import Fault, Place, RefusedError, UsageError
from balado.message import command_line, say
from balado.network.site.look import ShowLook
from balado.network.site.news import tell_missing, tell_unread
from balado.record.generation import Generation
from balado.source.folder import SHARED_FILE


def guard_shows(previous: Generation | None, looks: Sequence[ShowLook], consented: Collection[str]) -> None:
    """Nothing when a page of these shows takes nothing from the `previous` one but what `consented` names.

    `consented` holds the sources of shows. Raises RefusedError with one fault for each show that would leave the page,
    UsageError for a consent that is not needed (so that it does not live on in a script).
    """
    lost = _lost_shows(previous, looks)
    for name in sorted(set(consented) - set(lost)):
        raise UsageError(
            say(
                "`{option}` is not needed: no show of that name would leave the page. Remove it.", option=_consent(name)
            )
        )
    refused = [fault for source, fault in lost.items() if source not in consented]
    if refused:
        refused += missing_shows(looks)
        raise RefusedError(say("Refused: the network's page would lose shows. It stays as it was."), refused)


def refuse_empty(looks: Sequence[ShowLook]) -> None:
    """Nothing where a first page would list a show. Raises RefusedError with a fault for each show that has no feed."""
    if all(look.record is None for look in looks):
        faults = [*missing_shows(looks), *(tell_unread(look.place) for look in looks if look.missing is None)]
        raise RefusedError(
            say("Refused: no show of the network has a feed, and its page would be empty. No page was published."),
            faults,
        )


def missing_shows(looks: Iterable[ShowLook]) -> list[Fault]:
    """The faults of the shows that could not be looked at."""
    missing = ((look, look.missing) for look in looks if look.missing is not None)
    return [
        tell_missing(look.place.name, look.place.at, why, is_known=look.record is not None) for look, why in missing
    ]


def _lost_shows(previous: Generation | None, looks: Iterable[ShowLook]) -> dict[str, Fault]:
    """A fault for each show that the previous page has and this one would not, by its source.

    One whose feed has the same address is the same show: its folder has another name.
    """
    before = () if previous is None else previous.shows
    found = [look for look in looks if look.record is not None]
    kept = {look.place.source for look in found} | {look.record.url for look in found if look.record is not None}
    places = {look.place.source: look.place.at for look in looks}
    return {
        record.source: _lost(record.source, places.get(record.source, Place(SHARED_FILE, key="shows")))
        for record in before
        if record.source not in kept and record.url not in kept
    }


def _lost(source: str, at: Place) -> Fault:
    what = say("“{name}” would leave the network's page: it is not found where it was.", name=source)
    remedy = say(
        "If its folder is missing (a disk that is not mounted, a checkout that is old) or its feed is gone, bring it "
        "back and run this again. To take it from the page on purpose: {option}",
        option=_consent(source),
    )
    return Fault(at, what, remedy)


def _consent(name: str) -> str:
    return command_line("--consent", name)
