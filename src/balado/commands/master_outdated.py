"""What `check` and `status` tell of recordings that are older than what they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from balado.events import Event
from balado.message import command_line, say_many
from balado.source.folder import Scan


def outdated_in(scan: Scan) -> tuple[str, ...]:
    """The slugs of episodes whose recording is older than what it was made of."""
    if not any(folder.masters for folder in scan.episodes):
        return ()
    from balado.workshop.sound.changed import changed_masters

    return changed_masters(Path(scan.root), scan.episodes)


def tell_outdated(slugs: Sequence[str]) -> Event:
    """The recordings that are older than what they were made of, by their episodes."""
    message = say_many(
        "{count} recording is older than what it was made of: `{command}`",
        "{count} recordings are older than what they were made of ({episodes}): `{command}`, and so on.",
        len(slugs),
        episodes=", ".join(slugs),
        command=command_line("balado", "master", slugs[0]),
    )
    return Event("outdated", message, {"count": len(slugs), "episodes": list(slugs)})
