"""A transcript is saved with each change, by whomever the file was changed before, and every change is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from caption_strategies import caption_files, operations_on
from depth import depth
from hypothesis import given, settings
from hypothesis import strategies as st
from killed_steps import killed_before, opens_for_writing

from balado.errors import SourceError, UsageError
from balado.studio.captions.editing import CaptionConflictError, TranscriptEditing
from balado.studio.captions.operations import (
    ChangeText,
    JoinCaptions,
    NameSpeaker,
    Operation,
    RemoveCaption,
    SplitCaption,
)

TEXT = "WEBVTT\r\n\r\n" + "\r\n".join(
    f"00:0{number}.000 --> 00:0{number + 1}.000\r\n<v Voix 1>Mot numéro {number}\r\n" for number in range(5)
)
NAME = "transcript.draft.vtt"


def editing(root: Path, raw: bytes = TEXT.encode()) -> TranscriptEditing:
    (root / NAME).write_bytes(raw)
    return TranscriptEditing(root, NAME, root / "kept")


def key(one: TranscriptEditing, place: int) -> str:
    return one.read().captions[place].key


def said(root: Path) -> list[str]:
    file = TranscriptEditing(root, NAME, None).read()
    return [caption.words.plain for caption in file.captions]


def test_a_change_is_on_the_disk_at_once_and_can_be_taken_back_and_done_again(tmp_path: Path) -> None:
    one = editing(tmp_path)
    one.do(ChangeText(key(one, 1), "Autre"))
    one.do(JoinCaptions(key(one, 2), key(one, 3)))
    changed = (tmp_path / NAME).read_bytes()
    assert said(tmp_path) == ["Mot numéro 0", "Autre", "Mot numéro 2 Mot numéro 3", "Mot numéro 4"]
    one.undo()
    one.undo()
    assert (tmp_path / NAME).read_bytes() == TEXT.encode()
    assert one.undo().step is None
    one.redo()
    one.redo()
    assert (tmp_path / NAME).read_bytes() == changed
    assert one.can == (True, False)


def test_two_tabs_that_change_two_captions_both_keep_what_they_wrote(tmp_path: Path) -> None:
    one = editing(tmp_path)
    other = TranscriptEditing(tmp_path, NAME, None)
    first, second = key(one, 1), key(other, 3)
    one.do(ChangeText(first, "Le premier"))
    other.do(ChangeText(second, "Le second"))
    assert said(tmp_path) == ["Mot numéro 0", "Le premier", "Mot numéro 2", "Le second", "Mot numéro 4"]
    one.undo()
    assert said(tmp_path) == ["Mot numéro 0", "Mot numéro 1", "Mot numéro 2", "Le second", "Mot numéro 4"]


def test_a_caption_that_an_editor_changed_meanwhile_is_never_overwritten(tmp_path: Path) -> None:
    one = editing(tmp_path)
    seen = key(one, 1)
    (tmp_path / NAME).write_bytes(TEXT.replace("Mot numéro 1", "De l’éditeur").encode())
    with pytest.raises(CaptionConflictError) as error:
        one.do(ChangeText(seen, "Du studio"))
    assert error.value.file.captions[1].words.plain == "De l’éditeur"
    assert said(tmp_path)[1] == "De l’éditeur"


def test_a_step_is_not_taken_back_where_its_words_are_others_now(tmp_path: Path) -> None:
    one = editing(tmp_path)
    one.do(ChangeText(key(one, 1), "Du studio"))
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes().replace(b"Du studio", b"De qui ?"))
    with pytest.raises(CaptionConflictError):
        one.undo()
    assert said(tmp_path)[1] == "De qui ?"


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_removed_caption_comes_back_to_its_place_in_a_file_that_went_on(tmp_path: Path, place: int) -> None:
    one = editing(tmp_path)
    before = said(tmp_path)
    one.do(RemoveCaption(key(one, place)))
    far = 2 if place != 2 else 0
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes().replace(before[far].encode(), b"Loin"))
    one.undo()
    assert said(tmp_path) == [*before[:far], "Loin", *before[far + 1 :]]


def test_what_was_done_can_be_taken_back_by_another_process(tmp_path: Path) -> None:
    one = editing(tmp_path)
    one.do(NameSpeaker(key(one, 0), "Claire Hédon", 0, "everywhere"))
    again = TranscriptEditing(tmp_path, NAME, tmp_path / "kept")
    again.undo()
    assert (tmp_path / NAME).read_bytes() == TEXT.encode()
    again.redo()
    assert (tmp_path / NAME).read_text(encoding="utf-8").count("Claire Hédon") == 5


def test_how_far_somebody_has_read_is_kept_elsewhere(tmp_path: Path) -> None:
    one = editing(tmp_path)
    one.keep_progress(one.progress.with_heard([(0, 1.2), (1.0, 2.0), (float("nan"), 3)], 2.0))
    again = TranscriptEditing(tmp_path, NAME, tmp_path / "kept")
    assert again.progress.heard == ((0, 2.0),)
    assert [caption.words.plain for caption in again.progress.unheard(again.read().captions)] == said(tmp_path)[2:]
    (tmp_path / "kept" / next((tmp_path / "kept").glob("reading-*")).name).write_text("{", encoding="utf-8")
    assert TranscriptEditing(tmp_path, NAME, tmp_path / "kept").progress.heard == ()


def test_of_a_file_that_is_done_with_nothing_is_kept(tmp_path: Path) -> None:
    one = editing(tmp_path)
    one.do(ChangeText(key(one, 1), "Autre"))
    one.keep_progress(one.progress.with_heard([(0, 1)], 1))
    one.forget()
    assert list((tmp_path / "kept").iterdir()) == []
    assert one.can == (False, False)


def test_a_link_out_of_the_folder_is_neither_read_nor_written(tmp_path: Path) -> None:
    inside = tmp_path / "show"
    inside.mkdir()
    (tmp_path / "elsewhere.vtt").write_bytes(TEXT.encode())
    (inside / NAME).symlink_to(tmp_path / "elsewhere.vtt")
    with pytest.raises(UsageError, match="leads out"):
        TranscriptEditing(inside, NAME, None).read()


def test_a_file_that_is_no_transcript_says_why(tmp_path: Path) -> None:
    one = editing(tmp_path, b"WEBVTT\n\n00:05.000 --> 00:01.000\nx\n")
    with pytest.raises(SourceError, match="ends before"):
        one.read()


def is_write(event: str, arguments: tuple[object, ...]) -> bool:
    moves = ("os.rename", "os.remove", "os.chmod", "os.mkdir", "tempfile.mkstemp")
    return event in moves or opens_for_writing(event, arguments)


@pytest.mark.parametrize("kind", ["do", "undo", "redo"])
def test_killed_before_any_of_its_writes_the_file_is_as_it_was_or_as_it_becomes(tmp_path: Path, kind: str) -> None:
    before, after = TEXT.encode(), TEXT.replace("Mot numéro 1", "Autre").encode()
    met = set()
    for step in range(20):
        root = tmp_path / str(step)
        root.mkdir()
        one = editing(root)
        if kind != "do":
            one.do(ChangeText(key(one, 1), "Autre"))
        if kind == "redo":
            one.undo()
        operation: Operation = ChangeText(key(one, 1), "Autre")
        act = {"do": lambda one=one, operation=operation: one.do(operation), "undo": one.undo, "redo": one.redo}[kind]
        was_killed = killed_before(step, act, is_write)
        met.add((root / NAME).read_bytes())
        again = TranscriptEditing(root, NAME, root / "kept")
        again.read()
        while again.undo().step:
            pass
        assert (root / NAME).read_bytes() == before
        if not was_killed:
            break
    assert step > 2
    assert met == {before, after}


@settings(max_examples=depth(10, 30))  # each example waits for the disk a dozen times
@given(st.data(), caption_files())
def test_all_that_was_done_is_taken_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, made: tuple[bytes, str]
) -> None:
    raw, suffix = made
    root = tmp_path_factory.mktemp("show")
    name = f"transcript.draft{suffix}"
    (root / name).write_bytes(raw)
    one = TranscriptEditing(root, name, root / "kept")
    try:
        file = one.read()
    except SourceError:
        return
    for _ in range(data.draw(st.integers(1, 4))):
        if not file.captions:
            break
        try:
            file = one.do(data.draw(operations_on(file))).file
        except UsageError:
            continue
    done = (root / name).read_bytes()
    while one.undo().step:
        pass
    assert (root / name).read_bytes() == raw
    while one.redo().step:
        pass
    assert (root / name).read_bytes() == done


def test_a_split_in_one_tab_and_a_change_in_the_other_go_together(tmp_path: Path) -> None:
    one = editing(tmp_path)
    last = key(one, 4)
    one.do(SplitCaption(key(one, 0), 4))
    one.do(ChangeText(last, "Fin"))
    assert said(tmp_path) == ["Mot", "numéro 0", "Mot numéro 1", "Mot numéro 2", "Mot numéro 3", "Fin"]
