"""Names and terms put right in what a machine heard: the show's own words, in the letters the show gives them. Pure.

A term is found whatever its capitals, accents and hyphens, as whole words only, never inside another word; also over
the end of a line, and across marks. Nothing but the words of captions changes: times, comments and marks stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from balado.transcripts.markup import srt_escaped, vtt_escaped

_TAG = re.compile(r"<[^<>\n]*>")
_SPEAKER = re.compile(r"(?<=<v )[^<>\n]+(?=>)")
_EMPTY_MARK = re.compile(r"<c\.unsure></c>")
_GAP = r"(?:[\s'-]+)"
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
_APOSTROPHES = {"’": "'", "ʼ": "'", "‘": "'"}
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2013": "-"}
_ESCAPES: dict[str, Callable[[str], str]] = {".vtt": vtt_escaped, ".srt": srt_escaped}


@dataclass(frozen=True, slots=True)
class Term:
    """How a word or a name is written, and what machines write in its place.

    With `alone_if_capital` a single word counts only where it begins with a capital letter: a surname that may be a
    word of the language, too.
    """

    word: str
    heard: tuple[str, ...] = ()
    alone_if_capital: bool = False


def terms_of(words: Sequence[Term], names: Sequence[str]) -> tuple[Term, ...]:
    """The terms of a show: its own, the names of its people, and their surnames; the longest first."""
    whole = [Term(name) for name in names if " " in name]
    single = [Term(name.split()[-1], (), alone_if_capital=True) for name in names]
    found = [*words, *whole, *single]
    return tuple(sorted(dict.fromkeys(found), key=lambda term: -len(term.word)))


def corrected(text: str, suffix: str, terms: Sequence[Term]) -> str:
    """The file with the terms put right in what is said."""
    written = _as_written(terms, suffix)
    changed = (_put_right(words, written) if is_said else words for words, is_said in _parts(text, suffix))
    return "".join(changed)


def _parts(text: str, suffix: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a file, and of each whether it is what is said: the lines under the times of a caption."""
    if suffix == ".txt":
        yield text, True
        return
    said = False
    for block in re.split(r"((?:^|(?<=\n))[^\n]*-->[^\n]*(?:\n|$)|\n[ \t]*(?=\n))", text):
        if "-->" in block or not block.strip():
            said = "-->" in block
            yield block, False
        else:
            yield block, said


def put_right(said: str, terms: Sequence[Term], suffix: str) -> str:
    """The words of a caption, as they stand in a file of this format, with the terms put right, also in names."""
    return _put_right(said, _as_written(terms, suffix))


def _as_written(terms: Sequence[Term], suffix: str) -> Sequence[Term]:
    """The terms as a file of this format carries them: one may hold what would be a tag or a time there."""
    escape = _ESCAPES.get(suffix)
    return terms if escape is None else [replace(term, word=escape(term.word)) for term in terms]


def _put_right(said: str, written: Sequence[Term]) -> str:
    said = _SPEAKER.sub(lambda found: _with_terms(found[0], written), said)
    return _with_terms(said, written)


def _with_terms(said: str, terms: Sequence[Term]) -> str:
    for term in terms:
        for form in (term.word, *term.heard):
            said = _with_form(said, form, term)
    return said


def _with_form(said: str, form: str, term: Term) -> str:
    pattern = _pattern(form)
    if pattern is None:
        return said
    folded, places = _folded(said)
    parts, end = [], 0
    for found in pattern.finditer(folded):
        start, after = places[found.start()], places[found.end() - 1] + 1
        while after < len(said) and unicodedata.combining(said[after]):
            after += 1
        new = _in_place(said[start:after], term)
        between = said[end:start]
        parts += [between.rstrip(" ") if new.startswith("\n") else between, new]
        end = after
    return "".join([*parts, said[end:]])


def _pattern(form: str) -> re.Pattern[str] | None:
    folded, _ = _folded(form)
    pieces = re.findall(r"[^\W_]+|[^\w\s'-]", folded)
    if not pieces:
        return None
    return re.compile(rf"(?<![\w-]){_GAP.join(map(re.escape, pieces))}(?![\w-])")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without capitals, accents and tags, and the place in it that each letter came from."""
    inside = bytearray(len(text))
    for tag in _TAG.finditer(text):
        inside[tag.start() : tag.end()] = b"\1" * (tag.end() - tag.start())
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if inside[place]:
            continue
        plain = _APOSTROPHES.get(sign) or _HYPHENS.get(sign) or plain_letters(sign)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def plain_letters(sign: str) -> str:
    """What a sign is without capitals and accents: none, one letter or several."""
    lower = sign.casefold()
    if lower.isascii():
        return lower
    lower = _LIGATURES.get(lower, lower)
    return "".join(one for one in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(one))


def _in_place(written: str, term: Term) -> str:
    """The term for what was written, in the capitals it asks for there; line ends and marks stay where they can."""
    bare = _TAG.sub("", written)
    right = _in_capitals(bare, term.word)
    same = unicodedata.normalize("NFC", " ".join(bare.split())).replace("’", "'") == right.replace("’", "'")
    if same or (term.alone_if_capital and not bare[0].isupper()):
        return written
    pieces = re.split(r"(\s+|<[^<>\n]*>)", written)
    words = [index for index, piece in enumerate(pieces) if piece.strip() and not piece.startswith("<")]
    new = right.split(" ")
    if len(new) == len(words):
        for index, word in zip(words, new, strict=True):
            pieces[index] = word
        return "".join(pieces)
    tags = "".join(_TAG.findall(written))
    return ("\n" if "\n" in written else "") + right + _EMPTY_MARK.sub("", tags)


def _in_capitals(bare: str, word: str) -> str:
    letters = [one for one in bare if one.isalpha()]
    if len(letters) > 1 and all(one.isupper() for one in letters):
        return word.upper()
    return word[0].upper() + word[1:] if bare[0].isupper() and word[0].islower() else word
