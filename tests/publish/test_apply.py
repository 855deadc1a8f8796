"""The order of acting, and what a failure at any step leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from memory_storage import MemoryStorage, memory_target
from specimens import candidate, episode, plan_of

from balado.edition.plan import Plan
from balado.errors import RemoteError
from balado.events import Event, Watch
from balado.message import say
from balado.publish.apply import apply
from balado.record.generation_file import write_generation
from balado.record.history import Overtaken, find_newest
from balado.store.target import Target


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=1), "secret"))


def memory(target: Target) -> tuple[MemoryStorage, MemoryStorage]:
    assert isinstance(target.public, MemoryStorage)
    assert isinstance(target.state, MemoryStorage)
    return target.public, target.state


def watch(events: list[Event] | None = None) -> Watch:
    return Watch(events.append if events is not None else lambda _event: None)


def test_media_come_before_the_commit_and_the_feed_comes_last(plan: Plan) -> None:
    target = memory_target()
    public, state = memory(target)
    journal: list[str] = []
    public.calls = state.calls = journal

    served = apply(plan, target, watch())

    puts = [call for call in journal if call.startswith("put")]
    assert served == plan.generation
    assert [call.split("/")[0] for call in puts] == [
        "put artwork" if "artwork" in call else "put audio" for call in puts[:3]
    ] + ["put feeds", "put_if_absent generations", "put feed.xml"]
    assert find_newest(target).projected


def test_every_object_is_looked_at_after_it_was_sent(plan: Plan) -> None:
    target = memory_target()
    public, _ = memory(target)
    apply(plan, target, watch())
    for upload in plan.uploads:
        key = upload.artifact.key
        assert [call for call in public.calls if call.endswith(key)] == [f"head {key}", f"put {key}", f"head {key}"]


def test_what_is_there_already_is_not_sent_again(plan: Plan) -> None:
    target = memory_target()
    public, _ = memory(target)
    for upload in plan.uploads:
        public.put(upload.artifact)
    public.calls.clear()
    events: list[Event] = []

    apply(plan, target, watch(events))

    assert [call for call in public.calls if call.startswith("put")] == ["put feed.xml"]
    assert {event.name for event in events} == {"already-there"}


def test_a_store_that_alters_files_is_found_out_before_anything_is_public(plan: Plan) -> None:
    target = memory_target()
    public, state = memory(target)
    key = plan.uploads[0].artifact.key
    heads = iter([False, True])

    def alter() -> None:
        if next(heads):
            body, stored = public.objects[key]
            public.objects[key] = (body[:-1], type(stored)(key, len(body) - 1, stored.sha256, stored.content_type))

    public.before[f"head {key}"] = alter
    with pytest.raises(RemoteError, match="does not hold"):
        apply(plan, target, watch())
    assert not state.objects
    assert "feed.xml" not in public.objects


def test_a_store_that_drops_metadata_is_named_as_that(plan: Plan) -> None:
    target = memory_target()
    public, state = memory(target)
    key = plan.uploads[0].artifact.key

    def strip() -> None:
        if key in public.objects:
            body, stored = public.objects[key]
            public.objects[key] = (body, type(stored)(key, len(body), None, stored.content_type))

    public.before[f"head {key}"] = strip
    with pytest.raises(RemoteError, match="drops the metadata"):
        apply(plan, target, watch())
    assert not state.objects


def test_a_failure_while_sending_commits_nothing(plan: Plan) -> None:
    target = memory_target()
    public, state = memory(target)

    def fail() -> None:
        raise RemoteError(say("the store is gone"))

    public.before[f"put {plan.uploads[1].artifact.key}"] = fail
    with pytest.raises(RemoteError, match="the store is gone"):
        apply(plan, target, watch())
    assert not state.objects
    assert "feed.xml" not in public.objects


def test_who_comes_second_is_told_and_changes_nothing_that_is_live(plan: Plan, tmp_path: Path) -> None:
    target = memory_target()
    _, state = memory(target)
    other = plan_of(tmp_path, candidate(tmp_path, episode("z")), owner="somebody else")
    assert state.put_if_absent(write_generation(other.generation))

    with pytest.raises(Overtaken):
        apply(plan, target, watch())
    found = find_newest(target)
    assert found.generation == other.generation
    assert found.live is None, "only the one who committed projects"


def test_no_event_shows_the_address_of_what_is_not_public_yet(plan: Plan) -> None:
    events: list[Event] = []
    apply(plan, memory_target(), watch(events))
    hidden = [upload for upload in plan.uploads if upload.shown != upload.artifact.key]
    assert len(hidden) == 1
    for event in events:
        assert hidden[0].artifact.key not in f"{event.message} {event.fields}"
