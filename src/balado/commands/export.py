"""`balado export`: the whole show as a folder or an archive that nobody needs Balado for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import Opened, Request, open_run
from balado.errors import Fault, Place, UsageError
from balado.events import Event
from balado.importer.export.manifest import ExportManifest
from balado.importer.portable_names import UnfitName
from balado.message import say, say_many, size_text
from balado.source.folder import EPISODES_FOLDER


@click.command("export")
@click.argument("destination", type=click.Path(path_type=Path), metavar="DIR|FILE.zip")
@show_option
@to_option
@format_option
@click.pass_obj
def command(session: Session, *, destination: Path, root: Path, to: str | None) -> int:
    """Write the whole show into a new folder or a ZIP: feed, recordings, texts, pages, the record, all with digests.

    It is read without Balado. `balado import` makes the same show of it again.
    """
    from balado.importer.export.contents import entries, own_files
    from balado.importer.export.texts import texts_of
    from balado.importer.export.write import write_export
    from balado.importer.portable_names import unfit_elsewhere
    from balado.record.history import find_newest
    from balado.source.show import read_show

    opened = open_run(Request(root, session.started, "", overrides=overrides(to, None)))
    _refuse_within(destination, root, opened)
    newest = find_newest(opened.target).generation
    show = read_show(opened.scan, opened.settings).presumed
    made = session.started.isoformat(timespec="seconds")
    number = newest.number if newest is not None else None
    manifest = ExportManifest(show.title or "", show.guid or "", opened.feed_url, made, number)
    found = list(entries(own_files(root, opened.scan, newest), opened.target, newest))
    console = session.console
    console.faults(tuple(_unfit(one) for one in unfit_elsewhere(path for one in found for path in one.source)))
    left_out = tuple(replace(fault, severity="warning") for fault in opened.scan.faults)
    console.faults(left_out)
    console.start_meter(sum(one.byte_size for one in found), say("Exporting"))
    try:
        texts = texts_of(manifest, session.words)
        whole = write_export(destination, manifest, found, texts, console.advance_meter)
    finally:
        console.stop_meter()
    byte_size = sum(one.byte_size for one in whole.files)
    what = say_many("{count} file ({size}) in {path}", "{count} files ({size}) in {path}", len(whole.files),
                    size=size_text(byte_size), path=str(destination))  # fmt: skip
    if newest is None:
        what = say("{what}; nothing is published yet", what=what)
    fields = {"path": str(destination), "files": len(whole.files), "bytes": byte_size, "number": number}
    console.announce(Event("exported", what, fields))
    return 1 if left_out else 0


def _unfit(one: UnfitName) -> Fault:
    """A name that other systems cannot hold: it is exported all the same, for here it can be."""
    return Fault(Place(one.path), one.why, say("Rename it, for the export to be taken in on any system."),
                 severity="warning")  # fmt: skip


def _refuse_within(destination: Path, root: Path, opened: Opened) -> None:
    """An export holds drafts and the record: it has no place in what is published, nor among the episodes."""
    target = opened.target
    folders = [Path(place.address) for place in (target.public, target.state) if not place.is_remote]
    for folder in (root / EPISODES_FOLDER, *folders):
        if destination.resolve().is_relative_to(folder.resolve()):
            what = say("An export holds drafts and the record of publications: it cannot lie in {path}.",
                       path=str(folder))  # fmt: skip
            raise UsageError(what)
