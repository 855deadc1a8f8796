"""`balado pull`: recordings and what lies beside them, back from the store."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import open_store
from balado.errors import Fault, Place, UsageError
from balado.events import Event, Watch
from balado.message import mark, say, say_many
from balado.record.history import find_newest
from balado.restore.files import Pulled, pull
from balado.restore.wanted import WantedFile, wanted_files
from balado.store.storage import Storage


@click.command("pull")
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@show_option
@to_option
@click.option("--published", is_flag=True, help=mark("Also MP3s that were published with Balado's tags in them."))
@format_option
@click.pass_obj
def command(session: Session, *, slugs: tuple[str, ...], root: Path, to: str | None, published: bool) -> int:
    """Bring recordings, pictures and texts of published episodes back into their folders, verified.

    Nothing that is there is overwritten. A recording that was published with other tags is not the author's own file:
    it is brought with --published only.
    """
    store = open_store(root, overrides(to, None))
    newest = find_newest(store.target).generation
    if newest is None:
        raise UsageError(say("Nothing is published yet: there is nothing to bring back."))
    wanted = wanted_files(newest, slugs)
    files = [file for file in wanted if file.is_authors or published]
    left = tuple(_left(file) for file in wanted if file not in files and not (root / file.name).exists())
    return _conclude(_pulled(files, root, store.target.public, session), left, session)


def _pulled(files: list[WantedFile], root: Path, storage: Storage, session: Session) -> Pulled:
    console = session.console
    console.start_meter(sum(file.byte_size for file in files), say("Fetching"))
    try:
        return pull(files, root, storage, Watch(console.announce, console.advance_meter))
    finally:
        console.stop_meter()


def _left(file: WantedFile) -> Fault:
    return Fault(
        Place(file.name),
        say("What is published has Balado's tags in it; the author's own file is not in the store."),
        say("Bring it back from a backup, or take the published one: --published"),
        file.slug,
        "warning",
    )


def _conclude(pulled: Pulled, left: tuple[Fault, ...], session: Session) -> int:
    console = session.console
    console.faults((*left, *pulled.faults))
    message = say_many(
        "{count} file brought, {here} here already.",
        "{count} files brought, {here} here already.",
        pulled.brought,
        here=pulled.already_here,
    )
    fields = {"brought": pulled.brought, "already_here": pulled.already_here, "left": len(left) + len(pulled.faults)}
    console.announce(Event("done", message, fields))
    return 1 if pulled.faults or left else 0
