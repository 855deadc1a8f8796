"""What only a folder can get wrong."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from file_bodies import of_file, of_splice
from memory_storage import whole

from balado.artifact import BRIEFLY, Artifact, Kind
from balado.errors import MediaError, RemoteError, UsageError
from balado.store.folder import FolderStorage
from balado.store.target import TargetSettings, open_target


def artifact(body: bytes = b"<rss/>") -> Artifact:
    return Artifact.of_bytes("feed.xml", Kind.FEED, body, "application/rss+xml", BRIEFLY)


def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "public", tmp_path / "state" / "headers")


def test_headers_of_an_object_that_was_replaced_by_hand_are_not_believed(tmp_path: Path) -> None:
    place = storage(tmp_path)
    place.put(artifact())
    (tmp_path / "public" / "feed.xml").write_bytes(b"by hand")
    stored = place.head("feed.xml")
    assert stored is not None
    assert (stored.byte_size, stored.sha256, stored.metadata) == (7, None, {})


def test_a_folder_that_was_copied_has_the_headers_of_its_bytes(tmp_path: Path) -> None:
    """Most programs that copy give files another time, and a copy of a published show is published as it was."""
    before = storage(tmp_path / "old")
    before.put(replace(artifact(), metadata={"number": "9"}))
    before.put(artifact(b"<other/>"))
    before.put(replace(artifact(), metadata={"number": "10"}))
    shutil.copytree(tmp_path / "old", tmp_path / "new", copy_function=shutil.copyfile)
    place, path = storage(tmp_path / "new"), tmp_path / "new" / "public" / "feed.xml"
    os.utime(path, ns=(1, 1))
    stored = place.examine("feed.xml")
    assert stored is not None
    assert (stored.metadata, stored.content_type) == ({"number": "10"}, "application/rss+xml")
    path.write_bytes(b"by hand")
    changed = place.examine("feed.xml")
    assert changed is not None
    assert (changed.metadata, changed.content_type) == ({}, None)


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"sha256": "ab"}'])
def test_damaged_headers_are_no_headers(tmp_path: Path, damaged: str) -> None:
    place = storage(tmp_path)
    place.put(artifact())
    [headers] = (tmp_path / "state" / "headers").rglob("*.json")
    headers.write_text(damaged)
    stored = place.head("feed.xml")
    assert stored is not None
    assert stored.sha256 is None


def test_nothing_unfinished_is_ever_public(tmp_path: Path) -> None:
    place = storage(tmp_path)
    place.put(artifact())
    seen: list[list[str]] = []
    path = tmp_path / "talk"
    path.write_bytes(bytes(3_000_000))
    talk = Artifact("talk.mp3", Kind.AUDIO, path, 3_000_000, "0" * 64, "audio/mpeg", BRIEFLY)
    with pytest.raises(Exception, match="changed"):
        place.put(talk, lambda _: seen.append(sorted(os.listdir(tmp_path / "public"))))  # noqa: PTH208 (names only)
    assert seen
    assert all(names == ["feed.xml"] for names in seen)
    assert os.listdir(tmp_path / "state" / "incoming") == []  # noqa: PTH208 (names only)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_published_is_readable_by_whoever_the_umask_lets(tmp_path: Path) -> None:
    place, former = storage(tmp_path), os.umask(0o022)
    try:
        place.put(artifact())
    finally:
        os.umask(former)
    assert (tmp_path / "public" / "feed.xml").stat().st_mode & 0o777 == 0o644


def test_a_list_does_not_walk_what_lies_beside_its_prefix(tmp_path: Path) -> None:
    place = FolderStorage(tmp_path, None)
    place.put(Artifact.of_bytes("generations/1.json", Kind.GENERATION, b"{}", "application/json", BRIEFLY))
    (tmp_path / "headers").mkdir()
    (tmp_path / "headers" / "feed.xml.json").write_text("{}")
    assert [one.key for one in place.list("generations/")] == ["generations/1.json"]
    assert [one.key for one in place.list("gener")] == ["generations/1.json"]
    assert list(place.list("feeds/")) == []


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RemoteError, match="is full"):
        storage(tmp_path).put(artifact())
    assert not (tmp_path / "public" / "feed.xml").exists()


def test_the_state_of_a_folder_lies_beside_it(tmp_path: Path) -> None:
    target = open_target(TargetSettings("out/public", tmp_path))
    assert target.public.address == str(tmp_path / "out" / "public")
    assert target.state.address == str(tmp_path / "out" / ".public.balado")
    elsewhere = open_target(TargetSettings("public", tmp_path, state=str(tmp_path / "records")))
    assert elsewhere.state.address == str(tmp_path / "records")


def test_the_state_of_a_bucket_lies_under_a_prefix_or_in_another_bucket(tmp_path: Path) -> None:
    assert open_target(TargetSettings("s3://b/show/", tmp_path)).state.address == "s3://b/show/.balado"
    target = open_target(TargetSettings("s3://b", tmp_path, state="s3://private/records"))
    assert (target.public.address, target.state.address) == ("s3://b", "s3://private/records")


@pytest.mark.parametrize("place", ["s3://", "s3:///prefix", "s3://bad bucket/x", "ftp://host/x", ".", ""])
def test_what_is_no_place_is_said(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError):
        open_target(TargetSettings(place, tmp_path))


@pytest.mark.parametrize("head_bytes", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_a_head_and_a_stretch_are_copied_as_one(tmp_path: Path, head_bytes: int) -> None:
    path = tmp_path / "talk"
    path.write_bytes(os.urandom(1000) * 1500)
    talk, sent = of_splice(path, os.urandom(head_bytes)), list[int]()
    storage(tmp_path).put(talk, sent.append)
    assert (tmp_path / "public" / talk.key).read_bytes() == whole(talk.body)
    assert sum(sent) == talk.byte_size


def test_a_stretch_that_is_not_what_was_inspected_is_not_published(tmp_path: Path) -> None:
    path = tmp_path / "talk"
    path.write_bytes(bytes(3000))
    talk = replace(of_splice(path), fingerprint=None)
    path.write_bytes(bytes(2000))
    with pytest.raises(MediaError, match="changed"):
        storage(tmp_path).put(talk)
    assert not (tmp_path / "public" / talk.key).exists()


def test_a_file_that_grows_while_it_is_copied_is_still_being_written(tmp_path: Path) -> None:
    path = tmp_path / "talk"
    path.write_bytes(bytes(3000))

    def grow(_sent_bytes: int) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    with pytest.raises(MediaError, match="changed"):
        storage(tmp_path).put(of_file(path), grow)
    assert not (tmp_path / "public" / "audio" / "talk.mp3").exists()


def keyed(key: str, body: bytes = b"sound") -> Artifact:
    return Artifact.of_bytes(key, Kind.AUDIO, body, "audio/mpeg", BRIEFLY)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("umask", "home", "file"), [(0o022, 0o700, 0o600), (0o077, 0o700, 0o600), (0o002, 0o770, 0o660)]
)
def test_the_state_is_for_its_owner_or_a_group_that_writes(tmp_path: Path, umask: int, home: int, file: int) -> None:
    former = os.umask(umask)
    try:
        target = open_target(TargetSettings("public", tmp_path))
        target.public.put(keyed("audio/a.mp3"))
        target.state.put(keyed("generations/1.json"))
    finally:
        os.umask(former)
    state = tmp_path / ".public.balado"
    modes = {path.relative_to(state).as_posix(): path.stat().st_mode & 0o777 for path in [state, *state.rglob("*")]}
    assert modes["."] == modes["generations"] == modes["headers"] == modes["incoming"] == home
    assert {mode for name, mode in modes.items() if name.endswith(".json")} == {file}
    assert (tmp_path / "public/audio/a.mp3").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_state_that_an_older_version_left_open_is_closed_by_the_next_run(tmp_path: Path) -> None:
    state = tmp_path / ".public.balado"
    (state / "generations").mkdir(parents=True)
    state.chmod(0o755)
    open_target(TargetSettings("public", tmp_path)).public.put(keyed("audio/a.mp3"))
    assert state.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_public_folder_inside_that_of_the_state_stays_open(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir(mode=0o755)
    target = open_target(TargetSettings("all/public", tmp_path, state=str(tmp_path / "all")))
    target.public.put(keyed("audio/a.mp3"))
    target.state.put(keyed("generations/1.json"))
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("all", "all/public", "all/public/audio")]
    assert modes == [0o755] * 3
    assert (tmp_path / "all/generations").stat().st_mode & 0o777 == 0o700


def test_a_web_server_finds_a_page_instead_of_listing_a_folder(tmp_path: Path) -> None:
    place = storage(tmp_path)
    place.put(keyed("audio/secret-0123456789abcdef.mp3"))
    assert (tmp_path / "public/audio/index.html").read_bytes() == b""
    assert [one.key for one in place.list("")] == ["audio/secret-0123456789abcdef.mp3"]
    (tmp_path / "public/audio/index.html").write_bytes(b"<p>ours</p>")
    place.put(keyed("audio/other-0123456789abcdef.mp3"))
    assert (tmp_path / "public/audio/index.html").read_bytes() == b"<p>ours</p>"


def test_headers_do_not_grow_with_the_number_of_publications(tmp_path: Path) -> None:
    place = storage(tmp_path)
    for number in range(30):
        place.put(artifact(b"<rss/>" * number))
    assert len(list((tmp_path / "state/headers").rglob("*.json"))) <= 8
    stored = place.head("feed.xml")
    assert stored is not None
    assert stored.sha256 == artifact(b"<rss/>" * 29).sha256


def test_a_writer_held_up_while_many_others_write_still_has_its_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, replace_file = storage(tmp_path), Path.replace

    def late(self: Path, to: Path) -> Path:
        if to.name == "feed.xml":
            monkeypatch.undo()
            for number in range(20):
                place.put(artifact(b"other" * number))
        return replace_file(self, to)

    monkeypatch.setattr(Path, "replace", late)
    place.put(artifact(b"held up"))
    stored = place.head("feed.xml")
    assert stored is not None
    assert stored.sha256 == artifact(b"held up").sha256


def test_deleting_an_object_leaves_no_trace_of_its_name(tmp_path: Path) -> None:
    place = storage(tmp_path)
    place.put(keyed("audio/secret-0123456789abcdef.mp3"))
    place.delete("audio/secret-0123456789abcdef.mp3")
    assert not [path for path in tmp_path.rglob("*") if "secret" in path.name]


def test_what_killed_runs_left_under_a_key_can_be_removed(tmp_path: Path) -> None:
    place = storage(tmp_path)
    place.put(keyed("audio/other.mp3"))
    aside = tmp_path / "state/incoming"
    (aside / f".incoming-{'0' * 32}-audio~secret.mp3").write_bytes(b"half")
    (aside / f".incoming-{'1' * 32}-audio~other.mp3").write_bytes(b"half")
    (aside / f".incoming-{'2' * 32}").write_bytes(b"of an older version, which did not note the key")
    (tmp_path / "state/headers/audio/secret.mp3.d").mkdir()
    (tmp_path / "state/headers/audio/secret.mp3.d/1-1.json").write_text("{}")
    assert place.abandon(lambda key, _begun: key == "audio/secret.mp3") == 2
    assert [path.name for path in aside.iterdir()] == [f".incoming-{'1' * 32}-audio~other.mp3"]
    assert not [path for path in tmp_path.rglob("*") if "secret" in path.name]
    assert place.head("audio/other.mp3") is not None
