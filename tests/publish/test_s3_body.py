from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.publish.s3_body import Body, content_md5

TEXT = bytes(range(256)) * 10


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("body") / "file"
    made.write_bytes(TEXT)
    return made


@given(start=st.integers(0, 2000), count=st.integers(0, 560), steps=st.lists(st.integers(-1, 600), max_size=6))
def test_a_stretch_reads_like_a_file_of_its_own(path: Path, start: int, count: int, steps: list[int]) -> None:
    counted: list[int] = []
    with FileIO(path) as file:
        body = Body(file, start, count, counted.append)
        read = b"".join(body.read(step) for step in steps) + body.read()
        assert read == TEXT[start : start + count]
        assert (len(body), body.tell(), sum(counted)) == (count, count, count)
        assert body.read(10) == b""


def test_going_back_takes_back_what_was_counted_and_reads_the_same(path: Path) -> None:
    counted: list[int] = []
    with FileIO(path) as file:
        body = Body(file, 100, 50, counted.append)
        first = body.read()
        assert body.seek(0) == 0
        assert body.read() == first
        assert body.seek(-10, os.SEEK_END) == 40
        assert body.seek(5, os.SEEK_CUR) == 45
        assert body.read() == TEXT[145:150]
    assert counted == [50, -50, 50, -10, 5]


def test_the_digest_of_a_stretch_is_the_one_that_content_md5_has(path: Path) -> None:
    with FileIO(path) as file:
        assert content_md5(file, 0, 0) == "1B2M2Y8AsgTpgAmY7PhCfg=="  # RFC 1321, A.5: MD5 of nothing
        assert content_md5(file, 97, 3) == "kAFQmDzST7DWlj99KOF/cg=="  # and of "abc"
