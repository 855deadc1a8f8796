from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from memory_storage import MemoryStorage
from specimens import candidate, episode, plan_of

from balado.artifact import NEVER, Artifact, Kind
from balado.events import Event
from balado.publish.apply import Overtaken, Watch, apply
from balado.publish.generation_file import generation_key
from balado.publish.plan import Plan
from balado.publish.race import STORE_KEY, is_remembered_as_weak, race, remember
from balado.publish.target import Target

WHEN = datetime(2025, 11, 23, 12, tzinfo=UTC)


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
    record = json.loads(state.objects[generation_key(1)][0])
    return json.dumps({**record, "owner": "somebody else"}).encode()


def test_one_winner_a_round_is_an_atomic_store_and_leaves_nothing() -> None:
    state = MemoryStorage()
    assert race(state, "t", WHEN, 3).kind == "atomic"
    assert len([call for call in state.calls if call.startswith("put_if_absent")]) == 24
    assert not state.objects


def test_several_winners_are_a_weak_store_which_is_remembered() -> None:
    state = WeakStorage()
    found = race(state, "t", WHEN, 3)
    assert (found.kind, found.rounds) == ("weak", 1)
    assert not state.objects
    remember(state, found)
    assert is_remembered_as_weak(state)


def test_a_store_nobody_tried_or_a_damaged_note_is_not_called_weak() -> None:
    state = MemoryStorage()
    assert not is_remembered_as_weak(state)
    state.put(Artifact.of_bytes(STORE_KEY, Kind.GENERATION, b"<html>", "application/json", NEVER))
    assert not is_remembered_as_weak(state)


def test_the_first_publication_tries_a_bucket_and_says_when_it_is_weak(plan: Plan) -> None:
    events: list[Event] = []
    state = WeakStorage("s3://b/.balado")
    apply(plan, Target(MemoryStorage(), state), watch(events))
    assert "weak-store" in [event.name for event in events]
    assert is_remembered_as_weak(state)


def test_an_atomic_bucket_is_remembered_and_nothing_is_said(plan: Plan) -> None:
    events: list[Event] = []
    state = MemoryStorage("s3://b/.balado")
    apply(plan, Target(MemoryStorage(), state), watch(events))
    assert json.loads(state.objects[STORE_KEY][0])["kind"] == "atomic"
    assert "weak-store" not in [event.name for event in events]


def test_on_a_weak_store_the_one_whose_record_was_replaced_plans_again(plan: Plan) -> None:
    record = others(plan, MemoryStorage())
    state, public = WeakStorage("s3://b/.balado"), MemoryStorage()
    with pytest.raises(Overtaken):
        apply(plan, Target(public, state), watch([], state, record))
    assert "feed.xml" not in public.objects
