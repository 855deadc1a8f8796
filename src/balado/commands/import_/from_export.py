"""A show taken in again from its own export: the same files, every byte proven."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from balado.cli.session import Session
from balado.errors import UsageError
from balado.events import Event, Meter
from balado.importer.export.unpack import is_export, unpack_export
from balado.message import Message, say, say_many
from balado.source.files import scan
from balado.source.settings import publish_settings

__all__ = ["is_export", "take_in"]


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
        manifest = unpack_export(export, place, meter)
    finally:
        console.stop_meter()
    count = sum(one.text is not None for one in scan(place).episodes)
    message = say_many("{folder}: a show of {count} episode.", "{folder}: a show of {count} episodes.", count,
                       folder=place)  # fmt: skip
    changed = {"added": count, "updated": 0, "kept": 0, "gone": 0}
    proven = {"lost": 0, "different": 0, "improved": 0}  # every byte is what the export says
    console.announce(Event("imported", message, {"path": str(place), "episodes": count, **changed, **proven}))
    if manifest.publication is not None:
        console.show(_where_the_record_is(place))
    return 0


def _where_the_record_is(root: Path) -> Message:
    """A bucket has its record still; a folder that was published to was on the other computer."""
    if "://" in publish_settings(scan(root)).get("to", ""):
        return say("Where it was published, its record is there still: `balado status` looks.")
    return say("Its publications and their record stay in the export (public/ and record/): the next `balado publish` "
               "begins a new record, with the same guids.")  # fmt: skip
