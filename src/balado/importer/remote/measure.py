"""What a server tells of a recording that stays there: its size, its type, and how long it plays, by a few pieces."""

from __future__ import annotations

from datetime import timedelta

from balado.media.container import Container, container_of
from balado.media.remote import remote_duration
from balado.message import Message, say
from balado.show.elsewhere import RemoteAudio
from balado.show.formats import M4A, MP3
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.remote_file import RemoteFile, part_of
from balado.web.reply import Reply
from balado.web.wire import Ask

_PART_BYTES = 4096


def lacks_facts(written: RemoteAudio) -> bool:
    """Whether something is not known of it that a server could tell."""
    return not (written.known_length and written.announced_type and written.known_duration)


def measured(client: Client, written: RemoteAudio) -> RemoteAudio | Message:
    """The recording with what its text lacks, as far as its server tells it; why it does not, where nothing came.

    What is written stays as it is. Nothing is asked where nothing is missing.
    """
    if not lacks_facts(written):
        return written
    part = client.ask(part_of(written.url, 0, _PART_BYTES))
    if not part.is_good:
        return say("{url} cannot be measured: {reason}.", url=written.url, reason=reason(part))
    if part.is_page:
        return say("{url} cannot be measured: there is a web page.", url=written.url)
    length = written.known_length or part.file_bytes or client.ask(Ask("HEAD", written.url)).file_bytes
    found = {
        "length": length,
        "type": written.announced_type or _type_of(part),
        "duration": written.known_duration or _duration_of(client, part),
    }
    missing = {name: value for name, value in found.items() if value and not _is_known(written, name)}
    return written.model_copy(update=missing)


def _is_known(written: RemoteAudio, name: str) -> bool:
    known = {"length": written.known_length, "type": written.announced_type, "duration": written.known_duration}
    return bool(known[name])


def _type_of(part: Reply) -> str | None:
    """The type that the server gives, if it is one of sound or film; else that of the first bytes."""
    if part.media_type.startswith(("audio/", "video/")):
        return part.media_type
    if part.body.startswith(b"ID3"):
        return MP3.media_type
    return M4A.media_type if container_of(part.body) is Container.MP4 else None


def _duration_of(client: Client, part: Reply) -> timedelta | None:
    """How long it plays, in whole seconds; None where only the whole file could tell."""
    size = part.file_bytes
    if part.status != 206 or not size:
        return None
    found = remote_duration(RemoteFile(client, part, size).read_at, size)
    return None if found is None else timedelta(seconds=max(1, round(found.total_seconds())))
