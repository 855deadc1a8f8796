from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from balado.errors import Fault, Place
from balado.message import say
from balado.studio.consent import consents, is_typed, questions

LOSSES = {
    "guid-of-a": Fault(Place("episodes/a/episode.md"), say("a goes"), say("write it"), slug="a"),
    "guid-of-show": Fault(Place("feed.yaml"), say("the guid changes"), say("write it")),
}


def answered(first: str, second: str) -> tuple[str, ...] | None:
    fields = [one.field for one in questions(LOSSES, "L’Été")]
    return consents(questions(LOSSES, "L’Été", FormData(dict(zip(fields, (first, second), strict=True)))))


def test_each_loss_asks_for_its_own_name() -> None:
    assert [one.expected for one in questions(LOSSES, "L’Été")] == ["a", "L’Été"]
    assert answered("a", "l'été ") == tuple(LOSSES)


@pytest.mark.parametrize("typed", [("a", ""), ("", ""), ("b", "L’Été"), ("L’Été", "a"), ("yes", "yes")])
def test_one_that_is_not_answered_keeps_all_of_them(typed: tuple[str, str]) -> None:
    assert answered(*typed) is None


def test_nothing_to_lose_asks_for_nothing() -> None:
    assert consents(questions({}, "x")) == ()


def test_nothing_typed_is_no_answer_whatever_is_expected() -> None:
    assert not is_typed(" ", "")
