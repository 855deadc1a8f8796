"""How far the reading of recordings has come, for who watches."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import silent_mp3

from balado.errors import MediaError
from balado.events import Meter
from balado.media.cache import Inspector


class Watcher:
    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    @property
    def meter(self) -> Meter:
        return Meter(
            lambda total: self.told.append(("of", total)),
            lambda step: self.told.append(("read", step)),
            lambda: self.told.append(("end", 0)),
        )


@pytest.fixture
def sizes(tmp_path: Path) -> dict[str, int]:
    for number, name in enumerate(("a.mp3", "b.mp3", "c.mp3"), 1):
        (tmp_path / name).write_bytes(silent_mp3(number, name))
    (tmp_path / "broken.mp3").write_bytes(b"no sound at all" * 100)
    return {path.name: path.stat().st_size for path in tmp_path.iterdir()}


def test_all_that_has_to_be_read_is_told_once_and_then_each(tmp_path: Path, sizes: dict[str, int]) -> None:
    watcher = Watcher()
    inspector = Inspector(tmp_path, tmp_path / "memory", watcher.meter)
    with inspector.measured(["a.mp3", "b.mp3", "gone.mp3"]):
        inspector.recording("b.mp3")
        inspector.sha256("a.mp3")
        inspector.recording("b.mp3")
    total = sizes["a.mp3"] + sizes["b.mp3"]
    assert watcher.told == [("of", total), ("read", sizes["b.mp3"]), ("read", sizes["a.mp3"]), ("end", 0)]


def test_what_is_remembered_is_not_told(tmp_path: Path, sizes: dict[str, int]) -> None:
    first = Inspector(tmp_path, tmp_path / "memory")
    first.recording("a.mp3")
    assert first.save()
    watcher = Watcher()
    inspector = Inspector(tmp_path, tmp_path / "memory", watcher.meter)
    with inspector.measured(["a.mp3"]):
        inspector.recording("a.mp3")
    assert watcher.told == [("end", 0)]
    with inspector.measured(["a.mp3", "c.mp3"]):
        inspector.recording("a.mp3")
        inspector.recording("c.mp3")
    assert watcher.told[1:] == [("of", sizes["c.mp3"]), ("read", sizes["c.mp3"]), ("end", 0)]


def test_a_file_that_is_no_recording_was_read_too_and_the_end_is_told_whatever_happens(
    tmp_path: Path, sizes: dict[str, int]
) -> None:
    watcher = Watcher()
    inspector = Inspector(tmp_path, None, watcher.meter)
    with pytest.raises(MediaError), inspector.measured(["broken.mp3"]):
        inspector.recording("broken.mp3")
    assert watcher.told == [("of", sizes["broken.mp3"]), ("read", sizes["broken.mp3"]), ("end", 0)]
