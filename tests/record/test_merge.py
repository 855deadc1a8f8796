"""What several records of one show know together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from specimens import candidate, episode, plan_of

from balado.record.generation import FormerKey, Generation, GoneRecord
from balado.record.generation_file import write_generation
from balado.record.merge import merged, taken_in
from balado.record.redact import knows


def record(folder: Path, *slugs: str, sound: str = "one", number: int = 1) -> Generation:
    """A publication of these episodes."""
    made = plan_of(folder, *(candidate(folder, episode(slug), f"{sound} of {slug}") for slug in slugs))
    return replace(made.generation, number=number)


def test_a_single_record_knows_what_it_says(tmp_path: Path) -> None:
    assert merged([record(tmp_path, "a")]) == record(tmp_path, "a")


def test_what_a_later_record_forgot_is_known_again(tmp_path: Path) -> None:
    """As when a version that could not read the earlier ones made a record anew."""
    first = replace(record(tmp_path, "a", "b"), taken=("guid-of-t",))
    second = record(tmp_path, "a", sound="two", number=2)

    known = merged([first, second])

    assert known.number == 2
    assert [one.slug for one in known.episodes] == ["a"]
    assert known.taken == ("guid-of-t",)
    assert known.gone == (GoneRecord("guid-of-b", "b", "episodes/b", 2),)
    was = {(one.guid, one.audio.sha256): one.audio.key for one in first.episodes}
    assert {(one.guid, one.sha256): one.key for one in known.former} == was
    assert known.media.keys() == first.media.keys() | second.media.keys()


def test_what_waits_in_an_earlier_record_alone_keeps_its_key(tmp_path: Path) -> None:
    waiting = plan_of(tmp_path, candidate(tmp_path, episode("w", days=3))).generation
    [episode_to_come] = waiting.episodes

    known = merged([waiting, record(tmp_path, "a", number=2)])

    audio = episode_to_come.audio
    assert FormerKey("guid-of-w", audio.sha256, audio.key) in known.former
    assert known.gone == (), "subscribers never had it"


def test_of_what_was_taken_down_the_guid_alone_stays(tmp_path: Path) -> None:
    """Also where the takedown was cut short, and an earlier record still holds the episode."""
    first = record(tmp_path, "a", "t")
    second = replace(record(tmp_path, "a", number=2), taken=("guid-of-t",))

    known = merged([first, second])

    assert known.taken == ("guid-of-t",)
    assert not knows(known, "guid-of-t")
    assert known.media.keys() == second.media.keys()


def test_what_was_published_again_after_a_takedown_counts(tmp_path: Path) -> None:
    first = replace(record(tmp_path, "a"), taken=("guid-of-t",))

    assert merged([first, record(tmp_path, "a", "t", number=2)]).taken == ()


def test_takedowns_are_read_from_a_damaged_record_too(tmp_path: Path) -> None:
    body = write_generation(replace(record(tmp_path, "a"), taken=('guid "t"', "guid-of-é"))).body
    assert isinstance(body, bytes)

    assert taken_in(body.replace(b'"built"', b'"b\xffilt')) == ('guid "t"', "guid-of-é")
    assert taken_in(body[: len(body) // 3]) == ()
    assert taken_in(b'"taken":[5,]') == ()
    assert merged([record(tmp_path, "a")], taken_in(body)).taken == ('guid "t"', "guid-of-é")
