from __future__ import annotations

from pathlib import Path

import pytest

from balado.media.pointer import Pointer, parse_pointer, read_pointer

SHA256 = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
TEXT = f"version https://git-lfs.github.com/spec/v1\noid sha256:{SHA256}\nsize 12345\n"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("oid", "ext-0-foo sha256:" + "a" * 64 + "\noid"),
        TEXT.replace("git-lfs.github.com", "hawser.github.com"),
    ],
)
def test_a_pointer_tells_digest_and_size(text: str) -> None:
    assert parse_pointer(text.encode()) == Pointer(SHA256, 12345)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ID3 and sound",
        TEXT.replace("version ", "Version "),
        TEXT.replace("sha256:", "md5:"),
        TEXT.replace("size 12345\n", ""),
        TEXT.replace("size 12345", "size many"),
        TEXT + "x" * 1024,
    ],
)
def test_anything_else_is_no_pointer(text: str) -> None:
    assert parse_pointer(text.encode()) is None


def test_a_pointer_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "talk.mp3").write_text(TEXT)
    assert read_pointer(tmp_path / "talk.mp3") == Pointer(SHA256, 12345)


def test_a_file_that_is_not_there_is_no_pointer(tmp_path: Path) -> None:
    assert read_pointer(tmp_path / "gone.mp3") is None
    assert read_pointer(tmp_path) is None
