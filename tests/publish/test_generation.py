"""Generations: what is written is read back, and what cannot be read is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import NOON, candidate, episode, plan_of

from balado.errors import RefusedError
from balado.publish.generation import (
    EpisodeRecord,
    EpisodeState,
    FileRecord,
    FormerKey,
    Generation,
)
from balado.publish.generation_file import number_of, read_generation, write_generation

words = st.text(min_size=1, max_size=30)
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 (zone added)
    lambda moment: moment.replace(tzinfo=UTC)
)
files = st.builds(FileRecord, name=words, sha256=words, key=words)
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
    feed=st.none(),
    artwork=files,
    episodes=st.lists(records, max_size=3).map(tuple),
    media=st.dictionaries(words, st.dictionaries(words, words), max_size=2),
    former=st.lists(st.builds(FormerKey, guid=words, sha256=words, key=words), max_size=2).map(tuple),
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
    assert plan.generation.publishes_the_same_as(other.generation)
