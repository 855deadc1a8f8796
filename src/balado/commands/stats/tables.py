"""`balado stats --tables`: what another engine counts with, as files in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from balado.cli.session import Session
from balado.edition.open import OpenedStore
from balado.errors import UsageError, reason_of
from balado.events import Event
from balado.message import say
from balado.record.history import find_newest
from balado.statistics.agents.given import read_lists
from balado.statistics.published import find_published
from balado.statistics.trino.tables import write_tables


def store_tables(folder: Path, agents: Iterable[Path], store: OpenedStore, session: Session) -> None:
    """Write the tables and queries into the folder, and say so. Raises UsageError where that cannot be.

    `agents` are files of lists that take the place of ours.
    """
    lists = read_lists(agents)
    published = find_published(store.target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_tables(published.files, _name_of(store), folder, lists)
    except OSError as error:
        reason = reason_of(error)
        raise UsageError(
            say("The tables cannot be written to {path}: {reason}.", path=str(folder), reason=reason)
        ) from error
    what = say("What Athena or Trino counts with is in {path}", path=str(folder))
    session.console.announce(Event("tables", what, {"path": str(folder)}))


def _name_of(store: OpenedStore) -> str:
    """What tells the show from others in a cloud: its guid, or before its first publication the address of its feed."""
    newest = find_newest(store.target).generation
    return store.feed_url if newest is None else newest.show_guid
