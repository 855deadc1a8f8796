"""A file of captions as its lines, and the captions that stand in them: one is changed, all other bytes stay. Pure."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import PurePosixPath

from balado.errors import Fault, Place, SourceError
from balado.message import say
from balado.studio.captions.voices import SpokenPart, spoken_parts
from balado.studio.captions.words import CaptionWords, read_words
from balado.transcripts.cue_lines import FORMS, CueLines, cue_lines
from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import UNFIT
from balado.transcripts.vtt import stamp

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_TIMES = re.compile(r"(\s*)([0-9:.,]+)(\s*-->\s*)([0-9:.,]+)(.*)", re.DOTALL)
_LAST_SHOWN = timedelta(seconds=4)
_KEY_DIGITS = 16
_WORKED_OUT = ("words", "parts", "unsure")


@dataclass(frozen=True)
class PlacedCaption:
    """A caption. `key` tells it from every other one of its file, and changes whenever something in it does.

    `text` are the lines under its times, joined by line feeds; `lines` its place in the file. `end` is when it is no
    longer shown: where the file does not say so, when the next one begins.
    """

    key: str
    start: timedelta
    end: timedelta
    text: str
    lines: CueLines
    suffix: str

    @cached_property
    def words(self) -> CaptionWords:
        """What it says, sign by sign."""
        return read_words(self.text, self.suffix)

    @cached_property
    def parts(self) -> tuple[SpokenPart, ...]:
        """What it says, voice by voice."""
        return tuple(spoken_parts(self.words))

    @cached_property
    def unsure(self) -> int:
        """How many of its words may be wrong."""
        return sum(word.unsure for word in self.words.words) if any(self.words.unsure) else 0

    def knowing(self, known: PlacedCaption | None) -> PlacedCaption:
        """The same, with what was worked out for another one of the same text."""
        if known is not None and known.text == self.text:
            self.__dict__.update({name: known.__dict__[name] for name in _WORKED_OUT if name in known.__dict__})
        return self


@dataclass(frozen=True)
class CaptionFile:
    """A WebVTT or SubRip file: `lines` with their ends are all of it, `captions` what is said in it.

    `revision` is the digest of its bytes.
    """

    path: str
    encoding: str
    mark: bytes
    lines: tuple[str, ...]
    captions: tuple[PlacedCaption, ...]
    revision: str

    @property
    def suffix(self) -> str:
        """The format, as the file's name ends."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def raw(self) -> bytes:
        """Its bytes."""
        return self.mark + "".join(self.lines).encode(self.encoding)

    @property
    def line_end(self) -> str:
        """How its lines end: as the first does."""
        first = self.lines[0] if self.lines else "\n"
        return first[len(first.rstrip("\r\n")) :] or "\n"

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each caption by its key."""
        return {caption.key: place for place, caption in enumerate(self.captions)}


def read_captions(raw: bytes, path: str) -> CaptionFile:
    """A file of captions. Raises SourceError where it cannot be read as such: all that is wrong, with its lines."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in FORMS:
        what = say("“{suffix}” files have no captions that could be changed one by one.", suffix=suffix)
        remedy = say("Read it into a draft: its words get the times of the recording.")
        raise SourceError.of([Fault(Place(path), what, remedy)])
    transcript, faults = read_transcript(raw, path)
    if transcript is None:
        raise SourceError.of(faults)
    encoding, mark = _encoding(raw)
    lines = tuple(_LINE.findall(raw[len(mark) :].decode(encoding)))
    return CaptionFile(path, encoding, mark, lines, _captions(lines, suffix), revision_of(raw))


def revision_of(raw: bytes) -> str:
    """The digest by which a file that was changed meanwhile is known."""
    return hashlib.sha256(raw).hexdigest()[: 2 * _KEY_DIGITS]


def with_lines(file: CaptionFile, changes: Sequence[tuple[int, int, Sequence[str]]]) -> CaptionFile:
    """The file with these stretches of lines (first, behind the last, in order) written otherwise; lines have ends."""
    lines: list[str] = []
    at = 0
    for first, after, new in changes:
        lines += [*file.lines[at:first], *new]
        at = after
    lines += file.lines[at:]
    new_lines = tuple(lines)
    raw = file.mark + "".join(lines).encode(file.encoding)
    return CaptionFile(file.path, file.encoding, file.mark, new_lines, _captions(new_lines, file.suffix, file),
                       revision_of(raw))  # fmt: skip


def lines_of(file: CaptionFile, texts: Iterable[str]) -> list[str]:
    """Lines as this file ends them."""
    return [f"{text}{file.line_end}" for text in texts]


def with_times(line: str, start: timedelta, end: timedelta) -> str:
    """A line of times (without its end) with others; blanks and what is set behind them stay."""
    found = _TIMES.fullmatch(line)
    if found is None:
        raise ValueError("no line of times")
    before, first, arrow, second, settings = found.groups()
    return f"{before}{_stamp(start, first)}{arrow}{_stamp(end, second)}{settings}"


def _stamp(time: timedelta, written: str) -> str:
    """The time in the form of the one that stood there: with hours or without, with a comma or a point."""
    made = stamp(time, "," if "," in written else ".")
    return made[3:] if written.count(":") == 1 and made.startswith("00:") else made


def _encoding(raw: bytes) -> tuple[str, bytes]:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if raw.startswith(mark):
            return encoding, mark
    return "utf-8", codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""


def _captions(lines: Sequence[str], suffix: str, before: CaptionFile | None = None) -> tuple[PlacedCaption, ...]:
    texts = [UNFIT.sub("", line.rstrip("\r\n")) for line in lines]
    found = cue_lines([*texts, ""], suffix)
    known = {caption.key: caption for caption in before.captions} if before is not None else {}
    seen: Counter[str] = Counter()
    captions: list[PlacedCaption] = []
    for number, one in enumerate(found):
        start = one.cue.start or timedelta()
        following = found[number + 1].cue.start if number + 1 < len(found) else None
        open_end = following if following is not None and following > start else start + _LAST_SHOWN
        digest = hashlib.sha256("\n".join(texts[one.first : one.end]).encode()).hexdigest()[:_KEY_DIGITS]
        seen[digest] += 1
        key = digest if seen[digest] == 1 else f"{digest}.{seen[digest]}"
        text = "\n".join(texts[one.times + 1 : one.end])
        made = PlacedCaption(key, start, one.cue.end or open_end, text, one, suffix)
        captions.append(made.knowing(known.get(key)))
    return tuple(captions)
