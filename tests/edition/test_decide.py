"""The truth table of `decide.py`: what each fault does, by whose it is, where it was found, and how bad it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from specimens import candidate, episode, plan_of

from balado.edition.decide import Decision, ShowFaults, decide
from balado.edition.memory import Memory
from balado.errors import BaladoError, Fault, Place, RefusedError, Severity, SignedAddress, SourceError
from balado.message import say

Stage = Literal["source", "media", "feed"]
STAGES: tuple[Stage, ...] = ("source", "media", "feed")
GUIDS = {"live": "guid-of-live", "waiting": "guid-of-waiting", "new": "guid-of-new"}
NOTHING = Decision()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A publication with a live episode and a scheduled one."""
    made = plan_of(tmp_path, candidate(tmp_path, episode("live")), candidate(tmp_path, episode("waiting", days=3)))
    return Memory(made.generation)


def fault(slug: str | None, severity: Severity = "error", words: str = "wrong") -> Fault:
    return Fault(Place("file"), say("{words}", words=words), say("Correct it."), slug, severity)


def found(stage: Stage, *faults: Fault) -> ShowFaults:
    return ShowFaults(**{stage: faults}, guids=GUIDS)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("slug", [None, "live"])
def test_an_error_of_the_show_or_of_a_live_episode_refuses(memory: Memory, stage: Stage, slug: str | None) -> None:
    expected = SourceError if stage == "source" else RefusedError
    with pytest.raises(expected):
        decide(found(stage, fault(slug)), memory)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("slug", ["waiting", "new"])
def test_an_error_of_another_episode_holds_back_that_one(memory: Memory, stage: Stage, slug: str) -> None:
    wrong = fault(slug)
    decision = decide(found(stage, wrong), memory)
    assert decision.held == {slug: (wrong,)}
    assert decision.guids == {slug: GUIDS[slug]}
    assert decision.unannounced == ({slug} if stage == "feed" else set()), "its announcement is as faulty as the feed"


def signed(slug: str | None) -> Fault:
    return SignedAddress(Place("file"), say("signed"), say("Correct it."), slug)


@pytest.mark.parametrize("stage", ["source", "media"])
def test_a_signed_address_leaves_a_live_episode_as_it_was_published(memory: Memory, stage: Stage) -> None:
    told = found(stage, signed("live"), signed("new"))
    assert told.signed(memory) == {"live": "guid-of-live"}
    decision = decide(told, memory, {"live"})
    assert decision.held.keys() == {"live", "new"}
    assert (decision.unchanged, decision.unannounced) == ({"live"}, {"live"}), "it is live: nothing is announced of it"


@pytest.mark.parametrize(
    ("faults", "can_stay"),
    [
        ([signed("live")], set()),
        ([signed("live"), fault("live")], {"live"}),
        ([signed("live"), fault(None)], {"live"}),
        ([signed(None)], {"live"}),
    ],
)
def test_a_signed_address_refuses_where_that_cannot_be(memory: Memory, faults: list[Fault], can_stay: set[str]) -> None:
    with pytest.raises(SourceError):
        decide(found("source", *faults), memory, can_stay)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("slug", [None, "live", "new"])
def test_a_warning_is_told_and_refuses_only_what_is_strict(memory: Memory, stage: Stage, slug: str | None) -> None:
    doubt = fault(slug, "warning")
    decision = decide(found(stage, doubt), memory)
    assert (decision.held, decision.warnings) == ({}, (doubt,))
    with pytest.raises(RefusedError):
        decide(found(stage, doubt), memory, strict=True)


@pytest.mark.parametrize("stage", STAGES)
def test_advice_does_nothing_even_where_it_is_strict(memory: Memory, stage: Stage) -> None:
    assert decide(found(stage, fault("live", "info")), memory, strict=True) == NOTHING


def test_a_refusal_tells_of_everything_at_once(memory: Memory) -> None:
    faults = [fault(None, words="show"), fault("new", words="new"), fault("live", words="live")]
    doubt = fault("new", "warning", "doubt")
    with pytest.raises(BaladoError) as refusal:
        decide(ShowFaults((faults[0],), (faults[1], doubt), (faults[2],), GUIDS), memory)
    assert sorted(map(str, refusal.value.faults)) == sorted(map(str, [*faults, doubt]))
    assert "3 faults" in str(refusal.value.message)


def test_who_is_live_is_known_by_the_slug_where_the_guid_cannot_be_read(memory: Memory) -> None:
    with pytest.raises(RefusedError):
        decide(ShowFaults(media=(fault("live"),), guids={"live": None}), memory)


def test_a_live_episode_in_a_renamed_folder_is_known_by_its_guid(memory: Memory) -> None:
    with pytest.raises(RefusedError):
        decide(ShowFaults(media=(fault("renamed"),), guids={"renamed": "guid-of-live"}), memory)


def test_before_the_first_publication_only_the_show_refuses() -> None:
    nobody = Memory(None)
    assert set(decide(found("media", fault("live"), fault("new")), nobody).held) == {"live", "new"}
    with pytest.raises(RefusedError):
        decide(found("media", fault(None)), nobody)


def test_several_errors_of_one_episode_are_kept_together(memory: Memory) -> None:
    first, second = fault("new", words="a"), fault("new", words="b")
    decision = decide(ShowFaults((second,), (first,), (), GUIDS), memory)
    assert decision.held == {"new": (first, second)}
    assert decision.held_faults == (first, second)
