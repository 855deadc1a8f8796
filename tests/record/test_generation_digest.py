"""Records of format 2, which had no digest, and of format 3, which are proven by theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from balado.record.generation import EpisodeState
from balado.record.generation_file import (
    FORMAT,
    DamagedRecordError,
    NewerRecordError,
    generation_key,
    read_generation,
    write_generation,
)

RECORDS = Path(__file__).with_name("records")
KEY = generation_key(8)
FORMAT_2 = (RECORDS / "format-2.json").read_bytes()
FORMAT_3 = (RECORDS / "format-3.json").read_bytes()


def test_a_record_of_format_2_says_the_same_as_one_of_format_3() -> None:
    old = read_generation(FORMAT_2, KEY)

    assert old == read_generation(FORMAT_3, KEY)
    [episode] = old.episodes
    assert (episode.state, episode.audio.key) == (EpisodeState.LIVE, "audio/a-of-old.mp3")
    assert (old.taken, old.restores, old.store, old.place) == (("guid-of-t",), 5, "weak", "s3://bucket/show")


def test_what_was_read_is_written_as_format_3_to_the_byte() -> None:
    assert write_generation(read_generation(FORMAT_2, KEY)).body == FORMAT_3


@given(at=st.integers(0, len(FORMAT_3) - 1), other=st.integers(0, 255))
@example(at=FORMAT_3.index(b'"format":3') + 9, other=ord("2"))
@example(at=FORMAT_3.index(b'"format":3') + 9, other=ord("4"))
@example(at=2, other=ord("S"))
def test_any_single_damaged_byte_is_found(at: int, other: int) -> None:
    damaged = FORMAT_3[:at] + bytes([other]) + FORMAT_3[at + 1 :]
    if damaged == FORMAT_3:
        return

    with pytest.raises((DamagedRecordError, NewerRecordError)) as refusal:
        read_generation(damaged, KEY)

    assert KEY in str(refusal.value)


@given(st.integers(0, len(FORMAT_3) - 1), st.integers(1, 64))
def test_a_missing_piece_is_found(start: int, length: int) -> None:
    with pytest.raises(DamagedRecordError):
        read_generation(FORMAT_3[:start] + FORMAT_3[start + length :], KEY)


def test_bytes_that_json_reads_alike_are_damage_too() -> None:
    bell = write_generation(replace(read_generation(FORMAT_3, KEY), place="\x1f")).body
    assert isinstance(bell, bytes)

    with pytest.raises(DamagedRecordError, match="digest"):
        read_generation(bell.replace(b"\\u001f", b"\\u001F"), KEY)


def test_a_record_that_was_only_laid_out_anew_is_the_same_record() -> None:
    document = json.loads(FORMAT_3)

    for text in (json.dumps(document), json.dumps(document, indent=2, ensure_ascii=False)):
        assert read_generation(text.encode(), KEY) == read_generation(FORMAT_3, KEY)


@pytest.mark.parametrize("body", [FORMAT_2, FORMAT_3])
def test_a_record_under_the_number_of_another_is_damage(body: bytes) -> None:
    with pytest.raises(DamagedRecordError, match="number 8"):
        read_generation(body, generation_key(7))


@pytest.mark.parametrize(
    "change", [{"taken": []}, {"format": 2}, {"sha256": None}, {"sha256": 64 * "0"}, {"format": "3"}, {"format": 0}]
)
def test_a_record_that_was_changed_by_hand_is_refused_with_the_way_out(change: dict[str, object]) -> None:
    with pytest.raises(DamagedRecordError, match="balado recover"):
        read_generation(json.dumps({**json.loads(FORMAT_3), **change}).encode(), KEY)


@pytest.mark.parametrize("body", [b"[" * 100_000, b"\xff", b'{"format":2,"created":5}', b'{"format":2,"episodes":7}'])
def test_whatever_stands_there_is_damage_and_no_crash(body: bytes) -> None:
    with pytest.raises(DamagedRecordError):
        read_generation(body, KEY)


def test_a_record_of_a_later_version_asks_for_an_update() -> None:
    later = json.dumps({**json.loads(FORMAT_3), "format": FORMAT + 1}).encode()

    with pytest.raises(NewerRecordError, match="Update Balado"):
        read_generation(later, KEY)
