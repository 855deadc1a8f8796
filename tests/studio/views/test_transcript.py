"""A transcript is shown beside its sound, whatever stands in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hostile_texts import PAYLOADS
from reading_studio import ADDRESS, PATH, draft_of, reading_studio


def test_the_page_holds_sound_speakers_and_unsure_words(tmp_path: Path) -> None:
    with reading_studio(tmp_path) as reading:
        page = reading.page
        assert '<b data-voice="0">Voix 1</b> Bonjour à <mark data-word="2">toutes</mark> et à tous' in page
        sound = page.partition('<audio controls preload="metadata" src="')[2].partition('"')[0]
        part = reading.served.get(sound, Range="bytes=0-9")
        assert (part.status, len(part.body)) == (206, 10)
        assert f'href="{ADDRESS}"' in reading.served.get("/episodes/parle").text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_that_cannot_be_read_says_where_and_why(tmp_path: Path, language: str) -> None:
    broken = draft_of().replace("00:00:04.000 --> 00:00:06.000", "00:00:09.000 --> 00:00:06.000")
    with reading_studio(tmp_path, broken, language=language) as reading:
        page = reading.served.get(ADDRESS)
        assert page.status == 200
        assert f'href="/text/{PATH}?line=15#L15"' in page.text
        assert reading.served.get(f"/transcript-changes?file={PATH}").status == 422


def test_a_page_learns_what_others_changed_by_the_lines_that_did(tmp_path: Path) -> None:
    with reading_studio(tmp_path) as reading:
        seen = reading.revision
        reading.draft.write_text(reading.text.replace("Merci", "Grand merci"), encoding="utf-8")
        answer = json.loads(reading.served.get(f"/transcript-changes?file={PATH}&since={seen}").body)
        assert [(one["at"], one["removed"]) for one in answer["splices"]] == [(2, 1)]
        unknown = json.loads(reading.served.get(f"/transcript-changes?file={PATH}&since=x").body)
        assert unknown == {"reload": True}


def test_hostile_words_are_words(tmp_path: Path) -> None:
    lines = tuple(f"{payload} \u202eabc".replace("-->", "--&gt;").replace("\n", " ") for payload in PAYLOADS)
    with reading_studio(tmp_path, draft_of((*lines, "a\x00b", "x" * 1_000_000))) as reading:
        page = reading.page
        scripts = re.findall(r"<script[^>]*>", page, re.IGNORECASE)
        assert scripts == [one for one in scripts if one.startswith('<script src="/assets/')]
        assert len(reading.keys) == len(lines) + 2
        key = reading.keys[-1]
        answer = reading.change(do="text", key=key, text="x" * 999_999 + " y", seen=reading.revision)
        assert answer.status == 200
        assert reading.text.endswith("x y\n")
        assert "a\x00b" in reading.text
