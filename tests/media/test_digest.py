from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import MediaError
from balado.media.digest import digest, failure, fingerprint, opened, sha256_of
from balado.message import say


@pytest.mark.parametrize("size", [1, 1 << 20, (1 << 20) + 1, 3_000_000])
def test_the_digest_is_that_of_all_bytes(size: int, tmp_path: Path) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    path = tmp_path / "talk.mp3"
    path.write_bytes(content[:size])
    assert sha256_of(path, "talk.mp3") == hashlib.sha256(content[:size]).hexdigest()


@given(st.binary(min_size=1))
def test_whoever_watches_sees_every_byte_once(content: bytes) -> None:
    seen: list[bytes] = []
    file = io.BytesIO(content)
    file.read(1)
    assert digest(file, lambda block: seen.append(bytes(block))) == hashlib.sha256(content).hexdigest()
    assert b"".join(seen) == content


def test_a_fingerprint_tells_a_file_that_was_written_to(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"one")
    before = fingerprint(path)
    assert fingerprint(path) == before
    os.utime(path, ns=(before.mtime_ns, before.mtime_ns + 1))
    assert fingerprint(path) != before


def test_a_fingerprint_tells_another_file_of_the_same_size_and_time(tmp_path: Path) -> None:
    path, other = tmp_path / "talk.mp3", tmp_path / "other.mp3"
    path.write_bytes(b"one")
    other.write_bytes(b"two")
    before = fingerprint(path)
    os.utime(other, ns=(before.mtime_ns, before.mtime_ns))
    other.replace(path)
    assert fingerprint(path).mtime_ns == before.mtime_ns
    assert fingerprint(path) != before


def test_a_change_explains_whatever_the_reader_complained_of(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"one")

    def read_meanwhile() -> None:
        with opened(path, "talk.mp3"):
            path.write_bytes(b"longer")
            raise failure("talk.mp3", say("It makes no sense."), say("Look at it."))

    with pytest.raises(MediaError, match="changed while it was being read"):
        read_meanwhile()


def test_a_file_that_stays_as_it_is_keeps_its_own_fault(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"one")

    def read() -> None:
        with opened(path, "talk.mp3"):
            raise failure("talk.mp3", say("It makes no sense."), say("Look at it."))

    with pytest.raises(MediaError, match="It makes no sense"):
        read()
