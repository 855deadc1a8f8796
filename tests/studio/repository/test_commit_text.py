"""The message of a commit says which episodes changed, and what of them."""

from __future__ import annotations

from balado.studio.repository.commit_text import FileEdit, lines_of, subject_of

LABELS = {"title": "Title", "notes": "Notes", "description": "Description"}


def told(*edits: FileEdit) -> list[str]:
    lines = lines_of(edits, LABELS)
    return [str(subject_of(lines)), *map(str, lines)]


def text(title: str, notes: str = "") -> bytes:
    return f"---\ntitle: {title}\nseason: 1\n---\n{notes}\n".encode()


def test_of_an_episode_its_keys_and_files_are_named() -> None:
    changed = FileEdit("episodes/01-a/episode.md", text("A", "x"), text("B", "y"))
    assert (
        told(changed, FileEdit("episodes/01-a/transcript.vtt", None, None))
        == ["01-a: Title, Notes, transcript.vtt"] * 2
    )


def test_a_new_one_and_one_that_is_gone() -> None:
    new, gone = (
        FileEdit("episodes/b/episode.md", None, text("'B: b'")),
        FileEdit("episodes/a/episode.md", text("A"), None),
    )
    assert told(new, gone) == ["a: taken out, and 1 more", "a: taken out", "b: new episode “B: b”"]


def test_of_the_show_and_of_what_cannot_be_read() -> None:
    assert told(FileEdit("feed.yaml", b"title: A\ndescription: x\n", b"title: A\ndescription: y\n"))[0] == (
        "The show: Description"
    )
    assert told(FileEdit("feed.yaml", b"title: [\n", b"title: A\n"))[0] == "The show: feed.yaml"
    assert told(FileEdit("episodes/cover.jpg", None, None))[0] == "The show: cover.jpg"
