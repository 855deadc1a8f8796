"""What is in a log is read once, whoever asks, and however often."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from balado.statistics import contents
from balado.statistics.contents import ReadContents

LINES = b"one\ntwo\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    path.write_bytes(LINES)
    return path


def forbid_reading(patch: pytest.MonkeyPatch) -> None:
    for name in ("content_of", "continued_in", "_md5_of"):
        patch.setattr(contents, name, lambda *_: pytest.fail("a log was read again"))


def test_a_log_is_read_once_for_each_question(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ReadContents(tmp_path)

    def asked() -> Iterable[object]:
        whole = found.of(log)
        return whole, found.continued(log, [whole]), found.md5_of(log)

    first = tuple(asked())
    forbid_reading(monkeypatch)
    assert tuple(asked()) == first
    assert first[1] == frozenset({found.of(log)})


def test_one_that_cannot_be_opened_is_that_for_all_who_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ReadContents(tmp_path)
    with pytest.raises(FileNotFoundError):
        found.of(tmp_path / "gone.log")
    forbid_reading(monkeypatch)
    with pytest.raises(FileNotFoundError):
        found.of(tmp_path / "gone.log")
