from __future__ import annotations

import struct

import pytest
from audio_samples import SILENT_FRAME, silent_mp3, summary_frame, whole_mp3
from hypothesis import given
from hypothesis import strategies as st

from balado.media.mpeg import FRAMES, first_frame, frame_at, is_mono, summary_at


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("fffb90c4", (1.0, 3, 128_000, 44100, 417, 1152)),
        ("fffb92c4", (1.0, 3, 128_000, 44100, 418, 1152)),
        ("fffbe404", (1.0, 3, 320_000, 48000, 960, 1152)),
        ("fffd8004", (1.0, 2, 128_000, 44100, 417, 1152)),
        ("ffff8004", (1.0, 1, 256_000, 44100, 276, 384)),
        ("fff34004", (2.0, 3, 32_000, 22050, 104, 576)),
        ("ffe318c4", (2.5, 3, 8_000, 8000, 72, 576)),
    ],
)
def test_a_frame_header_says_what_the_standard_says(header: str, said: tuple[float, int, int, int, int, int]) -> None:
    frame = frame_at(bytes.fromhex(header), 0)
    assert frame is not None
    assert frame[1:] == said  # version, layer, bitrate, rate, length in bytes, samples


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("fffb00c4", "free format"),
        ("fffbf0c4", "bitrate 15"),
        ("fffb9cc4", "sample rate 3"),
        ("ffeb90c4", "version 1"),
        ("fff990c4", "layer 0: that is ADTS"),
        ("febb90c4", "no sync"),
        ("fffb90", "cut"),
    ],
)
def test_what_the_standard_reserves_is_no_frame(header: str, why: str) -> None:
    assert frame_at(bytes.fromhex(header), 0) is None, why


def test_the_table_holds_every_version_layer_bitrate_and_rate() -> None:
    # 3 versions x 3 layers x 14 bitrates x 3 rates x padding x protection x private bit
    assert len(FRAMES) == 3 * 3 * 14 * 3 * 2 * 2 * 2


def test_the_first_frame_is_one_that_others_follow() -> None:
    lonely = SILENT_FRAME[:4] + b"no frame follows this header"
    assert first_frame(lonely + silent_mp3(4), to_the_end=False) == len(lonely)


def test_a_file_of_one_frame_is_a_file() -> None:
    assert first_frame(SILENT_FRAME, to_the_end=True) == 0
    assert first_frame(SILENT_FRAME, to_the_end=False) is None


def test_mono_is_told_from_stereo() -> None:
    assert is_mono(SILENT_FRAME, 0)
    assert not is_mono(bytes.fromhex("fffb9044"), 0)


@pytest.mark.parametrize("kind", [b"Xing", b"Info"])
def test_the_first_frame_tells_frames_and_bytes(kind: bytes) -> None:
    summary = summary_at(whole_mp3(100, kind=kind), 0)
    assert summary is not None
    assert (summary.kind, summary.frames, summary.byte_count) == (kind.decode().lower(), 100, 101 * 417)
    assert summary.mode == ("constant" if kind == b"Info" else "variable")


def test_counts_that_are_missing_or_zero_are_none() -> None:
    missing, zero = summary_at(summary_frame(None, None), 0), summary_at(summary_frame(0, 0), 0)
    assert missing is not None
    assert zero is not None
    assert (missing.frames, missing.byte_count) == (zero.frames, zero.byte_count) == (None, None)


@pytest.mark.parametrize(("method", "mode"), [(1, "constant"), (2, "average"), (4, "variable"), (8, "constant")])
def test_lame_tells_delay_padding_and_mode(method: int, mode: str) -> None:
    frame = bytearray(summary_frame(10, 20, kind=b"Xing"))
    lame = b"LAME3.100" + bytes([method]) + bytes(11) + (576 << 12 | 1000).to_bytes(3, "big")
    frame[37:61] = lame
    summary = summary_at(bytes(frame), 0)
    assert summary is not None
    assert (summary.trimmed_samples, summary.mode) == (1576, mode)


def test_fraunhofers_header_is_read() -> None:
    frame = bytearray(SILENT_FRAME)
    frame[36:62] = b"VBRI" + struct.pack(">HHHII", 1, 0, 75, 41_700, 100) + bytes(8)
    summary = summary_at(bytes(frame), 0)
    assert summary is not None
    assert (summary.kind, summary.frames, summary.byte_count) == ("vbri", 100, 41_700)


def test_a_frame_of_sound_has_no_summary() -> None:
    assert summary_at(SILENT_FRAME, 0) is None


@given(st.binary(max_size=600))
def test_no_bytes_crash_the_parser(noise: bytes) -> None:
    first_frame(noise, to_the_end=True)
    summary_at(SILENT_FRAME[:4] + bytes(17) + b"Xing" + noise, 0)
