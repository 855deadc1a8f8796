"""Files are put into the show's folder whole, over nothing, and never outside."""

from __future__ import annotations

import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.studio.uploads import place
from balado.studio.uploads.place import keep_hidden, place_new, place_over


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "show" / "episodes" / "a").mkdir(parents=True)
    (tmp_path / "aside").mkdir()
    return tmp_path / "show"


def source(root: Path, content: bytes = b"new", name: str = "p.pdf") -> Path:
    path = root.parent / "aside" / name
    path.write_bytes(content)
    return path


def there(root: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (root / "episodes" / "a").iterdir()}


def test_what_is_there_stays_and_the_new_one_is_named_after_it(root: Path) -> None:
    assert place_new(root, "episodes/a", source(root)) == "episodes/a/p.pdf"
    assert place_new(root, "episodes/a", source(root, b"other")) == "episodes/a/p-2.pdf"
    assert there(root) == {"p.pdf": b"new", "p-2.pdf": b"other"}


def test_many_at_once_get_a_name_each(root: Path) -> None:
    path = source(root)
    with ThreadPoolExecutor(6) as pool:
        named = set(pool.map(lambda _: place_new(root, "episodes/a", path), range(12)))
    assert len(named) == 12
    assert set(there(root)) == {one.rpartition("/")[2] for one in named}


def test_a_link_in_the_way_is_refused(root: Path) -> None:
    """One at the name is passed over, also where it leads nowhere; one in the place of a folder is not followed."""
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "episodes" / "a" / "p.pdf").symlink_to(outside / "written")
    assert place_new(root, "episodes/a", source(root)) == "episodes/a/p-2.pdf"
    (root / "episodes" / "b").symlink_to(outside)
    for put in (place_new, lambda *given: place_over(given[0], f"{given[1]}/p.pdf", given[2])):
        with pytest.raises(UsageError, match="leads out"):
            put(root, "episodes/b", source(root))
    with pytest.raises(UsageError, match="leads out"):
        place_new(root, "episodes/../../outside", source(root))
    assert list(outside.iterdir()) == []


def test_over_a_link_the_link_is_replaced_and_not_what_it_leads_to(root: Path) -> None:
    (root.parent / "mine").write_bytes(b"mine")
    (root / "episodes" / "a" / "talk.mp3").symlink_to(root.parent / "mine")
    place_over(root, "episodes/a/talk.mp3", source(root))
    assert (root.parent / "mine").read_bytes() == b"mine"
    assert there(root) == {"talk.mp3": b"new"}


def test_a_disk_without_second_names_gets_the_file_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_paths: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(place.os, "link", refused)
    place_new(root, "episodes/a", source(root))
    assert place_new(root, "episodes/a", source(root, b"other")) == "episodes/a/p-2.pdf"
    assert keep_hidden(root, "episodes/a/p.pdf", stays=True) == ".old-p.pdf"
    assert there(root) == {"p.pdf": b"new", "p-2.pdf": b"other", ".old-p.pdf": b"new"}


def test_what_is_kept_has_a_name_that_nothing_has(root: Path) -> None:
    for content in (b"1", b"2"):
        place_over(root, "episodes/a/talk.mp3", source(root, content))
        keep_hidden(root, "episodes/a/talk.mp3")
    assert there(root) == {".old-talk.mp3": b"1", ".old-talk-2.mp3": b"2"}


def test_what_cannot_be_written_is_said_and_nothing_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_read: object, written: object, _size: int) -> None:
        written.write(b"half")  # type: ignore[attr-defined] # a file
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place.shutil, "copyfileobj", full)
    with pytest.raises(UsageError, match=r"p\.pdf could not be written"):
        place_new(root, "episodes/a", source(root))
    assert there(root) == {}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed")
@pytest.mark.parametrize("over", [False, True])
def test_killed_while_it_writes_there_is_nothing_half_at_the_name(root: Path, over: bool) -> None:
    path = source(root, b"new" * 1000)
    (root / "episodes" / "a" / "talk.mp3").write_bytes(b"old")
    child = os.fork()
    if not child:
        shutil.copyfileobj = _half_and_killed  # type: ignore[assignment] # in this process alone
        try:
            place_over(root, "episodes/a/talk.mp3", path) if over else place_new(root, "episodes/a", path)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    shown = {name: content for name, content in there(root).items() if not name.startswith(".")}
    assert shown == {"talk.mp3": b"old"}
    place_new(root, "episodes/a", path)
    assert (root / "episodes" / "a" / "p.pdf").read_bytes() == b"new" * 1000


def _half_and_killed(_read: object, written: object, _size: int) -> None:
    written.write(b"half")  # type: ignore[attr-defined] # a file
    written.flush()  # type: ignore[attr-defined]
    os.kill(os.getpid(), signal.SIGKILL)
