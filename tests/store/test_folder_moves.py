"""Files that get their names: one winner of several, never half a file, and no feed that outlives its record."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from specimens import candidate, episode, plan_of

from balado.artifact import NEVER, Artifact, Kind
from balado.events import Watch
from balado.publish.apply import apply
from balado.store.folder import FolderStorage
from balado.store.target import TargetSettings, open_target

KEY = "generations/1.json"
WRITERS = 8


def record(body: bytes) -> Artifact:
    return Artifact.of_bytes(KEY, Kind.GENERATION, body, "application/json", NEVER)


@pytest.fixture(params=["links", "no-links"])
def state(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderStorage:
    """A folder on a file system with hard links, and on one without."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    if request.param == "no-links":
        monkeypatch.setattr(os, "link", refuse)
    return FolderStorage(tmp_path / "state", None)


def test_the_first_keeps_the_name(state: FolderStorage) -> None:
    assert state.put_if_absent(record(b"first"))
    assert not state.put_if_absent(record(b"second"))

    found = state.get(KEY)
    assert found is not None
    assert found[0] == b"first"
    assert [one.key for one in state.list("")] == [KEY]


def test_of_eight_at_once_one_wins(state: FolderStorage) -> None:
    for _ in range(20):
        start = Barrier(WRITERS)

        def write(number: int, start: Barrier = start) -> bool:
            start.wait()
            return state.put_if_absent(record(b"writer %d" % number))

        with ThreadPoolExecutor(WRITERS) as pool:
            won = list(pool.map(write, range(WRITERS)))

        found = state.get(KEY)
        assert won.count(True) == 1
        assert found is not None
        assert found[0] == b"writer %d" % won.index(True)
        state.delete(KEY)


KILLED = """
import os, signal, sys
from pathlib import Path
from balado.artifact import NEVER, Artifact, Kind
from balado.store.folder import FolderStorage

def refuse(*_):
    raise PermissionError(1, "no links here")

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

os.link = refuse
os.replace = die
FolderStorage(Path(sys.argv[1]), None).put_if_absent(
    Artifact.of_bytes("generations/1.json", Kind.GENERATION, b"killed", "application/json", NEVER)
)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_run_killed_without_links_leaves_the_name_free_and_the_lock_open(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL

    state = FolderStorage(tmp_path, None)

    assert state.get(KEY) is None
    assert state.put_if_absent(record(b"next"))


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_what_a_feed_stands_on_is_on_the_disk_before_the_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name is moved into its place and its folder synced; feed.xml comes when none is left to sync."""
    unsynced: dict[tuple[int, int], str] = {}
    moved: list[str] = []

    def noting(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def note(source: Path, target: Path) -> None:
            if Path(target).name == "feed.xml":
                assert not unsynced
            move(source, target)
            if "headers" not in Path(target).parts:
                moved.append(Path(target).name)
                status = Path(target).parent.stat()
                unsynced[status.st_dev, status.st_ino] = str(target)

        return note

    def sync(descriptor: int, fsync: Callable[[int], None] = os.fsync) -> None:
        status = os.fstat(descriptor)
        unsynced.pop((status.st_dev, status.st_ino), None)
        fsync(descriptor)

    monkeypatch.setattr(os, "link", noting(os.link))
    monkeypatch.setattr(os, "replace", noting(os.replace))
    monkeypatch.setattr(os, "fsync", sync)

    apply(
        plan_of(tmp_path, candidate(tmp_path, episode("a"))),
        open_target(TargetSettings("public", tmp_path)),
        Watch(lambda _: None),
    )

    assert moved[-2:] == ["1.json", "feed.xml"]
    assert not unsynced


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize("refused", [22, 95, 1])
def test_a_file_system_that_syncs_no_folders_is_published_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    def sync(descriptor: int, fsync: Callable[[int], None] = os.fsync) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 (what stands behind a descriptor)
            raise OSError(refused, "not here")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", sync)

    assert FolderStorage(tmp_path, None).put_if_absent(record(b"first"))
