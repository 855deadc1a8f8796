"""`balado recover`: the record of publications, made whole from what is served and what of it can be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from balado.artifact import FEED_KEY
from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import Opened, Request, open_run
from balado.errors import RefusedError, SourceError, UsageError
from balado.events import Event, Watch
from balado.message import Message, mark, say, say_many
from balado.record.generation import EpisodeState, Generation
from balado.restore.lost_record import Damaged, Records, ServedFeed, kept_copies, mend, put_back, read_records, stands
from balado.restore.rebuild import Recovered, rebuild
from balado.source.read import read


@click.command("recover")
@show_option
@to_option
@click.option("--yes", is_flag=True, help=mark("Write the record; without it, say what it would hold."))
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, yes: bool) -> None:
    """Make the record of publications whole, when it is lost or damaged, from the feed that is served and its files.

    The feed stays as it is, byte for byte. Every file that it names is looked at. What records that can be read know
    of earlier times is kept; records that cannot be read are set aside.
    """
    request = Request(root, session.started, session.token(), session.cache_file(root), overrides(to, None))
    opened = open_run(request)
    records = read_records(opened.target)
    recovered = _recovered(opened, records)
    for message in _told(records, recovered):
        session.console.show(message)
    if not yes:
        session.console.announce(Event("dry-run", say("Nothing was written. To write this record: --yes")))
        return
    made = None
    if recovered is not None:
        watch = Watch(session.console.announce)
        made = put_back(opened.target, recovered.generation, recovered.documents, watch)
    mend(opened.target, records, made)
    newest = made or records.newest
    fields = {"generation": newest.number if newest is not None else None, "feed": opened.feed_url}
    session.console.announce(Event("recovered", _done(made, newest), fields))


def _recovered(opened: Opened, records: Records) -> Recovered | None:
    """The newest record made anew; None where publishing goes on from what is there, once it is mended.

    Raises UsageError when there is nothing to recover.
    """
    found = opened.target.public.get(FEED_KEY)
    live = None if found is None else found[1]
    if stands(opened.target, records, live):
        if not records.damaged:
            raise UsageError(say("The record of publications at {place} is whole.", place=opened.target.state.address))
        return None
    if found is not None:
        return _rebuilt(opened, records, ServedFeed(found[0], records.next_number(live)))
    if not records.damaged:
        raise UsageError(_nothing(opened, records.newest))
    known = records.known()
    return None if known is None else _gone_on(opened, known, records.next_number(live))


def _rebuilt(opened: Opened, records: Records, served: ServedFeed) -> Recovered:
    """The record of the feed that is served."""
    try:
        reading = read(opened.scan, opened.request.overrides)
        if reading.show is None:
            raise SourceError.of([fault for fault in reading.faults if fault.severity == "error"])
        recovered = rebuild(opened, (reading.show, reading.episodes), served, records.known())
    finally:
        opened.inspector.save()
    if recovered.generation.show_guid != reading.show.guid:
        raise RefusedError(
            say("The feed that is served is of another show ({guid}).", guid=recovered.generation.show_guid)
        )
    taken = tuple(sorted({*recovered.generation.taken, *(records.taken if records.newest is None else ())}))
    return replace(recovered, generation=replace(recovered.generation, taken=taken))


def _gone_on(opened: Opened, known: Generation, number: int) -> Recovered:
    """The newest publication that can be read, again: no feed is served that would tell of a later one."""
    generation = replace(
        known,
        number=number,
        created=opened.request.now,
        owner=opened.request.owner,
        source_digest=None,
        restores=known.number,
    )
    return Recovered(generation, kept_copies(opened.target, known))


def _nothing(opened: Opened, newest: Generation | None) -> Message:
    place = opened.target.public.address
    if newest is None:
        return say("No feed is served at {place}: there is nothing to recover.", place=place)
    return say(
        "No feed is served at {place}, and its kept copy is lost: `balado publish` makes it anew, where the whole "
        "source is.",
        place=place,
    )


def _told(records: Records, recovered: Recovered | None) -> list[Message]:
    told = _told_of_damage(records)
    if recovered is None:
        return told
    episodes = recovered.generation.episodes
    live = {one.guid for one in episodes if one.state is EpisodeState.LIVE}
    told.append(say_many("{count} live episode found.", "{count} live episodes found.", len(live)))
    if records.newest is not None:
        told.append(say("What publication {number} knew of earlier times is kept.", number=records.newest.number))
    else:
        told.append(
            say(
                "What the feed cannot say is lost: scheduled episodes are stored anew, under new addresses; guids that "
                "left the feed, or were taken down, are not known any more."
            )
        )
    for guid in sorted(live & set(recovered.generation.taken)):
        told.append(say("{guid} was taken down and is served again: balado takedown {guid} --yes", guid=guid))
    return told


def _told_of_damage(records: Records) -> list[Message]:
    told = []
    if records.never_made:
        told.append(
            say(
                "Record {numbers} is empty: an earlier version of Balado was killed while it wrote it, or is writing "
                "it this moment. Make sure that none is.",
                numbers=_listed(records.never_made),
            )
        )
    if records.broken:
        told.append(
            say(
                "Cannot be read: record {numbers}. It is set aside, and a record that can be read takes its place.",
                numbers=_listed(records.broken),
            )
        )
    return told


def _listed(damaged: tuple[Damaged, ...]) -> str:
    return ", ".join(str(one.number) for one in damaged)


def _done(made: Generation | None, newest: Generation | None) -> Message:
    if made is not None:
        return say("The record is there again, as publication {number}; the feed is as it was.", number=made.number)
    if newest is not None:
        return say("The record is whole again, up to publication {number}.", number=newest.number)
    return say("No record that cannot be read is in the way any more: publish.")
