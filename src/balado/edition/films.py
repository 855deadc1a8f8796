"""Films beside a recording, looked at before they are published. What each is, their index tells: it is read alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from balado.edition.contents import Recording
from balado.edition.inputs import Inputs
from balado.errors import Fault, MediaError
from balado.media.cache import OtherFile
from balado.rules.run import judge_file
from balado.rules.subject import RenditionFile
from balado.show.model import Episode

_INDEXED = (".mp4", ".m4v", ".mov", ".m4a", ".m4b")
"""Other files tell how long they play only when they are read to their end."""


def faults_of_renditions(episode: Episode, recording: Recording | None, inputs: Inputs) -> Iterator[Fault]:
    """What the rules find in the renditions of an episode that are here; never more than a warning."""
    lasts = None if recording is None else recording.facts.duration
    for rendition in filter(None, (episode.video, *episode.alternates)):
        name = rendition.file
        if name is None or PurePosixPath(name).suffix.lower() not in _INDEXED or not inputs.inspector.is_here(name):
            continue
        try:
            if isinstance(inputs.inspector.file(name), OtherFile):
                from balado.media.inspect import film_facts

                facts = film_facts(inputs.inspector.path(name), name)
                yield from judge_file(RenditionFile(facts, name, episode.slug, lasts))
        except MediaError as error:
            yield from (replace(fault, slug=episode.slug, severity="warning") for fault in error.faults)
