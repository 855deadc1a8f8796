"""What an author says of the show's pages: whether there are any, in which dress and language, and where else it is.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from balado.message import say
from balado.show.values.forms import RelativePath, one_of, truth
from balado.show.values.group import Written
from balado.show.values.nearest import nearest
from balado.show.values.plain import kind_of, one_line, wrong

DIRECTORIES: Mapping[str, str] = {
    "amazon": "Amazon Music",
    "antennapod": "AntennaPod",
    "apple": "Apple Podcasts",
    "castbox": "Castbox",
    "castro": "Castro",
    "deezer": "Deezer",
    "fountain": "Fountain",
    "gpodder": "gPodder",
    "iheart": "iHeart",
    "overcast": "Overcast",
    "pocketcasts": "Pocket Casts",
    "podcastaddict": "Podcast Addict",
    "podcastindex": "Podcast Index",
    "podverse": "Podverse",
    "soundcloud": "SoundCloud",
    "spotify": "Spotify",
    "truefans": "TrueFans",
    "tunein": "TuneIn",
    "youtube": "YouTube",
}
"""What directories and apps call themselves, by the word that stands for them in `links`."""

PAGE_LANGUAGES = ("en", "fr")
"""The languages in which pages can be labelled."""

PageLanguage = Annotated[
    str,
    PlainValidator(partial(one_of, PAGE_LANGUAGES)),
    WithJsonSchema({"type": "string", "enum": list(PAGE_LANGUAGES)}),
]


class SiteSettings(Written):
    """The pages of the show: a folder of templates and colours of its own, and the language of the labels."""

    theme: RelativePath | None = Field(
        None, description="A folder of the show with templates (.html) and style.css that take the place of Balado's."
    )
    lang: PageLanguage | None = Field(None, description="The language of the labels, when not that of the show.")


def _site_form(value: object) -> Any:
    """`true` is a site with nothing of its own, `false` none; both may be written as every truth is."""
    if isinstance(value, bool | str):
        return SiteSettings() if truth(value) else None
    if isinstance(value, list | tuple):
        what = say("It should be true, false or a group of keys, but it is {kind}.", kind=kind_of(value))
        raise wrong(what, say("Write for example: {line}", line="site: {theme: theme, lang: fr}"))
    return value


SiteForm = Annotated[SiteSettings | None, BeforeValidator(_site_form)]
"""The pages as they are wanted; None where the show has none."""


def directory_name(value: object) -> str:
    """A directory or an app by its word, or by the name that a page shows; not a word with a slip in it."""
    line = one_line(value)
    if line not in DIRECTORIES and (near := nearest(line, DIRECTORIES)):
        what = say("“{text}” is no word for a directory or an app.", text=line)
        raise wrong(what, say("Did you mean “{near}”?", near=near))
    return line


DirectoryName = Annotated[str, PlainValidator(directory_name), WithJsonSchema({"type": "string"})]
