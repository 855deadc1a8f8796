"""A transcript in a page: paragraphs whose time leads into the recording, and in them the lines of the captions.

It is written by a plain loop: a template takes ten times as long for the thousands of lines of a conference. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup, escape

from balado.site.spoken import play_time
from balado.site.typography import with_spaces
from balado.transcripts.prose import Paragraph, paragraphs
from balado.transcripts.transcript import Transcript, on_one_line

_SECOND = timedelta(seconds=1)


def transcript_markup(transcript: Transcript, recording: str | None, language: str) -> Markup:
    """The paragraphs, in this language (BCP 47). `recording` is the way to it; with None their times are no links.

    Each line that knows when it begins says so in seconds, in `data-t`.
    """
    said = with_spaces("".join(_lines(transcript, recording)), language)
    return Markup(said)  # noqa: S704 -- every text in it is escaped


def _lines(transcript: Transcript, recording: str | None) -> Iterator[str]:
    speaker: str | None = None
    address = None if recording is None else str(escape(recording))
    for paragraph in paragraphs(transcript):
        yield "<p>"
        if paragraph.start is not None:
            yield _time(paragraph.start / _SECOND, address)
        if paragraph.speaker is not None and paragraph.speaker != speaker:
            yield f"<cite>{escape(paragraph.speaker)}</cite> "
        speaker = paragraph.speaker
        yield " ".join(_words(paragraph))
        yield "</p>\n"


def _time(start: float, address: str | None) -> str:
    shown = play_time(start)
    return f"<b>{shown}</b> " if address is None else f'<a href="{address}#t={int(start)}">{shown}</a> '


def _words(paragraph: Paragraph) -> Iterator[str]:
    for text, start in zip(paragraph.words, paragraph.starts, strict=True):
        if start is None:
            yield str(escape(text)).replace("\n", "<br>")
        else:
            yield f"<span data-t={start / _SECOND:.6g}>{escape(on_one_line(text))}</span>"
