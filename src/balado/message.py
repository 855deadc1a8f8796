"""Messages for people: written in English, translated only where they are shown.

A `Message` keeps its template and its values apart, so that the library needs no language and no global state:
`console` alone chooses the catalogue, and makes the values harmless for where they are shown. The extractor's keywords
are `say`, `say_many:1,2` and `mark`. Pure.
"""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, Protocol

Tone = Literal[
    "error", "warning", "advice", "remedy", "heading", "good", "added", "removed", "changed", "quiet", "title"
]  # fmt: skip
"""What a part of a sentence is, for those who show it in colours; `title` is one that may be shortened."""

Mark = Callable[[Tone, str], str]
"""Gives a part of a sentence with its tone marked."""


class Catalogue(Protocol):
    """What a message needs of gettext's translations."""

    def gettext(self, message: str, /) -> str:
        """The translation of a template."""

    def ngettext(self, singular: str, plural: str, count: int, /) -> str:
        """The translation of a template for this count."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be shown: an English template in `str.format` form and the values that fill it.

    Numbers among the values are written as the language writes them: `5,000,000`; in French `5 000 000`, and `46,5`.
    `tone` says nothing that the sentence does not say.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    tone: Tone | None = None

    def __str__(self) -> str:
        return self._fill(self._english())

    def translate(self, catalogue: Catalogue, mark: Mark | None = None) -> str:
        """The sentence in the catalogue's language; what has a tone as `mark` gives it."""
        if self.plural is not None:
            template = catalogue.ngettext(self.template, self.plural, self._count())
        else:
            template = catalogue.gettext(self.template)
        text = self._fill(template, catalogue, mark)
        return text if mark is None or self.tone is None else mark(self.tone, text)

    def toned(self, tone: Tone) -> Message:
        """The same sentence with a tone."""
        return replace(self, tone=tone)

    def cleaned(self, clean: Callable[[str], str]) -> Message:
        """The same sentence with what `clean` makes of each text among its values; the template is ours and stays."""
        return replace(self, values={name: _cleaned(value, clean) for name, value in self.values.items()})

    def _english(self) -> str:
        return self.plural if self.plural is not None and self._count() != 1 else self.template

    def _count(self) -> int:
        count = self.values["count"]
        if not isinstance(count, int):
            raise TypeError(f"the count of a message is a number, not {count!r}")
        return count

    def _fill(self, template: str, catalogue: Catalogue | None = None, mark: Mark | None = None) -> str:
        if not self.values:
            return template
        empty = [name for name, value in self.values.items() if isinstance(value, str) and not value.strip()]
        if empty:
            template = _naming_empty(template, empty, _in(catalogue, _EMPTY))
        return template.format(**{name: _shown(name, value, catalogue, mark) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts or sentences as one value of a message: one below the other, or with something else between.

    It is the only value that keeps the ends of lines between its parts: those within a text are shown as blanks.
    """

    parts: tuple[object, ...]
    between: str = "\n"

    def __str__(self) -> str:
        return self.between.join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class InLanguages:
    """A name that is another one in each language, as one value of a message: by the code of the language."""

    names: Mapping[str, str]

    def __str__(self) -> str:
        return self.names[_LANGUAGE]


def _naming_empty(template: str, names: list[str], empty: str) -> str:
    """The template with a word where there would be quotes with nothing in them."""
    return re.sub(rf"[“«`]\s*\{{(?:{'|'.join(names)})\}}\s*[”»`]", empty, template)


def _shown(name: str, value: object, catalogue: Catalogue | None, mark: Mark | None) -> object:
    if isinstance(value, int) and name not in _NAMES_OF_NUMBERS and abs(value) >= _GROUPED_FROM:
        return f"{value:,}".replace(",", _in(catalogue, _BETWEEN_THOUSANDS))
    if isinstance(value, float):
        return str(value).removesuffix(".0").replace(".", _in(catalogue, _BEFORE_DECIMALS))
    return value if catalogue is None else _translated(value, catalogue, mark)


def _in(catalogue: Catalogue | None, text: str) -> str:
    return text if catalogue is None else catalogue.gettext(text)


def _translated(value: object, catalogue: Catalogue, mark: Mark | None) -> object:
    if isinstance(value, Message):
        return value.translate(catalogue, mark)
    if isinstance(value, Joined):
        return value.between.join(str(_translated(part, catalogue, mark)) for part in value.parts)
    if isinstance(value, InLanguages):
        return value.names.get(catalogue.gettext(_LANGUAGE), str(value))
    return value


def _cleaned(value: object, clean: Callable[[str], str]) -> object:
    if isinstance(value, Message):
        return value.cleaned(clean)
    if isinstance(value, Joined):
        return replace(value, parts=tuple(_cleaned(part, clean) for part in value.parts))
    return value if isinstance(value, int | float | InLanguages) else clean(str(value))


def say(template: str, /, **values: object) -> Message:
    """A message marked for translation. Values may be messages themselves."""
    return Message(template, values)


def say_many(singular: str, plural: str, /, count: int, **values: object) -> Message:
    """A message whose wording depends on `count`, which the templates may show as `{count}`."""
    return Message(singular, {"count": count, **values}, plural)


def day_text(day: date) -> Message:
    """A day for people: 2026-11-23, in French 23/11/2026."""
    year, month, number = day.isoformat().split("-")
    return say("{year}-{month}-{day}", year=year, month=month, day=number)


def size_text(byte_size: int) -> Message:
    """A number of bytes as people read it, in decimal units: `812 kB`, `3.4 MB`; in French `812 ko`, `3,4 Mo`."""
    if byte_size < 1000:
        return say("{count} B", count=byte_size)
    if byte_size < 1_000_000:
        return say("{count} kB", count=f"{byte_size / 1000:.0f}")
    if byte_size < 1_000_000_000:
        whole, tenths = f"{byte_size / 1_000_000:.1f}".split(".")
        return say("{whole}.{decimals} MB", whole=whole, decimals=tenths)
    whole, hundredths = f"{byte_size / 1_000_000_000:.2f}".split(".")
    return say("{whole}.{decimals} GB", whole=whole, decimals=hundredths)


def level_text(value: float) -> Message:
    """A number to the nearest tenth, as people read it: `-16`, `-1.5`; in French `-1,5`."""
    whole, tenths = f"{value:.1f}".split(".")
    return say("{text}", text=whole) if tenths == "0" else say("{whole}.{tenths}", whole=whole, tenths=tenths)


def duration_text(duration: timedelta) -> str:
    """A duration as players show it, to the nearest second: `4:05`, `1:02:03`."""
    seconds = round(duration.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def command_line(*words: str) -> str:
    """A command, or options of one, to be copied into a shell: each word quoted where a shell would misread it.

    Double quotes are understood by `sh`, PowerShell and cmd.exe; what has a meaning within them needs single ones.
    """
    return " ".join(map(_shell_word, words))


def install_command(extra: str) -> str:
    """What adds one of Balado's extras to it, as everybody writes it; the edge tells the form that works here."""
    return command_line("pip", "install", f"balado[{extra}]")


def _shell_word(word: str) -> str:
    if _PLAIN_WORD.fullmatch(word):
        return word
    return shlex.quote(word) if _ACTIVE_IN_QUOTES.search(word) else f'"{word}"'


def mark(text: str, /) -> str:
    """The text itself, marked for translation (help texts of the command line)."""
    return text


_EMPTY = mark("(empty)")
_LANGUAGE = mark("en")
_BETWEEN_THOUSANDS = mark(",")
_BEFORE_DECIMALS = mark(".")
_GROUPED_FROM = 10_000
"""Four figures are read at a glance, in French as in English."""
_NAMES_OF_NUMBERS = frozenset({"number"})
"""Values that are names and no quantities: a publication is called by its number in commands."""

_PLAIN_WORD = re.compile(r"[A-Za-z0-9_./:=+@][A-Za-z0-9_./:=+@-]*|-{1,2}[a-z][A-Za-z0-9:-]*")
_ACTIVE_IN_QUOTES = re.compile(r'["$`\\!]')

# C0, DEL and C1 (ECMA-48), ends of lines that editors do not show, directions (UTR 36, "Trojan source"), interlinear
# marks, tags, halves of surrogate pairs (a file's name that is no text), and what is no character.
_UNSAFE = (
    "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\ud800-\\udfff\\U000e0000-\\U000e007f"
)
_NOT_OF_LINES = re.compile(f"(?![\\n])[{_UNSAFE}]")
_NOT_OF_A_VALUE = re.compile(f"[{_UNSAFE}\\ufdd0-\\ufdef\\u180e\\u200b\\u2060-\\u2065]")
"""Besides what lines may not hold either: what nobody sees, and the characters that mark tones, which are no letters
(Unicode 23.7) and stand in sentences of ours alone."""
_BLANKS = re.compile("\\r\\n|[\\n\\r\\t]")

# GitHub's runner takes a line for a command that begins with "::", blanks before it left out, and one that has "##["
# anywhere (actions/runner, ActionCommand.cs); Azure Pipelines wants "##vso[", TeamCity "##teamcity[".
_COMMAND_FIRST = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_COMMAND_WITHIN = re.compile(r"#(?=#\w{0,20}\[)")

_MARKDOWN = re.compile(r"([\\`*_\[\]()#!|~@$]|^[-+=]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_CALLS = re.compile(r"(\\?@|\\#(?=\d)|\bGH-(?=\d))", re.IGNORECASE)
_NOBODY = "\u200b"
"""Behind an at sign or a number sign: what follows is nobody's name and no issue's number."""


def one_line(value: str) -> str:
    r"""A value as one line: its ends of lines as blanks, what nobody sees or a terminal obeys as `\x1b`, `\u2028`."""
    return _NOT_OF_A_VALUE.sub(_named, _BLANKS.sub(" ", value))


def lines(text: str) -> str:
    """Lines of text, without what drives a terminal or is a command to a CI server."""
    return _COMMAND_FIRST.sub(r"\1: ", within_lines(text))


def within_lines(text: str) -> str:
    """The same where lines may begin with a command, since it is ours."""
    return _COMMAND_WITHIN.sub("# ", _NOT_OF_LINES.sub(_named, text))


def json_text(document: str) -> str:
    """A JSON document with escapes for the same characters: it says the same to who parses it (RFC 8259).

    Half of a surrogate pair, which many parsers refuse, becomes U+FFFD.
    """
    return _COMMAND_WITHIN.sub(r"\\u0023", _NOT_OF_LINES.sub(_as_json, document))


def markdown_text(value: str) -> str:
    """A value that is text in a Markdown document, and nothing else: no link, picture, HTML, table, name, formula."""
    plain = _MARKDOWN.sub(r"\\\1", html.escape(one_line(" ".join(value.split())), quote=False))
    return _CALLS.sub(lambda found: found[0].lstrip("\\") + _NOBODY if "@" in found[0] else found[0] + _NOBODY, plain)


def html_text(value: str) -> str:
    """A value that is text within a line of HTML in a Markdown document."""
    return re.sub(r"[@#]|\bGH-", rf"\g<0>{_NOBODY}", html.escape(one_line(value), quote=False))


def _named(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _as_json(found: re.Match[str]) -> str:
    return "\\ufffd" if "\ud800" <= found[0] <= "\udfff" else json.dumps(found[0])[1:-1]
