"""Chapters as WebVTT cues."""

from __future__ import annotations

from datetime import timedelta

from chapter_readings import at, chapters_in, errors_in

from balado.show.podcasting import Chapter

CHAPTERS = """\
WEBVTT

NOTE à relire

1
00:00.000 --> 12:30.500
Ouverture
du cycle

00:12:30.500 --> 00:14:00.000 align:start
Questions &amp; <i>réponses</i>

01:02:03.000 --> 01:10:00.000
Clôture
"""


def test_a_cue_is_a_chapter_and_an_end_is_kept_where_nothing_follows_at_once() -> None:
    assert chapters_in(CHAPTERS, "chapters.vtt") == (
        at(0, "Ouverture du cycle"),
        Chapter(start=timedelta(seconds=750.5), end=timedelta(minutes=14), title="Questions & réponses"),
        Chapter(start=timedelta(seconds=3723), end=timedelta(minutes=70), title="Clôture"),
    )


def test_every_wrong_cue_is_reported_where_it_stands() -> None:
    text = """\
        WEBVTT

        00:00.000 -> 00:10.000
        A

        00:10.000 --> 00:20.000

        00:20.000 --> 00:15.000
        B
    """
    assert [line for line, _ in errors_in(text, "chapters.vtt")] == [3, 6, 8]


def test_a_title_no_app_accepts_is_reported_at_its_cue() -> None:
    text = f"WEBVTT\n\n00:00.000 --> 00:10.000\nA\n\nb\n00:10.000 --> 00:20.000\n{'c' * 256}\n"
    assert errors_in(text, "chapters.vtt") == [(7, "It is 256 characters long; podcast apps accept 255.")]


def test_a_file_that_does_not_say_what_it_is() -> None:
    ((line, what),) = errors_in("00:00.000 --> 00:10.000\nA\n", "chapters.vtt")[:1]
    assert line == 1
    assert "WEBVTT" in what
