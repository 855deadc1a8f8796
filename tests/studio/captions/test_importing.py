"""Captions that were made elsewhere come in as they are, and take nothing's place that could not be had back."""

from __future__ import annotations

from pathlib import Path

import pytest

from balado.errors import SourceError, UsageError
from balado.source.folder import EpisodeFolder
from balado.studio.captions.importing import import_captions, suffix_of
from balado.studio.captions.open_transcripts import OpenTranscripts

VTT = b"WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000 align:start\nBonjour\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nÀ tous\n".encode()
JSON = b'{"version": "1.0.0", "segments": [{"startTime": 1, "endTime": 2, "body": "Bonsoir", "speaker": "Eve"}]}'


def brought_in(root: Path, name: str, raw: bytes, *, is_draft: bool = True) -> str:
    place = root / "episodes" / "a"
    place.mkdir(parents=True, exist_ok=True)
    others = tuple(f"episodes/a/{path.name}" for path in place.iterdir())
    folder = EpisodeFolder("a", "a", "episodes/a", others=others)
    return import_captions(OpenTranscripts(root, root / "kept"), folder, name, raw, is_draft=is_draft)


@pytest.mark.parametrize(
    ("name", "raw", "is_draft", "path", "written"),
    [
        ("C:\\Talk\\x.VTT", VTT, True, "transcript.draft.vtt", VTT),
        ("../../x.srt", SRT, False, "transcript.srt", SRT),
        ("x.json", JSON, True, "transcript.draft.vtt", b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Eve>Bonsoir\n"),
    ],
)
def test_the_name_is_ours_and_the_bytes_are_theirs(
    tmp_path: Path, name: str, raw: bytes, *, is_draft: bool, path: str, written: bytes
) -> None:
    assert brought_in(tmp_path, name, raw, is_draft=is_draft) == f"episodes/a/{path}"
    assert [one.name for one in (tmp_path / "episodes" / "a").iterdir()] == [path]
    assert (tmp_path / "episodes" / "a" / path).read_bytes() == written


def test_a_draft_that_was_there_can_be_had_back(tmp_path: Path) -> None:
    path = brought_in(tmp_path, "one.vtt", VTT)
    brought_in(tmp_path, "other.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nAutre\n")
    assert b"Autre" in (tmp_path / path).read_bytes()
    OpenTranscripts(tmp_path, tmp_path / "kept").at(path).undo()
    assert (tmp_path / path).read_bytes() == VTT
    with pytest.raises(UsageError, match="is there already"):
        brought_in(tmp_path, "x.srt", SRT)


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("x.vtt", b"\0\1", SourceError),
        ("x.vtt", b"", SourceError),
        ("x.json", b"[" * 100_000, SourceError),
        ("x.srt", b"\xff\xfe\x00", SourceError),
        ("x.exe", b"MZ", UsageError),
        ("transcript.vtt/..", VTT, UsageError),
    ],
)
def test_what_is_no_transcript_leaves_nothing(tmp_path: Path, name: str, raw: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        brought_in(tmp_path, name, raw)
    assert list((tmp_path / "episodes" / "a").iterdir()) == []


def test_nothing_is_written_where_a_link_leads_out_of_the_show(tmp_path: Path) -> None:
    (tmp_path / "show" / "episodes").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "show" / "episodes" / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leads out"):
        brought_in(tmp_path / "show", "x.vtt", VTT)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_words_of_office_programs_are_known_by_their_names() -> None:
    assert [suffix_of(name) for name in ("a.DOCX", "a.odt", "a.txt")] == [".docx", ".odt", ".txt"]


def test_a_disk_without_second_names_takes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of networks and sticks."""

    def refused(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    path = brought_in(tmp_path, "x.srt", SRT, is_draft=False)
    assert [one.name for one in (tmp_path / "episodes" / "a").iterdir()] == ["transcript.srt"]
    assert (tmp_path / path).read_bytes() == SRT
