"""What is there of a file, and of which version it is."""

from pathlib import Path

import pytest

from balado.web.part_file import PartFile, Version, version_of
from balado.web.reply import Reply

URL = "https://media.example.org/a.mp3"


def begun(path: Path, version: Version) -> None:
    part = PartFile(path)
    part.open(version.url)
    part.begin(version)
    part.append(b"abc")
    part.close()


def test_what_is_left_is_taken_up_with_its_version(tmp_path: Path) -> None:
    version = Version(URL, '"1"', 9)
    begun(tmp_path / "part", version)
    part = PartFile(tmp_path / "part")
    part.open(URL)
    assert (part.version, part.byte_size) == (version, 3)
    part.append(b"def")
    part.keep()
    assert (tmp_path / "part").read_bytes() == b"abcdef"


@pytest.mark.parametrize("version", [Version("https://other.example/a.mp3", '"1"'), Version(URL)])
def test_of_another_address_or_without_a_tag_it_is_thrown_away(tmp_path: Path, version: Version) -> None:
    begun(tmp_path / "part", version)
    part = PartFile(tmp_path / "part")
    part.open(URL)
    assert (part.version, part.byte_size) == (None, 0)
    part.close()


@pytest.mark.parametrize("note", [b"", b"[]", b"{", b'{"path": 1}', b"\xff"])
def test_a_note_that_is_broken_is_none(tmp_path: Path, note: bytes) -> None:
    begun(tmp_path / "part", Version(URL, '"1"', 9))
    (tmp_path / "part.json").write_bytes(note)
    part = PartFile(tmp_path / "part")
    part.open(URL)
    assert part.byte_size == 0
    part.forget()
    assert [*tmp_path.iterdir()] == []


def test_a_weak_tag_does_not_count_and_a_date_does() -> None:
    def version(**headers: str) -> Version:
        return version_of(URL, Reply(URL, 200, {name.replace("_", "-"): value for name, value in headers.items()}))

    assert version(etag='"1"', last_modified="yesterday", content_length="9") == Version(URL, '"1"', 9)
    assert version(etag='W/"1"', last_modified="yesterday") == Version(URL, "yesterday")
    assert version(etag='W/"1"') == Version(URL)
