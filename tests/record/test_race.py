from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memory_storage import MemoryStorage
from specimens import candidate, episode, plan_of

from balado.artifact import NEVER, Artifact, Kind
from balado.edition.plan import Plan
from balado.events import Event, Watch
from balado.publish.apply import apply
from balado.record.commit import commit
from balado.record.generation_file import generation_key, read_generation, write_generation
from balado.record.history import Overtaken
from balado.record.race import race
from balado.store.target import Target


class WeakStorage(MemoryStorage):
    """Tells every writer of the race that it won."""

    def put_if_absent(self, artifact: Artifact) -> bool:
        super().put_if_absent(artifact)
        return True


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_of(tmp_path, candidate(tmp_path, episode("a")))


def watch(events: list[Event], state: MemoryStorage | None = None, found: bytes = b"") -> Watch:
    """A watch during whose pause somebody else's record may replace the one that was written."""

    def pause(_seconds: float) -> None:
        if state is not None:
            key = generation_key(1)
            state.put(Artifact.of_bytes(key, Kind.GENERATION, found, "application/json", NEVER))

    return Watch(events.append, pause=pause)


def others(plan: Plan, state: MemoryStorage) -> bytes:
    """What the record of this plan would be, had another run written it."""
    apply(plan, Target(MemoryStorage(), state), watch([]))
    record = read_generation(state.objects[generation_key(1)][0], generation_key(1))
    body = write_generation(replace(record, owner="somebody else")).body
    assert isinstance(body, bytes)
    return body


def recorded(state: MemoryStorage, number: int) -> str:
    """What the record of a publication says of the store."""
    return read_generation(state.objects[generation_key(number)][0], "").store


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


def test_one_winner_a_round_is_an_atomic_store_and_leaves_nothing() -> None:
    state = MemoryStorage()
    assert race(state, "t", 3) == "atomic"
    assert len([call for call in state.calls if call.startswith("put_if_absent")]) == 24
    assert not state.objects


def test_several_winners_are_a_weak_store() -> None:
    state = WeakStorage()
    assert race(state, "t", 3) == "weak"
    assert len([call for call in state.calls if call.startswith("put_if_absent")]) == 8
    assert not state.objects


def test_a_weak_bucket_is_remembered_and_every_publication_says_so(plan: Plan) -> None:
    events: list[Event] = []
    state = WeakStorage("s3://b/.balado", needs_trial=True)
    first = apply(plan, Target(MemoryStorage(), state), watch(events))
    assert names(events).count("weak-store") == 1
    assert recorded(state, 1) == "weak"

    state.calls.clear()
    commit(replace(first, number=2), state, watch(events))
    assert names(events).count("weak-store") == 2
    assert state.calls == ["put_if_absent generations/2.json", "get generations/2.json"]


def test_an_atomic_bucket_is_remembered_and_costs_nothing_later(plan: Plan) -> None:
    events: list[Event] = []
    state = MemoryStorage("s3://b/.balado", needs_trial=True)
    first = apply(plan, Target(MemoryStorage(), state), watch(events))
    assert recorded(state, 1) == "atomic"
    state.calls.clear()
    commit(replace(first, number=2), state, watch(events))
    assert state.calls == ["put_if_absent generations/2.json"]
    assert "weak-store" not in names(events)


def test_a_bucket_published_to_before_there_was_a_race_is_tried_by_the_next_publication(plan: Plan) -> None:
    state = MemoryStorage("s3://b/.balado", needs_trial=True)
    assert commit(replace(plan.generation, number=7, store=""), state, watch([])).store == "atomic"


def test_a_folder_is_not_tried(plan: Plan) -> None:
    state = MemoryStorage("/srv/.public.balado")
    assert commit(plan.generation, state, watch([])).store == ""
    assert len(state.calls) == 1


def test_on_a_weak_store_the_one_whose_record_was_replaced_plans_again(plan: Plan) -> None:
    record = others(plan, MemoryStorage())
    state, public = WeakStorage("s3://b/.balado", needs_trial=True), MemoryStorage()
    with pytest.raises(Overtaken):
        apply(plan, Target(public, state), watch([], state, record))
    assert "feed.xml" not in public.objects
