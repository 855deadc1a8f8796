"""`balado new --notes`: the notes of an episode out of an office file, and chapters out of the times in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import docx, odt, paragraph, run
from show_builder import Show, silent_mp3

TIMES = ("Ouverture", "00:00 Accueil", "0:30 – Débat", "Fin")


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    (tmp_path / "brief.docx").write_bytes(docx(*(paragraph(run(line)) for line in TIMES)))
    (tmp_path / "brief.odt").write_bytes(odt("".join(f"<text:p>{line}</text:p>" for line in TIMES)))
    return made


def begun(show: Show, *arguments: str, code: int = 0) -> str:
    ended = show.run("new", *arguments)
    assert ended.returncode == code, ended.stderr
    return ended.stderr


def test_the_notes_of_an_episode_come_out_of_a_file(show: Show) -> None:
    said = begun(show, "--title", "Un", "--notes", "../brief.docx")
    text = (show.root / "episodes/01-un/episode.md").read_text("utf-8")
    assert text.endswith("---\nOuverture\n\n00:00 Accueil\n\n0:30 – Débat\n\nFin\n")
    assert "2 lines of the notes begin with a time: --chapters-from-notes would make chapters of them." in said
    assert not (show.root / "episodes/01-un/chapters.txt").exists()


def test_times_become_chapters_that_are_published_where_that_is_asked_for(show: Show) -> None:
    recording = show.root.parent / "talk.mp3"
    recording.write_bytes(silent_mp3(60))
    arguments = (str(recording), "--title", "Un", "--notes", "../brief.odt", "--chapters-from-notes", "--no-draft")
    said = begun(show, *arguments, "--date", "2025-11-01 08:00")
    assert "2 chapters were made of the notes." in said
    assert (show.root / "episodes/01-un/chapters.txt").read_text("utf-8") == "00:00 Accueil\n0:30 – Débat\n"
    show.publish()
    [chapters] = [body.decode() for key, body in show.published().items() if "chapters" in key and key.endswith("json")]
    assert "Accueil" in chapters
    assert "Débat" in chapters


def test_a_folder_that_has_its_recording_gets_notes_and_chapters(show: Show) -> None:
    folder = show.root / "episodes" / "talk"
    folder.mkdir()
    (folder / "talk.mp3").write_bytes(silent_mp3(60))
    begun(show, "episodes/talk/talk.mp3", "--notes", "../brief.docx", "--chapters-from-notes")
    assert sorted(path.name for path in folder.iterdir()) == ["chapters.txt", "episode.md", "talk.mp3"]


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (b"Bonjour", ["--chapters-from-notes"], "No line of the notes begins with a time."),
        (b"00:30 a\n" * 5_001, ["--chapters-from-notes"], "brief.txt gives no chapters"),
        (b"x" * 100_001, [], "brief.txt: error: "),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", [], "no text that notes are made of"),
    ],
)
def test_what_gives_no_notes_creates_nothing(show: Show, content: bytes, arguments: list[str], said: str) -> None:
    (show.root / "brief.txt").write_bytes(content)
    told = begun(show, "--title", "Un", "--notes", "brief.txt", *arguments, code=2 if b"xxx" in content else 1)
    assert said in told
    assert sorted(path.name for path in (show.root / "episodes").iterdir()) == ["cover.jpg"]


def test_chapters_need_notes(show: Show) -> None:
    assert "name their file with --notes" in begun(show, "--title", "Un", "--chapters-from-notes", code=2)
