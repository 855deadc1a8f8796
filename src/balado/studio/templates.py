"""Pages of the studio from their templates, in the language of the run. Everything inserted is escaped."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from balado.errors import Place
from balado.message import Catalogue, Message, one_line, say, say_many, size_text
from balado.site.english import ENGLISH
from balado.site.french import FRENCH
from balado.site.spoken import Spoken, iso_duration, play_time, spoken_in
from balado.site.typography import with_spaces
from balado.source.secrecy import masked

SEVERITY_WORDS: dict[str, Message] = {
    "error": say("error"),
    "warning": say("warning"),
    "info": say("advice"),
}
_CODE = re.compile(r"`([^`]+)`")


def text_address(place: Place) -> str:
    """Where the line of a fault can be seen."""
    path = f"/text/{quote(place.path)}"
    return path if place.line is None else f"{path}?line={place.line}#L{place.line}"


class Templates:
    """The templates, and what all of them say in this language (`en` or `fr`)."""

    def __init__(self, words: Catalogue, language: str) -> None:
        self.catalogue, self.language = words, language
        self._spoken: Spoken = spoken_in(FRENCH if language == "fr" else ENGLISH)
        self._environment = Environment(
            loader=PackageLoader("balado.studio"),
            autoescape=True,
            undefined=StrictUndefined,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            say=self._say,
            say_many=self._say_many,
            text=self.text,
            prose=self.prose,
            when=self.when,
            day=self._spoken.day,
            message=say,
            severity_words=SEVERITY_WORDS,
            text_address=text_address,
            shown_line=lambda line: one_line(masked(line)),
            size=lambda byte_size: self.text(size_text(byte_size)),
            play_time=play_time,
            iso_duration=iso_duration,
            language=language,
            typeset=with_spaces,
            name_of_language=self._spoken.language,
        )

    def render(self, template: str, context: dict[str, Any]) -> str:
        """The page."""
        return self._environment.get_template(template).render(context)

    def words(self, text: str) -> str:
        """A label or a help in the language of the run, with its spaces."""
        return self.text(Message(text))

    def text(self, message: Message) -> str:
        """A sentence; what it quotes is made harmless, and its secrets are hidden."""
        return message.cleaned(lambda value: one_line(masked(value))).translate(self.catalogue)

    def prose(self, message: Message) -> Markup:
        """The same as HTML, with what stands between backticks as code."""
        return Markup(_CODE.sub(r"<code>\1</code>", str(escape(self.text(message)))))  # noqa: S704 (escaped)

    def when(self, moment: datetime, zone: str) -> str:
        """A moment in the zone of the show: `mercredi 24 décembre 2025, 8 h 00`."""
        local = moment.astimezone(ZoneInfo(zone))
        return f"{self._spoken.day(local.date())}, {self._spoken.hour(local)}"

    def _say(self, template: str, **values: object) -> str:
        return self.text(say(template, **values))

    def _say_many(self, singular: str, plural: str, count: int, **values: object) -> str:
        return self.text(say_many(singular, plural, count, **values))
