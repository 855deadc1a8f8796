"""Recordings made by real encoders: what is found against what ffmpeg decodes, sample by sample."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from audio_samples import SILENT_FRAME, ape, decoded_seconds, encode, ffmpeg, id3, id3v1, lame, silent_mp3, tone
from depth import depth

from balado.facts import MediaFacts
from balado.media.inspect import inspect_recording

SECONDS = 6.3
BARE = ("-write_xing", "0")
Make = Callable[[Path], Path]


def case(name: str, make: Make, found: str) -> Any:
    return pytest.param(make, found, id=name)


def made(suffix: str) -> Make:
    return lambda folder: encode(folder / f"made{suffix}", 2)


def ffmpeg_mp3(*options: str, rate: int = 44100, channels: int = 2) -> Make:
    return lambda folder: encode(folder / "made.mp3", SECONDS, *options, rate=rate, channels=channels)


def lame_mp3(*options: str, channels: int = 2) -> Make:
    return lambda folder: lame(folder / "made.mp3", SECONDS, *options, channels=channels)


def m4a(*options: str, rate: int = 44100) -> Make:
    return lambda folder: encode(folder / "made.m4a", SECONDS, *options, rate=rate)


def piped(folder: Path) -> Path:
    """What ffmpeg writes to a pipe: it cannot go back to fill in the header."""
    path = folder / "piped.mp3"
    path.write_bytes(ffmpeg(*tone(SECONDS), "-q:a", "4", "-f", "mp3", "-"))
    return path


def wrapped(make: Make, front: bytes = b"", end: bytes = b"") -> Make:
    def wrap(folder: Path) -> Path:
        path = make(folder)
        path.write_bytes(front + path.read_bytes() + end)
        return path

    return wrap


def with_cover(make: Make) -> Make:
    """A picture of noise, in which bytes that look like frames abound."""

    def add(folder: Path) -> Path:
        from mutagen.id3 import APIC, ID3

        path = make(folder)
        tag = ID3(path)
        noise = hashlib.shake_128(b"noise").digest(2_000_000)
        tag.add(APIC(mime="image/jpeg", type=3, desc="", data=b"\xff\xd8\xff" + noise))
        tag.save(path)
        return path

    return add


def joined(*makes: Make) -> Make:
    def join(folder: Path) -> Path:
        parts = [make(folder).read_bytes() for make in makes]
        path = folder / "joined.mp3"
        path.write_bytes(b"".join(parts))
        return path

    return join


def cut_from(start: str, make: Make) -> Make:
    """A copy without new encoding: the file keeps more samples than its edit list lets play."""

    def cut(folder: Path) -> Path:
        whole = make(folder)
        part = whole.with_name(f"cut{whole.suffix}")
        ffmpeg("-ss", start, "-i", str(whole), "-c", "copy", str(part))
        return part

    return cut


def relabelled(make: Make, codec: bytes, of: bytes = b"mp4a") -> Make:
    """The same file under another codec's four letters, in its sample description."""

    def relabel(folder: Path) -> Path:
        path = make(folder)
        head, mark, tail = path.read_bytes().partition(b"stsd")
        path.write_bytes(head + mark + tail.replace(of, codec, 1))
        return path

    return relabel


def video(suffix: str, *options: str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / f"made{suffix}"
        pictures = ("-f", "lavfi", "-i", f"testsrc=d={SECONDS}:s=64x64:r=10")
        coded = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
        ffmpeg(*pictures, *tone(SECONDS), *coded, *options, str(path))
        return path

    return make


@pytest.mark.parametrize(
    ("make", "found"),
    [
        case("CBR", ffmpeg_mp3("-b:a", "128k"), "info header, constant"),
        case("CBR mono", ffmpeg_mp3("-b:a", "64k", channels=1), "info header, constant"),
        case("CBR bare", ffmpeg_mp3("-b:a", "64k", *BARE), "frames walked, constant"),
        case("VBR", ffmpeg_mp3("-q:a", "4"), "xing header, variable"),
        case("VBR bare", ffmpeg_mp3("-q:a", "4", *BARE), "frames walked, variable"),
        case("VBR piped", piped, "frames walked, variable"),
        case("lame VBR", lame_mp3("-V4"), "xing header, variable"),
        case("lame VBR bare", lame_mp3("-V4", "-t"), "frames walked, variable"),
        case("lame ABR", lame_mp3("--abr", "100"), "xing header, average"),
        case("lame CBR with checksums", lame_mp3("-b", "96", "-p"), "info header, constant"),
        case("MPEG-2 22050", ffmpeg_mp3("-b:a", "32k", rate=22050), "info header, constant"),
        case("MPEG-2 22050 VBR", ffmpeg_mp3("-q:a", "5", rate=22050), "xing header, variable"),
        case(
            "MPEG-2 16000 VBR bare", ffmpeg_mp3("-q:a", "5", *BARE, rate=16000, channels=1), "frames walked, variable"
        ),
        case("MPEG-2.5 8000", ffmpeg_mp3("-b:a", "16k", rate=8000, channels=1), "info header, constant"),
        case("MPEG-2.5 11025 VBR", ffmpeg_mp3("-q:a", "5", rate=11025), "xing header, variable"),
        case("2 MB cover", with_cover(ffmpeg_mp3("-q:a", "4")), "xing header, variable"),
        case("2 MB cover bare", with_cover(ffmpeg_mp3("-q:a", "4", *BARE)), "frames walked, variable"),
        case("two tags in front", wrapped(ffmpeg_mp3("-q:a", "4"), id3(70_000)), "xing header, variable"),
        case("tags behind", wrapped(ffmpeg_mp3("-q:a", "4"), end=ape(5000) + id3v1()), "xing header, variable"),
        case(
            "tags behind bare",
            wrapped(ffmpeg_mp3("-q:a", "4", *BARE), end=ape(5000) + id3v1()),
            "frames walked, variable",
        ),
        case("joined CBR", joined(*[ffmpeg_mp3("-b:a", "128k")] * 2), "frames walked, constant"),
        case("three joined", joined(lame_mp3("-V4"), piped, ffmpeg_mp3("-q:a", "2")), "frames walked, variable"),
        case("joined 8000", joined(*[ffmpeg_mp3("-q:a", "5", rate=8000)] * 2), "frames walked, variable"),
        case("M4A moov last", m4a(), "mp4 edit list, unknown"),
        case("M4A moov first", m4a("-movflags", "+faststart"), "mp4 edit list, unknown"),
        case("M4A without an edit list", m4a("-use_editlist", "0"), "mp4 sample table, unknown"),
        case("M4A 16000", m4a(rate=16000), "mp4 edit list, unknown"),
        case("M4A cut by its edit list", cut_from("2.5", m4a()), "mp4 edit list, unknown"),
        case("MP4 video", video(".mp4"), "mp4 edit list, unknown"),
        case("MOV video", video(".mov"), "mp4 edit list, unknown"),
    ],
)
def test_the_duration_is_what_a_full_decode_gives(make: Make, found: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    facts = inspect_recording(path, "made")
    assert facts.duration.total_seconds() == pytest.approx(decoded_seconds(path), abs=0.1)
    assert f"{facts.found['duration']}, {facts.bitrate_mode}" == found


@pytest.mark.in_depth
def test_hours_without_a_header_are_walked(tmp_path: Path) -> None:
    options = ("-b:a", "8k", *BARE, "-id3v2_version", "0")
    minute = encode(tmp_path / "minute.mp3", 60, *options, rate=16000, channels=1)
    whole, hours = tmp_path / "hours.mp3", depth(1, 3, 3)
    whole.write_bytes(minute.read_bytes() * 60 * hours)
    facts = inspect_recording(whole, "hours.mp3")
    assert facts.duration > timedelta(hours=hours)
    assert facts.duration.total_seconds() == pytest.approx(decoded_seconds(whole), abs=0.1)


@pytest.mark.parametrize(
    ("make", "media_type", "suffix", "codec"),
    [
        pytest.param(ffmpeg_mp3(), "audio/mpeg", ".mp3", "mp3", id="mp3"),
        pytest.param(m4a(), "audio/x-m4a", ".m4a", "aac", id="m4a"),
        pytest.param(m4a("-c:a", "alac"), "audio/x-m4a", ".m4a", "alac", id="alac"),
        pytest.param(video(".mp4"), "video/mp4", ".mp4", "h264+aac", id="mp4"),
        pytest.param(video(".mp4", "-brand", "M4V "), "video/x-m4v", ".m4v", "h264+aac", id="m4v"),
        pytest.param(video(".mov"), "video/quicktime", ".mov", "h264+aac", id="mov"),
        pytest.param(m4a("-c:a", "ac3", "-f", "mp4"), "audio/x-m4a", ".m4a", "ac-3", id="ac-3"),
        pytest.param(m4a("-c:a", "libmp3lame", "-f", "mp4"), "audio/x-m4a", ".m4a", "mp3", id="mp3 in mp4"),
        pytest.param(relabelled(m4a(), b"drms"), "audio/x-m4a", ".m4a", "protected", id="bought m4a"),
        pytest.param(
            relabelled(video(".mp4"), b"encv", of=b"avc1"), "video/mp4", ".mp4", "protected+aac", id="bought mp4"
        ),
        pytest.param(video(".mp4", "-an"), "video/mp4", ".mp4", "h264", id="mp4 without sound"),
        pytest.param(made(".mp2"), "audio/mpeg", ".mp2", "mp2", id="mp2"),
        pytest.param(made(".mp4"), "audio/x-m4a", ".m4a", "aac", id="mp4 with sound alone"),
        pytest.param(made(".wav"), "audio/wav", ".wav", "pcm", id="wav"),
        pytest.param(made(".aiff"), "audio/aiff", ".aiff", "pcm", id="aiff"),
        pytest.param(made(".flac"), "audio/flac", ".flac", "flac", id="flac"),
        pytest.param(made(".ogg"), "audio/ogg", ".ogg", "vorbis", id="vorbis"),
        pytest.param(made(".opus"), "audio/ogg", ".opus", "opus", id="opus"),
        pytest.param(made(".aac"), "audio/aac", ".aac", "aac", id="adts"),
    ],
)
def test_the_type_follows_from_the_content_whatever_the_name(
    make: Make, media_type: str, suffix: str, codec: str, tmp_path: Path
) -> None:
    misnamed = make(tmp_path).rename(tmp_path / "recording.doc")
    facts = inspect_recording(misnamed, "recording.doc")
    assert (facts.media_type, facts.suffix, facts.codec) == (media_type, suffix, codec)
    assert facts.duration.total_seconds() > 1.9


def test_size_digest_channels_and_rate_are_those_of_the_file(tmp_path: Path) -> None:
    path = encode(tmp_path / "made.mp3", 2, "-b:a", "48k", rate=24000, channels=1)
    sum_line = subprocess.run(["sha256sum", str(path)], check=True, capture_output=True, text=True).stdout
    facts = inspect_recording(path, "made.mp3")
    assert facts.sha256 == sum_line.split()[0]
    assert facts.byte_size == path.stat().st_size
    assert (facts.channels, facts.sample_rate_hz, facts.bitrate) == (1, 24000, 48_000)


def test_every_fact_says_how_it_was_found(tmp_path: Path) -> None:
    facts = inspect_recording(encode(tmp_path / "made.mp3", 2), "made.mp3")
    untold = {"header_duration", "ends_mid_frame", "found"}
    assert set(facts.found) == set(MediaFacts.model_fields) - untold


def test_joined_files_keep_what_their_header_promised(tmp_path: Path) -> None:
    once = encode(tmp_path / "once.mp3", 3)
    twice = tmp_path / "twice.mp3"
    twice.write_bytes(once.read_bytes() * 2)
    facts = inspect_recording(twice, "twice.mp3")
    assert facts.header_duration == inspect_recording(once, "once.mp3").duration


def test_a_bare_file_that_ends_in_the_middle_of_a_frame_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp3"
    path.write_bytes(silent_mp3(100) + SILENT_FRAME[:99])
    assert inspect_recording(path, "cut.mp3").ends_mid_frame


def test_names_of_any_kind_can_be_inspected(tmp_path: Path) -> None:
    path = tmp_path / "Réussir le dernier kilomètre 🎧.mp3"
    path.write_bytes(silent_mp3(10))
    assert inspect_recording(path, path.name).byte_size == 4170
