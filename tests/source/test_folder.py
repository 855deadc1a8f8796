from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from readings import put

from balado.source.files import scan
from balado.source.folder import EpisodeFolder, drafts_in, is_draft_name, is_draft_transcript, source_digest, waiting

FILES = {"feed.yaml": "title: x\n", "episodes/a/episode.md": "---\n---\n", "episodes/b/episode.md": "---\n---\nb"}
SETTINGS = {"url": "https://pod.example"}


def digest(root: Path, settings: dict[str, str] | None = None) -> str:
    return source_digest(scan(root), SETTINGS if settings is None else settings)


@pytest.fixture
def before(tmp_path: Path) -> str:
    return digest(put(tmp_path, FILES))


def test_it_is_64_hex_digits_and_the_same_elsewhere(tmp_path: Path, before: str) -> None:
    assert len(before) == 64
    assert int(before, 16)
    assert digest(put(tmp_path / "elsewhere", FILES)) == before


def test_media_do_not_count(tmp_path: Path, before: str) -> None:
    put(tmp_path, {"episodes/a/talk.mp3": "sound", "episodes/a/cover.jpg": "", "episodes/a/.episode.md.swp": ""})
    assert digest(tmp_path) == before


@pytest.mark.parametrize(
    "change",
    [
        {"feed.yaml": "title: y\n"},
        {"episodes/a/episode.md": "---\n---\n "},
        {"episodes/c/episode.md": ""},
    ],
)
def test_every_text_counts(tmp_path: Path, before: str, change: dict[str, str]) -> None:
    assert digest(put(tmp_path, change)) != before


def test_the_name_of_a_folder_counts(tmp_path: Path, before: str) -> None:
    (tmp_path / "episodes/a").rename(tmp_path / "episodes/aa")
    assert digest(tmp_path) != before


def test_a_recording_without_a_text_counts_by_its_folder(tmp_path: Path, before: str) -> None:
    put(tmp_path, {"episodes/c/talk.mp3": "sound"})
    with_it = digest(tmp_path)
    assert with_it != before
    put(tmp_path, {"episodes/c/talk.mp3": "other sound"})
    assert digest(tmp_path) == with_it
    (tmp_path / "episodes/c").rename(tmp_path / "episodes/d")
    assert digest(tmp_path) not in (before, with_it)
    (tmp_path / "episodes/d/talk.mp3").unlink()
    assert digest(tmp_path) == before


def test_a_digest_that_a_publication_holds_stays_the_same(before: str) -> None:
    assert before == "a357a4bb2c8f54e02698a5b4c06ad4c5afd7e59e1e76907757b7a403a5cb839d"


def test_settings_count(tmp_path: Path, before: str) -> None:
    assert digest(tmp_path, {"url": "https://other.example"}) != before
    assert digest(tmp_path, {}) != before


def test_the_way_a_system_stores_accents_does_not_count(tmp_path: Path) -> None:
    one, other = (
        digest(put(tmp_path / form, {f"episodes/{unicodedata.normalize(form, 'été')}/episode.md": ""}))
        for form in ("NFC", "NFD")
    )
    assert one == other


SPELLINGS = [
    "transcript.draft.vtt",
    "TRANSCRIPT.DRAFT.VTT",
    "transcript.Draft.srt",
    "transcript.draft.en.vtt",
    "transcript.en.draft.vtt",
    "transcript-draft.vtt",
    "transcript_draft.json",
    "transcript draft 2.vtt",
    "transcript.draft (1).vtt",
    "transcript.draft.vtt.txt",
    "transcript.draft2.vtt",
    "talk.draft.srt",
    "de\u0301bat.draft.vtt",
    "débat.DRAFT.vtt",
    "transcript.ｄｒａｆｔ.vtt",
    "transcript.dra\u00adft.vtt",
    "transcript．draft．vtt",
    "transcription.brouillon.vtt",
    "draft.vtt",
    "drafts.srt",
]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_draft_is_one_however_it_is_spelled(name: str) -> None:
    assert is_draft_transcript(f"episodes/a/{name}")


@pytest.mark.parametrize(
    "name", ["transcript.vtt", "transcript.fr.vtt", "draughts.vtt", "redraft.vtt", "drafting.srt", "overdraft.vtt"]
)
def test_a_word_that_only_holds_the_word_is_none(name: str) -> None:
    assert not is_draft_name(f"draft/{name}")


@pytest.mark.parametrize("name", ["draft-decree.pdf", "draft.txt", "brouillon de notes.docx", "draft.json"])
def test_what_nobody_calls_a_transcript_is_the_draft_of_something_else(name: str) -> None:
    assert not is_draft_transcript(name)


def test_episodes_with_a_draft_are_those_that_wait() -> None:
    files = {"a": ("a/transcript.draft.vtt", "a/transcript.vtt"), "b": ("b/transcript.vtt",), "c": ("c/c.draft.srt",)}
    folders = [EpisodeFolder(slug, slug, slug, others=others) for slug, others in files.items()]
    assert drafts_in(folders[0]) == ("a/transcript.draft.vtt",)
    assert waiting(folders) == ("a", "c")
