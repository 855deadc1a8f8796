"""Where the film of an episode goes, and what is written into its text with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from balado.errors import UsageError
from balado.message import say
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.workshop.written_key import text_of_episode, with_key

_FILE = "film.mp4"


@dataclass(frozen=True, slots=True)
class FilmPlace:
    """A place for a film.

    `path` is where it is written, `old` the film that stands for it today, or None (both relative to the show's
    folder), `text` the file that names it.
    """

    path: str
    old: str | None
    text: TextFile
    _is_named: bool

    def rewritten(self, name: str) -> bytes | None:
        """The text with this film under `video`; None: it stands there already. Raises what `with_key` does."""
        if self._is_named:
            return None
        return with_key(self.text, self.text.raw or b"", "video", {"file": name}, below="title")


def place_of_film(scan: Scan, folder: EpisodeFolder) -> FilmPlace:
    """The place that `video` names in the text of an episode, or film.mp4 in its folder.

    Raises what `text_of_episode` raises, UsageError where `video` names what is no MP4 of ours.
    """
    text, document = text_of_episode(folder)
    video = (document.tree or {}).get("video")
    if video is None:
        path = f"{folder.path}/{_FILE}"
        return FilmPlace(path, scan.find(path), text, _is_named=False)
    named = video.get("file") if isinstance(video, dict) else None
    if (
        not isinstance(named, str)
        or PurePosixPath(named).suffix.lower() != ".mp4"
        or PurePosixPath(named).is_absolute()
    ):
        raise UsageError(
            say(
                "{path} names a film that Balado does not make, under `video`. Delete those lines to have this one "
                "published.",
                path=document.place("video").path,
            )
        )
    path = f"{folder.path}/{named}"
    found = scan.find(path) or scan.find(named)
    return FilmPlace(found or path, found, text, _is_named=True)
