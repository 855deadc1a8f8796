"""`balado recover`: the record of publications, made anew from what is served."""

from __future__ import annotations

from pathlib import Path

import click

from balado.errors import RefusedError, SourceError
from balado.events import Event
from balado.message import Message, mark, say, say_many
from balado.options import format_option, overrides, show_option, to_option
from balado.pipeline import Request, open_run
from balado.publish.commit import Watch
from balado.publish.generation import EpisodeState, Generation
from balado.publish.recover import newest_readable, put_back, served_without_record
from balado.recovery import rebuild
from balado.session import Session
from balado.source.read import read


@click.command("recover")
@show_option
@to_option
@click.option("--yes", is_flag=True, help=mark("Write the record; without it, say what it would hold."))
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, yes: bool) -> None:
    """Make the record of publications anew, when it is lost or damaged, from the feed that is served and its files.

    The feed stays as it is, byte for byte. Every file that it names is looked at.
    """
    request = Request(root, session.started, session.token(), session.cache_file(root), overrides(to, None))
    opened = open_run(request)
    try:
        served = served_without_record(opened.target)
        reading = read(opened.scan, request.overrides)
        if reading.show is None:
            raise SourceError.of([fault for fault in reading.faults if fault.severity == "error"])
        known = newest_readable(opened.target)
        recovered = rebuild(opened, (reading.show, reading.episodes), served, known)
    finally:
        opened.inspector.save()
    if recovered.generation.show_guid != reading.show.guid:
        raise RefusedError(
            say("The feed that is served is of another show ({guid}).", guid=recovered.generation.show_guid)
        )
    console = session.console
    for message in _told(recovered.generation, known):
        console.show(message)
    if not yes:
        console.announce(Event("dry-run", say("Nothing was written. To write this record: --yes")))
        return
    generation = put_back(opened.target, recovered.generation, recovered.documents, Watch(console.announce))
    message = say(
        "The record is there again, as publication {number}; the feed is as it was.", number=generation.number
    )
    console.announce(Event("recovered", message, {"generation": generation.number, "feed": opened.feed_url}))


def _told(generation: Generation, known: Generation | None) -> list[Message]:
    live = sum(one.state is EpisodeState.LIVE for one in generation.episodes)
    told = [say_many("{count} live episode found.", "{count} live episodes found.", live)]
    if known is not None:
        told.append(say("What publication {number} knew of earlier times is kept.", number=known.number))
    else:
        told.append(
            say(
                "What the feed cannot say is lost: scheduled episodes are stored anew, under new addresses; guids that "
                "left the feed, or were taken down, are not known any more."
            )
        )
    return told
