"""What was fetched, looked into: it is what it is, not what it is called."""

from pathlib import Path

import pytest
from audio_samples import whole_mp3
from misbehaving_server import CHAPTERS, TRANSCRIPT, picture

from balado.importer.media.file import FileKind
from balado.importer.media.verify import UnfitError, verify

SRT = b"1\n00:00:00,000 --> 00:00:04,000\nWho opens the gates?\n"


@pytest.mark.parametrize(
    ("kind", "body", "called", "suffix"),
    [
        (FileKind.RECORDING, whole_mp3(40), "audio/x-m4a", ".mp3"),
        (FileKind.PICTURE, picture(form="PNG"), "image/jpeg", ".png"),
        (FileKind.TRANSCRIPT, TRANSCRIPT, "text/vtt; charset=utf-8", ".vtt"),
        (FileKind.TRANSCRIPT, SRT, "application/srt", ".srt"),
        (FileKind.TRANSCRIPT, SRT, "", ".srt"),
        (FileKind.CHAPTERS, CHAPTERS, "application/json+chapters", ".json"),
    ],
)
def test_its_name_will_end_as_what_it_is(tmp_path: Path, kind: FileKind, body: bytes, called: str, suffix: str) -> None:
    (tmp_path / "part").write_bytes(body)
    assert verify(kind, tmp_path / "part", "a.srt", called).suffix == suffix


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("body", [b"", b"\0" * 5000, b"<p>No.</p>", b"{"])
def test_what_is_something_else_is_named(tmp_path: Path, kind: FileKind, body: bytes) -> None:
    (tmp_path / "part").write_bytes(body)
    with pytest.raises(UnfitError) as caught:
        verify(kind, tmp_path / "part", "a.bin", "application/octet-stream")
    [fault] = caught.value.faults
    assert str(fault.what)
    assert str(fault.remedy)


@pytest.mark.parametrize(
    "body", [picture(600, 600), picture(1500, 1400), picture(1400, 1400, "L"), picture(1400, 1400, form="WEBP")]
)
def test_a_picture_that_platforms_refuse_stays_where_it_is(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "part").write_bytes(body)
    with pytest.raises(UnfitError) as caught:
        verify(FileKind.PICTURE, tmp_path / "part", "a.jpg", "image/jpeg")
    [fault] = caught.value.faults
    assert str(fault.remedy).startswith("It stays at its address. ")
