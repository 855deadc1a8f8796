"""`balado history`: what was published when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.news import not_served, tell, tell_publication
from balado.edition.open import open_store
from balado.events import Event
from balado.message import mark, say, say_many
from balado.record.changes import changes_between
from balado.record.generation import EpisodeState, Generation
from balado.record.history import find_newest, generations_back

if TYPE_CHECKING:
    from balado.record.changes import Change
    from balado.source.files import Scan

_PAGE = 20


@click.command("history")
@show_option
@to_option
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=_PAGE,
    metavar="N",
    help=mark("How many publications, from the newest back. [default: 20]"),
)
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, limit: int) -> None:
    """Say what was published when, the newest first."""
    store = open_store(root, overrides(to, None))
    target, zone = store.target, store.zone
    newest = find_newest(target)
    if newest.generation is None:
        session.console.announce(Event("history", say("Nothing is published yet.")))
        return
    found = list(islice(generations_back(target, newest.generation), limit + 1))  # the last one only to compare with
    for index, generation in enumerate(found[:limit]):
        before = found[index + 1] if index + 1 < len(found) else None
        session.console.row(_row(generation, before, zone, partial(_title, store.scan)))
    if not newest.projected:
        number = newest.generation.number
        session.console.announce(Event("cut-short", not_served(number), {"generation": number}))


def _title(scan: Scan, change: Change) -> str:
    """The title that an episode has here today: the record of publications keeps none."""
    from balado.source.front import title_of

    files = (folder.text for folder in scan.episodes if folder.slug == change.slug)
    return next((title_of(file, change.guid) for file in files if file is not None), "")


def _row(generation: Generation, before: Generation | None, zone: tzinfo, title_of: Callable[[Change], str]) -> Event:
    changes = changes_between(before, generation) if before is not None or generation.number == 1 else ()
    live = sum(record.state is EpisodeState.LIVE for record in generation.episodes)
    fields: dict[str, object] = {
        "generation": generation.number,
        "created": generation.created,
        "restores": generation.restores,
        "live": live,
        "scheduled": len(generation.episodes) - live,
        "feed_sha256": generation.feed.sha256 if generation.feed else None,
        "changes": [{"change": change.kind, "episode": change.slug} for change in changes],
    }
    message = say(
        "{number}  {when}  {live} live, {scheduled}  {what}",
        number=f"{generation.number:>4}",
        when=f"{generation.created.astimezone(zone):%Y-%m-%d %H:%M %Z}",
        live=live,
        scheduled=say_many("{count} scheduled", "{count} scheduled", len(generation.episodes) - live),
        what=tell_publication(generation, before, [tell(change, zone, title_of(change)) for change in changes]),
    )
    return Event("publication", message, fields)
