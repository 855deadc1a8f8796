"""A file is written with the ends that its lines have, and its mark."""

from __future__ import annotations

import pytest

from balado.source.keys.lines import RawLines
from balado.source.keys.splice import Splice


@pytest.mark.parametrize(
    ("raw", "splices", "expected"),
    [
        (b"a\r\nb\r\n", [Splice(2, 2, "new\n")], b"a\r\nnew\r\nb\r\n"),
        (b"a\r\nb", [Splice(3, 3, "\nnew")], b"a\r\nb\r\nnew"),
        (b"a\rb\r", [Splice(0, 2, "")], b"b\r"),
        (b"\xef\xbb\xbfa\n", [Splice(0, 1, "b")], b"\xef\xbb\xbfb\n"),
        (b"a\nb\r\nc\n", [Splice(4, 4, "x\n")], b"a\nb\r\nx\nc\n"),
        (b"", [Splice(0, 0, "a\n")], b"a\n"),
    ],
)
def test_new_lines_end_as_those_beside_them(raw: bytes, splices: list[Splice], expected: bytes) -> None:
    assert RawLines.of(raw).spliced(splices) == expected


def test_a_text_is_counted_by_its_lines_whatever_ends_them() -> None:
    assert RawLines.of(b"\xef\xbb\xbfa\r\nb\rc\n").unix == "a\nb\nc\n"
