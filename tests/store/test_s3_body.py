from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.artifact import BRIEFLY, Artifact, Kind, Spliced
from balado.store.original import opened
from balado.store.s3_body import Body, content_md5

TEXT = bytes(range(256)) * 10
SEAMS = [None, 0, 1, 97, 100, 150, 999, 2559, 2560]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("body")


def artifact(folder: Path, text: bytes, seam: int | None) -> Artifact:
    """The text as one file (None), or with its first bytes in memory and the rest inside a file."""
    path = folder / f"{seam}"
    path.write_bytes(text if seam is None else b"author's tag" + text[seam:] + b"trailer")
    body = path if seam is None else Spliced(text[:seam], path, 12, 12 + len(text) - seam)
    return Artifact("talk.mp3", Kind.AUDIO, body, len(text), hashlib.sha256(text).hexdigest(), "audio/mpeg", BRIEFLY)


@given(
    seam=st.sampled_from(SEAMS),
    start=st.integers(0, 2000),
    count=st.integers(0, 560),
    steps=st.lists(st.integers(-1, 600), max_size=6),
)
def test_a_stretch_reads_like_a_file_of_its_own(
    folder: Path, seam: int | None, start: int, count: int, steps: list[int]
) -> None:
    counted: list[int] = []
    with opened(artifact(folder, TEXT, seam)) as original:
        body = Body(original, start, count, counted.append)
        read = b"".join(body.read(step) for step in steps) + body.read()
        assert read == TEXT[start : start + count]
        assert (len(body), body.tell(), sum(counted)) == (count, count, count)
        assert body.read(10) == b""


@pytest.mark.parametrize("seam", SEAMS)
def test_going_back_takes_back_what_was_counted_and_reads_the_same(folder: Path, seam: int | None) -> None:
    counted: list[int] = []
    with opened(artifact(folder, TEXT, seam)) as original:
        body = Body(original, 100, 50, counted.append)
        first = body.read()
        assert body.seek(0) == 0
        assert body.read() == first
        assert body.seek(-10, os.SEEK_END) == 40
        assert body.seek(5, os.SEEK_CUR) == 45
        assert body.read() == TEXT[145:150]
    assert counted == [50, -50, 50, -10, 5]


@pytest.mark.parametrize("seam", [None, 0, 97, 98, 99, 100, 2560])
def test_the_digest_of_a_stretch_is_the_one_that_content_md5_has(folder: Path, seam: int | None) -> None:
    with opened(artifact(folder, TEXT, seam)) as original:
        assert content_md5(original, 0, 0) == "1B2M2Y8AsgTpgAmY7PhCfg=="  # RFC 1321, A.5: MD5 of nothing
        assert content_md5(original, 97, 3) == "kAFQmDzST7DWlj99KOF/cg=="  # and of "abc"
