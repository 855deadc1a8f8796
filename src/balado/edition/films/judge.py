"""Films beside a recording, looked at before they are published. What each is, their index tells: it is read alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath

from balado.edition.contents import Heard
from balado.edition.films.stream import find_stream
from balado.edition.inputs import Inputs
from balado.errors import Fault, MediaError
from balado.media.cache import OtherFile
from balado.rules.films import RenditionLength, StreamFile
from balado.rules.run import judge_file
from balado.rules.subject import RenditionFile
from balado.show.model import Episode

_INDEXED = (".mp4", ".m4v", ".mov", ".m4a", ".m4b")
"""Other files tell how long they play only when they are read to their end."""


def faults_of_renditions(episode: Episode, recording: Heard | None, inputs: Inputs) -> Iterator[Fault]:
    """What the rules find in the renditions of an episode that are here; never more than a warning."""
    lasts = None if recording is None else recording.duration
    for rendition in filter(None, (episode.video, *episode.alternates)):
        name = rendition.file
        if name is not None and PurePosixPath(name).suffix.lower() in _INDEXED and inputs.inspector.is_here(name):
            yield from _of_film(name, episode.slug, lasts, inputs)
        first = name if rendition.is_playlist else rendition.packaged_file if rendition.hls else None
        if first is not None and inputs.inspector.is_here(first):
            yield from _of_stream(first, episode.slug, lasts, inputs)


def _of_film(name: str, slug: str, lasts: timedelta | None, inputs: Inputs) -> Iterator[Fault]:
    try:
        if isinstance(inputs.inspector.file(name), OtherFile):
            from balado.media.inspect import film_facts

            facts = film_facts(inputs.inspector.path(name), name)
            yield from judge_file(RenditionFile(facts, name, slug))
            yield from judge_file(RenditionLength(name, slug, facts.duration, lasts))
    except MediaError as error:
        yield from (replace(fault, slug=slug, severity="warning") for fault in error.faults)


def _of_stream(first: str, slug: str, lasts: timedelta | None, inputs: Inputs) -> Iterator[Fault]:
    try:
        stream = find_stream(first, slug, inputs)
    except MediaError:
        return  # it is told where the stream is published
    outer = stream.playlists.get(PurePosixPath(first).name)
    if outer is None:
        return
    variants = tuple(tag.attributes for tag in outer.tagged("EXT-X-STREAM-INF"))
    yield from judge_file(StreamFile(first, slug, variants, outer.is_multivariant))
    yield from judge_file(RenditionLength(first, slug, timedelta(seconds=stream.seconds), lasts))
