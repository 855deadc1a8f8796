"""The texts an author begins with: feed.yaml and episode.md, commented for somebody new to YAML. Pure.

The comments are in the language of whoever began the show or the episode, as everything else that is said to them: the
language of the show may be one that nobody of its staff writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from balado.artifact import is_for_others
from balado.message import mark
from balado.show.model import Person
from balado.source.yaml.quoting import quoted

SCHEMA_FOLDER = ".schema"

# What YAML reads as it stands, here and in every other program: words, dates, addresses.
_PLAIN = re.compile(r"[^\W_](?:[\w’.!?/()@+«»–—…,' \u00a0\u202f-]|:(?=[^\s]))*")
_IN_BRACES = re.compile(r"[^\W_][\w’.@«»–—… \u00a0\u202f-]*")
_NOTHING = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
# Text here, but a number for the editor that checks the file, and for YAML 1.1 even 12:30 is one.
_NUMBER = re.compile(
    r"0[xob][\da-f_]+|\d[\d_,]*(?:\.[\d_]*)?(?:e[+-]?\d+)?|\d+(?::\d+)+(?:\.\d*)?", re.ASCII | re.IGNORECASE
)
_COLON = mark('The show. A value with a colon and a blank in it needs quotes: title: "One: two"')
_ADDRESS = mark("the public address of that place")
_NO_ADDRESS = mark("the public address of that place: none yet, write it here")
_OWNER = mark("public; some platforms send a code there to prove that the show is yours")
# Joiners and the soft hyphen: invisible, but emoji and words are made with them.
_JOINERS = "\u00ad\u200c\u200d"


@dataclass(frozen=True, slots=True)
class ShowStart:
    """What a show begins with. `email` empty: no owner is written."""

    guid: str
    title: str
    description: str
    language: str
    link: str
    author: str
    email: str
    category: str
    explicit: bool
    timezone: str
    url: str
    artwork: str = "episodes/cover.jpg"


@dataclass(frozen=True, slots=True)
class EpisodeStart:
    """What an episode begins with. None: the line is left for the author, as a comment where it is needed.

    `translate` gives the comments in a language.
    """

    guid: str
    title: str
    date: str | None = None
    season: int | None = None
    episode: int | None = None
    summary: str | None = None
    draft: bool = False
    people: Sequence[Person] = ()
    directory: Sequence[str] = ()
    translate: Callable[[str], str] = str


def scalar(text: str) -> str:
    """A text as YAML that is read back equal, in quotes only where it must be.

    Letters, French spaces and emoji stay as they are; only what nobody could see in an editor is escaped.
    """
    if _is_plain(text):
        return text
    return quoted(text) if all(map(is_seen, text)) else f'"{"".join(map(_escaped, text))}"'


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text[-1].isspace():
        return False
    return text.casefold() not in _NOTHING and not _NUMBER.fullmatch(text)


def is_seen(character: str) -> bool:
    """Whether a character is seen in an editor, or joins others to what is seen."""
    return character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if is_seen(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def write_show(start: ShowStart, words: Callable[[str], str] = str) -> str:
    """The text of a feed.yaml, its comments in what `words` translates into.

    Its first line names the schema, so that editors complete and check.
    """
    owner = f"owner: {{name: {in_braces(start.author)}, email: {in_braces(start.email)}}}" if start.email else ""
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_FOLDER}/feed.schema.json",
        f"# {words(_COLON)}",
        "",
        f"# {words(mark('The identity of the show, made once. Never change it.'))}",
        f"guid: {start.guid}",
        f"title: {scalar(start.title)}",
        f"description: {scalar(start.description)}",
        f"language: {scalar(start.language)}",
        f"link: {scalar(start.link)}",
        f"author: {scalar(start.author)}",
        owner or f"# owner: {{name: …, email: …}}   # {words(_OWNER)}",
        f"categories: [{in_braces(start.category)}]",
        f"explicit: {'true' if start.explicit else 'false'}   # {words(mark('true: unfit for children'))}",
        f"# type: serial   # {words(mark('when episodes are to be heard in order'))}",
        f"artwork: {scalar(start.artwork)}   # {words(mark('square, 1400 to 3000 pixels, JPEG or PNG'))}",
        f"timezone: {scalar(start.timezone)}   # {words(mark('of every date that names none'))}",
        "",
        f"# {words(mark('People who appear more than once: an episode then names them by key (`- ada`).'))}",
        "# people:",
        f"#   ada: {{name: Ada Lovelace, function: {words(mark('mathematician'))}, role: host}}",
        "",
        "publish:",
        f"  to: public   # {words(mark('a folder, or s3://bucket/prefix'))}",
        f"  url: {scalar(start.url)}   # {words(_ADDRESS if is_for_others(start.url) else _NO_ADDRESS)}",
    ]
    return "\n".join(lines) + "\n"


def write_episode(start: EpisodeStart, notes: str = "") -> str:
    """The text of an episode.md: front matter, then the notes."""
    words = start.translate
    no_date = f"# date: 2026-01-31 08:00   # {words(mark('when it goes live'))}"
    no_summary = f"# summary: …   # {words(mark('a sentence or two, for lists'))}"
    lines = ["---", f"guid: {scalar(start.guid)}", f"title: {scalar(start.title)}"]
    lines.append(f"date: {scalar(start.date)}" if start.date else no_date)
    lines += [f"{key}: {number}" for key, number in (("season", start.season), ("episode", start.episode)) if number]
    lines.append(f"summary: {scalar(start.summary)}" if start.summary else no_summary)
    if start.draft:
        lines.append(f"draft: true   # {words(mark('not published until this line is deleted'))}")
    lines += _people(start)
    below = words(mark("Below the next line: the show notes, in Markdown."))
    lines += [f"# {below}", "---", notes.strip()]
    return "\n".join(lines).rstrip() + "\n"


def _people(start: EpisodeStart) -> list[str]:
    if start.people:
        return ["people:", *(f"  - {_braces(_words(person))}" for person in start.people)]
    if start.directory:
        return ["# people:", *(f"#   - {scalar(key)}" for key in start.directory)]
    return []


def _words(person: Person) -> Mapping[str, str]:
    return {name: value for name, value in person.model_dump().items() if value is not None}


def _braces(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {in_braces(value)}" for name, value in values.items()) + "}"


def in_braces(text: str) -> str:
    """A text inside `{…}` or `[…]`, where more must be quoted."""
    written = scalar(text)
    return written if written != text or _IN_BRACES.fullmatch(text) else quoted(text)
