"""`balado move`: a show that moves, here or away: the plan, what is done of it, what is next and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, judged_address, show_option
from balado.cli.session import Session
from balado.edition.open import Request, open_run
from balado.errors import UsageError
from balado.events import Event
from balado.importer.move.facts import MoveStanding
from balado.importer.move.look import look_at, published_move
from balado.importer.move.plan import Addresses, MoveStep, StepState, kept_until, steps_of
from balado.importer.move.redirects import redirect_rules
from balado.message import Message, mark, say, say_many

if TYPE_CHECKING:
    from balado.edition.open import Opened

_PATIENCE_SECONDS = 30.0
_OPEN = (StepState.NEXT, StepState.WRONG)
_STATES = {
    StepState.DONE: say("done").toned("good"),
    StepState.NEXT: say("next").toned("changed"),
    StepState.LATER: say("later").toned("quiet"),
    StepState.WRONG: say("wrong").toned("error"),
    StepState.UNKNOWN: say("look").toned("advice"),
}


@click.command("move")
@show_option
@click.option("--from", "old_url", metavar="URL", help=mark("The show moves here: its feed at the old host."))
@click.option("--to", "new_url", metavar="URL", help=mark("The show leaves: its feed at the new host."))
@click.option("--live", is_flag=True, help=mark("Ask both addresses what they answer by now."))
@click.option("--allow-private", is_flag=True, help=mark("Let --live ask inside private networks, and this computer."))
@format_option
@click.pass_obj
def command(
    session: Session, *, root: Path, old_url: str | None, new_url: str | None, live: bool, allow_private: bool
) -> int:
    """Move the show without losing a subscriber: say each step, what is done, what is next, and until when.

    With --from or --to it writes into feed.yaml what belongs there; the next `balado publish` makes it known.
    """
    from balado.importer.move.source import written_move
    from balado.show.values.address import link_address

    if old_url and new_url:
        raise UsageError(say("A show moves here (`--from URL`) or away (`--to URL`), not both."))
    old_url = judged_address("--from", old_url, link_address)
    new_url = judged_address("--to", new_url, link_address)
    opened = open_run(Request(root, session.started, ""))
    addresses = _addresses(opened, old_url, new_url)
    for line in written_move(opened.scan, root, addresses) if old_url or new_url else ():
        session.console.announce(Event("key", say("feed.yaml: {line}", line=line), {"line": line}))
    standing = _standing(opened, addresses, live=live, allow_private=allow_private)
    steps = steps_of(addresses, standing, session.started)
    for step in steps:
        session.console.announce(_told(step))
    if addresses.is_leaving and not any(one.name == "redirect" and one.state is StepState.DONE for one in steps):
        for server, rule in redirect_rules(addresses.old, addresses.new).items():
            session.console.announce(Event("redirect-rule", say("{server}:\n{rule}", server=server, rule=rule),
                                           {"server": server, "rule": rule}))  # fmt: skip
    session.console.announce(_end(addresses, standing, steps))
    session.console.show(_next(steps, live=live))
    return int(any(step.state is StepState.WRONG for step in steps))


def _addresses(opened: Opened, old_url: str | None, new_url: str | None) -> Addresses:
    """Both addresses; without an option, those of a move that feed.yaml names."""
    from balado.source.begin.show import NO_ADDRESS
    from balado.source.show import read_show

    own = opened.feed_url
    if own in (old_url, new_url):
        raise UsageError(say("{url} is the address of this show already: name the other one.", url=own))
    if old_url and (not opened.url or opened.url == NO_ADDRESS):
        raise UsageError(say("The show has no public address yet: write `publish.url` in feed.yaml first."))
    if new_url:
        return Addresses(own, new_url, is_leaving=True)
    if old_url:
        return Addresses(old_url, own, is_leaving=False)
    named = read_show(opened.scan, opened.settings).presumed.new_feed_url
    if named is None or named == own:
        raise UsageError(say("Say from where the show comes (`--from URL`), or where it goes (`--to URL`)."))
    return Addresses(own, named, is_leaving=True)


def _standing(opened: Opened, addresses: Addresses, *, live: bool, allow_private: bool) -> MoveStanding:
    from balado.web.client import client_of

    published = published_move(opened.target, addresses.new)
    if not live:
        return MoveStanding(published)
    client = client_of(_PATIENCE_SECONDS, allow_private=allow_private)
    new = look_at(client, addresses.new) if addresses.is_leaving else None  # else the record knows it
    return MoveStanding(published, look_at(client, addresses.old), new)


def _told(step: MoveStep) -> Event:
    message: Message = say("[{state}] {what}", state=_STATES[step.state], what=step.message)
    return Event("step", message, {"name": step.name, "state": str(step.state)})


def _end(addresses: Addresses, standing: MoveStanding, steps: tuple[MoveStep, ...]) -> Event:
    done = sum(step.state is StepState.DONE for step in steps)
    message = say_many("{count} step of {all} is done.", "{count} steps of {all} are done.", done, all=len(steps))
    until = kept_until(standing)
    fields = {
        "old": addresses.old,
        "new": addresses.new,
        "leaving": addresses.is_leaving,
        "done": done,
        "steps": len(steps),
        "until": until.isoformat() if until is not None else None,
        "next": next((step.name for step in steps if step.state in _OPEN), None),
    }
    return Event("moving", message, fields)


def _next(steps: tuple[MoveStep, ...], *, live: bool) -> Message:
    """What to do now, as a command where it is one."""
    step = next((step for step in steps if step.state in _OPEN), None)
    if step is not None and step.is_published:
        return say("Next: `balado publish` makes known what is written in feed.yaml; then `balado move --live`.")
    if step is not None and not live:
        return say("Next: “{step}” Then `balado move --live` looks how far it is.", step=step.message)
    if step is not None:
        return say("Next: “{step}”", step=step.message)
    if not live:
        return say("Next: `balado move --live` asks both addresses how far it is.")
    return say("Next: what is marked “look”, which nobody can see from here.")
