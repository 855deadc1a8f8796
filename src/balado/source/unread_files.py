"""The files of an episode's folder that nobody reads: each is named, with what to do for it to be published. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from balado.artifact import TRANSCRIPT_SUFFIXES
from balado.errors import Fault, Place, Severity
from balado.message import Message, command_line, say
from balado.show.formats import MEDIA_TYPES, PICTURE_SUFFIXES
from balado.source.folder import EPISODE_FILE, EpisodeFolder, chapters_in, is_draft_transcript, transcripts_in

_LONGEST_PATH_CHARS = 4096
_LIKE_EPISODE_FILE = re.compile(r"episode(\.md)?\.(txt|markdown|mdx|yaml|yml|md)", re.IGNORECASE)
_IN_CLOUD = re.compile(r"\.(?P<name>.+)\.icloud|(?P<other>.+)\.(cloud|cloudf|placeholder)", re.IGNORECASE)
_LINKS = (".gdoc", ".gsheet", ".gslides", ".url", ".webloc", ".lnk", ".desktop")
_CONFLICT = re.compile(
    r"conflicted|sync-conflict|case conflict|conflict copy|copie en conflit|konfliktkopie|en conflicto|in conflitto"
    r"|\A(copy of|copie de|copy|copie)\b|[ _-](copy|copie)( \(?\d+\)?)?\Z| \(\d+\)\Z"
    r"|(?-i:-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]{4,}\Z)|-i?mac(book)?[\w’-]*\Z",
    re.IGNORECASE,
)
_CAPTIONS = (".vtt", ".srt")
_OTHER_CAPTIONS = (
    *(".sbv", ".sub", ".ass", ".ssa", ".lrc", ".ttml", ".dfxp", ".stl", ".smi", ".sami", ".itt", ".scc", ".cap"),
    *(".tsv", ".usf", ".textgrid"),
)
_TEXTS = (".docx", ".doc", ".odt", ".rtf", ".pages", ".md", ".txt", ".html", ".htm", ".tex", ".pdf", ".json")
_OTHER_PICTURES = (".webp", ".gif", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".svg", ".psd", ".jfif")
_DOCUMENTS = (*MEDIA_TYPES, ".doc", ".rtf", ".pages", ".ppt", ".key", ".xls", ".xlsx", ".ods", ".numbers", ".md")
_OF_TRANSCRIPT = re.compile(r"transcri|sous-?titre|subtitle|caption|verbatim", re.IGNORECASE)
_OF_NOTES = re.compile(r"notes?\b|show.?notes|episode|épisode|descripti|texte?\b|résumé|summary", re.IGNORECASE)
_LANGUAGE = re.compile(r"[._-]([a-z]{2}(?:-[a-z]{2})?)\Z", re.IGNORECASE)


def unread_files(folder: EpisodeFolder, named: Container[str], told: Collection[str] = ()) -> Iterator[Fault]:
    """A fault for each file that neither has a name that is known nor is among `named`, the paths that texts name.

    A folder that is no episode's may hold what it wants. `told` are files of which something is said already.
    """
    known = {path for paths in transcripts_in(folder).values() for path in paths}.union(chapters_in(folder), told)
    is_episode = folder.text is not None or bool(folder.audio)
    for path in folder.others:
        if path not in known and path not in named and (is_episode or _IN_CLOUD.fullmatch(_name(path))):
            what, remedy, severity = _told(path, folder, bool(transcripts_in(folder)))
            yield Fault(Place(path), what, remedy, folder.slug, severity)


def loose_files(paths: Collection[str]) -> Iterator[Fault]:
    """A warning for each recording or text that lies among the episodes' folders, in none of them."""
    for path in paths:
        what = say("“{name}” lies in no episode's folder, and nobody reads it.", name=_name(path))
        remedy = say("Make a folder for the episode, put it there, and write an episode.md (`balado new RECORDING`).")
        yield Fault(Place(path), what, remedy, severity="warning")


def paths_in(value: object) -> Iterator[str]:
    """The texts, however deep in a tree, that may be paths of files in the show."""
    if isinstance(value, str):
        yield from (value,) if "/" in value and len(value) < _LONGEST_PATH_CHARS else ()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from paths_in(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from paths_in(inner)


def absent_text(folder: EpisodeFolder) -> Fault | None:
    """The fault of a folder whose `episode.md` has another name, or is not on this computer; None where none does."""
    for path in folder.others:
        name = _name(path)
        if _LIKE_EPISODE_FILE.fullmatch(name):
            what = say("An episode's text is called episode.md; this is {name}.", name=name)
            return Fault(Place(path), what, say("Rename it to episode.md."), folder.slug)
        found = _IN_CLOUD.fullmatch(name)
        if found is not None and (found["name"] or found["other"]).lower() == EPISODE_FILE:
            return Fault(Place(path), *_in_cloud(EPISODE_FILE), folder.slug)
    return None


def draft_told(path: str, slug: str) -> tuple[Message, Message]:
    """What is said of a draft of a transcript, and what to do with it."""
    what = say("“{name}” is a draft that waits for a reader: it is not published.", name=path.rpartition("/")[2])
    remedy = say(
        "Read it while you listen, and correct it. Then: `{command}`",
        command=command_line("balado", "transcript", "accept", slug),
    )
    return what, remedy


def _told(path: str, folder: EpisodeFolder, has_transcript: bool) -> tuple[Message, Message, Severity]:
    name = _name(path)
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix.lower()
    found = _IN_CLOUD.fullmatch(name)
    if found is not None:
        return *_in_cloud(found["name"] or found["other"]), "warning"
    if is_draft_transcript(path):
        return *draft_told(path, folder.slug), "info"
    if suffix in _LINKS:
        what = say("“{name}” only leads to a file elsewhere; nothing of it is published.", name=name)
        return what, say("Download that file, and put it here in its place."), "warning"
    if _CONFLICT.search(stem):
        what = say("“{name}” looks like a copy that was made of another file; nobody reads it.", name=name)
        return what, say("Compare the two, keep the right one under the usual name, and delete the other."), "warning"
    if _LIKE_EPISODE_FILE.fullmatch(name):
        what = say("Nobody reads “{name}”: the text of this episode is episode.md.", name=name)
        return what, say("Copy into episode.md what is missing there, and delete this file."), "warning"
    told = _as_text(stem, suffix, folder, has_transcript) or _as_picture(name, suffix) or _as_document(suffix)
    what = say("This file is not published: nothing names “{name}”.", name=name)
    return (what, _ELSEWHERE, "info") if told is None else (what, told, "warning")


def _in_cloud(name: str) -> tuple[Message, Message]:
    what = say("“{name}” is not on this computer: it is still in the cloud (iCloud, OneDrive, Dropbox).", name=name)
    return what, say("Open the folder, have the file downloaded (“Keep on this device”), and publish again.")


_ELSEWHERE = say("If it is not for listeners, keep it in a folder of its own: nothing is looked for there.")


def _as_text(stem: str, suffix: str, folder: EpisodeFolder, has_transcript: bool) -> Message | None:
    """What to do with a file that holds a transcript, or notes; None for another one."""
    language = _LANGUAGE.search(stem)
    stems = {stem, stem[: language.start()] if language else stem}
    of_recording = any(PurePosixPath(path).stem in stems for path in folder.audio)
    if suffix in _OTHER_CAPTIONS:
        return say("Export it as WebVTT (.vtt) or SubRip (.srt), and call that transcript.vtt or transcript.srt.")
    if suffix in _CAPTIONS or (of_recording and suffix in TRANSCRIPT_SUFFIXES):
        if has_transcript:
            return say("This episode has its transcript: delete the file, or name it under `transcripts`.")
        return _as_transcript(stem, suffix, f".{language[1].lower()}" if language else "", folder)
    if suffix in _TEXTS and not has_transcript and (of_recording or _OF_TRANSCRIPT.search(stem)):
        return say("If it is the transcript, save it as plain text (UTF-8): transcript.txt.")
    if suffix in _TEXTS and _OF_NOTES.search(stem):
        return say("Notes are written in episode.md, below the second line `---`: copy them there.")
    return None


def _as_transcript(stem: str, suffix: str, language: str, folder: EpisodeFolder) -> Message:
    if better := _better_form(stem, suffix, folder):
        return say("Delete it: every format is made from one, here from {name}.", name=better)
    return say("Call it {name}, if it is the transcript.", name=f"transcript{language}{suffix}")


def _better_form(stem: str, suffix: str, folder: EpisodeFolder) -> str | None:
    """The same transcript in a form that says more; None where this is the best there is."""
    better = TRANSCRIPT_SUFFIXES[: TRANSCRIPT_SUFFIXES.index(suffix)]
    names = map(_name, folder.others)
    return next((name for name in names if PurePosixPath(name).stem == stem and name.lower().endswith(better)), None)


def _as_picture(name: str, suffix: str) -> Message | None:
    if suffix in PICTURE_SUFFIXES:
        return say(
            "If it is the episode's cover, call it cover{suffix}, or write: artwork: {name}", suffix=suffix, name=name
        )
    if suffix in _OTHER_PICTURES:
        return say("If it is the episode's cover, save it as a JPEG: cover.jpg.")
    return None


def _as_document(suffix: str) -> Message | None:
    if suffix not in _DOCUMENTS:
        return None
    return say("If it is for listeners, name it under `documents`; if not, keep it in a folder of its own.")


def _name(path: str) -> str:
    return path.rpartition("/")[2]
