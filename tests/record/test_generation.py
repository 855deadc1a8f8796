"""Generations: what is written is read back, and what cannot be read is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import NOON, candidate, episode, plan_of

from balado.artifact import Kind
from balado.errors import RefusedError
from balado.record.changes import publish_the_same
from balado.record.generation import (
    AnnouncedRecord,
    Embedded,
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    FileRecord,
    FormerKey,
    Generation,
    GoneRecord,
    ObjectRecord,
    PageRecord,
    SideKind,
    SideRecord,
)
from balado.record.generation_file import number_of, read_generation, write_generation

Kept = TypeVar("Kept")


def some(strategy: st.SearchStrategy[Kept]) -> st.SearchStrategy[tuple[Kept, ...]]:
    """A few of them."""
    return st.lists(strategy, max_size=2).map(tuple)


words = st.text(min_size=1, max_size=30)
sizes = st.integers(0, 10**12)
facts = st.dictionaries(words, st.dictionaries(words, words | sizes), max_size=2)
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 (zone added)
    lambda moment: moment.replace(tzinfo=UTC)
)
pieces = st.builds(Embedded, sha256=words, byte_size=sizes)
files = st.builds(FileRecord, name=words, sha256=words, key=words, embedded=st.none() | pieces)
sides = st.builds(
    SideRecord,
    kind=st.sampled_from(SideKind),
    name=words,
    sha256=words,
    keys=some(words),
    language=st.none() | words,
    maker=sizes,
)
objects = st.builds(
    ObjectRecord,
    key=words,
    kind=st.sampled_from(Kind),
    byte_size=sizes,
    sha256=words,
    content_type=words,
    cache_control=words,
)
pages = st.builds(
    PageRecord,
    key=words,
    guid=words,
    sha256=words,
    byte_size=sizes,
    guids=some(words),
    shrinks=st.booleans(),
    artwork=st.none() | files,
)
conferences = st.builds(
    AnnouncedRecord,
    slug=words,
    folder=words,
    guid=words,
    start=moments,
    turn=st.none() | moments,
    artwork=st.none() | files,
    beside=some(sides),
    status=words,
)
records = st.builds(
    EpisodeRecord,
    slug=words,
    folder=words,
    guid=words,
    date=moments,
    state=st.sampled_from(EpisodeState),
    audio=files,
    artwork=st.none() | files,
    item=words,
    beside=some(sides),
)
generations = st.builds(
    Generation,
    number=st.integers(1, 10**9),
    created=moments,
    owner=words,
    url=words,
    show_guid=words,
    source_digest=st.none() | words,
    next_due=st.none() | moments,
    built=moments,
    feed=st.none() | st.builds(FeedRecord, sha256=words, byte_size=sizes),
    artwork=files,
    episodes=some(records),
    objects=some(objects),
    media=facts,
    images=facts,
    former=some(st.builds(FormerKey, guid=words, sha256=words, key=words, embedded=st.none() | pieces)),
    files=facts,
    pages=some(pages),
    announced=some(conferences),
    gone=some(st.builds(GoneRecord, guid=words, slug=words, folder=words, number=sizes)),
    place=words,
)


@given(generations)
def test_what_is_written_is_read_back(generation: Generation) -> None:
    artifact = write_generation(generation)
    assert isinstance(artifact.body, bytes)
    assert read_generation(artifact.body, artifact.key) == generation


def test_a_real_one_is_read_back_and_same_record_is_same_bytes(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=3)))
    artifact = write_generation(plan.generation)

    assert isinstance(artifact.body, bytes)
    assert read_generation(artifact.body, artifact.key) == plan.generation
    assert write_generation(read_generation(artifact.body, artifact.key)).body == artifact.body
    assert artifact.cache_control == "private, no-store"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"{", "damaged"),
        (b"[]", "damaged"),
        (b"{}", "damaged"),
        (b'{"format": 1}', "damaged"),
        (json.dumps({"format": 99}).encode(), "newer Balado (format 99)"),
    ],
)
def test_what_cannot_be_read_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_generation(body, "generations/7.json")
    assert said in str(refusal.value)
    assert "generations/7.json" in str(refusal.value)


def test_numbers_come_from_keys_of_generations_only() -> None:
    names = ["generations/12.json", "generations/x.json", "feeds/1.json", "generations/1.json.tmp", "generations/²"]
    assert [number_of(name) for name in names] == [12, None, None, None, None]


def test_what_only_tells_runs_apart_is_no_difference(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")))
    other = plan_of(
        tmp_path, candidate(tmp_path, episode("a")), now=NOON + timedelta(hours=1), owner="x", source_digest=None
    )
    assert publish_the_same(plan.generation, other.generation)


def test_a_page_without_a_picture_of_its_own_is_written_as_it_always_was(tmp_path: Path) -> None:
    plain = PageRecord("season-1.xml", "g", "0" * 64, 1, ())
    own = PageRecord(
        "english.xml", "h", "1" * 64, 1, (), artwork=FileRecord("episodes/en.png", "2" * 64, "artwork/en.png")
    )
    generation = plan_of(tmp_path).generation
    written = json.loads(write_generation(replace(generation, pages=(plain, own))).body)
    assert ["artwork" in page for page in written["pages"]] == [False, True]
