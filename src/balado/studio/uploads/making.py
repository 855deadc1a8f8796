"""What was chosen for files that came, done one after the other: what one cannot be is said, and the rest goes on.

Verbs do what verbs do; what is only put beside the others is done here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from balado.errors import BaladoError, UsageError
from balado.message import Message, say
from balado.source.files import scan
from balado.source.folder import RECIPE_SUFFIX
from balado.source.identity import slug_of
from balado.source.keys.change import Content, KeyChanges
from balado.source.read import read
from balado.studio.captions.alignment import AlignmentRun, transcribe_command
from balado.studio.captions.importing import import_captions
from balado.studio.context import Studio
from balado.studio.tasks import TaskRunner
from balado.studio.uploads.names import title_of
from balado.studio.uploads.place import inside, place_new
from balado.studio.uploads.recording import episode_folder, free_name, name_for, put_recording
from balado.studio.uploads.roles import NOTHING, ChosenRole, ChosenRoles
from balado.workshop.text.notes import read_notes

if TYPE_CHECKING:
    from balado.source.keys.written import Value
    from balado.studio.uploads.batch import UploadBatch

_SLUG_CHARACTERS = 60
_OF_NEW = ("recording", "both", "sound", "notes")
"""What a new episode begins with; the rest is added to it."""


@dataclass(frozen=True, slots=True)
class FilesAtWork:
    """The files of one batch, while what was chosen for them is done."""

    studio: Studio
    batch: UploadBatch
    chosen: ChosenRoles

    def run(self, task: TaskRunner) -> None:
        """Do it all, and take the files away; where no episode could be begun they stay. Raises TaskStopped."""
        self.studio.uploads.busy.add(self.batch.id)
        task.lead(f"/files/{self.batch.id}")
        is_begun = False
        try:
            inside(self.studio.root, "episodes")
            slug = self._begun(task) if self.batch.target.is_new else self.batch.target.slug
            if slug is None:
                return
            is_begun = True
            task.lead(f"/edit/episodes/{quote(slug)}" if slug else "/cover")
            done_before = _OF_NEW if self.batch.target.is_new else ()
            for one in self.chosen.files:
                if one.role not in (NOTHING, *done_before):
                    self._tried(task, lambda one=one: self._put(task, slug, one))  # type: ignore[misc]
        finally:
            self.studio.uploads.busy.discard(self.batch.id)
            if is_begun:
                self.studio.uploads.drop(self.batch)
            self.studio.state.refresh()

    def _tried(self, task: TaskRunner, put: Callable[[], None]) -> None:
        try:
            put()
        except BaladoError as error:
            task.tell_fault(error)

    def _begun(self, task: TaskRunner) -> str | None:
        """The slug of an episode that is begun with what was chosen, or without what is of no use; None: none was."""
        recording, notes = self.chosen.first("recording", "both", "sound"), self.chosen.first("notes")
        ways = [(recording, notes, self.chosen.chapters)]
        ways += [(recording, notes, False)] if notes is not None and self.chosen.chapters else []
        ways += [(None, notes, False)] if recording is not None else []
        ways += [(None, None, False)] if notes is not None else []
        for used, read_from, has_chapters in ways:
            asked = self._asked(used, read_from, has_chapters=has_chapters)
            end = task.verb(_doing("new", used or read_from), "new", *asked)
            task.tell_end(end)
            if created := end.event("created"):
                task.tell(say("The episode “{title}” is begun, as a draft.", title=self.chosen.title))
                for given, taken in ((recording, used), (notes, read_from)):
                    if given is not None and taken is None:
                        told = say(
                            "It is begun without {name}: drop another one on its page.", name=given.file.shown_name
                        )
                        task.tell(told, "fault")
                return str(created["slug"])
        return None

    def _asked(self, recording: ChosenRole | None, notes: ChosenRole | None, *, has_chapters: bool) -> list[str]:
        """The arguments of `balado new`."""
        found = [f"--title={self.chosen.title}", *self._slug()]
        if notes is not None:
            found += ["--notes", str(notes.file.path), *(["--chapters-from-notes"] if has_chapters else [])]
        if recording is None:
            return found
        # What was recorded stays beside what is made of it; a film is there already, or was not wanted.
        kept = ["--move"] if recording.role == "recording" else []
        return [*found, *kept, *(["--sound-only"] if recording.role == "sound" else []), "--", str(recording.file.path)]

    def _slug(self) -> list[str]:
        """A name for the folder, where another episode has the one that its title makes."""
        reading = read(scan(self.studio.root))
        taken = {*(one.slug for one in reading.presumed_episodes), *(one.slug for one in reading.episodes)}
        whole = slug_of(self.chosen.title)
        plain = whole[:_SLUG_CHARACTERS].strip("-") or "episode"
        # A long title is cut between words by the verb: one of which this is the beginning may be the same.
        is_free = all(whole != one and not (len(whole) > _SLUG_CHARACTERS and whole.startswith(one)) for one in taken)
        if whole and is_free:
            return []
        return ["--slug", next(f"{plain}-{number}" for number in count(2) if f"{plain}-{number}" not in taken)]

    def _put(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        if slug:  # a verb would follow a link that leads out of the show
            inside(self.studio.root, episode_folder(self.studio.root, slug).path)
        puts: dict[str, Callable[[TaskRunner, str, ChosenRole], None]] = {
            "cover": self._cover,
            "film": self._film,
            "both": self._film_and_recording,
            "draft": self._captions,
            "transcript": self._captions,
            "document": self._document,
            "notes": self._notes,
            "words": self._words,
        }
        puts.get(one.role, self._recording)(task, slug, one)

    def _cover(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        x, y = one.focus
        alt = [f"--alt={one.alt}"] if one.alt else []
        file = ["--", str(one.file.path), *([slug] if slug else [])]
        end = task.verb(_doing("cover", one), "cover", "--replace", f"--focus={x},{y}", *alt, *file)
        task.tell_end(end)
        if end.is_done:
            task.tell(say("{name} is the cover.", name=one.file.shown_name))

    def _film(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        end = task.verb(_doing("film", one), "film", "--replace", "--", str(one.file.path), slug)
        task.tell_end(end)
        if end.is_done:
            task.tell(say("{name} is the film of the page.", name=one.file.shown_name))

    def _film_and_recording(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        self._film(task, slug, one)
        self._recording(task, slug, one)

    def _recording(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        root, given = self.studio.root, one.file.path
        folder = episode_folder(root, slug)
        if one.file.look.is_played and one.role == "recording":
            task.begin(_doing("recording", one))
            made, beside = given.with_name(name_for(root, folder, given, given.suffix)), ()
            given.rename(made)
        else:
            master = given.rename(given.with_name(free_name(root, folder.path, given.name)))
            suffix = f".{read(scan(root)).presumed.sound.format}"
            place = given.parent / "made"
            place.mkdir(exist_ok=True)
            made = place / name_for(root, folder, master, suffix)
            end = task.verb(_doing("master", one), "master", "--sound-only", f"--output={made}", "--", str(master))
            task.tell_end(replace(end, said=tuple(one.replace(str(made), made.name) for one in end.said)))
            if not end.is_done:
                return
            is_film = one.role != "recording"
            beside = (made.with_name(f"{made.name}{RECIPE_SUFFIX}"), *(() if is_film else (master,)))
        path, kept = put_recording(root, slug, made, *beside)
        task.tell(say("{name} is the recording: {path}.", name=one.file.shown_name, path=path))
        for name in kept:
            task.tell(say("What was there is kept beside it, hidden, as {name}.", name=name), "said")

    def _captions(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        task.begin(_doing("captions", one))
        folder = episode_folder(self.studio.root, slug)
        raw = one.file.path.read_bytes()
        path = import_captions(self.studio.transcripts, folder, one.file.path.name, raw, is_draft=one.role == "draft")
        task.tell(say("{name} is brought in: {path}.", name=one.file.shown_name, path=path))

    def _words(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        raw, suffix = one.file.path.read_bytes(), one.file.path.suffix
        command = transcribe_command(self.studio.root, slug, self.studio.templates.language)
        self.studio.transcripts.align(slug, lambda: AlignmentRun(command, raw, suffix))
        task.tell(say("The words of {name} are being given the times of the recording.", name=one.file.shown_name))
        task.lead(f"/transcript-import/{quote(slug)}")

    def _document(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        task.begin(_doing("document", one))
        folder = episode_folder(self.studio.root, slug)
        path = place_new(self.studio.root, folder.path, one.file.path)
        row = {"title": title_of(one.file.shown_name), "file": path.rpartition("/")[2]}

        def with_row(content: Content) -> KeyChanges:
            there = content.tree.get("documents")
            documents: Value = [*(there if isinstance(there, list) else []), row]
            return KeyChanges({("documents",): documents})

        try:
            self._saved(folder.text_path, with_row)
        except UsageError:
            (self.studio.root / path).unlink()
            raise
        task.tell(say("{name} is linked below the notes: {path}.", name=one.file.shown_name, path=path))

    def _notes(self, task: TaskRunner, slug: str, one: ChosenRole) -> None:
        task.begin(_doing("notes", one))
        notes = read_notes(one.file.path)
        self._saved(episode_folder(self.studio.root, slug).text_path, KeyChanges(notes=notes.markdown))
        task.tell(say("{name} is the notes now; those from before can be had back.", name=one.file.shown_name))
        for told in notes.left_out:
            task.tell(told, "said")

    def _saved(self, path: str, changes: KeyChanges | Callable[[Content], KeyChanges]) -> None:
        saved = self.studio.saving.change(path, changes)
        if saved.faults:
            raise UsageError(say("{path} was not changed.", path=path), saved.faults)


def _doing(what: str, one: ChosenRole | None) -> Message:
    """What is being done, in words."""
    name = "" if one is None else one.file.shown_name
    return {
        "new": say("Beginning the episode: {name}", name=name) if name else say("Beginning the episode"),
        "cover": say("Making the cover: {name}", name=name),
        "film": say("Making the film: {name}", name=name),
        "master": say("Mastering the recording: {name}", name=name),
    }.get(what, say("Putting {name} in its place", name=name))
