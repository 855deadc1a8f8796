"""Texts that people, programs and strangers write, changed in every way that hurts a reader: see `reading_budget.py`.

Each is a sound text with a few of its pieces replaced, doubled, repeated up to a third of a megabyte, put into one
another or damaged byte by byte; input number N is always the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from assembling import made, ready
from check_examples import SOUND
from full_show import EPISODE_KEYS, SHOW_KEYS, TRANSCRIPT
from reading_budget import Kind
from show_builder import feed_yaml
from specimens import NOON

from balado.chapters.chapters import in_order, judge_chapters, write_chapters
from balado.chapters.read import chapter_lines, read_chapters
from balado.errors import Fault, Place, SourceError
from balado.feed.notes.render import render_notes
from balado.feed.read import read as read_feed
from balado.feed.write import write
from balado.rules.run import document_of, judge, placed_in, subjects_of
from balado.rules.subject import Terms
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.read import Reading, read
from balado.transcripts.judge import judge_transcript
from balado.transcripts.podcast_json import write_json
from balado.transcripts.prose import write_html, write_text
from balado.transcripts.read import read_transcript
from balado.transcripts.srt import write_srt
from balado.transcripts.vtt import write_vtt

_LONGEST_CHARS = 300_000
_HOUR = timedelta(hours=1)
_CUTS = (
    re.compile(r"\w+|\s+|[^\w\s]+"),  # words, blanks and signs
    re.compile(r"[^,\n]*[,\n]|[^,\n]+"),  # lines, and entries of lists: what stays sound when it is repeated
    re.compile(r"(?<=: )[^,\[\]{}\n]+|(?:(?!(?<=: )[^,\[\]{}\n])[\s\S])+"),  # whole values
)
_ODD = (
    *("\0", "\x1e", "\x85", "\u2028", "\ufeff", "\uffff", "\ud800", "\u202e", "\U0001f600", "e\u0301", "\t", "\r"),
    *(r'"\x1e"', r'"\uFFFF"', r'"\0"', r'"\ud800"', "&x", "*x", "!!binary a", "<<: {a: b}", "? [a]", "---", "#", "%"),
    *("9" * 5000, "-1", "1e999", "0x1F", "NaN", "Infinity", "99:99:99", "0" * 300, "x" * 300, "é" * 200, "..\\x"),
    *("https://[::1", "https://a:99999/", "http://\ud800/", "mailto:", "javascript:x", "//x", "a" * 20_000),
    *("<", "&", "]]>", "<!--", "<![CDATA[", "<!DOCTYPE x [", "&#0;", "&#xD800;", "&amp", "</p>", "<ul><li>", "<b i=1>"),
    *("[", "![", "](", "*", "_", "`", "> ", "- ", "1. ", "{", "}", "[[", '"', "'", "\\", "|", "\n", "\n\n", ": ", "::"),
    *("-->", "<v ", "{\\an8}", "WEBVTT", "NOTE", "00:00:00.000 --> ", "00:00:00", '{"startTime": 0}', "<psc:chapter "),
)  # fmt: skip


def _mutated(sound: str, number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311 (no secret)
    pieces = chance.choice(_CUTS).findall(sound)
    for _ in range(chance.randint(1, 4)):
        pieces = chance.choice((_replaced, _inserted, _repeated, _repeated, _left_out, _swapped, _nested))(
            pieces, chance
        )
    text = "".join(pieces)[:_LONGEST_CHARS]
    raw = text.encode("utf-8", "surrogatepass")
    return _damaged(raw, chance) if chance.random() < 0.1 else raw


def _replaced(pieces: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(pieces))
    return [*pieces[:at], chance.choice(_ODD), *pieces[at + 1 :]]


def _inserted(pieces: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(pieces))
    return [*pieces[:at], chance.choice(_ODD), *pieces[at:]]


def _repeated(pieces: list[str], chance: random.Random) -> list[str]:
    """A stretch, or something odd, again and again: mostly a little, at times to the end of what is taken."""
    begin = chance.randrange(len(pieces))
    end = min(len(pieces), begin + chance.choice((1, 2, 3, 5, 10, 40)))
    stretch = "".join(pieces[begin:end]) if chance.random() < 0.5 else chance.choice(_ODD)
    length = 10 ** chance.uniform(1, 5.5)
    return [*pieces[:begin], stretch * max(2, int(length / len(stretch))), *pieces[end:]]


def _left_out(pieces: list[str], chance: random.Random) -> list[str]:
    begin = chance.randrange(len(pieces))
    return [*pieces[:begin], *pieces[begin + chance.choice((1, 2, 5, 30)) :]] or [" "]


def _swapped(pieces: list[str], chance: random.Random) -> list[str]:
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    changed = list(pieces)
    changed[one], changed[other] = pieces[other], pieces[one]
    return changed


def _nested(pieces: list[str], chance: random.Random) -> list[str]:
    opening, closing = chance.choice((("[", "]"), ("{a: ", "}"), ("<b>", "</b>"), ('{"a":', "}"), ("<div>", "</div>")))
    begin, depth = chance.randrange(len(pieces)), int(10 ** chance.uniform(0, 4))
    return [*pieces[:begin], opening * depth, pieces[begin], closing * depth, *pieces[begin + 1 :]]


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


_EPISODE_TEXT = "".join(
    f"{key}: {value}\n"
    for key, value in {
        "guid": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
        "title": '"A conference: \\"the last mile\\""',
        "date": "2025-11-01 08:00",
        "summary": "What is said in it.",
        **EPISODE_KEYS,
        "chapters": "[{start: 0, title: Opening}, {start: '00:12:00', title: Questions, href: 'https://example.org'}]",
        "locations": "[palais, {name: Paris, geo: 'geo:48.8,2.3', osm: W55503397, country: FR}]",
        "links": "[https://example.org/watch]",
        "live": "{url: 'https://live.example/d.mp3', page: 'https://example.org/live'}",
        "funding": "[{url: 'https://example.org/give', title: Give}]",
        "episode_order": "1.5",
    }.items()
)
_NOTES = (
    "A *talk* about **what is near**, with [a link](https://example.org) and <https://example.org>.\n\n"
    "- one\n- two\n  1. three\n\n> said\n\n```\ncode\n```\n\n<p>HTML <b>too</b><br></p>\n\n[ref]: https://example.org\n\n[ref]\n"
)  # fmt: skip
_SHOW_TEXT = feed_yaml(**SHOW_KEYS)
_FOLDER = EpisodeFolder("a", "a", "episodes/a", audio=("episodes/a/talk.mp3",))


def _scan(feed: bytes, episode: bytes) -> Scan:
    folder = EpisodeFolder("a", "a", "episodes/a", TextFile("episodes/a/episode.md", episode), _FOLDER.audio)
    return Scan("/show", TextFile("feed.yaml", feed), (folder,), find=lambda path: path)


def _show_of(raw: bytes) -> None:
    sound = f"---\n{_EPISODE_TEXT}---\n{_NOTES}".encode()
    _published(read(_scan(raw, sound)))


def _episode_of(raw: bytes) -> None:
    _published(read(_scan(_SHOW_TEXT.encode(), raw)))


def _published(reading: Reading) -> None:
    """All that is said of it, and the feed of what is sound: of that nothing may break any more."""
    _told(reading.faults)
    for fault in reading.faults:
        reading.place("a", fault.place.key)
    of_show = (
        {} if reading.show is None else {name: getattr(reading.show, name) for name in type(reading.show).model_fields}
    )
    told = {"date": NOON, "title": "Untitled", "people": ()}
    episodes = [
        one.model_copy(update={key: value for key, value in told.items() if not getattr(one, key)})
        for one in reading.episodes
    ]
    write(made(*map(ready, episodes), **of_show))
    for one in episodes:
        judge_chapters(one.chapters or (), _HOUR, lambda index: reading.place("a", f"chapters.{index}"))


def _told(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        f"{fault.place} {fault.what} {fault.remedy}".encode("utf-8", "backslashreplace")


def _notes_of(raw: bytes) -> None:
    render_notes(raw.decode("utf-8", "replace"))


def _transcript_of(name: str, raw: bytes) -> None:
    transcript, faults = read_transcript(raw, name)
    _told(faults)
    if transcript is None:
        return
    _told(judge_transcript(transcript, _HOUR, name))
    write_html(transcript, "fr").encode()
    write_text(transcript).encode()
    if transcript.timed:
        for form in (write_vtt, write_srt, write_json):
            form(transcript).encode()


def _chapters_of(name: str, raw: bytes) -> None:
    chapters, faults = read_chapters(raw, name)
    _told(faults)
    if chapters:
        lines = chapter_lines(raw, name)
        _told(judge_chapters(chapters, _HOUR, lambda index: Place(name, lines[index])))
        write_chapters(in_order(chapters), "A talk")


def _feed_of(raw: bytes) -> None:
    write_nothing = read_feed(raw, "https://pod.example/feed.xml")
    assert write_nothing.feed


def _judged(raw: bytes) -> None:
    document = document_of(raw, Terms(NOON))
    _told(judge(subjects_of(document), placed_in("feed.xml")))


_SRT = (
    "1\n00:00:00,000 --> 00:00:01,500\nClaire: <i>Good</i> evening.\n\n2\n00:00:02,000 --> 00:00:03,000\n- One\n- Two\n"
)
_VTT = f"{TRANSCRIPT}\nNOTE x\n\n2\n00:02.000 --> 00:03.000 align:start\n<v.loud Ada>Good &amp; <i>well</i></v>\n"
_SEGMENTS = '{"version": "1.0.0", "segments": [{"speaker": "Ada", "startTime": 0.5, "endTime": 1.5, "body": "Good"}, {"startTime": 2, "body": "evening."}]}'  # noqa: E501
_JSON_CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "A", "img": "https://e.example/a.png", "toc": false}, {"startTime": 1.5, "endTime": 3, "title": "B", "url": "https://e.example"}]}'  # noqa: E501
_PSC = '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters"><psc:chapter start="0" title="A"/><psc:chapter start="00:01:00" title="B &amp; C" href="https://e.example" image="https://e.example/a.png"/></psc:chapters>'  # noqa: E501
_PLAIN = "00:00:00 Opening\n# a note\n(00:01:00) - Questions <https://e.example>\n1:02:03.500 The end\n"
_VTT_CHAPTERS = "WEBVTT\n\n00:00.000 --> 00:10.000\nOpening\n\n2\n00:10.000 --> 00:20.000\nQuestions &amp; answers\n"


def _kind(sound: str, reader: Callable[[bytes], object], *expected: type[Exception]) -> Kind:
    return Kind(partial(_mutated, sound), reader, expected)


KINDS = {
    "feed.yaml": _kind(_SHOW_TEXT, _show_of),
    "episode.md": _kind(f"---\n{_EPISODE_TEXT}---\n{_NOTES}", _episode_of),
    "notes": _kind(_NOTES, _notes_of),
    "transcript.vtt": _kind(_VTT, partial(_transcript_of, "t.vtt")),
    "transcript.srt": _kind(_SRT, partial(_transcript_of, "t.srt")),
    "transcript.json": _kind(_SEGMENTS, partial(_transcript_of, "t.json")),
    "transcript.txt": _kind("Ada: Good evening.\n\nHedon: Good evening to all.\n", partial(_transcript_of, "t.txt")),
    "chapters.json": _kind(_JSON_CHAPTERS, partial(_chapters_of, "c.json")),
    "chapters.psc": _kind(_PSC, partial(_chapters_of, "c.psc")),
    "chapters.txt": _kind(_PLAIN, partial(_chapters_of, "c.txt")),
    "chapters.vtt": _kind(_VTT_CHAPTERS, partial(_chapters_of, "c.vtt")),
    "feed read": _kind(SOUND, _feed_of, SourceError),
    "feed judged": _kind(SOUND, _judged),
}
