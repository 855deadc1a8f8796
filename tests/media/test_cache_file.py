from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from balado.media.cache import write_whole


def test_the_file_and_its_folder_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "file", ["a", "é"])
    assert (tmp_path / "new" / "file").read_bytes() == "a\né\n".encode()


def test_what_breaks_off_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    def breaking() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    file = tmp_path / "file"
    file.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, breaking())
    assert (file.read_text(), list(tmp_path.iterdir())) == ("before", [file])
