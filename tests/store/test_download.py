from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from memory_storage import MemoryStorage

from balado.artifact import Artifact, Kind
from balado.errors import RemoteError
from balado.message import say
from balado.store.download import download
from balado.store.storage import ATTEMPTS


@dataclass
class BreakingStorage(MemoryStorage):
    """Breaks off in the middle so many times."""

    breaks: int = 0
    asked: list[str] = field(default_factory=list)

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        self.asked.append(f"{key} from {start}")
        pieces = super().read(key, start)
        return None if pieces is None else self._broken(pieces)

    def _broken(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            yield piece[:3]
            if len(self.asked) <= self.breaks:
                raise RemoteError(say("It broke off."))
            yield piece[3:]


def storage(breaks: int = 0) -> BreakingStorage:
    made = BreakingStorage(breaks=breaks)
    made.put(Artifact.of_bytes("a/talk.mp3", Kind.AUDIO, b"0123456789", "audio/mpeg", "no-cache"))
    return made


def test_what_breaks_off_is_begun_anew(tmp_path: Path) -> None:
    broken = storage(breaks=2)
    assert download(broken, "a/talk.mp3", 10, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"0123456789"
    assert broken.asked == ["a/talk.mp3 from 0"] * 3


def test_what_breaks_off_each_time_is_an_error(tmp_path: Path) -> None:
    broken = storage(breaks=ATTEMPTS)
    with pytest.raises(RemoteError, match="It broke off"):
        download(broken, "a/talk.mp3", 10, tmp_path / "x")
    assert len(broken.asked) == ATTEMPTS


def test_what_is_gone_or_of_another_size_is_told(tmp_path: Path) -> None:
    assert not download(storage(), "a/none.mp3", 10, tmp_path / "x")
    assert not download(storage(), "a/talk.mp3", 9, tmp_path / "x")
