"""A speech as it was written is read out of whatever file it is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import docx, odt, paragraph, run

from balado.errors import MediaError, SourceError
from balado.workshop.speech.written import read_written

WORDS = ("Claire Hédon: Bonjour à tous.", "La réforme commence ici.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("speech.docx", docx(*(paragraph(run(words)) for words in WORDS))),
        ("speech.odt", odt("".join(f"<text:p>{words}</text:p>" for words in WORDS))),
        ("speech.txt", "\n\n".join(WORDS).encode()),
        ("speech.md", "\n\n".join(WORDS).encode()),
        ("speech.html", "".join(f"<p>{words}</p>" for words in WORDS).encode()),
    ],
)
def test_paragraphs_and_who_speaks_are_found(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    cues = read_written(tmp_path / name)
    assert [(voice.speaker, voice.text) for cue in cues for voice in cue.voices] == [
        ("Claire Hédon", "Bonjour à tous."),
        (None, "La réforme commence ici."),
    ]


def test_what_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "a.vtt").write_bytes(b"WEBVTT\n\nx --> y\nz\n")
    with pytest.raises(MediaError):
        read_written(tmp_path / "a.docx")
    with pytest.raises(SourceError):
        read_written(tmp_path / "a.vtt")
