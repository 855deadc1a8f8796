"""Taking an episode down, with what is told of it and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from balado.edition.news import named
from balado.edition.open import OpenedStore
from balado.errors import Fault, Place, RefusedError, UsageError
from balado.events import Event
from balado.message import Message, say, say_many
from balado.publish.cutting import CUTS
from balado.publish.follow_up import FollowUpOptions, Site, after_takedown
from balado.record.leftovers import taken_names
from balado.record.takedown import TakedownRequest, Taken, take_down
from balado.source.files import Scan
from balado.source.read import read


@dataclass(frozen=True, slots=True)
class DoomedEpisode:
    """The episode that is to be taken down, and its title in the source; empty where that is not known."""

    request: TakedownRequest
    title: str

    @property
    def name(self) -> Message:
        """The episode as people know it."""
        return named(self.request.guid, self.title)


def doomed_episode(scan: Scan, guid: str) -> DoomedEpisode:
    """The episode of this guid, with the names that it and the others have in the source."""
    reading = read(scan, {})
    found = {(episode.slug, episode.guid) for episode in reading.episodes} | {*reading.faulty.items()}
    names = frozenset(slug for slug, one in found if one == guid)
    titles = {episode.guid: episode.title or "" for episode in reading.episodes}
    others = frozenset(folder.slug for folder in scan.episodes) - names
    return DoomedEpisode(TakedownRequest(guid, names, others), titles.get(guid, ""))


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to be taken down. `run` is the time and the random token of this run.

    `overriding` replaces settings under `publish`.
    """

    doomed: DoomedEpisode
    run: tuple[datetime, str]
    overriding: Mapping[str, str] = field(default_factory=dict)


def take_episode_down(
    store: OpenedStore, removal: Removal, options: FollowUpOptions
) -> tuple[Message, tuple[Fault, ...]]:
    """Take it down, tell so, and do what follows; gives what was done, and what went wrong afterwards.

    Raises what `take_down` raises.
    """
    doomed = removal.doomed
    taken = take_down(store.target, doomed.request, removal.run, CUTS, options.watch)
    told = _told(doomed, taken)
    options.watch.announce(Event("taken-down", told, _fields(store, doomed, taken)))
    forgotten = tuple(_of_statistics(store, doomed, removal.run[0]))
    if taken.served is None:
        return told, forgotten
    site = Site(store.scan, store.target, store.url, removal.overriding)
    return told, (*forgotten, *_elsewhere(doomed, taken), *after_takedown(site, taken.served, taken.deleted, options))


def _of_statistics(store: OpenedStore, doomed: DoomedEpisode, now: datetime) -> Iterator[Fault]:
    """Take its names out of the statistics, where there are any; gives a fault where that cannot be done."""
    state = store.target.state
    if next(iter(state.list("statistics/")), None) is None:
        return
    from balado.statistics.taken import forget_episode
    from balado.statistics.workspace import work_folder

    names = taken_names(store.target, doomed.request.guid)
    # Only what reads Parquet can take names out of the days. To remove the days instead would cost the figures of all
    # other episodes, whose logs may be gone: so without DuckDB it is told, and done once it is there.
    try:
        with work_folder(None) as folder:
            forget_episode(state, doomed.request.guid, names, folder, now)
    except (UsageError, RefusedError) as error:
        yield Fault(
            Place(state.address),
            say("The statistics may still name {episode}: {reason}", episode=doomed.name, reason=error.message),
            say("Then run the same command again: it goes on from there."),
        )


def _elsewhere(doomed: DoomedEpisode, taken: Taken) -> Iterator[Fault]:
    """What nobody but the other server can delete."""
    for url in taken.elsewhere:
        what = say("The recording of {episode} is on another server, and may still be there.", episode=doomed.name)
        yield Fault(
            Place(url), what, say("Have it deleted there too, by whoever runs that server."), severity="warning"
        )


def _fields(store: OpenedStore, doomed: DoomedEpisode, taken: Taken) -> dict[str, object]:
    return {
        "feed": store.feed_url,
        "guid": doomed.request.guid,
        "generation": taken.served.number if taken.served else None,
        "deleted": len(taken.deleted),
        "records": taken.records,
        "documents": taken.documents,
    }


def _told(doomed: DoomedEpisode, taken: Taken) -> Message:
    if taken.served is None:
        return say_many(
            "Nothing was ever published there. {count} file that an unfinished run had sent of {episode} is deleted. "
            "Now delete its folder here: the next publication would send it again.",
            "Nothing was ever published there. {count} files that an unfinished run had sent of {episode} are deleted. "
            "Now delete its folder here: the next publication would send it again.",
            len(taken.deleted),
            episode=doomed.name,
        )
    return say(
        "{episode} is taken down (publication {number}): {deleted}, {records} and {documents} written anew. Now delete "
        "its folder here, or write `withdrawn: true` in its episode.md. Copies that are not Balado's "
        "remain: a bucket that keeps versions, the cache of a CDN, apps that downloaded it.",
        episode=doomed.name,
        number=taken.served.number,
        deleted=say_many("{count} file deleted", "{count} files deleted", len(taken.deleted)),
        records=say_many("{count} record", "{count} records", taken.records),
        documents=say_many("{count} kept document", "{count} kept documents", taken.documents),
    )
