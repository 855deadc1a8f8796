"""A transcript as prose: plain text read and written, and the HTML fragment for pages.

Apps show captions cue by cue; a page shows paragraphs. A new one begins where the speaker changes, after a pause, and
at the end of a sentence when it has become long. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from balado.message import duration_text
from balado.transcripts.speaker import voices_of_lines
from balado.transcripts.transcript import Cue, Transcript, Voice, on_one_line, tidy_cues

_PAUSE = timedelta(seconds=3)
_LONG_CHARACTERS = 700
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\s»]*\Z")
# One class of characters, not a group that repeats: of that the engine remembers every turn, 100 bytes for a line end.
_EMPTY_LINE = re.compile(r"\n[ \t\u00a0]*\n(?:[ \t\u00a0\n]*\n)?")


def read_text(text: str) -> Iterator[Cue]:
    """One cue without times for each paragraph. Any text is a transcript."""
    for paragraph in _EMPTY_LINE.split(f"\n{text}\n"):
        voices = voices_of_lines(paragraph)
        if voices:
            yield Cue(voices)


@dataclass(slots=True)
class Paragraph:
    """What somebody says without a pause: the words of each cue, and in `starts` when each begins."""

    speaker: str | None
    start: timedelta | None
    end: timedelta | None
    words: list[str] = field(default_factory=list)
    starts: list[timedelta | None] = field(default_factory=list)
    size: int = 0

    def add(self, cue: Cue, voice: Voice) -> None:
        """Take in these words of the cue."""
        self.words.append(voice.text)
        self.starts.append(cue.start)
        self.size += len(voice.text)
        self.end = cue.end or cue.start

    def goes_on_with(self, cue: Cue, voice: Voice) -> bool:
        """Whether these words belong here. Without times each paragraph is the author's own."""
        if cue.start is None or self.end is None or voice.speaker != self.speaker:
            return False
        if self.size > _LONG_CHARACTERS and _SENTENCE_END.search(self.words[-1][-10:]):
            return False
        return cue.start - self.end < _PAUSE


def paragraphs(transcript: Transcript) -> Iterator[Paragraph]:
    """The transcript in paragraphs, in the order of the recording."""
    current: Paragraph | None = None
    for cue in tidy_cues(transcript.cues):
        for voice in cue.voices:
            if current is None or not current.goes_on_with(cue, voice):
                if current is not None:
                    yield current
                current = Paragraph(voice.speaker, cue.start, cue.end)
            current.add(cue, voice)
    if current is not None:
        yield current


def write_text(transcript: Transcript) -> str:
    """The transcript as paragraphs, `Name: text`, an empty line between. The lines of plain text stay."""
    return "\n\n".join(_in_text(paragraph) for paragraph in paragraphs(transcript)) + "\n"


def _in_text(paragraph: Paragraph) -> str:
    words = (
        " ".join(on_one_line(part) for part in paragraph.words) if paragraph.start is not None else paragraph.words[0]
    )
    words = re.sub(r"\n{2,}", "\n", words)
    return words if paragraph.speaker is None else f"{paragraph.speaker}: {words}"


def write_html(transcript: Transcript, language: str) -> str:
    """The transcript as an HTML fragment in this language (BCP 47): a `p` for each paragraph, `cite`, `time`, words."""
    shown = (f"<p>{_in_html(paragraph)}</p>\n" for paragraph in paragraphs(transcript))
    return f'<div lang="{html.escape(language)}">\n{"".join(shown)}</div>\n'


def _in_html(paragraph: Paragraph) -> str:
    parts = [on_one_line(words) for words in paragraph.words]
    shown = [html.escape(" ".join(parts), quote=False)]
    if paragraph.start is not None:
        shown.insert(0, _time(paragraph.start))
    if paragraph.speaker is not None:
        shown.insert(0, f"<cite>{html.escape(paragraph.speaker, quote=False)}:</cite>")
    return " ".join(shown)


def _time(start: timedelta) -> str:
    """`0:05` alone is a time of day that HTML does not know; the attribute says the same as a duration."""
    seconds = timedelta(seconds=start // timedelta(seconds=1))
    return f'<time datetime="PT{seconds.total_seconds():.0f}S">{duration_text(seconds)}</time>'
