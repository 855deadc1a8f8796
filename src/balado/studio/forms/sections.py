"""The sections of the forms of both files: every field, by what it is for. Pure."""

from __future__ import annotations

from dataclasses import replace

from balado.source.folder import SHOW_FILE
from balado.studio.chapters.file import COLUMNS, KEY, is_chapter_file, suffix_of
from balado.studio.forms.field import Field, Section
from balado.studio.forms.fields import Words, fields_of
from balado.studio.forms.labels import EPISODE_SECTIONS, SHOW_SECTIONS
from balado.studio.forms.proposals import Proposals


def sections_of(file_path: str, words: Words, language: str, proposals: Proposals | None = None) -> list[Section]:
    """All sections of the form of a file; that of a file of chapters has one."""
    if is_chapter_file(file_path):
        return [_of_chapters(file_path, words, language)]
    fields = fields_of(file_path, words, language)
    sections = []
    for number, (name, title, keys) in enumerate(SHOW_SECTIONS if file_path == SHOW_FILE else EPISODE_SECTIONS):
        chosen = [field for key in keys for field in fields.values() if field.path[0] == key]
        offered = tuple(_offered(field, proposals or {}) for field in chosen)
        sections.append(Section(name, words(title), offered, is_first=number == 0))
    return sections


def _of_chapters(file_path: str, words: Words, language: str) -> Section:
    field = fields_of(file_path, words, language)[KEY]
    columns = tuple(one for one in field.columns if one.path[0] in COLUMNS[suffix_of(file_path)])
    return Section("sound", field.label, (replace(field, columns=columns),), is_first=True)


def _offered(field: Field, proposals: Proposals) -> Field:
    """The field with what is proposed for it, where no list of all there is does that."""
    columns = tuple(
        replace(one, offered=one.offered or proposals.get(f"{field.name}.{one.path[0]}", ())) for one in field.columns
    )
    return replace(field, offered=field.offered or proposals.get(field.name, ()), columns=columns)
