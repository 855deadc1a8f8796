"""Saving loses nothing: not what was there, not what others wrote meanwhile, not what was entered."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsed_forms import sent
from killed_steps import killed_before
from show_builder import Show

from balado.errors import Fault, UsageError
from balado.source.files import scan
from balado.source.keys.change import Content, KeyChanges, read_content
from balado.source.read import read
from balado.source.settings import show_zone
from balado.studio.forms.fields import fields_of
from balado.studio.forms.fill import form_of
from balado.studio.forms.sections import sections_of
from balado.studio.saving import save as saving_module
from balado.studio.saving.copies import FileCopies, digest_of
from balado.studio.saving.save import Entered, MissingFileError, Saved, Saving

EPISODE = "episodes/01-a/episode.md"
FIELDS = tuple(fields_of(EPISODE, str, "en").values())
SHOW_FIELDS = tuple(fields_of("feed.yaml", str, "en").values())
SECTIONS = {path: sections_of(path, str, "en") for path in (EPISODE, "feed.yaml")}


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path / "show")
    show.root.mkdir(exist_ok=True)
    show.write_feed()
    show.add("01-a")
    return show


@pytest.fixture
def saving(show: Show, tmp_path: Path) -> Saving:
    return Saving(show.root, FileCopies(tmp_path / "copies"), lambda: datetime(2026, 1, 2, 3, 4, tzinfo=UTC))


class Tab:
    """A browser's tab with the form of a file, loaded once."""

    def __init__(self, saving: Saving, path: str = EPISODE) -> None:
        self.saving, self.path = saving, path
        found, file = saving.open(path)
        content = read_content(file)
        assert isinstance(content, Content)
        self.posted = sent(form_of(path, SECTIONS[path], content, show_zone(found)))
        self.base = digest_of(file.raw or b"")

    def save(self, **given: str) -> Saved:
        posted = {**self.posted, **{name: [value] for name, value in given.items()}}
        fields = FIELDS if self.path == EPISODE else SHOW_FIELDS
        saved = self.saving.save(Entered(self.path, self.base, posted), fields)
        if not saved.is_refused:
            self.base, self.posted = saved.digest, posted
        return saved


def text_of(show: Show) -> str:
    return (show.root / EPISODE).read_text(encoding="utf-8")


def test_what_is_valid_is_saved_at_once_and_nothing_else_is_written(show: Show, saving: Saving) -> None:
    before, others = text_of(show), {file: file.read_bytes() for file in show.root.rglob("*") if file.is_file()}
    saved = Tab(saving).save(summary="In short: yes")
    assert saved.is_written
    assert text_of(show).replace('summary: "In short: yes"\n', "") == before
    others[show.root / EPISODE] = text_of(show).encode()
    assert {file: file.read_bytes() for file in show.root.rglob("*") if file.is_file()} == others


def test_what_is_wrong_is_kept_and_told_beside_its_key(show: Show, saving: Saving) -> None:
    before = text_of(show)
    saved = Tab(saving).save(season="none", title="New")
    assert [fault.place.key for fault in saved.faults] == ["season"]
    assert text_of(show) == before
    kept = saving.copies.kept(EPISODE)
    assert kept is not None
    assert kept.posted["title"] == ["New"]
    Tab(saving).save(title="New")
    assert saving.copies.kept(EPISODE) is None


def test_what_was_wrong_before_does_not_keep_from_saving_the_rest(show: Show, saving: Saving) -> None:
    path = show.root / EPISODE
    path.write_text(text_of(show).replace("---\n", "---\nlanguage: klingon\n", 1), encoding="utf-8")
    assert Tab(saving).save(title="New").is_written
    saved = Tab(saving).save(language="elvish")
    assert [fault.place.key for fault in saved.faults] == ["language"]


def test_two_tabs_that_change_other_keys_are_brought_together(show: Show, saving: Saving) -> None:
    first, second = Tab(saving), Tab(saving)
    assert first.save(title="One").is_written
    assert second.save(season="3").is_written
    assert "title: One\n" in text_of(show)
    assert "season: 3\n" in text_of(show)


def test_of_two_tabs_that_change_one_key_the_second_sees_the_first(show: Show, saving: Saving) -> None:
    first, second = Tab(saving), Tab(saving)
    first.save(title="One")
    after = text_of(show)
    saved = second.save(title="Two")
    assert [(one.path, one.theirs, one.ours) for one in saved.clashes] == [(("title",), "One", "Two")]
    assert text_of(show) == after
    assert saving.copies.kept(EPISODE) is not None


def test_what_an_editor_wrote_meanwhile_stays_to_the_byte(show: Show, saving: Saving) -> None:
    tab = Tab(saving)
    path = show.root / EPISODE
    path.write_bytes(path.read_bytes().replace(b"---\n", b"---\n# mine\r\n", 1) + b"\n\nMore.   \n")
    assert tab.save(title="New").is_written
    assert b"# mine\r\n" in path.read_bytes()
    assert path.read_bytes().endswith(b"\n\nMore.   \n")


def test_an_editor_that_writes_in_the_last_moment_is_not_overwritten(
    show: Show, saving: Saving, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, path, write = Tab(saving), show.root / EPISODE, saving_module.replace_text

    def late(*arguments: object) -> None:
        path.write_text("---\ntitle: Theirs\n---\n", encoding="utf-8")
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saving_module, "replace_text", late)
    with pytest.raises(UsageError, match="changed by somebody else"):
        tab.save(title="Ours")
    assert text_of(show) == "---\ntitle: Theirs\n---\n"
    kept = saving.copies.kept(EPISODE)
    assert kept is not None
    assert kept.posted["title"] == ["Ours"]


def test_each_save_is_taken_back_and_later_ones_stay(show: Show, saving: Saving) -> None:
    before, tab = text_of(show), Tab(saving)
    first = tab.save(title="One")
    tab.save(season="3")
    undone = saving.undo(EPISODE, first.digest)
    assert undone.is_written
    assert "season: 3\n" in text_of(show)
    assert text_of(show).replace("season: 3\n", "") == before
    assert saving.undo(EPISODE, undone.digest).is_written
    assert "title: One\n" in text_of(show)


def test_a_step_that_others_wrote_over_is_shown_not_taken_back(show: Show, saving: Saving) -> None:
    first = Tab(saving).save(title="One")
    path = show.root / EPISODE
    path.write_text(text_of(show).replace("title: One", "title: Theirs"), encoding="utf-8")
    assert [one.path for one in saving.undo(EPISODE, first.digest).clashes] == [("title",)]
    assert "title: Theirs" in text_of(show)


@pytest.mark.parametrize("path", ["../feed.yaml", "/etc/passwd", "episodes/../feed.yaml", "episodes/02/episode.md", ""])
def test_only_texts_of_the_show_are_opened(saving: Saving, path: str) -> None:
    with pytest.raises(MissingFileError):
        saving.open(path)
    with pytest.raises(MissingFileError):
        saving.change(path, KeyChanges({("title",): "x"}))


@pytest.mark.parametrize("base", ["", "../../feed", "0" * 64, "g" * 64])
def test_a_form_of_a_text_that_nobody_knows_writes_nothing(show: Show, saving: Saving, base: str) -> None:
    tab, before = Tab(saving), text_of(show)
    tab.base = base
    assert tab.save(title="New").faults
    assert text_of(show) == before
    assert saving.copies.kept(EPISODE) is not None


def test_a_damaged_copy_is_none(saving: Saving) -> None:
    digest = saving.copies.put(b"text")
    next(saving.copies.folder.glob("*.copy")).write_bytes(b"other")
    assert saving.copies.get(digest) is None


def test_copies_are_for_the_user_alone_and_outside_of_the_show(show: Show, saving: Saving) -> None:
    Tab(saving).save(title="New")
    assert not saving.copies.folder.is_relative_to(show.root)
    assert saving.copies.folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in saving.copies.folder.iterdir())


def test_the_show_itself_is_saved_in_the_same_way(show: Show, saving: Saving) -> None:
    saved = Tab(saving, "feed.yaml").save(**{"owner.email": "new@example.org"})
    assert saved.is_written
    wrong = Tab(saving, "feed.yaml").save(**{"owner.email": "nobody"})
    assert [fault.place.key for fault in wrong.faults] == ["owner.email"]


def faults_of(show: Show) -> tuple[Fault, ...]:
    return read(scan(show.root)).faults


def replaced(show: Show, old: bytes, new: bytes) -> bytes:
    path = show.root / "feed.yaml"
    raw = path.read_bytes().replace(old, new)
    path.write_bytes(raw)
    return raw


def test_one_fault_is_put_right_the_others_stay_and_it_is_taken_back(show: Show, saving: Saving) -> None:
    replaced(show, b"language: fr", b"language: french")
    before = replaced(show, b"timezone: Europe/Paris", b"timezone: europe/paris")
    [language] = [one for one in faults_of(show) if one.fix is not None and one.place.key == "language"]
    saved = saving.fix(language)
    assert (show.root / "feed.yaml").read_bytes() == before.replace(b"language: french", b"language: fr")
    assert saving.undo("feed.yaml", saved.digest).is_written
    assert (show.root / "feed.yaml").read_bytes() == before


def test_a_fault_of_a_file_that_is_another_by_now_is_not_put_right(show: Show, saving: Saving) -> None:
    replaced(show, b"language: fr", b"language: french")
    [language] = [one for one in faults_of(show) if one.fix is not None and one.place.path == "feed.yaml"]
    before = replaced(show, b"language: french", b"language: en")
    for fault in (language, replace(language, fix=None), replace(language, place=replace(language.place, path="none"))):
        with pytest.raises(UsageError, match="look again"):
            saving.fix(fault)
    assert (show.root / "feed.yaml").read_bytes() == before


def test_of_two_saves_that_made_the_same_text_each_is_taken_back_as_itself(show: Show, saving: Saving) -> None:
    tab = Tab(saving)
    one = tab.save(title="One")
    two = tab.save(title="One", season="2")
    assert saving.undo(EPISODE, two.digest).digest == one.digest
    before = saving.change(EPISODE, KeyChanges({("season",): 3})).digest
    again = saving.change(EPISODE, KeyChanges({("season",): 2}))
    assert again.digest == two.digest
    saving.undo(EPISODE, two.digest, before)
    assert "season: 3\n" in text_of(show)


STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate", "tempfile.mkstemp")
"""Calls that open, write or move a file."""


def is_step(event: str, _arguments: object) -> bool:
    return event in STEPS


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_before_every_step_the_file_is_as_it_was_or_as_it_becomes(show: Show, saving: Saving) -> None:
    tab, path = Tab(saving), show.root / EPISODE
    before = path.read_bytes()
    tab.save(title="New")
    after = path.read_bytes()
    steps = 0
    while True:
        path.write_bytes(before)
        if not killed_before(steps, lambda: Tab(saving).save(title="New"), is_step):
            break
        assert path.read_bytes() in (before, after)
        assert Tab(saving).save(title="Newer").is_written or b"Newer" in path.read_bytes()
        steps += 1
    assert steps > 10
    assert path.read_bytes() == after
