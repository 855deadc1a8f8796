"""The Podcasting 2.0 namespace's JSON transcript, read and written.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NoReturn

from balado.errors import Severity, reason_in_json
from balado.message import Message, say
from balado.transcripts.flaw import Flaw, quoted
from balado.transcripts.json_places import entries, line_at, line_counter, root
from balado.transcripts.transcript import Cue, Transcript, Voice, tidy_cues, voice_of

VERSION = "1.0.0"
_LATEST_SECONDS = 10_000 * 3600
# Each segment may hold its words. A list of lists takes thirty times its length in memory.
_BRACKETS_MAX = 500_000
_Objection = tuple[Message, Message, Severity]


def read_segments(text: str) -> Iterator[Cue | Flaw]:
    """One cue for each segment, or its flaw at the line where the segment begins."""
    written, flaw = _parsed(text)
    if flaw is not None:
        yield flaw
        return
    segments = written.get("segments") if isinstance(written, dict) else None
    if not isinstance(segments, list):
        yield Flaw(
            1,
            say("This JSON is no transcript: it has no list called “segments”."),
            say("Export the transcript again as Podcasting 2.0 JSON, WebVTT or SRT."),
        )
        return
    lines: list[int] = []
    for number, segment in enumerate(segments):
        for found in _cue(segment):
            if isinstance(found, Cue):
                yield found
            else:
                lines = lines or _lines_of_segments(text)
                yield Flaw(lines[number], *found)


def _parsed(text: str) -> tuple[Any, Flaw | None]:
    remedy = say("Correct it, or export the transcript again.")
    nested = Flaw(1, say("This JSON holds a number or a nesting that no transcript has."), remedy)
    if text.count("[") + text.count("{") > _BRACKETS_MAX:
        return None, nested
    try:
        return json.loads(text, parse_constant=_refused), None
    except json.JSONDecodeError as error:
        shown = text.split("\n", error.lineno)[error.lineno - 1]
        what = say(
            "This line is not JSON: {reason}, at “{text}”.",
            reason=reason_in_json(error),
            text=_around(shown, error.colno),
        )
        return None, Flaw(error.lineno, what, remedy)
    except (ValueError, RecursionError):  # numbers of 5,000 digits, NaN; brackets in brackets a thousand deep
        return None, nested


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def _around(line: str, column: int) -> str:
    return quoted(line[max(0, column - 20) :])


def _cue(segment: Any) -> Iterator[Cue | _Objection]:
    if not isinstance(segment, dict):
        yield (
            say("This segment is not a group of keys: “{text}”.", text=_shown(segment)),
            say('Write it like {"speaker": "…", "startTime": 0.5, "endTime": 2, "body": "…"}.'),
            "error",
        )
        return
    start, end = _moment(segment.get("startTime")), _moment(segment.get("endTime"))
    for key, moment in (("startTime", start), ("endTime", end)):
        if moment is None and (key == "startTime" or segment.get(key) is not None):
            yield (
                say("The {key} of this segment is not a number of seconds: {text}", key=key, text=_shown(segment)),
                say("Write seconds from the beginning of the recording, without quotes, for example 75.5."),
                "error",
            )
            return
    if start is not None and end is not None and end < start:
        yield (
            say("This segment ends before it begins: {text}", text=_shown(segment)),
            say("Correct startTime or endTime."),
            "error",
        )
        return
    yield from _spoken(segment, start, end)


def _spoken(segment: dict[str, Any], start: timedelta | None, end: timedelta | None) -> Iterator[Cue | _Objection]:
    body, speaker = segment.get("body"), segment.get("speaker")
    if speaker is not None and not isinstance(speaker, str):
        yield (
            say("The speaker of this segment is not text: {text}", text=_shown(segment)),
            say("Write the name between double quotes."),
            "error",
        )
        return
    voice = voice_of(body, speaker) if isinstance(body, str) else None
    if voice is None:
        yield (
            say("This segment has no words (body): {text}", text=_shown(segment)),
            say("Write the words between double quotes after “body”, or delete the segment."),
            "warning" if body is None or isinstance(body, str) else "error",
        )
        return
    if start == end:
        what = say("This cue ends when it begins: “{text}”.", text=_shown(segment))
        yield what, say("Correct the second time; as it is, it is shown until the next cue."), "warning"
    yield Cue((voice,), start, None if start == end else end)


def _moment(seconds: Any) -> timedelta | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= _LATEST_SECONDS:
        return None
    return timedelta(milliseconds=round(seconds * 1000))


def _shown(segment: Any) -> str:
    return quoted(json.dumps(segment, ensure_ascii=False))


def _lines_of_segments(text: str) -> list[int]:
    """The line of each segment. Of two keys that are equal the last one counts, as it does for `json`."""
    *_, segments = (value for value in entries(text, root(text).at) if value.key == "segments")
    ends = line_counter(text)
    return [line_at(ends, segment.at) for segment in entries(text, segments.at)]


def write_json(transcript: Transcript) -> str:
    """The transcript in version 1.0.0, one segment for each voice; a cue of several is segments of equal times.

    Raises ValueError for a transcript without times.
    """
    segments = [_segment(cue, voice) for cue in tidy_cues(transcript.cues) for voice in cue.voices]
    rows = ",\n".join(json.dumps(segment, ensure_ascii=False) for segment in segments)
    return f'{{"version": "{VERSION}", "segments": [\n{rows}\n]}}\n'


def _segment(cue: Cue, voice: Voice) -> dict[str, Any]:
    if cue.start is None:
        raise ValueError("a transcript without times cannot be written as JSON segments")
    segment: dict[str, Any] = {} if voice.speaker is None else {"speaker": voice.speaker}
    segment["startTime"] = _seconds(cue.start)
    if cue.end is not None:
        segment["endTime"] = _seconds(cue.end)
    return segment | {"body": voice.text}


def _seconds(time: timedelta) -> float:
    return time // timedelta(milliseconds=1) / 1000
