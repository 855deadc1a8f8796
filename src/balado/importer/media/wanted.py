"""Which files of a show are still on other servers, and where they belong in its folder. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from balado.importer.media.file import COVER, ElsewhereFile, FileKind
from balado.importer.media.here import of_show
from balado.show.elsewhere import is_address
from balado.show.model import Episode
from balado.source.folder import EpisodeFolder, Scan, chapters_in, transcripts_in
from balado.source.read import Reading

_TRANSCRIPT_TYPES = ("text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json")
"""The best first: from one of them every other form is made."""
_UNDATED = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MediaChoice:
    """Of which episodes files are fetched: of the newest so many, or (None) of all; with 0 of none."""

    newest: int | None = None

    def of(self, episodes: Sequence[Episode]) -> tuple[Episode, ...]:
        """The episodes that are meant, newest first."""
        by_date = sorted(episodes, key=lambda one: one.date or _UNDATED, reverse=True)
        return tuple(by_date[: self.newest])


def wanted_files(reading: Reading, scan: Scan, choice: MediaChoice) -> tuple[ElsewhereFile, ...]:
    """The files to fetch. What lies in a folder already takes the place of what is elsewhere, and is not fetched."""
    episodes = choice.of(reading.episodes)
    if not episodes:
        return ()
    folders = {folder.slug: folder for folder in scan.episodes}
    found = [*_of_show(reading, scan)]
    for episode in episodes:
        found += _of_episode(episode, folders[episode.slug], reading)
    return tuple(found)


def _of_show(reading: Reading, scan: Scan) -> Iterator[ElsewhereFile]:
    show = reading.presumed
    if show.artwork and is_address(show.artwork) and not of_show(scan):
        yield ElsewhereFile(FileKind.PICTURE, show.artwork, COVER, reading.place(None, "artwork"))


def _of_episode(episode: Episode, folder: EpisodeFolder, reading: Reading) -> Iterator[ElsewhereFile]:
    slug, path = episode.slug, folder.path
    remote = episode.remote
    if remote is not None and not folder.audio:
        yield ElsewhereFile(
            FileKind.RECORDING,
            remote.url,
            f"{path}/{slug}",
            reading.place(slug, "audio"),
            remote.announced_type,
            remote.known_length,
            remote.known_duration,
        )
    if episode.artwork and is_address(episode.artwork) and not folder.artwork:
        yield ElsewhereFile(FileKind.PICTURE, episode.artwork, f"{path}/{COVER}", reading.place(slug, "artwork"))
    chapters = episode.remote_chapters
    if chapters is not None and not chapters_in(folder):
        stem = f"{path}/chapters"
        yield ElsewhereFile(FileKind.CHAPTERS, chapters.url, stem, reading.place(slug, "chapters"), chapters.type)
    if episode.transcripts and not transcripts_in(folder):
        yield from _of_transcripts(episode, path, reading)


def _of_transcripts(episode: Episode, path: str, reading: Reading) -> Iterator[ElsewhereFile]:
    """The best form of each language. None where some are files already, or in a form of which no other is made."""
    best: dict[str, tuple[int, ElsewhereFile]] = {}
    for one in episode.transcripts:
        media_type = (one.announced_type or "").partition(";")[0].lower()
        if one.url is None:
            return
        if media_type not in _TRANSCRIPT_TYPES:
            continue
        language, rank = one.language or "", _TRANSCRIPT_TYPES.index(media_type)
        stem = f"{path}/transcript{f'.{language}' if language else ''}"
        place = reading.place(episode.slug, "transcripts")
        if language not in best or rank < best[language][0]:
            best[language] = (rank, ElsewhereFile(FileKind.TRANSCRIPT, one.url, stem, place, media_type))
    if len(best) == len({one.language or "" for one in episode.transcripts}):
        yield from (wanted for _, wanted in best.values())
