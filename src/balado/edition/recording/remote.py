"""A recording that stays on another server: its facts are what its author writes. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from balado.edition.contents import RemoteRecording
from balado.edition.inputs import Inputs
from balado.errors import Fault
from balado.message import Joined, Message, say
from balado.show.elsewhere import RemoteAudio
from balado.show.model import Episode

_USUAL_TYPE = "audio/mpeg"
"""What is announced while nobody knows: most recordings of podcasts are of that type."""


def remote_recording(episode: Episode, inputs: Inputs, faults: list[Fault]) -> RemoteRecording | None:
    """The recording of an episode on another server; None where one of the show takes its place.

    That is the one in its folder, or the one that was published from there, of which this checkout has no copy. What is
    not known of it is put among the faults.
    """
    written = episode.remote
    if written is None or episode.audio is not None or inputs.memory.supersedes(episode.guid, written.url):
        return None
    told = tuple(_told(written, is_from_here=inputs.memory.has_file(episode.guid)))
    faults += (Fault(inputs.place(episode.slug, "audio"), *one, episode.slug, "warning") for one in told)
    return RemoteRecording(
        url=written.url,
        byte_size=written.known_length or 0,
        media_type=written.announced_type or _USUAL_TYPE,
        duration=written.known_duration,
    )


def _told(written: RemoteAudio, *, is_from_here: bool) -> Iterator[tuple[Message, Message]]:
    """What its author is told: what is not known of it, and that until now the recording was published from here."""
    host = urlsplit(written.url).hostname or ""
    if unknown := _unknown(written):
        what = say("Of the recording at {host} is not known: {names}.", host=host, names=Joined(tuple(unknown), ", "))
        yield what, say("Have it asked for, measured and written here: `balado check --live --fix`")
    if is_from_here:
        what = say("Until now its recording was published from here; from now on the feed leads to {host}.", host=host)
        yield what, say("If that is not meant, delete the address here, or put the recording beside it.")


def _unknown(written: RemoteAudio) -> list[Message]:
    told = (
        (say("its size (length)"), written.known_length),
        (say("its type (type)"), written.announced_type),
        (say("how long it plays (duration)"), written.known_duration),
    )
    return [name for name, value in told if not value]
