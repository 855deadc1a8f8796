"""Records that are lost or damaged, made whole: nothing is forgotten, no number is free that was taken."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from memory_storage import MemoryStorage, memory_target
from specimens import candidate, episode, plan_of

from balado.artifact import NEVER, Artifact, Kind
from balado.events import Watch
from balado.publish.apply import apply
from balado.record.generation import Generation
from balado.record.generation_file import FORMAT, NewerRecordError, generation_key
from balado.record.history import find_newest, generations_back, read_numbered
from balado.restore.lost_record import mend, put_back, read_records, stands
from balado.store.target import Target

SILENT = Watch(lambda _: None)


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """Three publications."""
    made = memory_target()
    previous: Generation | None = None
    for title in ("One", "Two", "Three"):
        plan = plan_of(tmp_path, candidate(tmp_path, episode("a", title=title)), previous=previous)
        previous = apply(plan, made, SILENT)
    return made


def write(target: Target, number: int, body: bytes) -> None:
    key = generation_key(number)
    target.state.put(Artifact.of_bytes(key, Kind.GENERATION, body, "application/json", NEVER))


def state_keys(target: Target) -> list[str]:
    return [one.key for one in target.state.list("") if not one.key.startswith("feeds/")]


def live(target: Target) -> bool:
    records = read_records(target)
    return stands(target, records, target.public.head("feed.xml"))


def test_a_whole_record_stands(target: Target) -> None:
    records = read_records(target)

    assert [one.number for one in records.readable] == [1, 2, 3]
    assert records.damaged == ()
    assert live(target)


def test_a_record_of_a_later_version_anywhere_is_refused(target: Target) -> None:
    write(target, 2, b'{"format":%d}' % (FORMAT + 1))

    with pytest.raises(NewerRecordError, match=r"generations/2\.json"):
        read_records(target)


def test_an_empty_record_after_the_newest_was_never_one_and_goes(target: Target) -> None:
    write(target, 4, b"")
    records = read_records(target)
    assert [one.number for one in records.never_made] == [4]
    assert live(target)

    mend(target, records)

    assert state_keys(target) == [generation_key(number) for number in (1, 2, 3)]
    assert find_newest(target).projected


def test_a_damaged_record_among_others_is_set_aside_and_history_goes_through(target: Target) -> None:
    write(target, 2, b"{damaged")
    assert live(target)

    mend(target, read_records(target))

    newest = find_newest(target).generation
    assert newest is not None
    assert [one.number for one in generations_back(target, newest)] == [3, 2, 1]
    mended, first = read_numbered(target, 2), read_numbered(target, 1)
    assert mended is not None
    assert first is not None
    assert mended == replace(first, number=2, restores=1, source_digest=None)
    found = target.state.get("damaged/2.json")
    assert found is not None
    assert found[0] == b"{damaged"


def test_a_damaged_newest_record_does_not_stand(target: Target) -> None:
    write(target, 3, b"{")
    assert not live(target)


def test_a_feed_ahead_of_every_record_does_not_stand(target: Target) -> None:
    target.state.delete(generation_key(3))
    assert not live(target)


def test_a_lost_copy_does_not_stand(target: Target) -> None:
    newest = read_records(target).newest
    assert newest is not None
    assert newest.feed is not None
    target.state.delete(f"feeds/{newest.feed.sha256}.xml.gz")
    assert not live(target)


def test_a_new_record_takes_a_number_after_all_others(target: Target) -> None:
    write(target, 7, b"{")
    records = read_records(target)
    assert records.next_number(target.public.head("feed.xml")) == 8
    for number in (1, 2, 3, 7):
        target.state.delete(generation_key(number))
    assert read_records(target).next_number(target.public.head("feed.xml")) == 4, "the feed says it is 3"


def test_records_before_one_made_anew_are_mended_with_it(target: Target) -> None:
    write(target, 3, b"{")
    write(target, 4, b"")
    records = read_records(target)
    known = records.known()
    assert known is not None
    made = put_back(target, replace(known, number=5), {}, SILENT)

    mend(target, records, made)

    assert [one.number for one in generations_back(target, made)] == [5, 4, 3, 2, 1]
    assert "damaged/4.json" not in state_keys(target), "there was nothing in it"
    assert find_newest(target).projected


def test_where_nothing_can_be_read_and_nothing_is_served_the_numbers_are_free_again(target: Target) -> None:
    target.public.delete("feed.xml")
    for number in (1, 2, 3):
        write(target, number, b"{")

    mend(target, read_records(target))

    assert state_keys(target) == [f"damaged/{number}.json" for number in (1, 2, 3)]
    assert find_newest(target).generation is None


def test_takedowns_of_a_record_that_cannot_be_read_are_kept(target: Target) -> None:
    newest = read_records(target).newest
    assert newest is not None
    assert isinstance(target.state, MemoryStorage)
    document = json.loads(target.state.objects[generation_key(3)][0])
    write(target, 3, json.dumps({**document, "taken": ["guid-of-t"]}).encode())

    known = read_records(target).known()

    assert known is not None
    assert (known.number, known.taken) == (2, ("guid-of-t",))
