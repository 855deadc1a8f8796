from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from audio_samples import silent_mp3, whole_mp3
from PIL import Image

from balado.errors import MediaError
from balado.facts import MediaFacts
from balado.media import inspect as inspect_module
from balado.media.cache import InspectedPicture, InspectedRecording, Inspector
from balado.media.digest import fingerprint
from balado.media.pointer import Pointer

POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show with one recording and one picture."""
    root = tmp_path / "show"
    root.mkdir()
    (root / "talk.mp3").write_bytes(whole_mp3(100))
    cover = io.BytesIO()
    Image.new("RGB", (30, 30)).save(cover, "PNG")
    (root / "cover.png").write_bytes(cover.getvalue())
    return root


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Where inspections are kept, in a folder that does not exist yet."""
    return tmp_path / "cache" / "show.jsonl"


def recording(inspector: Inspector, relative: str = "talk.mp3") -> InspectedRecording:
    found = inspector.recording(relative)
    assert isinstance(found, InspectedRecording)
    return found


def learnt(show: Path, memory: Path) -> Inspector:
    inspector = Inspector(show, memory)
    recording(inspector)
    inspector.artwork("cover.png")
    assert inspector.save()
    return inspector


@pytest.fixture
def no_inspection(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any) -> None:
        raise AssertionError("inspected again")

    monkeypatch.setattr(inspect_module, "inspect_recording", forbidden)


def test_recordings_and_pictures_are_inspected(show: Path) -> None:
    inspector = Inspector(show)
    found, picture = recording(inspector), inspector.artwork("cover.png")
    assert found.facts.byte_size == (show / "talk.mp3").stat().st_size
    assert found.fingerprint == fingerprint(show / "talk.mp3")
    assert isinstance(picture, InspectedPicture)
    assert picture.facts.width_px == 30
    assert inspector.path("talk.mp3") == show / "talk.mp3"


def test_what_is_remembered_equals_what_was_found(show: Path, memory: Path, no_inspection: None) -> None:
    facts = MediaFacts.model_validate(json.loads(first_run(show, memory)))
    assert recording(Inspector(show, memory)).facts == facts


def first_run(show: Path, memory: Path) -> str:
    """Another process inspects and remembers; the facts it found."""
    code = (
        "import sys; from pathlib import Path; from balado.media.cache import Inspector; "
        "inspector = Inspector(Path(sys.argv[1]), Path(sys.argv[2])); "
        "print(inspector.recording('talk.mp3').facts.model_dump_json()); assert inspector.save()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(show), str(memory)], check=True, capture_output=True, text=True
    )
    return run.stdout


def test_a_second_run_opens_no_media_and_loads_no_heavy_library(show: Path, memory: Path) -> None:
    """The interpreter itself reports every file that is opened."""
    learnt(show, memory)
    code = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from pathlib import Path
from balado.media.cache import Inspector
inspector = Inspector(Path(sys.argv[1]), Path(sys.argv[2]))
print(inspector.sha256("talk.mp3"), inspector.sha256("cover.png"))
heavy = [name for name in ("pydantic", "mutagen", "PIL") if name in sys.modules]
inspector.recording("talk.mp3"), inspector.artwork("cover.png"), inspector.save()
assert any(path.endswith("show.jsonl") for path in opened), "the hook sees nothing"
print([path for path in opened if path.endswith((".mp3", "cover.png"))], heavy)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(show), str(memory)], check=True, capture_output=True, text=True
    )
    digests, opened = run.stdout.splitlines()
    assert digests.split() == [
        hashlib.sha256((show / name).read_bytes()).hexdigest() for name in ("talk.mp3", "cover.png")
    ]
    assert opened == "[] []"


def rewrite(path: Path) -> None:
    """Other bytes, the same size and the same time of writing."""
    before = path.stat()
    path.write_bytes(bytes([*path.read_bytes()[:-1], 7]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_that_was_written_to_is_inspected_again(show: Path, memory: Path) -> None:
    learnt(show, memory)
    rewrite(show / "talk.mp3")
    expected = hashlib.sha256((show / "talk.mp3").read_bytes()).hexdigest()
    inspector = Inspector(show, memory)
    assert inspector.sha256("talk.mp3") == expected
    assert recording(inspector).facts.sha256 == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe not text",
        b"not json\n",
        b'{"format": 0}\n["talk.mp3"]\n',
        b'{"format": 1}\n["talk.mp3"]\n{}\n',
        b'{"format": 1}\n["talk.mp3", "recording", "abc", [1, 2]]\n{}\n',
        b'{"format": 1}\n5\n{}\n',
        b"[]\n",
    ],
)
def test_a_damaged_or_foreign_memory_is_forgotten(content: bytes, show: Path, memory: Path) -> None:
    memory.parent.mkdir()
    memory.write_bytes(content)
    assert recording(Inspector(show, memory)).facts.suffix == ".mp3"


@pytest.mark.parametrize("facts", ["", "{}", "null", '{"byte_size": "many"}'])
def test_facts_that_are_damaged_are_found_again(facts: str, show: Path, memory: Path) -> None:
    learnt(show, memory)
    lines = memory.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith('["talk.mp3"')) + 1
    memory.write_text("\n".join([*lines[:at], facts, *lines[at + 1 :]]) + "\n")
    assert recording(Inspector(show, memory)).facts.byte_size == (show / "talk.mp3").stat().st_size


def test_a_memory_cut_anywhere_is_harmless(show: Path, memory: Path) -> None:
    learnt(show, memory)
    whole = memory.read_bytes()
    for kept in range(0, len(whole), 37):
        memory.write_bytes(whole[:kept])
        assert recording(Inspector(show, memory)).facts.suffix == ".mp3"


def test_files_that_are_gone_are_forgotten_and_others_kept(show: Path, memory: Path) -> None:
    learnt(show, memory)
    (show / "cover.png").unlink()
    assert Inspector(show, memory).save()
    names = [json.loads(line)[0] for line in memory.read_text().splitlines()[1::2]]
    assert names == ["talk.mp3"]


def test_nothing_learnt_writes_nothing(show: Path, memory: Path) -> None:
    learnt(show, memory)
    before = fingerprint(memory)
    again = Inspector(show, memory)
    recording(again)
    assert again.save()
    assert fingerprint(memory) == before


def test_a_memory_that_cannot_be_written_is_no_failure(show: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    inspector = Inspector(show, tmp_path / "cache" / "show.jsonl")
    recording(inspector)
    assert not inspector.save()


def test_saving_leaves_nothing_half_written(show: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt(show, memory)
    before = memory.read_bytes()
    rewrite(show / "talk.mp3")
    inspector = Inspector(show, memory)
    recording(inspector)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert not inspector.save()
    assert memory.read_bytes() == before
    assert [path.name for path in memory.parent.iterdir()] == [memory.name]


def test_without_a_memory_every_run_inspects_and_says_so_to_nobody(show: Path) -> None:
    inspector = Inspector(show, None)
    recording(inspector)
    assert inspector.save()


def test_a_pointer_stands_for_its_file(show: Path) -> None:
    (show / "far.mp3").write_text(POINTER)
    (show / "far.jpg").write_text(POINTER)
    inspector = Inspector(show)
    assert inspector.recording("far.mp3") == inspector.artwork("far.jpg") == Pointer("a" * 64, 12345)
    assert inspector.sha256("far.mp3") == "a" * 64


def test_a_faulty_file_has_a_digest_all_the_same(show: Path) -> None:
    (show / "torn.mp3").write_bytes(whole_mp3(100)[:9000])
    inspector = Inspector(show)
    assert inspector.sha256("torn.mp3") == hashlib.sha256(whole_mp3(100)[:9000]).hexdigest()
    with pytest.raises(MediaError, match="cut short"):
        inspector.recording("torn.mp3")


def test_a_piece_of_a_stream_is_read_once(show: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the name of a recording, and is none."""
    piece = show / "540p.mp4"
    piece.write_bytes(b"\0\0\0\x08moov\0\0\0\x08moof")
    first = Inspector(show, memory)
    assert first.sha256("540p.mp4") == hashlib.sha256(piece.read_bytes()).hexdigest()
    first.save()
    second = Inspector(show, memory)
    monkeypatch.setattr(Path, "open", None)
    assert second.sha256("540p.mp4") == first.sha256("540p.mp4")


def test_a_file_that_is_missing_has_none(show: Path) -> None:
    with pytest.raises(MediaError, match="no such file"):
        Inspector(show).sha256("gone.mp3")


def test_a_digest_found_for_a_picture_waits_for_whoever_wants_its_facts(show: Path, memory: Path) -> None:
    inspector = Inspector(show, memory)
    digest = inspector.sha256("cover.png")
    assert inspector.save()

    again = Inspector(show, memory)

    assert again.sha256("cover.png") == digest
    picture = again.artwork("cover.png")
    assert isinstance(picture, InspectedPicture)
    assert (picture.facts.sha256, picture.facts.media_type) == (digest, "image/png")


def test_a_digest_found_for_a_recording_is_not_looked_for_twice(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inspector = Inspector(show)
    digest = inspector.sha256("talk.mp3")
    monkeypatch.setattr(inspect_module, "inspect_recording", None)
    assert recording(inspector).facts.sha256 == digest


def test_a_file_asked_for_as_the_wrong_kind_is_refused_as_such(show: Path, memory: Path) -> None:
    learnt(show, memory)
    with pytest.raises(MediaError, match="picture"):
        Inspector(show, memory).recording("cover.png")


def test_many_threads_inspect_each_file_once(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.mp3" for number in range(6)]
    for number, name in enumerate(names):
        (show / name).write_bytes(silent_mp3(number + 5))
    inspected: list[str] = []
    together = threading.Barrier(4)
    real = inspect_module.inspect_recording

    def counted(path: Path, name: str) -> MediaFacts:
        inspected.append(name)
        return real(path, name)

    def ask(_: int) -> list[int]:
        together.wait()
        return [recording(inspector, name).facts.byte_size for name in names]

    monkeypatch.setattr(inspect_module, "inspect_recording", counted)
    inspector = Inspector(show)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert answers == [[417 * (number + 5) for number in range(6)]] * 4
    assert sorted(inspected) == names


def test_a_file_that_changes_between_look_and_inspection_is_refused(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = inspect_module.inspect_recording

    def late(path: Path, name: str) -> MediaFacts:
        path.write_bytes(silent_mp3(7))
        return real(path, name)

    monkeypatch.setattr(inspect_module, "inspect_recording", late)
    with pytest.raises(MediaError, match="changed while it was being read"):
        Inspector(show).recording("talk.mp3")


def test_names_with_spaces_accents_and_line_ends_are_remembered(show: Path, memory: Path) -> None:
    name = "Été\n« dernier » 🎧.mp3"
    (show / name).write_bytes(silent_mp3(9))
    inspector = Inspector(show, memory)
    recording(inspector, name)
    inspector.save()
    (again,) = [json.loads(line)[0] for line in memory.read_text(encoding="utf-8").splitlines()[1::2]]
    assert again == name
    assert recording(Inspector(show, memory), name).facts.byte_size == 9 * 417
