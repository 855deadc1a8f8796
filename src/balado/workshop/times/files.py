"""The texts of an episode whose times count from the beginning of its recording, on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from balado.errors import reason_of
from balado.message import Message, say, size_text
from balado.show.model import Episode
from balado.source.episode import episode_document
from balado.source.fix import replace_text
from balado.source.folder import EpisodeFolder, TextFile, chapters_in, drafts_in, transcripts_in
from balado.workshop.text.stamps import stamped_lines
from balado.workshop.times.episode_text import move_text
from balado.workshop.times.move import MovedText, move_chapters, move_transcript
from balado.workshop.times.shift import Shift

_LARGEST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class TimedText:
    """A text that may hold times: where it is, and what it is called in the show."""

    path: Path
    name: str
    kind: Literal["chapters", "transcript", "episode"]


@dataclass(frozen=True, slots=True)
class TextMove:
    """A text and what it becomes."""

    text: TimedText
    before: bytes
    moved: MovedText

    def carry_out(self) -> None:
        """Write it. Raises UsageError where it cannot be written, or was changed by somebody else meanwhile."""
        replace_text(self.text.path, TextFile(self.text.name, self.before), self.moved.raw)


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A text that keeps the times it has, and why."""

    name: str
    reason: Message


def timed_texts(root: Path, folder: EpisodeFolder, episode: Episode | None) -> tuple[TimedText, ...]:
    """The texts of an episode that may hold times. `episode` is what was read of its text, if that could be read.

    Every form of a transcript is one, its draft too: who leaves a file out today may name it tomorrow.
    """
    chapters = [episode.chapter_file] if episode and episode.chapter_file else chapters_in(folder)
    named = [*episode.transcript_files] if episode else []
    transcripts = [*named, *(path for paths in transcripts_in(folder).values() for path in paths), *drafts_in(folder)]
    texts = [folder.text.path] if folder.text is not None else []
    kinds: tuple[tuple[Literal["chapters", "transcript", "episode"], list[str]], ...] = (
        ("episode", texts),
        ("chapters", chapters),
        ("transcript", [*dict.fromkeys(transcripts)]),
    )
    return tuple(
        TimedText(root / name, name, kind) for kind, names in kinds for name in names if (root / name).is_file()
    )


def planned(texts: Iterable[TimedText], shift: Shift) -> Iterator[TextMove | Unmoved]:
    """What becomes of each text that holds times. Nothing is written."""
    for text in texts:
        try:
            found = _planned(text, shift)
        except OSError as error:
            found = Unmoved(text.name, say("It cannot be read: {reason}.", reason=reason_of(error)))
        if found is not None:
            yield found


def stamped_notes(texts: Iterable[TimedText]) -> int:
    """How many lines of an episode's notes begin with a time: chapters, or the hours of a programme."""
    of_episode = next((text for text in texts if text.kind == "episode"), None)
    if of_episode is None:
        return 0
    document, notes = episode_document(TextFile(of_episode.name, of_episode.path.read_bytes()))
    return 0 if document.tree is None else len(stamped_lines(notes.split("\n")))


def _planned(text: TimedText, shift: Shift) -> TextMove | Unmoved | None:
    if text.path.stat().st_size > _LARGEST_BYTES:
        return Unmoved(text.name, say("It is longer than {limit}.", limit=size_text(_LARGEST_BYTES)))
    raw = text.path.read_bytes()
    moved = moved_text(text, raw, shift)
    if isinstance(moved, Message):
        return Unmoved(text.name, moved)
    return None if moved is None or moved.raw == raw else TextMove(text, raw, moved)


def moved_text(text: TimedText, raw: bytes, shift: Shift) -> MovedText | Message | None:
    """The text, moved: as `move_chapters` has it."""
    if text.kind == "episode":
        return move_text(TextFile(text.name, raw), shift)
    return (move_chapters if text.kind == "chapters" else move_transcript)(raw, text.name, shift)
