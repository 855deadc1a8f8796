"""Which files beside a recording are known by their names: transcripts and chapters. And loads nothing heavy. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from balado.source.folder import EpisodeFolder

TRANSCRIPT_SUFFIXES = (".vtt", ".srt", ".json", ".txt")
"""The better form first: of two files in one language it is the source."""

_CHAPTER_SUFFIXES = (".json", ".xml", ".psc", ".vtt", ".txt")
_TRANSCRIPT = re.compile(r"transcript(?:ion)?(?:[._-](?P<language>[a-z]{2}(?:-[a-z]{2})?))?(?P<suffix>\.[a-z]+)")
_CHAPTERS = re.compile(r"(?:chapters|chapitres)(?P<suffix>\.[a-z]+)")


def transcripts_in(folder: EpisodeFolder) -> Mapping[str, list[str]]:
    """The transcripts by language ("" where the name says none), in each the best form first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in folder.others:
        name = _TRANSCRIPT.fullmatch(_name(path))
        if name and name["suffix"] in TRANSCRIPT_SUFFIXES:
            language = name["language"] or ""
            if not language or _is_language(language[:2]):
                found.setdefault(language, []).append((TRANSCRIPT_SUFFIXES.index(name["suffix"]), path))
    return {language: [path for _, path in sorted(paths)] for language, paths in found.items()}


def chapters_in(folder: EpisodeFolder) -> list[str]:
    """The files that hold chapters."""
    names = ((path, _CHAPTERS.fullmatch(_name(path))) for path in folder.others)
    return [path for path, name in names if name and name["suffix"] in _CHAPTER_SUFFIXES]


def misnamed_transcripts(folder: EpisodeFolder) -> list[str]:
    """Files whose names begin like that of a transcript and are none that is known."""
    known = [path for paths in transcripts_in(folder).values() for path in paths]
    return _beginning(folder, ("transcri",), TRANSCRIPT_SUFFIXES, known)


def misnamed_chapters(folder: EpisodeFolder) -> list[str]:
    """The same for chapters."""
    return _beginning(folder, ("chapter", "chapitre"), _CHAPTER_SUFFIXES, chapters_in(folder))


def named_sides(folder: EpisodeFolder) -> list[str]:
    """The files that are published without being named in the episode's text."""
    return [paths[0] for paths in transcripts_in(folder).values()] + chapters_in(folder)


def _beginning(
    folder: EpisodeFolder, starts: tuple[str, ...], suffixes: tuple[str, ...], known: Sequence[str]
) -> list[str]:
    likely = (path for path in folder.others if _name(path).startswith(starts) and _name(path).endswith(suffixes))
    return [path for path in likely if path not in known]


def _is_language(code: str) -> bool:
    from balado.show.vocabulary import LANGUAGES  # the lists of all that a show may name

    return code in LANGUAGES


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()
