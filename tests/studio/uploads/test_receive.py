"""The files of a form are written aside as they come, however its body is cut into pieces."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dropped_files import BOUNDARY, form_of
from hypothesis import given
from hypothesis import strategies as st
from python_multipart.exceptions import FormParserError

from balado.studio.uploads.receive import FilesBody, TooManyFilesError, boundary_of

FILES = (("a.wav", b"RIFF\r\n--" + BOUNDARY.encode()[:-1] + b"\r\n"), ("é.mp3", b""), ("", b""), ("b.txt", b"\r\n\r\n"))


def fed(folder: Path, *pieces: bytes, most: int = 20) -> FilesBody:
    body = FilesBody(BOUNDARY.encode(), folder, most)
    try:
        for piece in pieces:
            body.feed(piece)
    finally:
        body.close()
    return body


@given(st.lists(st.integers(0, len(form_of(FILES))), max_size=8))
def test_what_comes_is_what_was_sent_wherever_it_is_cut(cuts: list[int]) -> None:
    sent, edges = form_of(FILES), sorted({0, *cuts, len(form_of(FILES))})
    with TemporaryDirectory() as folder:
        pieces = [sent[start:end] for start, end in pairwise(edges)]
        body = fed(Path(folder), *pieces)
        assert body.is_whole
        found = [(one.given_name, one.path.read_bytes(), one.byte_size) for one in body.files]
    assert found == [(name, content, len(content)) for name, content in FILES if name]


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nx\r\n'.encode()
    assert [one.given_name for one in fed(tmp_path, field + form_of([("a", b"b")])).files] == ["a"]


def test_a_body_that_ends_early_is_not_whole(tmp_path: Path) -> None:
    sent = form_of([("a.wav", b"x" * 1000)])
    assert not fed(tmp_path, sent[:-200]).is_whole
    assert not fed(tmp_path, b"").is_whole


def test_more_files_than_are_taken_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyFilesError):
        fed(tmp_path, form_of([("a", b"1"), ("b", b"2")]), most=1)


@pytest.mark.parametrize("body", [b"nonsense\r\n", b"--other\r\n\r\n", f"--{BOUNDARY}\r\n: \r\n".encode()])
def test_what_is_no_form_is_refused(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(FormParserError):
        fed(tmp_path, body * 2000)
    assert list(tmp_path.iterdir()) == []


def test_headers_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormParserError):
        fed(tmp_path, f"--{BOUNDARY}\r\nX: ".encode(), *([b"y" * 10_000] * 40))


def test_a_file_that_is_in_the_way_aside_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "1.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        fed(tmp_path, form_of([("a", b"b")]))
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("content_type", "boundary"),
    [
        (f"multipart/form-data; boundary={BOUNDARY}", BOUNDARY.encode()),
        ("multipart/form-data", None),
        ("multipart/mixed; boundary=x", None),
        ("application/x-www-form-urlencoded", None),
        ("", None),
    ],
)
def test_what_separates_the_parts(content_type: str, boundary: bytes | None) -> None:
    assert boundary_of(content_type) == boundary
