"""A file of the show that a form is made of, by its path: the form's fields, faults, title, and where it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from balado.errors import Fault
from balado.message import say
from balado.show.podcasting import Chapter
from balado.source.folder import SHOW_FILE, EpisodeFolder, Scan, TextFile
from balado.source.keys.change import Content
from balado.source.read import Reading
from balado.source.settings import show_zone
from balado.studio.chapters.file import chapters_in_file, is_chapter_file
from balado.studio.chapters.origin import chapter_file_of, has_form
from balado.studio.chapters.times import faults_of_times
from balado.studio.context import Studio
from balado.studio.forms.field import EditForm, Field, FilledSection, Section
from balado.studio.forms.fill import form_of
from balado.studio.forms.proposals import proposals_of
from balado.studio.forms.sections import sections_of
from balado.studio.recording import PlayedRecording, recording_in
from balado.studio.saving.files import content_of, faults_of
from balado.studio.saving.validate import read_with


@dataclass(frozen=True, slots=True)
class ChapterSource:
    """Chapters of an episode that stand elsewhere than in its text: in a file, or in the recording only (no path).

    `address` is the form of the file; empty where none can be made of it.
    """

    path: str = ""
    address: str = ""
    embedded: int = 0


@dataclass(frozen=True)
class EditedFile:
    """A file and the folder that it was found in. What takes reading is found once, however often it is asked for."""

    studio: Studio
    found: Scan
    file: TextFile

    @property
    def path(self) -> str:
        """Its path in the show."""
        return self.file.path

    @cached_property
    def folder(self) -> EpisodeFolder | None:
        """The folder of its episode; None for the show."""
        parent = self.path.rpartition("/")[0]
        return next((one for one in self.found.episodes if one.path == parent), None)

    @cached_property
    def sound(self) -> PlayedRecording | None:
        """The recording beside it."""
        folder = self.folder
        return recording_in(self.studio.state.snapshot, folder.path) if folder is not None else None

    @cached_property
    def _reading(self) -> Reading:
        return read_with(self.found, self.file)

    @property
    def sections(self) -> list[Section]:
        """The sections of its form, with what is proposed."""
        templates, preview = self.studio.templates, self.studio.state.snapshot.preview
        episodes = [one.written for one in preview.episodes.values()] if preview is not None else []
        return sections_of(
            self.path, templates.words, templates.language, proposals_of(self._reading.presumed, episodes)
        )

    def form(self, content: Content) -> EditForm:
        """Its form, filled with what it says."""
        return with_chapters_of(form_of(self.path, self.sections, content, show_zone(self.found)), self.chapters)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it, and with its chapters beside the recording."""
        sound = self.sound
        timing = faults_of_times(self.path, [*self._chapters()], sound.duration if sound is not None else None)
        return (*faults_of(self.found, self.file), *timing)

    def _chapters(self) -> Iterator[Chapter]:
        if is_chapter_file(self.path):
            yield from chapters_in_file(self.file)
        elif self.path != SHOW_FILE:
            for episode in (*self._reading.episodes, *self._reading.presumed_episodes):
                yield from episode.chapters or ()

    @property
    def title(self) -> str:
        """What its page is called."""
        text = self.studio.templates.text
        if self.path == SHOW_FILE:
            return text(say("The show"))
        folder = self.folder
        content = content_of(folder.text) if folder is not None and folder.text is not None else None
        title = None if content is None or isinstance(content, Fault) else content.tree.get("title")
        shown = title if isinstance(title, str) else self.path.split("/")[-2]
        return text(say("Chapters: {title}", title=shown)) if is_chapter_file(self.path) else shown

    @property
    def address(self) -> str:
        """Where its form is."""
        folder = self.folder
        if self.path == SHOW_FILE or folder is None:
            return "/edit/show"
        return f"/edit/{'chapters' if is_chapter_file(self.path) else 'episodes'}/{quote(folder.slug)}"

    @property
    def episode_address(self) -> str:
        """Where its episode is shown; empty for what is no text of one."""
        return self.address.removeprefix("/edit") if self.address.startswith("/edit/episodes/") else ""

    @cached_property
    def chapters(self) -> ChapterSource | None:
        """Where the chapters of the episode come from; None where its text has them, or there are none."""
        folder = self.folder
        if folder is None or is_chapter_file(self.path):
            return None
        path = chapter_file_of(self.found, folder)
        if path is not None:
            return ChapterSource(path, f"/edit/chapters/{quote(folder.slug)}" if has_form(folder, path) else "")
        preview = self.studio.state.snapshot.preview
        known = preview.episodes.get(folder.slug) if preview is not None else None
        embedded = len(known.item.chapters) if known is not None and known.item is not None else 0
        return ChapterSource(embedded=embedded) if embedded and not [*self._chapters()] else None


def fields_at(studio: Studio, path: str) -> list[Field]:
    """The fields of the form of a file."""
    sections = sections_of(path, studio.templates.words, studio.templates.language)
    return [field for section in sections for field in section.fields]


def with_chapters_of(form: EditForm, source: ChapterSource | None) -> EditForm:
    """The form of an episode whose chapters stand in a file: it has no field in which others would count instead."""
    if source is None or not source.path:
        return form
    sections = [
        FilledSection(
            one.section,
            [
                replace(field, control="as_written", value=source.path, rows=()) if field.field.is_by_time else field
                for field in one.fields
            ],
        )
        for one in form.sections
    ]
    return replace(form, sections=sections)
