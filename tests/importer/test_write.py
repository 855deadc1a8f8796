"""Which files of a show an import writes, and how."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.importer import write
from balado.importer.known import KnownShow, WrittenBefore, digest
from balado.importer.show import ShowTexts
from balado.importer.write import FileChanges, changes_of, write_changes, write_new, write_text


def texts(**episodes: str) -> ShowTexts:
    return ShowTexts("g", "title: A\n", episodes, {guid: f"01-{guid}" for guid in episodes}, ())


def known(there: dict[str, str], before: dict[str, str]) -> KnownShow:
    """A folder with these texts in which the last import wrote those."""
    return KnownShow(
        texts={guid: digest(text.encode()) for guid, text in there.items()},
        folders={guid: f"01-{guid}" for guid in there if guid},
        before=WrittenBefore("g", {guid: (digest(text.encode()),) for guid, text in before.items()}),
    )


@pytest.mark.parametrize(
    ("there", "before", "state"),
    [
        (None, None, "added"),
        (None, "old", "deleted"),
        ("old", "old", "updated"),
        ("mine", "old", "kept"),
        ("mine", None, "kept"),
        ("new", "old", ""),
        ("new", None, ""),
    ],
)
def test_what_becomes_of_a_text(there: str | None, before: str | None, state: str) -> None:
    show = {"": "title: A\n"}
    found = changes_of(
        texts(a="new"),
        known(show | ({"a": there} if there else {}), show | ({"a": before} if before else {})),
    )
    states = {name: getattr(found, name) for name in ("added", "updated", "kept", "deleted", "unread", "gone")}
    assert {name: guids for name, guids in states.items() if guids} == ({state: ("a",)} if state else {})


def test_what_left_the_feed_is_gone_where_it_is_still_here() -> None:
    show = {"": "title: A\n"}
    assert changes_of(texts(), known({**show, "a": "x"}, {**show, "a": "x", "b": "y"})).gone == ("a",)


def test_a_new_show_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    root = tmp_path / "show"
    write_new(root, texts(a="A", b="B"), {".schema/x.json": "{}"})
    assert (root / "episodes" / "01-b" / "episode.md").read_text() == "B"
    assert (root / ".schema" / "x.json").read_text() == "{}"
    assert [path.name for path in tmp_path.iterdir()] == ["show"]


def test_many_episodes_are_written_whole_though_a_process_ended_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    here, create = os.getpid(), write._create

    def killed_in_the_middle(path: Path, text: str) -> None:
        if os.getpid() != here and path.parent.name == "01-e451":
            path.write_text("half a te")
            os.kill(os.getpid(), signal.SIGKILL)
        create(path, text)

    monkeypatch.setattr(write, "_create", killed_in_the_middle)
    wished = {f"e{number}": f"Text {number}\n" for number in range(1_000)}
    write_new(tmp_path / "show", texts(**wished), {})
    found = {path.parent.name: path.read_text() for path in tmp_path.glob("show/episodes/*/episode.md")}
    assert found == {f"01-{guid}": text for guid, text in wished.items()}


@pytest.mark.parametrize("name", ["feed.yaml", "episodes/mine/episode.md"])
def test_a_folder_with_a_show_is_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        write_new(tmp_path, texts(a="A"), {})
    assert (tmp_path / name).read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".import-")]


def test_a_text_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "episode.md"
    write_text(path, "été\n")
    assert path.read_bytes() == "été\n".encode()
    path.with_name(".episode.md.import").write_text("half")
    write_text(path, "b")
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("episode.md", "b")]


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "episodes").write_text("a file")
    changes = FileChanges({"a": "A"}, {"a": "episodes/01-a/episode.md"}, added=("a",))
    with pytest.raises(UsageError, match="cannot be written"):
        write_changes(tmp_path, changes, texts(a="A"), KnownShow())
    assert not list(tmp_path.rglob("*.import"))
