"""The notes that an episode begins with: out of a file of an office program, or what its recording says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import Fault, MediaError, Place, UsageError
from balado.message import Message, say, say_many

if TYPE_CHECKING:
    from balado.cli.session import Session
    from balado.commands.new_start import NewOptions
    from balado.facts import AudioTags
    from balado.workshop.sound.master import Mastered

_CHAPTERS_FILE = "chapters.txt"


@dataclass(frozen=True, slots=True)
class BegunNotes:
    """Notes in Markdown, the chapters that go into a file beside them, and what there is to say about both."""

    markdown: str
    chapters: bytes | None = None
    told: tuple[Message, ...] = ()

    def moved_with(self, mastered: Mastered | None) -> BegunNotes:
        """The same with its chapters, timed on what was given, as they are in what was made of it."""
        begins = 0.0 if mastered is None else mastered.recipe.begins
        if mastered is None or self.chapters is None or not begins:
            return self
        from balado.workshop.times.move import MovedText, move_chapters
        from balado.workshop.times.shift import Shift

        shift = Shift(round(begins * 1000), round(mastered.recipe.made.duration * 1000))
        moved = move_chapters(self.chapters, _CHAPTERS_FILE, shift)
        if not isinstance(moved, MovedText):
            return self
        what = say("{path}: {old} became {new}, as what is said begins there.", path=_CHAPTERS_FILE, old=moved.last[0],
                   new=moved.last[1])  # fmt: skip
        return replace(self, chapters=moved.raw, told=(*self.told, what))

    def put_chapters(self, folder: Path) -> None:
        """Write the file of chapters, where there are any. Raises OSError where one is there already."""
        if self.chapters is not None:
            with (folder / _CHAPTERS_FILE).open("xb") as file:
                file.write(self.chapters)

    def tell(self, session: Session) -> None:
        """Say what a person should know."""
        for message in self.told:
            session.console.show(message)


def notes_of(options: NewOptions, tags: AudioTags) -> BegunNotes:
    """The notes as they were asked for.

    Raises MediaError for a file that cannot be read, or holds no chapters.
    """
    if options.notes is None:
        if options.chapters_from_notes:
            raise UsageError(say("There are no notes to make chapters of: name their file with --notes."))
        return BegunNotes(tags.description or "")
    from balado.workshop.text.notes import read_notes
    from balado.workshop.text.stamps import stamped_lines

    written = read_notes(options.notes)
    stamped = stamped_lines(written.lines)
    if options.chapters_from_notes:
        chapters = _chapters(options.notes, stamped)
        told = say_many(
            "{count} chapter was made of the notes.", "{count} chapters were made of the notes.", len(stamped)
        )
        return BegunNotes(written.markdown, chapters, (*written.left_out, told))
    offered = say_many(
        "{count} line of the notes begins with a time: --chapters-from-notes would make a chapter of it.",
        "{count} lines of the notes begin with a time: --chapters-from-notes would make chapters of them.",
        len(stamped),
    )
    return BegunNotes(written.markdown, None, (*written.left_out, *((offered,) if len(stamped) > 1 else ())))


def _chapters(path: Path, stamped: list[str]) -> bytes:
    """The file of chapters, which was read once already."""
    from balado.chapters.read import read_chapters

    what = say("{name} gives no chapters. Nothing was created.", name=path.name)
    if not stamped:
        missing = say("No line of the notes begins with a time.")
        remedy = say("Write one line for each chapter, for example: 00:12:30 Questions")
        raise MediaError(what, (Fault(Place(path.name), missing, remedy),))
    made = "".join(f"{line}\n" for line in stamped).encode()
    chapters, faults = read_chapters(made, _CHAPTERS_FILE)
    if chapters is None:
        raise MediaError(what, tuple(fault for fault in faults if fault.severity == "error"))
    return made
