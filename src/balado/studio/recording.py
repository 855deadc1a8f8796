"""The recording of an episode, as a form plays it beside what is written about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from balado.studio.state import Snapshot


@dataclass(frozen=True, slots=True)
class PlayedRecording:
    """A recording that can be played here: its local address, and how long it is, or a second more."""

    address: str
    duration: timedelta


def recording_in(snapshot: Snapshot, folder: str) -> PlayedRecording | None:
    """That of the episode in a folder of the show; None where it has none, or nobody has looked at it yet."""
    episodes = snapshot.preview.episodes.values() if snapshot.preview is not None else ()
    known = next((one for one in episodes if one.written.folder == folder and one.is_recorded), None)
    if known is None or known.item is None:
        return None
    # Feeds know it in whole seconds: of a beginning in the last of them nobody can say here that it is wrong.
    return PlayedRecording(known.item.enclosure.url, timedelta(seconds=known.item.duration_s + 1))
