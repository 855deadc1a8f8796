"""A file that is chosen becomes a draft or the transcript; words without times are given to the verb that hears."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_files import docx, paragraph, run
from reading_studio import ReadingStudio, draft_of, reading_studio
from studio_runs import Answered

VTT = draft_of(("Corrigé ailleurs",)).replace("NOTE balado draft\nwhisper, small, fr\n\n", "").encode()


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[ReadingStudio]:
    with reading_studio(tmp_path) as made:
        yield made


def sent(reading: ReadingStudio, name: str, content: bytes, kind: str = "draft", csrf: str | None = None) -> Answered:
    """The form as the browser sends it."""
    doors = reading.served.doors
    fields = {"csrf": csrf or doors.secrets.csrf, "slug": "parle", "kind": kind}
    begin = "--xyz\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = f'{begin}"text"; filename="{name}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + content + b"\r\n--xyz--\r\n"
    headers = {
        "Cookie": reading.served.cookie,
        "Origin": doors.origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "multipart/form-data; boundary=xyz",
    }
    return reading.served.ask("POST", "/transcripts/import", body, headers)


def test_captions_take_the_place_of_the_draft_and_can_be_taken_back(reading: ReadingStudio) -> None:
    assert "/transcript-import/parle" in reading.served.get("/episodes/parle").text
    answer = sent(reading, "x.vtt", VTT)
    assert (answer.status, answer.headers["location"]) == (303, "/transcripts/episodes/parle/transcript.draft.vtt")
    assert "Corrigé ailleurs" in reading.page
    reading.change(do="undo")
    assert reading.text == draft_of()


def test_what_somebody_read_already_is_the_transcript_at_once(reading: ReadingStudio) -> None:
    answer = sent(reading, "x.vtt", VTT, "transcript")
    assert answer.headers["location"] == "/transcripts/episodes/parle/transcript.vtt"
    assert (reading.draft.parent / "transcript.vtt").read_bytes() == VTT


def test_what_is_wrong_with_a_file_is_said_at_its_line(reading: ReadingStudio) -> None:
    answer = sent(reading, "x.vtt", b"WEBVTT\n\n00:09.000 --> 00:01.000\nx\n")
    assert answer.status == 409
    assert "x.vtt:3" in answer.text
    assert sent(reading, "", b"").status == 409
    assert sent(reading, "x.vtt", VTT, csrf="x").status == 403
    assert reading.text == draft_of()


def test_words_without_times_are_heard_by_the_verb_and_what_it_says_is_shown(reading: ReadingStudio) -> None:
    answer = sent(reading, "discours.docx", docx(paragraph(run("Claire Hédon: Bonjour."))))
    assert answer.headers["location"] == "/transcript-import/parle"
    until = time.monotonic() + 60
    while "It could not be done." not in (shown := reading.served.get("/transcript-import/parle").text):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "There is a draft already: episodes/parle/transcript.draft.vtt." in shown
    assert reading.text == draft_of()
