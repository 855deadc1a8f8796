"""What a publication remembers of the files beside a recording, for a checkout without them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from specimens import candidate, episode, image_facts, plan_of, sha256

from balado.artifact import FOREVER, Kind
from balado.edition.memory import Memory
from balado.facts import FileFacts
from balado.record.generation import Generation, ObjectRecord, SideKind, SideRecord

GUID = "guid-of-a"
PLAN = SideRecord(SideKind.DOCUMENT, "episodes/a/plan.pdf", sha256("plan"), ("documents/a-plan.pdf",))
TWIN = SideRecord(SideKind.DOCUMENT, "episodes/a/twin.pdf", sha256("plan"), ("documents/a-twin.pdf",))
FILM = SideRecord(SideKind.FILM, "episodes/a/replay.mp4", sha256("film"), ("films/a-replay.mp4",))
SAID = SideRecord(SideKind.TRANSCRIPT, "episodes/a/said.srt", sha256("said"), ("t/a.vtt", "t/a.srt"), "fr", 1)


def facts(content: str) -> FileFacts:
    return FileFacts(byte_size=len(content), sha256=sha256(content), sha384="x", media_type="application/pdf")


def stored(key: str, content: str) -> ObjectRecord:
    return ObjectRecord(key, Kind.DOCUMENT, len(content), sha256(content), "application/pdf", FOREVER)


@pytest.fixture
def published(tmp_path: Path) -> Generation:
    made = plan_of(tmp_path, candidate(tmp_path, episode("a"), "sound")).generation
    (record,) = made.episodes
    return replace(
        made,
        episodes=(replace(record, beside=(PLAN, TWIN, FILM, SAID)),),
        objects=(
            *made.objects,
            *(stored(side.keys[0], "plan") for side in (PLAN, TWIN)),
            stored(FILM.keys[0], "film"),
            *(stored(key, key) for key in SAID.keys),
        ),
        files={sha256(content): facts(content).model_dump(mode="json") for content in ("plan", "film")},
    )


@pytest.fixture
def memory(published: Generation) -> Memory:
    return Memory(published)


def test_files_are_known_by_their_kind(memory: Memory) -> None:
    assert memory.sides(GUID, SideKind.DOCUMENT) == (PLAN, TWIN)
    assert memory.sides(GUID, SideKind.CHAPTERS) == ()
    assert memory.sides("somebody else", SideKind.DOCUMENT) == ()


@pytest.mark.parametrize("name", ["episodes/a/plan.pdf", "episodes/renamed/plan.pdf", "plan.pdf"])
def test_a_file_that_is_away_is_known_by_its_name_in_whatever_folder(memory: Memory, name: str) -> None:
    assert memory.file(GUID, SideKind.DOCUMENT, name, None) == (PLAN, facts("plan"))


@pytest.mark.parametrize(
    ("guid", "kind", "name", "digest"),
    [
        ("somebody else", SideKind.DOCUMENT, "plan.pdf", None),
        (GUID, SideKind.FILM, "plan.pdf", None),
        (GUID, SideKind.DOCUMENT, "other.pdf", None),
        (GUID, SideKind.DOCUMENT, "plan.pdf", sha256("another plan")),
    ],
)
def test_what_was_not_published_is_not_known(
    memory: Memory, guid: str, kind: SideKind, name: str, digest: str | None
) -> None:
    assert memory.file(guid, kind, name, digest) is None


def test_a_pointer_is_known_by_its_digest_whatever_its_name(memory: Memory) -> None:
    assert memory.file(GUID, SideKind.FILM, "episodes/a/film-720.mp4", sha256("film")) == (FILM, facts("film"))


def test_a_file_keeps_its_key_when_it_is_renamed(memory: Memory) -> None:
    assert memory.key_of(GUID, SideKind.FILM, "episodes/z/new.mp4", sha256("film")) == FILM.keys[0]
    assert memory.key_of(GUID, SideKind.FILM, FILM.name, sha256("another film")) is None
    assert memory.key_of("somebody else", SideKind.FILM, FILM.name, sha256("film")) is None


@pytest.mark.parametrize("side", [PLAN, TWIN])
def test_of_two_files_with_the_same_bytes_each_keeps_its_key(memory: Memory, side: SideRecord) -> None:
    assert memory.key_of(GUID, SideKind.DOCUMENT, side.name, side.sha256) == side.keys[0]


def test_each_format_of_a_transcript_has_its_own_key(memory: Memory) -> None:
    for key in SAID.keys:
        assert memory.key_of(GUID, SideKind.TRANSCRIPT, SAID.name, sha256(key)) == key


def test_what_is_only_in_the_store_has_no_body_and_its_recorded_size(memory: Memory) -> None:
    piece = memory.piece(FILM.keys[0])
    assert not piece.here
    assert (piece.artifact.key, piece.artifact.byte_size, piece.artifact.body) == (FILM.keys[0], 4, b"")


def test_a_picture_is_known_by_its_digest(memory: Memory) -> None:
    picture = memory.picture(sha256("cover"), "cover.jpg")
    assert picture is not None
    assert (picture.facts, picture.local) == (image_facts(), None)
    assert memory.picture(sha256("another"), "cover.jpg") is None


def test_before_the_first_publication_nothing_is_known() -> None:
    memory = Memory(None)
    assert memory.sides(GUID, SideKind.FILM) == ()
    assert memory.file(GUID, SideKind.FILM, FILM.name, None) is None
    assert memory.key_of(GUID, SideKind.FILM, FILM.name, sha256("film")) is None
    assert memory.object(FILM.keys[0]) is None
    assert memory.recording(GUID, None) is None
    assert memory.picture(sha256("cover"), "cover.jpg") is None
    assert not memory.knows(episode("a"))
    assert not memory.is_live("a", GUID)


def test_who_is_live_is_known_by_guid_and_where_there_is_none_by_slug(memory: Memory) -> None:
    assert memory.is_live("renamed", GUID)
    assert memory.is_live("a", None)
    assert not memory.is_live("b", None)


def test_a_recording_is_known_as_it_was_published(memory: Memory) -> None:
    found = memory.recording(GUID, None)
    assert found is not None
    assert (found.sha256, found.local, found.is_here) == (sha256("sound"), None, False)
    assert memory.recording(GUID, sha256("sound")) == found
    assert memory.recording(GUID, sha256("another sound")) is None


def test_an_episode_that_is_held_back_stays_known(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=3)))
    memory = Memory(plan.generation)
    assert [one.slug for one in memory.kept({"renamed": "guid-of-b"})] == ["b"]
    assert [one.slug for one in memory.kept({"b": None})] == ["b"]
    assert [one.slug for one in memory.kept({"a": "guid-of-a", "c": None})] == ["a"]
    assert memory.kept({"a": "another", "c": "guid-of-c"}) == ()
