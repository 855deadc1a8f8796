"""The sections of the forms of both files: every field, by what it is for. Pure."""

from __future__ import annotations

from dataclasses import replace

from balado.source.folder import SHOW_FILE
from balado.studio.forms.field import Section
from balado.studio.forms.fields import Words, fields_of
from balado.studio.forms.labels import EPISODE_SECTIONS, SHOW_SECTIONS


def sections_of(file_path: str, words: Words, language: str, directory: tuple[str, ...] = ()) -> list[Section]:
    """All sections of the form of a file. `directory` are the keys of the show's people, which are proposed."""
    fields = fields_of(file_path, words, language)
    sections = []
    for number, (name, title, keys) in enumerate(SHOW_SECTIONS if file_path == SHOW_FILE else EPISODE_SECTIONS):
        chosen = [field for key in keys for field in fields.values() if field.path[0] == key]
        proposed = [
            replace(
                field,
                columns=tuple(
                    replace(one, offered=directory) if one.path == ("person",) else one for one in field.columns
                ),
            )
            for field in chosen
        ]
        sections.append(Section(name, words(title), tuple(proposed), is_first=number == 0))
    return sections
