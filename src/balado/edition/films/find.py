"""The stream that an episode names, or that `hls: true` asks for beside its film: here, or known from before."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from balado.edition.contents import Attachment
from balado.edition.films.stream import find_stream, published_stream, remembered_stream
from balado.edition.inputs import Inputs
from balado.errors import Fault, MediaError
from balado.message import Message, command_line, say
from balado.show.model import Episode
from balado.source.folder import RECIPE_SUFFIX

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class WantedStream:
    """A stream: the path of its first playlist, and the key under which the episode names it.

    Of one that Balado packages, `film` is the path of the film, and `film_sha256` its digest where that is known.
    """

    episode: Episode
    first: str
    key: str
    film: str = ""
    film_sha256: str = ""


def stream_of(wanted: WantedStream, inputs: Inputs, faults: list[Fault]) -> tuple[Attachment, ...]:
    """The files of a stream, its first playlist first; none where something is wrong with it, which `faults` gets."""
    try:
        return _found(wanted, inputs, faults)
    except MediaError as error:
        faults += (replace(fault, slug=wanted.episode.slug) for fault in error.faults)
        return ()


def _found(wanted: WantedStream, inputs: Inputs, faults: list[Fault]) -> tuple[Attachment, ...]:
    episode, first = wanted.episode, wanted.first
    place = inputs.place(episode.slug, wanted.key)
    is_here = inputs.inspector.is_here(first)
    stream = find_stream(first, episode.slug, inputs) if is_here else None
    if stream is not None and not stream.away:
        if wanted.film and wanted.film_sha256 not in ("", _packaged_of(first, inputs)):
            what = say("{path} was made of another film than the one that is here.", path=first)
            faults.append(Fault(place, what, _package(wanted), episode.slug))
            return ()
        return published_stream(stream, episode, inputs)
    remembered = remembered_stream(first, episode, inputs)
    if not remembered and stream is not None:
        what = say("The playlist names a file that is not here.")
        remedy = say("Bring it back (`balado pull`), or package the film anew.")
        faults += (Fault(away, what, remedy, episode.slug) for away in stream.away[:_SHOWN])
    elif not remembered:
        what = say("The file {path} is not here, and no publication knows it.", path=first)
        faults.append(Fault(place, what, _package(wanted), episode.slug))
    return remembered


def _package(wanted: WantedStream) -> Message:
    if not wanted.film:
        return say("Put it there, correct its path, or fetch it with `git lfs pull`.")
    command = command_line("balado", "film", wanted.film, wanted.episode.slug, "--hls")
    return say("Have the film packaged: `{command}`", command=command)


def _packaged_of(first: str, inputs: Inputs) -> str:
    """The digest of the film of which a package says that it was made; empty where it does not say it."""
    recipe = f"{first}{RECIPE_SUFFIX}"
    if not inputs.inspector.is_here(recipe):
        return ""
    try:
        tree = json.loads(inputs.inspector.path(recipe).read_bytes())
    except ValueError:
        return ""
    film = tree.get("from") if isinstance(tree, dict) else None
    digest = film.get("sha256") if isinstance(film, dict) else None
    return digest if isinstance(digest, str) else ""
