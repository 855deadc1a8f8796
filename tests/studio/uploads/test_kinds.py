"""What a file is, is told by what is in it: names lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from audio_samples import tone_wav, whole_mp3
from hypothesis import given
from hypothesis import strategies as st
from office_files import docx, package, paragraph, run
from photos import heic, moving_webp, photo

from balado.studio.uploads.kinds import LookedAt, UploadKind, look_at_file

WORD = docx(paragraph(run("00:00:01 Début")), paragraph(run("00:10:00 Questions")))


def picture(form: str) -> bytes:
    content = io.BytesIO()
    photo(size=(20, 20)).save(content, form)
    return content.getvalue()


def looked_at(folder: Path, content: bytes, name: str = "names.lie") -> LookedAt:
    path = folder / "1.part"
    path.write_bytes(content)
    found = look_at_file(path, name)
    assert path.read_bytes() == content
    return found


@pytest.mark.parametrize(
    ("content", "kind", "suffix"),
    [
        (whole_mp3(20), UploadKind.RECORDING, ".mp3"),
        (tone_wav(0.2), UploadKind.RECORDING, ".wav"),
        (b"\x1a\x45\xdf\xa3" + bytes(100), UploadKind.RECORDING, ".mkv"),
        (picture("JPEG"), UploadKind.PICTURE, ".jpg"),
        (picture("PNG"), UploadKind.PICTURE, ".png"),
        (picture("GIF"), UploadKind.PICTURE, ".gif"),
        (picture("TIFF"), UploadKind.PICTURE, ".tif"),
        (moving_webp(), UploadKind.PICTURE, ".webp"),
        (heic(), UploadKind.PICTURE, ".heic"),
        (WORD, UploadKind.TEXT, ".docx"),
        (b"Bonjour \xe0 tous", UploadKind.TEXT, ".txt"),
        ("Bonjour à tous".encode("utf-16"), UploadKind.TEXT, ".txt"),
        (b"<!DOCTYPE html><p>Bonjour</p>", UploadKind.TEXT, ".html"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nx\n", UploadKind.CAPTIONS, ".vtt"),
        (b"\xef\xbb\xbf1\r\n00:00:00,000 --> 00:00:01,000\r\nx\r\n", UploadKind.CAPTIONS, ".srt"),
        (b'{"version": "1.0.0", "segments": []}', UploadKind.CAPTIONS, ".json"),
        (b"%PDF-1.7\n\0", UploadKind.DOCUMENT, ".pdf"),
    ],
)
def test_what_each_is(tmp_path: Path, content: bytes, kind: UploadKind, suffix: str) -> None:
    found = looked_at(tmp_path, content)
    assert (found.kind, found.suffix, found.why) == (kind, suffix, ())


def test_markdown_is_a_text_that_calls_itself_so(tmp_path: Path) -> None:
    assert looked_at(tmp_path, b"# Notes", "notes.md").suffix == ".md"


def test_what_apps_play_is_known_and_the_title_that_it_proposes(tmp_path: Path) -> None:
    found = looked_at(tmp_path, whole_mp3(20), "Mon_premier.mp3")
    assert (found.is_played, found.title) == (True, "Mon premier")
    assert not looked_at(tmp_path, tone_wav(0.2)).is_played


def test_lines_that_begin_with_a_time_are_counted(tmp_path: Path) -> None:
    assert looked_at(tmp_path, WORD).chapters == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "It is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word (.doc)"),
        (b"{\\rtf1 Bonjour}", "RTF"),
        (package({"a.txt": "x"}), "unpack it"),
        (b"PK\3\4 broken", "unpack it"),
        (bytes(range(256)) * 40, "no recording that we know"),
        (tone_wav(1)[:500], ""),  # cut in the middle
        (b"\0" * 5000, ""),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, content: bytes, why: str) -> None:
    found = looked_at(tmp_path, content)
    assert found.kind is UploadKind.USELESS
    assert why in " ".join(map(str, found.why))
    assert len(found.why) >= 2


def test_a_word_file_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    bomb = package({"[Content_Types].xml": "<x/>", "word/document.xml": b"<w>" + b" " * 30_000_000})
    assert len(bomb) < 100_000
    assert "far too long" in " ".join(map(str, looked_at(tmp_path, bomb).why))


def test_a_package_with_a_list_without_end_is_not_read(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for number in range(30_000):
            written.writestr(f"{number:040}", b"")
        written.writestr("word/document.xml", b"")
    assert looked_at(tmp_path, content.getvalue()).kind is UploadKind.USELESS


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"ID3\4\0\0", b"RIFF\xff\xff\xff\xffWAVE", b"\0\0\0\x18ftyp", b"PK\3\4"]),
)
def test_nothing_that_is_sent_breaks_the_look(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, head: bytes
) -> None:
    found = looked_at(tmp_path_factory.getbasetemp(), head + content)
    assert found.kind is not UploadKind.USELESS or found.why
