"""A show taken in again from its own export: the same files, every byte proven."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from balado.cli.session import Session
from balado.edition.open import open_store
from balado.errors import BaladoError, UsageError
from balado.events import Event, Meter
from balado.importer.export.put_back import RecordStanding
from balado.importer.export.unpack import Unpacked, unpack_export
from balado.message import Message, say, say_many
from balado.source.files import scan


def take_in(session: Session, export: Path, folder: Path | None, options: Sequence[str]) -> int:
    """Make the folder of the show of an export: a folder, or an archive. What it publishes to stays as it was."""
    if options:
        what = say("An export is taken as it is: leave {options} out. Its address stands in feed.yaml.",
                   options=", ".join(options))  # fmt: skip
        raise UsageError(what)
    place = folder or Path(export.resolve().stem)
    console = session.console
    meter = Meter(partial(console.start_meter, doing=say("Importing")), console.advance_meter, console.stop_meter)
    try:
        unpacked = unpack_export(export, place, meter)
    finally:
        console.stop_meter()
    console.faults(unpacked.faults)
    count = sum(one.text is not None for one in scan(place).episodes)
    message = say_many("{folder}: a show of {count} episode.", "{folder}: a show of {count} episodes.", count,
                       folder=place)  # fmt: skip
    changed = {"added": count, "updated": 0, "kept": 0, "gone": 0}
    proven = {"lost": 0, "different": 0, "improved": 0}  # every byte is what the export says
    record = unpacked.record.value
    console.announce(
        Event(
            "imported",
            message,
            {"path": str(place), "episodes": count, **changed, **proven, "record": record, "host": None},
        )
    )
    told = _told_of_record(unpacked, place)
    if told is not None:
        console.show(told)
    return 1 if unpacked.faults or unpacked.record is RecordStanding.BROKEN else 0


def _told_of_record(unpacked: Unpacked, root: Path) -> Message | None:
    """Where the record of publications is, and what is to be done before the next one."""
    if unpacked.record is RecordStanding.BACK:
        return say("What was published is there again, with its record: `balado publish` goes on from publication "
                   "{number}.", number=str(unpacked.manifest.publication))  # fmt: skip
    if unpacked.record is RecordStanding.THERE:
        return say("Where it was published, its record is there still: `balado status` looks.")
    if unpacked.record is RecordStanding.BROKEN:
        return say("What was published is not whole in the export, and was not put back: the next `balado publish` "
                   "begins a new record, with the same guids.")  # fmt: skip
    if unpacked.record is RecordStanding.OUTSIDE:
        return _to_be_copied(root)
    return None


def _to_be_copied(root: Path) -> Message:
    """An import writes nowhere but into its folder: somebody who knows the place copies what belongs there."""
    try:
        target = open_store(root, {}).target
    except BaladoError as error:
        return say("{why} Before that is put right, its publications and their record stay in the export (public/ and "
                   "record/).", why=error.message)  # fmt: skip
    return say("It was published outside its folder, where an import writes nothing. Before the next `balado publish`, "
               "copy what is in public/ of the export to {public}, and what is in record/ to {state}, unless it is "
               "there; else a new record begins, with the same guids.", public=target.public.address,
               state=target.state.address)  # fmt: skip
