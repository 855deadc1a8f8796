"""Files that nobody reads: each is named, with what to do."""

from __future__ import annotations

import pytest

from balado.source.folder import EpisodeFolder, TextFile
from balado.source.unread_files import unread_files

TEXT = TextFile("e/episode.md", b"---\n---\n")


def told(*others: str, named: tuple[str, ...] = (), audio: str = "a.mp3") -> dict[str, str]:
    folder = EpisodeFolder("e", "e", "e", TEXT, audio=(f"e/{audio}",), others=tuple(f"e/{name}" for name in others))
    faults = list(unread_files(folder, [f"e/{name}" for name in named]))
    assert {fault.slug for fault in faults} <= {"e"}
    return {fault.place.path.removeprefix("e/"): f"{fault.severity} {fault.what} {fault.remedy}" for fault in faults}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.vtt", "Call it transcript.vtt"),
        ("a.fr.srt", "Call it transcript.fr.srt"),
        ("a.json", "Call it transcript.json"),
        ("Interview finale.srt", "Call it transcript.srt"),
        ("transcript.sbv", "Export it as WebVTT"),
        ("a.tsv", "Export it as WebVTT"),
        ("transcript.docx", "save it as plain text (UTF-8): transcript.txt"),
        ("Verbatim séance.odt", "save it as plain text"),
        ("a.docx", "save it as plain text"),
        ("notes.docx", "Notes are written in episode.md"),
        ("Show notes.rtf", "Notes are written in episode.md"),
        ("logo.png", "call it cover.png, or write: artwork: logo.png"),
        ("couverture.heic", "save it as a JPEG: cover.jpg"),
        ("slides.pdf", "name it under `documents`"),
        (".programme.pdf.icloud", "“programme.pdf” is not on this computer"),
        ("programme.pdf.cloud", "“programme.pdf” is not on this computer"),
        ("notes.gdoc", "only leads to a file elsewhere"),
        ("episode.md.txt", "the text of this episode is episode.md"),
        ("Episode.md", "the text of this episode is episode.md"),
        ("episode (Marie's conflicted copy 2024-01-02).md", "looks like a copy"),
        ("episode (copie en conflit de Marie 2024-01-02).md", "looks like a copy"),
        ("episode.sync-conflict-20240102-101010-AB.md", "looks like a copy"),
        ("episode-DESKTOP-AB12CD.md", "looks like a copy"),
        ("episode-MacBook-Pro-de-Marie.md", "looks like a copy"),
        ("conflict-of-interest.pdf", "name it under `documents`"),
        ("interview-pcm.pdf", "name it under `documents`"),
        ("cover (1).jpg", "looks like a copy"),
        ("transcript - Copie.vtt", "looks like a copy"),
    ],
)
def test_a_file_that_nobody_reads_is_named_with_what_to_do(name: str, words: str) -> None:
    found = told(name)
    assert list(found) == [name]
    assert words in found[name]
    assert found[name].startswith("warning ")


def test_what_no_listener_could_want_is_advice_only() -> None:
    assert told("a.reapeaks")["a.reapeaks"].startswith("info ")


@pytest.mark.parametrize("name", ["transcript.vtt", "transcript.fr.srt", "chapters.txt"])
def test_what_has_a_known_name_is_read(name: str) -> None:
    assert told(name) == {}


def test_what_a_text_names_is_read() -> None:
    assert told("slides.pdf", "logo.png", named=("slides.pdf", "logo.png")) == {}


def test_of_several_forms_of_one_transcript_the_best_is_kept() -> None:
    found = told("a.vtt", "a.srt", "a.txt")
    assert "Call it transcript.vtt" in found["a.vtt"]
    assert "from a.vtt" in found["a.srt"]
    assert "from a." in found["a.txt"]


def test_beside_a_transcript_another_one_is_left_over() -> None:
    assert "has its transcript" in told("transcript.vtt", "a.srt")["a.srt"]
