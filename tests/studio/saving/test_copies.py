"""Copies of files by their digests, what was done with them, and what was entered and not saved."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from balado.studio.saving import copies as copies_module
from balado.studio.saving.copies import FileCopies, KeptEntry, Step, digest_of, write_kept


@pytest.fixture
def copies(tmp_path: Path) -> FileCopies:
    return FileCopies(tmp_path / "copies")


def step(number: int, before: str = "", after: str = "") -> Step:
    return Step("feed.yaml", before or f"b{number}", after or f"a{number}", "2026-01-02T03:04:05+00:00")


def test_a_copy_is_had_back_by_its_digest_and_only_whole(copies: FileCopies) -> None:
    digest = copies.put(b"title: A\n")
    assert digest == digest_of(b"title: A\n")
    assert copies.get(digest) == b"title: A\n"
    [file] = copies.folder.iterdir()
    file.write_bytes(b"title: B\n")
    assert copies.get(digest) is None


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64])
def test_what_is_no_digest_of_a_copy_gives_none(copies: FileCopies, digest: str) -> None:
    assert copies.get(digest) is None


def test_the_newest_steps_are_remembered_the_oldest_first(copies: FileCopies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies_module, "_STEPS_MAX", 3)
    for number in range(5):
        copies.add_step(step(number))
    assert [one.after for one in copies.steps()] == ["a2", "a3", "a4"]


def test_of_each_file_what_was_entered_last_is_kept_until_it_is_forgotten(copies: FileCopies) -> None:
    for path, title in (("feed.yaml", "A"), ("e/episode.md", "B"), ("feed.yaml", "C")):
        copies.keep(KeptEntry(path, "base", {"title": [title]}, "2026"))
    kept = copies.kept("feed.yaml")
    assert kept is not None
    assert kept.posted == {"title": ["C"]}
    copies.forget("feed.yaml")
    copies.forget("nothing")
    assert [one.path for one in copies.all_kept()] == ["e/episode.md"]


@pytest.mark.parametrize("raw", [b"", b"{", b"{}", b"7"])
def test_what_is_damaged_is_as_if_nothing_was_kept(copies: FileCopies, raw: bytes) -> None:
    copies.folder.mkdir()
    for name in ("steps.json", "kept.json"):
        (copies.folder / name).write_bytes(raw)
    assert (copies.steps(), copies.all_kept()) == ((), ())


def test_copies_that_nothing_needs_go_when_they_take_too_much_room(
    copies: FileCopies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies_module, "_COPIES_MAX_BYTES", 0)
    needed, base, spare = copies.put(b"needed"), copies.put(b"base"), copies.put(b"spare")
    copies.keep(KeptEntry("feed.yaml", base, {}, "2026"))
    copies.add_step(step(1, before=needed))
    assert [copies.get(one) for one in (needed, base, spare)] == [b"needed", b"base", None]
    assert copies.put(b"spare") == spare
    assert copies.get(spare) == b"spare"


def test_what_is_kept_is_for_the_user_alone_and_nothing_half_written_is_left(tmp_path: Path) -> None:
    file = tmp_path / "new" / "kept.json"
    write_kept(file, b"1")
    write_kept(file, b"2")
    assert file.read_bytes() == b"2"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["kept.json"]
    with pytest.raises(OSError, match=r"kept\.json"):
        write_kept(file / "below", b"3")
