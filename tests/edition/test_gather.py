"""Every episode of a show, sorted by what can be done with it, with all that is wrong and nothing decided."""

from __future__ import annotations

from collections.abc import Iterable
from shutil import copytree

import pytest
from editions import a_show, gathered, published
from show_builder import Show, silent_mp3

from balado.edition.contents import Candidate
from balado.errors import UsageError
from balado.show.model import Episode


def slugs(found: Iterable[Candidate | Episode]) -> list[str]:
    return [(one.episode if isinstance(one, Candidate) else one).slug for one in found]


def test_episodes_are_sorted_by_what_their_author_wants(show: Show) -> None:
    show.add("a")
    show.add("b", draft="true")
    show.add("c", withdrawn="true")
    found = gathered(show)
    assert (slugs(found.candidates), slugs(found.drafts), slugs(found.withdrawn)) == (["a"], ["b"], ["c"])
    assert found.released(()) == {"guid-of-c"}


def test_only_leaves_out_what_was_never_published(show: Show) -> None:
    show.add("a")
    before = published(show)
    show.add("b")
    show.add("c")
    found = gathered(show, before, only=("c",))
    assert (slugs(found.candidates), slugs(found.left_out)) == (["a", "c"], ["b"])


@pytest.mark.parametrize("option", ["only", "reembed"])
def test_an_option_that_names_no_episode_is_refused_with_what_was_meant(show: Show, option: str) -> None:
    show.add("conference")
    with pytest.raises(UsageError, match="conference"):
        gathered(show, **{option: ("conferense",)})


def test_a_faulty_show_is_gathered_for_all_its_other_faults(tmp_path) -> None:
    show = a_show(tmp_path, language="french")
    show.add("a")
    show.add("b", nonsense="1")
    found = gathered(show)
    assert not found.is_sound
    assert slugs(found.candidates) == ["a", "b"]
    assert found.presumed == {"b"}
    assert {fault.place.key for fault in found.of_source} == {"language", "nonsense"}


def test_a_cover_that_cannot_be_read_is_a_fault_of_its_own(show: Show) -> None:
    (show.root / "episodes" / "cover.jpg").write_bytes(b"no picture")
    found = gathered(show)
    assert found.artwork is None
    assert [(fault.place.path, fault.slug) for fault in found.of_media] == [("episodes/cover.jpg", None)]


def test_the_guid_of_each_is_known_by_its_slug_faulty_or_not(show: Show) -> None:
    show.add("a")
    show.add("b", nonsense="1")
    (show.add("c") / "episode.md").write_text("---\ntitle: 'x\n---\n", encoding="utf-8")
    assert gathered(show).guids == {"a": "guid-of-a", "b": "guid-of-b", "c": None}


def test_the_same_recording_is_told_at_the_copy_and_not_at_what_was_published(show: Show) -> None:
    show.add("z-original", date="2025-03-01 10:00")
    show.publish()
    copytree(show.root / "episodes" / "z-original", show.root / "episodes" / "a-copy")
    found = [one for one in show.checked(1) if one.get("rule") == "recording-of-another"]
    assert [one["place"]["path"] if "place" in one else one["path"] for one in found] == ["episodes/a-copy/talk.mp3"]


def test_the_same_recording_in_two_episodes_is_told_at_the_later_one(show: Show) -> None:
    same = silent_mp3(3, "the same")
    for slug, date in (("a-new", "2025-03-01 10:00"), ("b-old", "2025-01-01 10:00"), ("c-next", "2025-04-01 10:00")):
        (show.add(slug, date=date, seconds=None) / "talk.mp3").write_bytes(same)
    show.add("d-other")
    found = [fault for fault in gathered(show).of_media if fault.rule == "recording-of-another"]
    assert [(fault.slug, fault.severity) for fault in found] == [("a-new", "warning"), ("c-next", "warning")]
    assert all("that of b-old" in str(fault.what) for fault in found)
