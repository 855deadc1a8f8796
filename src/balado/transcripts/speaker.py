"""Who speaks, in formats that have no place for it: the rule of `Name: text`.

The name stands at the beginning of a line, perhaps after a dash of dialogue or `>>`, and ends at a colon that has a
blank or the end of the line behind it (`12:30` and `https://` are no names). It has at most 6 words and 60 characters.
Its first word begins with a capital letter; each further one does too, is a number, or is a particle of names (`de`,
`d'`, `von` …). There is no other punctuation in it than apostrophes, hyphens and the dots of initials and titles
(`J.-P.`, `Mme.`). So `Mme Hédon :`, `Speaker 1:` and `SPEAKER_00:` are names, `Je le répète :` and `Le problème :` are
not; a single capitalised word always is one (`Attention :`), for nothing tells it from a name. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from balado.transcripts.transcript import MOST_VOICES, Voice, voice_of

_LONGEST_NAME = 60
_MOST_WORDS = 6
_DASH = re.compile(r"(?:[-–—]|>>)\s*")
_WORD = re.compile(r"[^\W\d_][\w'’‑-]*")
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+|(?:M[rs]s?|MM|Mmes?|Mlles?|Dr|Prof?|St|Ste|Me|Sr|Jr)\.")
_NUMBER = re.compile(r"[0-9]{1,4}|n°[0-9]{1,4}|#[0-9]{1,4}")
_ELIDED = re.compile(r"[dl]['’](?=\w)")
_PARTICLES = frozenset(
    [
        "al",
        "and",
        "ben",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "et",
        "la",
        "le",
        "les",
        "of",
        "sur",
        "ten",
        "ter",
        "the",
        "van",
        "von",
        "y",
        "zu",
    ]
)


def voices_of_lines(words: str) -> tuple[Voice, ...]:
    """The voices of a cue or a paragraph: a line that begins with a name begins one."""
    return tuple(islice(_voices(words), MOST_VOICES + 1))


def _voices(words: str) -> Iterator[Voice]:
    speaker: str | None = None
    said: list[str] = []
    for line in words.split("\n"):
        name, rest = speaker_of(line)
        if name is not None:
            yield from _voice("\n".join(said), speaker)
            speaker, said = name, []
        said.append(rest)
    yield from _voice("\n".join(said), speaker)


def _voice(words: str, speaker: str | None) -> Iterator[Voice]:
    """Nothing for no words; a name that says nothing is itself what is said."""
    voice = voice_of(words, speaker) or voice_of(f"{speaker}:" if speaker else "")
    if voice is not None:
        yield voice


def speaker_of(line: str) -> tuple[str | None, str]:
    """The name at the beginning of a line and what follows it; None and the line where there is none."""
    colon = line.find(":", 0, _LONGEST_NAME + 8)
    if colon < 0 or line[colon + 1 : colon + 2].strip():
        return None, line
    head = line[:colon].strip()
    dash = _DASH.match(head)
    name = head[dash.end() :] if dash else head
    return (name, line[colon + 1 :]) if is_name(name) else (None, line)


def is_name(text: str) -> bool:
    """Whether this is the name of a speaker by the rule above."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME:
        return False
    return _is_proper(words[0]) and all(
        _is_proper(word) or word in _PARTICLES or _NUMBER.fullmatch(word) for word in words[1:]
    )


def _is_proper(word: str) -> bool:
    bare = _ELIDED.sub("", word, count=1) if _ELIDED.match(word) else word
    return not bare[0].islower() and bool(_WORD.fullmatch(bare) or _DOTTED.fullmatch(bare))
