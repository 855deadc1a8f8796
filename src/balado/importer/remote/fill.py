"""What is not known of recordings that stay on other servers, measured there and written into episode.md."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from balado.errors import Fault
from balado.importer.remote.measure import lacks_facts, measured
from balado.message import Message, duration_text
from balado.show.elsewhere import RemoteAudio
from balado.show.model import Episode
from balado.source.files import scan
from balado.source.fix import Fixed, difference_between, replace_text
from balado.source.folder import TextFile
from balado.source.keys.change import KeyChanges, changed
from balado.source.keys.written import Value
from balado.source.read import read
from balado.web.client import Client

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Unmeasured:
    """A recording elsewhere of which something is not known, and the text that names it."""

    text: TextFile
    audio: RemoteAudio


def fill_remote(root: Path, client: Client) -> Iterator[Fixed | Message]:
    """Ask and measure what is missing; gives each text once it is written, and what could not be found.

    A recording in the folder takes the place of the address, of which nothing is asked then. Raises UsageError where a
    text cannot be written.
    """
    found = scan(root)
    reading = read(found, {})
    episodes = (*reading.episodes, *reading.presumed_episodes)
    wanted = [one for episode in episodes if (one := _wanted(episode, reading.texts.get(episode.slug))) is not None]
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="measure") as pool:
        for one, told in zip(wanted, pool.map(lambda one: measured(client, one.audio), wanted), strict=True):
            if isinstance(told, Message):
                yield told
            elif told != one.audio:
                yield _written(Path(found.root), one, told)


def _wanted(episode: Episode, text: TextFile | None) -> _Unmeasured | None:
    remote = episode.remote
    if text is None or text.raw is None or remote is None or episode.audio is not None or not lacks_facts(remote):
        return None
    return _Unmeasured(text, remote)


def _written(root: Path, one: _Unmeasured, told: RemoteAudio) -> Fixed | Message:
    values: dict[tuple[str, ...], Value] = {}
    if told.length != one.audio.length:
        values["audio", "length"] = told.length
    if told.type != one.audio.type:
        values["audio", "type"] = told.type
    if told.duration is not None and told.duration != one.audio.duration:
        values["audio", "duration"] = duration_text(told.duration)
    new = changed(one.text, KeyChanges(values))
    if isinstance(new, Fault):
        return new.what
    replace_text(root / one.text.path, one.text, new)
    return Fixed(one.text.path, difference_between(one.text, new))
