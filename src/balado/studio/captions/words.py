"""The words of one caption, sign by sign, so that one of them changes and the tags around it stay. Pure.

What is unsure in a draft (`<c.unsure>`) is a mark of its signs here and no tag. A sign that nobody touched is written
as the file had it, `&nbsp;` as `&nbsp;`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from balado.transcripts.markup import (
    REFERENCE,
    SRT_TAG,
    VTT_TAG,
    srt_escaped,
    srt_times_escaped,
    unescaped,
    vtt_escaped,
    vtt_voice_tag,
)
from balado.transcripts.transcript import UNFIT

_UNSURE = "<c.unsure>"
_NO_WORDS = re.compile(r"^[ \t]*\n|\n[ \t]*(?=\n|\Z)")
"""A line of nothing, which would end the caption."""
_WORD = re.compile(r"\S+")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s++(?P<name>[^<>]*))?>", re.IGNORECASE)
_PAIRED = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaptionWord:
    """A word: the places of its first sign and of the one behind its last, and whether it may be wrong."""

    start: int
    after: int
    unsure: bool


@dataclass(frozen=True, slots=True)
class CaptionWords:
    """What a caption says. `plain` are the signs as they are read, `written` each of them as the file has it.

    A sign that is new has "" there. `tags` stand in front of the sign with that place, or behind the last one.
    `unsure` has 1 for each sign of a word that may be wrong.
    """

    plain: str
    written: tuple[str, ...]
    unsure: bytes
    tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    suffix: str = ".vtt"

    @property
    def words(self) -> list[CaptionWord]:
        """The words in their order; one is unsure where any of its signs is."""
        return [
            CaptionWord(found.start(), found.end(), any(self.unsure[found.start() : found.end()]))
            for found in _WORD.finditer(self.plain)
        ]

    @property
    def speakers(self) -> list[tuple[int, str, bool]]:
        """Where somebody begins to speak, the name, and whether it is a name and not the end of somebody's words."""
        found = [(place, tag) for place, tags in sorted(self.tags.items()) for tag in tags]
        named = [(place, _SPEAKER.fullmatch(tag), tag) for place, tag in found]
        return [
            (place, unescaped(name["name"] or "").strip() if name else "", name is not None)
            for place, name, tag in named
            if name or tag.lower() == "</v>"
        ]


def read_words(text: str, suffix: str) -> CaptionWords:
    """The words of a caption; `text` are the lines under its times, joined by line feeds."""
    plain: list[str] = []
    written: list[str] = []
    unsure = bytearray()
    tags: dict[int, tuple[str, ...]] = {}
    open_marks: list[bool] = []
    for piece, is_tag in _pieces(UNFIT.sub("", text), VTT_TAG if suffix == ".vtt" else SRT_TAG):
        if not is_tag:
            signs = _signs(piece) if "&" in piece else zip(piece, piece, strict=True)
            is_unsure = any(open_marks)
            for sign, as_written in signs:
                plain.append(sign)
                written.append(as_written)
                unsure.append(is_unsure and not sign.isspace())
        elif piece[:3].lower() == "<br":
            plain.append("\n")
            written.append(piece)
            unsure.append(0)
        elif not _marks(piece, open_marks, suffix):
            tags[len(plain)] = (*tags.get(len(plain), ()), piece)
    return CaptionWords("".join(plain), tuple(written), bytes(unsure), tags, suffix)


def write_words(words: CaptionWords) -> str:
    """The lines under the times of the caption, joined by line feeds: `read_words` gives the same words of them."""
    parts: list[str] = []
    cuts = sorted({0, len(words.plain), *words.tags})
    for start, after in zip(cuts, [*cuts[1:], len(words.plain)], strict=True):
        parts += words.tags.get(start, ())
        parts += _written(words, start, after)
    text = _NO_WORDS.sub("", "".join(parts))
    return text if words.suffix == ".vtt" else srt_times_escaped(text)


def with_edits(words: CaptionWords, edits: Sequence[tuple[int, int, str]]) -> CaptionWords:
    """The words with these stretches of signs (first, behind the last, in order) written otherwise.

    What is written anew is sure; tags within a stretch come behind what takes its place.
    """
    plain: list[str] = []
    written: list[str] = []
    unsure = bytearray()
    tags: dict[int, tuple[str, ...]] = {}
    waiting = sorted(words.tags.items(), reverse=True)
    at = 0
    for start, after, new in (*edits, (len(words.plain), len(words.plain), "")):
        while waiting and waiting[-1][0] <= start:
            place, found = waiting.pop()
            _add_tags(tags, len(written) + place - at, found)
        plain += words.plain[at:start], new
        written += (*words.written[at:start], *([""] * len(new)))
        unsure += words.unsure[at:start] + bytes(len(new))
        while waiting and waiting[-1][0] <= after:
            _add_tags(tags, len(written), waiting.pop()[1])
        at = after
    return CaptionWords("".join(plain), tuple(written), bytes(unsure), tags, words.suffix)


def _add_tags(tags: dict[int, tuple[str, ...]], place: int, found: tuple[str, ...]) -> None:
    tags[place] = (*tags.get(place, ()), *found)


def settled(words: CaptionWords, chosen: Collection[int] | None = None) -> CaptionWords:
    """The caption with these words (counted from 0; None: all) no longer marked as unsure."""
    marks = bytearray(words.unsure)
    for number, word in enumerate(words.words):
        if chosen is None or number in chosen:
            marks[word.start : word.after] = bytes(word.after - word.start)
    return replace(words, unsure=bytes(marks))


def cut_at(words: CaptionWords, place: int) -> tuple[CaptionWords, CaptionWords]:
    """The caption in two, in front of the sign at this place: tags that are open there are open in both."""
    opened = _opened(words, place)
    closers = tuple(f"</{_name(tag)}>" for tag in reversed(opened) if _name(tag) != "v")
    upper = {at: tags for at, tags in words.tags.items() if at < place}
    lower = {at - place: tags for at, tags in words.tags.items() if at >= place}
    if closers:
        upper[place] = closers
    if opened:
        lower[0] = (*opened, *lower.get(0, ()))
    return (
        CaptionWords(words.plain[:place], words.written[:place], words.unsure[:place], upper, words.suffix),
        CaptionWords(words.plain[place:], words.written[place:], words.unsure[place:], lower, words.suffix),
    )


def joined(first: CaptionWords, second: CaptionWords, between: str) -> CaptionWords:
    """Both captions as one; whoever speaks in the second is not named again where it is who spoke last."""
    speakers, tags = first.speakers, dict(second.tags)
    speaking = speakers[-1][1] if speakers else ""
    begins = next((name for place, name, _ in second.speakers if place == 0), None)
    if speaking and begins == speaking:
        tags[0] = tuple(tag for tag in tags[0] if not _SPEAKER.fullmatch(tag))
    elif speaking and begins is None:
        tags[0] = ("</v>", *tags.get(0, ()))
    size = len(first.plain)
    first = with_edits(first, [(size, size, between)])
    shifted = {place + len(first.plain): found for place, found in tags.items()}
    end = len(first.plain)
    return CaptionWords(
        first.plain + second.plain,
        first.written + second.written,
        first.unsure + second.unsure,
        {**first.tags, **shifted, end: (*first.tags.get(end, ()), *shifted.get(end, ()))},
        first.suffix,
    )


def trimmed(words: CaptionWords) -> CaptionWords:
    """The caption without blanks at its ends."""
    begin = len(words.plain) - len(words.plain.lstrip())
    end = len(words.plain.rstrip())
    edits = [(0, begin, ""), (end, len(words.plain), "")] if begin < end else []
    return with_edits(words, [edit for edit in edits if edit[0] < edit[1]])


def spoken_by(words: CaptionWords, number: int, name: str) -> CaptionWords:
    """A WebVTT caption whose voice with this number (from 0) has this name; where nobody is named, the first one."""
    places = [
        (place, index)
        for place, tags in sorted(words.tags.items())
        for index, tag in enumerate(tags)
        if _SPEAKER.fullmatch(tag)
    ]
    tags = dict(words.tags)
    if not places:
        tags[0] = (vtt_voice_tag(name), *tags.get(0, ()))
        return replace(words, tags=tags)
    place, index = places[number]
    found = tags[place][index]
    classes = found[2:-1].partition(" ")[0].partition("\t")[0].partition("\n")[0]
    named = vtt_voice_tag(name, classes if classes.startswith(".") else "")
    tags[place] = (*tags[place][:index], named, *tags[place][index + 1 :])
    return replace(words, tags=tags)


def _pieces(text: str, tag: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    end = 0
    for found in tag.finditer(text):
        yield text[end : found.start()], False
        yield found.group(), True
        end = found.end()
    yield text[end:], False


def _signs(text: str) -> Iterator[tuple[str, str]]:
    """Each sign and how it is written; a reference to a sign that cannot be shown is left out."""
    end = 0
    for found in REFERENCE.finditer(text):
        yield from ((sign, sign) for sign in text[end : found.start()])
        read = UNFIT.sub("", unescaped(found.group()))
        if len(read) == 1:
            yield read, found.group()
        else:
            yield from ((sign, "") for sign in read)
        end = found.end()
    yield from ((sign, sign) for sign in text[end:])


def _marks(tag: str, open_marks: list[bool], suffix: str) -> bool:
    """Whether this tag begins or ends a mark; the classes that are open are counted with `open_marks`."""
    if suffix != ".vtt" or not re.match(r"</?c[.\s>]", tag, re.IGNORECASE):
        return False
    if tag[1] != "/":
        open_marks.append(tag == _UNSURE)
        return open_marks[-1]
    return bool(open_marks) and open_marks.pop()


def _written(words: CaptionWords, start: int, after: int) -> Iterator[str]:
    """The signs between two tags."""
    if words.suffix != ".vtt":
        lines = words.plain[start:after].split("\n")
        yield "\n".join(srt_escaped(line) if line else "" for line in lines)
        return
    at = start
    while at < after:
        end = _end_of_mark(words, at, after) if words.unsure[at] else _end_of_sure(words, at, after)
        text = "".join(_as_written(words, place) for place in range(at, end))
        yield f"{_UNSURE}{text}</c>" if words.unsure[at] else text
        at = end


def _as_written(words: CaptionWords, place: int) -> str:
    """A sign as the file has it; one that may open a tag with its new neighbours, or is new, as a reference."""
    written = words.written[place]
    if written and written not in "<>&":
        return written
    return "\n" if words.plain[place] == "\n" else vtt_escaped(words.plain[place])


def _end_of_sure(words: CaptionWords, at: int, after: int) -> int:
    found = words.unsure.find(1, at, after)
    return after if found < 0 else found


def _end_of_mark(words: CaptionWords, at: int, after: int) -> int:
    """One mark holds neighbours on one line, with the blanks between them."""
    end = at
    while at < after and words.plain[at] != "\n" and (words.unsure[at] or words.plain[at].isspace()):
        at += 1
        end = at if words.unsure[at - 1] else end
    return end


def _opened(words: CaptionWords, place: int) -> tuple[str, ...]:
    """The tags that are open in front of this sign, from the outermost on."""
    found: list[str] = []
    before = (tag for at, tags in sorted(words.tags.items()) if at < place for tag in tags)
    for name, tag in ((_name(tag), tag) for tag in before):
        if not name:
            continue
        same = [index for index, one in enumerate(found) if _name(one) == name]
        if tag.startswith("</") or name == "v":
            found = found[: same[-1]] + found[same[-1] + 1 :] if same else found
        if not tag.startswith("</"):
            found.append(tag)
    return tuple(found)


def _name(tag: str) -> str:
    found = _PAIRED.match(tag)
    return found["name"].lower() if found else ""
