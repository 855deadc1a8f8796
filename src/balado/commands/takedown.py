"""`balado takedown`: an episode out of everything, for law and privacy."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import open_store
from balado.errors import UsageError
from balado.events import Watch
from balado.message import command_line, mark, say
from balado.publish.follow_up import FollowUpOptions


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
    from balado.publish.take_down import Removal, doomed_episode, take_episode_down
    from balado.record.takedown import refuse_unknown

    overriding = overrides(to, None)
    store = open_store(root, overriding)
    doomed = doomed_episode(store.scan, guid)
    if not yes:
        refuse_unknown(store.target, doomed.request)
        raise UsageError(
            say(
                "This deletes every recording and every text of {episode} from {place}, for good. Say that you mean "
                "it: `{command}`",
                episode=doomed.name,
                place=store.target.public.address,
                command=command_line("balado", "takedown", guid, "--yes"),
            )
        )
    options = FollowUpOptions(Watch(session.console.announce), session.podping_token(), trace=session.trace)
    removal = Removal(doomed, (session.started, session.token()), overriding)
    _, faults = take_episode_down(store, removal, options)
    session.console.faults(faults)
    return int(any(fault.severity == "error" for fault in faults))
