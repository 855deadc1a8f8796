"""Words, numbers and addresses of notes beside what is shown of them: what is missing, and what is too much. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from balado.feed.notes.markdown import ReadNotes
from balado.feed.notes.tags import HtmlTag, pieces
from balado.show.notes import ChangeKind, NotesChange

_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_EMPHASIS_IN_WORD = re.compile(r"(?<=[^\W\d_])\*+(?=[^\W\d_])")
_SIGN_IN_WORD = re.compile(r"(?<=\w)[`\\]+(?=\w)")
_POWER = frozenset(["sup", "sub"])
_MARK = "\ue000"
"""Stands for the beginning of a power, which joins two words but for two figures."""
_POWER_IN_WORD = re.compile(f"(?<=[^\\W\\d]){_MARK}(?=\\w)|(?<=\\d){_MARK}(?=[^\\W\\d])")
_WITHIN_NAMES = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong time tt u var wbr"
)
WITHIN = _POWER | frozenset(_WITHIN_NAMES.split())
"""Elements that may stand within a word."""
_DECLARATION = re.compile(r"<(?:\?|!\[)")
"""A page would not show what stands in it, and whoever wrote it into notes may have meant it."""
_SHOWN_TAG = re.compile(r'<(?:a href="([^"]*)"|/?[a-z]+)>')
_UNDONE_MOST = 4
_NAMED_MOST = 20
"""So many lines are named."""
_COMPARED_MOST = 100_000
_OURS = frozenset({"mailto"})


def compare(markdown: str, shown: str, notes: ReadNotes) -> Iterator[NotesChange]:
    """Each line with words that are neither shown, nor named by a change, nor silent markup; and words from nowhere.

    What is compared are runs of letters and figures, whatever their case and the way they are escaped.
    """
    written, listed = Counter(_words(markdown)), Counter(_words(_SHOWN_TAG.sub(r" \1 ", shown)))
    texts = Counter(notes.silent)
    texts.update(
        f"{change.written} {change.hidden}"
        for change in notes.changes
        if change.kind is not ChangeKind.LINK_INSECURE  # its address is shown
    )
    explained = _counted(texts)
    missing = written - listed - explained
    added = [word for word in listed if word not in written and word not in _OURS and word not in notes.counted]
    if missing and added and len(missing) * len(added) < _COMPARED_MOST:
        added = _apart(added, missing)
    if missing:
        yield from _located(markdown, missing)
    if added:
        yield NotesChange(ChangeKind.WORDS_ADDED, 0, " ".join(added[:_NAMED_MOST]))


def _counted(texts: Counter[str]) -> Counter[str]:
    """How often each word stands in texts that stand so often: one address may be used thousands of times."""
    counted: Counter[str] = Counter()
    for text, times in texts.items():
        for word in _words(text):
            counted[word] += times
    return counted


def _words(text: str) -> list[str]:
    said: list[str] = []
    text = _undone(text)
    open_comment = text.find("<!--", text.rfind("-->") + 1)
    if open_comment >= 0:  # whoever wrote what stands behind it meant to end it
        text = text[:open_comment] + text[open_comment:].replace("<!--", " ")
    for part in pieces(_DECLARATION.sub(" ", text)) if "<" in text else (text,):
        if isinstance(part, HtmlTag):
            said.append(_MARK if part.name in _POWER and not part.is_closing else "" if part.name in WITHIN else " ")
            said.extend(f" {value} " for value in part.said)
        else:
            said.append(part)
    plain = _undone("".join(said))
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    if "*" in plain:
        plain = _EMPHASIS_IN_WORD.sub("", plain)
    if _MARK in plain:
        plain = _POWER_IN_WORD.sub("", plain)
    if "`" in plain or "\\" in plain:
        plain = _SIGN_IN_WORD.sub("", plain)
    return _WORD.findall(plain.casefold())


def _undone(text: str) -> str:
    """The text without escapes of HTML and of addresses, however often they were escaped."""
    for _ in range(_UNDONE_MOST):
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = unquote(text)
        if text == before:
            break
    return _HOST.sub(_host, text) if "xn--" in text.lower() else text


def _host(found: re.Match[str]) -> str:
    try:
        return found[0][4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return found[0]


def _apart(added: list[str], missing: Counter[str]) -> list[str]:
    """What was added but for words that are several of the missing ones without a gap; those are missing no more."""
    left = []
    for word in added:
        parts = [part for part in missing if part in word and not word.isdecimal()]
        if sum(map(len, parts)) < len(word):
            left.append(word)
        for part in parts:
            missing[part] -= 1
    for word in [word for word, count in missing.items() if count <= 0]:
        del missing[word]
    return left


def _located(markdown: str, missing: Counter[str]) -> Iterator[NotesChange]:
    """The missing words by line: first of the lines of which the largest part is missing."""
    texts = markdown.split("\n")
    lines = [(number, _words(line)) for number, line in enumerate(texts)]
    shares = [
        (sum(word in missing for word in words) / len(words), number, words)
        for number, words in lines
        if any(word in missing for word in words)
    ]
    found: dict[int, list[str]] = {}
    for _, number, words in sorted(shares, key=lambda one: (-one[0], one[1])):
        for word in words:
            if missing[word] > 0:
                missing[word] -= 1
                found.setdefault(number, []).append(word)
    for number in sorted(found)[:_NAMED_MOST]:
        as_written = {word.casefold(): word for word in _WORD.findall(texts[number])}
        named = " ".join(as_written.get(word, word) for word in found[number])
        yield NotesChange(ChangeKind.WORDS_LEFT_OUT, number, named)
