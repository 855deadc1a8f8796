"""`balado film --hls`: the film of an episode packaged in several qualities, in a folder beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from balado.cli.session import Session
from balado.events import Event
from balado.media.ffmpeg import need_ffmpeg
from balado.message import Message, say, size_text
from balado.show.conference import package_of
from balado.source.fix import replace_text
from balado.source.folder import EpisodeFolder, Scan
from balado.source.read import read
from balado.workshop.film.hls.package import StreamPackage, package_film
from balado.workshop.film.place import place_of_film


def package(scan: Scan, folder: EpisodeFolder, root: Path, session: Session) -> None:
    """StreamPackage the film of an episode, and ask for it in its text. A package that is as wanted stays as it is.

    Raises what `package_film` and `place_of_film` do.
    """
    place = place_of_film(scan, folder)
    text = place.rewritten(Path(place.path).name, packaged=True)
    first = package_of(place.path)
    meter = session.console.meter_of_sound(say("Packaging the film"))
    made = package_film(need_ffmpeg(), root / place.path, (root / first).parent, _language(scan, folder), meter)
    if text is not None:
        replace_text(root / place.text.path, place.text, text)
    fields = {
        "path": first,
        "bytes": made.byte_size,
        "milliseconds": round(made.recipe.seconds * 1000),
        "qualities": list(made.recipe.qualities),
        "made": made.is_new,
    }
    session.console.announce(Event("packaged", _result(first, made), fields))


def _language(scan: Scan, folder: EpisodeFolder) -> str:
    """The language that is spoken in the film."""
    reading = read(replace(scan, episodes=(folder,)))
    for episode in (*reading.episodes, *reading.presumed_episodes):
        spoken = (episode.video.language if episode.video is not None else None) or episode.language
        if spoken is not None:
            return spoken
    return reading.presumed.language


def _result(first: str, made: StreamPackage) -> Message:
    what = {"path": first, "size": size_text(made.byte_size), "qualities": ", ".join(made.recipe.qualities)}
    if made.is_new:
        return say("{path} written: {qualities} and the sound alone, {size} together.", **what)
    return say("{path} is as it should be: {qualities} and the sound alone, {size} together.", **what)
