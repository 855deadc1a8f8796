"""`balado takedown`: an episode out of everything, for law and privacy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.news import named
from balado.edition.open import open_store
from balado.errors import UsageError
from balado.events import Event, Watch
from balado.message import command_line, mark, say, say_many
from balado.publish.follow_up import FollowUpOptions, Site, after_takedown

if TYPE_CHECKING:
    from balado.record.takedown import TakedownRequest
    from balado.source.files import Scan


@click.command("takedown")
@click.argument("guid")
@show_option
@to_option
@click.option("--yes", is_flag=True, help=mark("Do it. Nothing brings the episode back but its own source."))
@format_option
@click.pass_obj
def command(session: Session, *, guid: str, root: Path, to: str | None, yes: bool) -> int:
    """Take the episode with this GUID down at once: its item, its media, its texts, in every record that is kept.

    The guid alone stays recorded, so that no run publishes the episode again. An episode that merely leaves the feed is
    `withdrawn: true` in its episode.md instead.
    """
    from balado.publish.cutting import CUTS
    from balado.record.takedown import refuse_unknown, take_down

    store = open_store(root, overrides(to, None))
    wanted, title = _wanted(store.scan, guid)
    if not yes:
        refuse_unknown(store.target, wanted)
        raise UsageError(
            say(
                "This deletes every recording and every text of {episode} from {place}, for good. Say that you mean "
                "it: `{command}`",
                episode=named(guid, title),
                place=store.target.public.address,
                command=command_line("balado", "takedown", guid, "--yes"),
            )
        )
    run = (session.started, session.token())
    watch = Watch(session.console.announce)
    taken = take_down(store.target, wanted, run, CUTS, watch)
    fields = {
        "feed": store.feed_url,
        "guid": guid,
        "generation": taken.served.number if taken.served else None,
        "deleted": len(taken.deleted),
        "records": taken.records,
        "documents": taken.documents,
    }
    if taken.served is None:
        message = say_many(
            "Nothing was ever published there. {count} file that an unfinished run had sent of {episode} is deleted. "
            "Now delete its folder here: the next publication would send it again.",
            "Nothing was ever published there. {count} files that an unfinished run had sent of {episode} are deleted. "
            "Now delete its folder here: the next publication would send it again.",
            len(taken.deleted),
            episode=named(guid, title),
        )
        session.console.announce(Event("taken-down", message, fields))
        return 0
    message = say(
        "{episode} is taken down (publication {number}): {deleted}, {records} and {documents} written anew. Now delete "
        "its folder here, or write `withdrawn: true` in its episode.md. Copies that are not Balado's "
        "remain: a bucket that keeps versions, the cache of a CDN, apps that downloaded it.",
        episode=named(guid, title),
        number=taken.served.number,
        deleted=say_many("{count} file deleted", "{count} files deleted", len(taken.deleted)),
        records=say_many("{count} record", "{count} records", taken.records),
        documents=say_many("{count} kept document", "{count} kept documents", taken.documents),
    )
    session.console.announce(Event("taken-down", message, fields))
    site = Site(store.scan, store.target, store.url, overrides(to, None))
    means = FollowUpOptions(Watch(session.console.announce), session.podping_token(), trace=session.trace)
    faults = after_takedown(site, taken.served, taken.deleted, means)
    session.console.faults(faults)
    return int(any(fault.severity == "error" for fault in faults))


def _wanted(scan: Scan, guid: str) -> tuple[TakedownRequest, str]:
    """The episode, with the names that it and the others have in the source; and its title there."""
    from balado.record.takedown import TakedownRequest
    from balado.source.read import read

    reading = read(scan, {})
    found = {(episode.slug, episode.guid) for episode in reading.episodes} | {*reading.faulty.items()}
    names = frozenset(slug for slug, one in found if one == guid)
    titles = {episode.guid: episode.title or "" for episode in reading.episodes}
    others = frozenset(folder.slug for folder in scan.episodes) - names
    return TakedownRequest(guid, names, others), titles.get(guid, "")
