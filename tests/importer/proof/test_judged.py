"""What became of one value: equal, given, measured, lost."""

import pytest

from balado.importer.proof.judged import (
    Judge,
    Sameness,
    Setting,
    asked_for,
    given,
    left_alone,
    measured,
    protected,
    said_as,
    same,
)
from balado.message import say

DECLARED, MEASURED = Setting("https://pod.example/"), Setting("https://pod.example/", is_measured=True)
WHY = say("Why.")


@pytest.mark.parametrize(
    "case",
    [
        (same, "a", "a", DECLARED, Sameness.EQUAL),
        (same, "a", "b", DECLARED, Sameness.DIFFERENT),
        (same, "a  b", " a b", DECLARED, Sameness.EQUAL),
        (same, "a", None, DECLARED, Sameness.LOST),
        (same, None, "a", DECLARED, Sameness.DIFFERENT),
        (same, 3, 0, DECLARED, Sameness.LOST),
        (same, True, False, DECLARED, Sameness.DIFFERENT),
        (same, False, False, DECLARED, Sameness.EQUAL),
        (given(same, WHY), 0, 3, DECLARED, Sameness.IMPROVED),
        (given(same, WHY), 3, 4, DECLARED, Sameness.DIFFERENT),
        (given(same, WHY), 3, 0, DECLARED, Sameness.LOST),
        (asked_for(same), "a", "b", DECLARED, Sameness.DIFFERENT),
        (asked_for(same), "a", "", DECLARED, Sameness.LOST),
        (measured(WHY), 3, 4, DECLARED, Sameness.DIFFERENT),
        (measured(WHY), 3, 4, MEASURED, Sameness.IMPROVED),
        (measured(WHY), 3, 0, MEASURED, Sameness.LOST),
        (protected, False, True, DECLARED, Sameness.IMPROVED),
        (protected, True, False, DECLARED, Sameness.DIFFERENT),
        (said_as(WHY, str.casefold), "A", "a", DECLARED, Sameness.IMPROVED),
        (said_as(WHY, str.casefold), "A", "b", DECLARED, Sameness.DIFFERENT),
        (said_as(WHY, str.casefold), "A", "", DECLARED, Sameness.LOST),
        (left_alone, "a", None, DECLARED, Sameness.EQUAL),
    ],
)
def test_a_value_beside_the_new_one(case: tuple[Judge, object, object, Setting, Sameness]) -> None:
    judge, old, new, setting, verdict = case
    judgement = judge(old, new, setting)
    assert judgement.sameness is verdict
    assert (judgement.reason is not None) == (verdict is Sameness.IMPROVED)


def test_what_every_show_has_and_the_old_feed_does_not_say_is_to_be_looked_at() -> None:
    judgement = asked_for(same)("", "en", DECLARED)
    assert judgement.sameness is Sameness.DIFFERENT
    assert "look whether it is right" in str(judgement.reason)
