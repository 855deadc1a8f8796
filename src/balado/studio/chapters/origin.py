"""Where the chapters of an episode stand: what counts is the first of its text, a file, and its recording. Pure."""

from __future__ import annotations

from balado.source.folder import EpisodeFolder, Scan
from balado.source.read import read
from balado.studio.chapters.file import is_chapter_file


def chapter_file_of(found: Scan, folder: EpisodeFolder) -> str | None:
    """The path of the file that counts; None where the text of the episode has them, or there is no such file."""
    reading = read(found.with_only(folder))
    return next((one.chapter_file for one in (*reading.episodes, *reading.presumed_episodes)), None)


def has_form(folder: EpisodeFolder, path: str) -> bool:
    """Whether a form can write a file of chapters: one beside the recording, of a format that people write."""
    return path in folder.others and is_chapter_file(path)
