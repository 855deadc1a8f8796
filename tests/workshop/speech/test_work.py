"""Work that is half done: what of it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from balado.workshop.speech.engine import HeardWord, Hearing
from balado.workshop.speech.work import HeardWindow, KeptWork, kept_work

WINDOWS = [
    HeardWindow(0, 100, (HeardWord("un", 0.0, 0.5, 0.9), HeardWord("“deux”\u2028", 0.5, 1.0, 0.25))),
    HeardWindow(100, 250, ()),
    HeardWindow(250, 300, (HeardWord("trois", 2.0, 2.5),)),
]


@pytest.fixture
def work(tmp_path: Path) -> KeptWork:
    made = kept_work(tmp_path / "cache", "ab" * 32, "double 1", Hearing("fr"))
    for window in WINDOWS:
        made.add(window)
    return made


def test_what_was_kept_is_there_for_the_next_run(work: KeptWork) -> None:
    assert work.windows() == WINDOWS
    work.drop()
    assert work.windows() == []
    work.drop()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_was_being_written_does_not_count(work: KeptWork, cut: int) -> None:
    assert work.file is not None
    work.file.write_bytes(work.file.read_bytes()[:-cut])
    found = work.windows()
    assert found == WINDOWS[: len(found)]
    assert len(found) < 3
    for window in WINDOWS[len(found) :]:
        work.add(window)
    assert work.windows() == WINDOWS


def test_two_runs_at_once_do_no_harm(work: KeptWork) -> None:
    for window in WINDOWS[1:]:
        work.add(window)
    assert work.windows() == WINDOWS


def test_other_settings_are_other_work(work: KeptWork, tmp_path: Path) -> None:
    others = [
        ("cd" * 32, "double 1", Hearing("fr")),
        ("ab" * 32, "double 2", Hearing("fr")),
        ("ab" * 32, "double 1", Hearing("en")),
        ("ab" * 32, "double 1", Hearing("fr", "Claire Hédon.")),
    ]
    files = {kept_work(tmp_path / "cache", *other).file for other in others}
    assert len(files | {work.file}) == 5
    assert kept_work(None, *others[0]).windows() == []
