"""What is made in a run waits in memory, or in a file that goes with it."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from editions import a_show, opened

from balado.artifact import FOREVER, Artifact, Kind, Spliced
from balado.edition import spool as spooling
from balado.edition.draw import draw_up
from balado.edition.spool import Spool
from balado.store.folder import FolderStorage

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour à toutes.\n"


def made(number: int, body: bytes) -> Artifact:
    return Artifact.of_bytes(f"transcripts/{number}.vtt", Kind.TRANSCRIPT, body, "text/vtt", FOREVER)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(spooling.tempfile, "tempdir", str(folder))
    return folder


def test_few_bytes_stay_in_memory(temporary: Path) -> None:
    spool = Spool(10)
    assert spool.kept(made(1, b"0123456789")).body == b"0123456789"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("count", [2, 40])
def test_more_wait_in_a_file_from_which_they_are_stored_to_the_byte(
    count: int, temporary: Path, tmp_path: Path
) -> None:
    bodies = {number: bytes([number]) * (number + 1) for number in range(count)}
    spool, storage = Spool(1), FolderStorage(tmp_path / "public", tmp_path / "headers")
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(spool.kept, [made(number, body) for number, body in bodies.items()]))
    assert sum(isinstance(one.body, Spliced) for one in kept) == count - 1
    assert len(list(temporary.iterdir())) == 1
    for number, artifact in zip(bodies, kept, strict=True):
        storage.put(artifact)
        assert (tmp_path / "public" / artifact.key).read_bytes() == bodies[number]
    del spool, pool
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_what_lies_in_a_file_is_left_there(tmp_path: Path) -> None:
    artifact = Artifact("a", Kind.AUDIO, tmp_path / "a.mp3", 3, "0" * 64, "audio/mpeg", FOREVER)
    assert Spool(0).kept(artifact) is artifact


def test_what_a_draft_sends_lies_there_as_long_as_the_draft(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts and pictures that are made are not held in memory: a thousand conferences would fill it."""
    monkeypatch.setattr(Spool.__init__, "__defaults__", (0,))
    show = a_show(tmp_path / "show", site=None)
    (show.add("01-a") / "transcript.vtt").write_text(VTT, encoding="utf-8")
    draft = draw_up(opened(show), None)
    gc.collect()
    waiting = [one.artifact for one in draft.plan.uploads if isinstance(one.artifact.body, bytes)]
    assert [one.key for one in waiting if one.byte_size > 1000] == []
    assert len(list(temporary.iterdir())) == 1
    del draft, waiting
    gc.collect()
    assert list(temporary.iterdir()) == []
