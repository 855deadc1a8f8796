"""Recordings that must not be published, and files that are none: always one fault with a place and a remedy."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from audio_samples import encode, ffmpeg, silent_mp3, tone, whole_mp3
from depth import depth
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balado.errors import Fault, MediaError, Place
from balado.media import inspect as inspect_module
from balado.media.inspect import inspect_recording


def refused(path: Path) -> Fault:
    with pytest.raises(MediaError) as caught:
        inspect_recording(path, "episodes/one/talk.mp3")
    (fault,) = caught.value.faults
    assert fault.place == Place("episodes/one/talk.mp3")
    assert str(fault.remedy)
    return fault


def written(folder: Path, content: bytes) -> Path:
    path = folder / "talk.mp3"
    path.write_bytes(content)
    return path


@cache
def specimen(suffix: str, *options: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made{suffix}"
        pictures = ("-f", "lavfi", "-i", "testsrc=d=1:s=32x32:r=5", "-c:v", "libx264") if suffix == ".mp4" else ()
        ffmpeg(*pictures[:4], *tone(1, rate=16000), *pictures[4:], *options, str(path))
        return path.read_bytes()


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.99])
@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".mp3", ("-b:a", "64k")),
        (".mp3", ("-q:a", "4")),
        (".m4a", ()),
        (".m4a", ("-movflags", "+faststart")),
        (".mp4", ("-movflags", "+faststart")),
    ],
)
def test_a_cut_file_is_refused_with_both_numbers(
    suffix: str, options: tuple[str, ...], kept: float, tmp_path: Path
) -> None:
    whole = specimen(suffix, *options)
    fault = refused(written(tmp_path, whole[: int(len(whole) * kept)]))
    assert "cut short" in str(fault.what)
    assert "promises" in str(fault.what)
    assert "holds only" in str(fault.what)


def test_an_m4a_whose_sound_is_missing_behind_an_honest_box_is_refused(tmp_path: Path) -> None:
    """The last box runs to the end of the file, whatever that is: only the index knows how much there was."""
    whole = bytearray(specimen(".m4a", "-movflags", "+faststart"))
    at = whole.index(b"mdat") - 4
    whole[at : at + 4] = bytes(4)
    fault = refused(written(tmp_path, bytes(whole[:-500])))
    assert f"promises {len(whole):,} bytes, but it holds only {len(whole) - 500:,}" in str(fault.what)


def test_a_recording_without_its_index_is_refused(tmp_path: Path) -> None:
    whole = specimen(".m4a")
    fault = refused(written(tmp_path, whole[: whole.index(b"moov") - 4]))
    assert "no index" in str(fault.what)


def test_a_fragmented_mp4_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    fault = refused(written(tmp_path, specimen(".m4a", "-movflags", "+frag_keyframe+empty_moov")))
    assert "fragment" in str(fault.what)
    assert "ffmpeg" in str(fault.remedy)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"x", "no sound was found"),
        (b"Just text.\n" * 500, "no sound was found"),
        (bytes(100_000), "no sound was found"),
        (b"\xff" * 100_000, "no sound was found"),
        (b"%PDF-1.7 and so on", "document"),
        (b"\xff\xd8\xff\xe0 a photograph", "picture"),
        (b"\x1a\x45\xdf\xa3 webm", "Matroska or WebM"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11 wma", "Windows Media"),
        (b"RIFF\0\0\0\0WAVEjunk", "WAV"),
        (b"OggS" + bytes(40), "Ogg"),
    ],
)
def test_what_is_no_recording_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    assert what in str(refused(written(tmp_path, content)).what)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "gone.mp3").what)


def test_a_name_that_no_disk_can_hold_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: File name too long" in str(refused(tmp_path / ("long" * 100)).what)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in str(refused(tmp_path).what)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, silent_mp3(10))
    monkeypatch.setattr(Path, "open", forbidden)
    assert "cannot be read: Permission denied" in str(refused(path).what)


def test_a_disk_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(inspect_module, "digest", failing)
    assert "Input/output error" in str(refused(written(tmp_path, silent_mp3(10))).what)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_bytes(silent_mp3(3000)), id="longer"),
        pytest.param(lambda path: path.write_bytes(silent_mp3(1)), id="shorter"),
        pytest.param(lambda path: path.with_name("new").rename(path), id="replaced"),
        pytest.param(lambda path: os.truncate(path, 0), id="emptied"),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, whole_mp3(2000))
    (tmp_path / "new").write_bytes(whole_mp3(2000))
    real = inspect_module.digest

    def digest_meanwhile(*arguments: Any) -> str:
        change(path)
        return real(*arguments)

    monkeypatch.setattr(inspect_module, "digest", digest_meanwhile)
    assert "changed while it was being read" in str(refused(path).what)


SPECIMENS = (
    (".mp3", "-q:a", "4"),
    (".mp3", "-write_xing", "0"),
    (".m4a",),
    (".m4a", "-movflags", "+faststart"),
    (".mp4",),
    (".wav",),
    (".flac",),
    (".ogg",),
    (".opus",),
    (".aac",),
    (".aiff",),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file, hurt in up to eight places, most of them near its beginning, where the structure is."""
    content = bytearray(specimen(*draw(st.sampled_from(SPECIMENS))))
    for _ in range(draw(st.integers(1, 8))):
        reach = len(content) if draw(st.booleans()) else min(len(content), 1500)
        at = draw(st.integers(0, max(0, reach - 1)))
        hurt = draw(st.sampled_from(["replace", "insert", "delete"]))
        noise = draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"\xff\xff\xff\xff", bytes(8), b"\0\0\0\1"])))
        content[at : at + {"replace": len(noise), "insert": 0, "delete": 50}[hurt]] = b"" if hurt == "delete" else noise
    return bytes(content)


@settings(
    max_examples=depth(50, 200), deadline=2000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(content=damaged())
def test_damage_never_ends_in_anything_but_facts_or_a_fault(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        try:
            facts = inspect_recording(path, "episodes/one/talk.mp3")
        except MediaError:
            return
    assert facts.duration.total_seconds() >= 0
    assert facts == type(facts).model_validate_json(facts.model_dump_json())


def test_the_specimens_are_sound_before_they_are_damaged(tmp_path: Path) -> None:
    for kind in SPECIMENS:
        path = written(tmp_path, specimen(*kind))
        assert inspect_recording(path, "sound").duration.total_seconds() == pytest.approx(1, abs=0.1), kind


@pytest.mark.parametrize("suffix", [".wav", ".aiff", ".flac"])
@pytest.mark.parametrize("missing", [1, 3000, 200_000])
def test_a_master_that_is_cut_short_is_said_before_its_format_is(suffix: str, missing: int, tmp_path: Path) -> None:
    whole = encode(tmp_path / f"talk{suffix}", 4)
    assert inspect_recording(whole, whole.name).duration.total_seconds() == pytest.approx(4, abs=0.01)
    whole.write_bytes(whole.read_bytes()[:-missing])
    with pytest.raises(MediaError, match="cut short"):
        inspect_recording(whole, whole.name)


def test_a_wave_whose_length_nobody_knew_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(ffmpeg(*tone(1), "-f", "wav", "-"))
    assert inspect_recording(path, "talk.wav").suffix == ".wav"


@pytest.mark.parametrize("options", [("-ac", "1"), ("-ar", "96000"), ("-frame_size", "1000"), ("-sample_fmt", "s32")])
def test_a_whole_flac_is_whole_however_it_was_made(options: tuple[str, ...], tmp_path: Path) -> None:
    whole = encode(tmp_path / "talk.flac", 3, *options)
    assert inspect_recording(whole, "talk.flac").duration.total_seconds() == pytest.approx(3, abs=0.01)
