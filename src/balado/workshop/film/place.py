"""Where the film of an episode goes, and what is written into its text with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError

from balado.errors import UsageError
from balado.message import say
from balado.show.values.forms import truth
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.workshop.written_key import text_of_episode, with_inner_key, with_key

_FILE = "film.mp4"
_PACKAGED = "hls"


@dataclass(frozen=True, slots=True)
class FilmPlace:
    """A place for a film.

    `path` is where it is written, `old` the film that stands for it today, or None (both relative to the show's
    folder), `text` the file that names it. `wants_package` says that it asks for several qualities.
    """

    path: str
    old: str | None
    text: TextFile
    _is_named: bool
    wants_package: bool = False

    def rewritten(self, name: str, *, packaged: bool = False) -> bytes | None:
        """The text with this film under `video`; None: it stands there already. Raises what `with_key` does.

        `packaged` says that it is to be published in several qualities, too: `hls: true`.
        """
        raw = self.text.raw or b""
        made = None if self._is_named else with_key(self.text, raw, "video", {"file": name}, below="title")
        if not packaged or self.wants_package:
            return made
        return with_inner_key(self.text, made or raw, "video", _PACKAGED, "true")


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
    wants_package = isinstance(video, dict) and _is_true(video.get(_PACKAGED))
    return FilmPlace(found or path, found, text, _is_named=True, wants_package=wants_package)


def _is_true(written: object) -> bool:
    try:
        return truth(written)
    except PydanticCustomError:  # the reading of the episode says what is wrong with it
        return False
