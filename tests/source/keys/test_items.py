"""A list becomes another one with as few of its items touched as that takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.source.keys.items import planned


def test_an_item_is_known_again_by_its_name_whatever_else_of_it_is_changed() -> None:
    plan = planned([{"name": "Ada"}, {"name": "Bob"}], [{"name": "Ada", "role": "host"}, {"name": "Bob"}])
    assert [(before, after) for before, after in plan.changed if before == after] == [(0, 0), (1, 1)]
    assert (plan.gone, list(plan.added)) == (frozenset(), [])


def test_an_item_that_stands_elsewhere_is_moved_and_not_written_anew() -> None:
    plan = planned(["a", "b", "c"], ["c", "a", "b"])
    assert (plan.gone, list(plan.added), dict(plan.moved)) == (frozenset({2}), [(0, 0)], {0: 2})


def test_a_new_item_says_behind_how_many_that_stay() -> None:
    plan = planned(["a", "b"], ["b", "x"])
    assert (plan.gone, list(plan.added), dict(plan.moved)) == (frozenset({0}), [(1, 1)], {})


ITEMS = st.lists(
    st.sampled_from(["a", "b", "c"])
    | st.fixed_dictionaries({"name": st.sampled_from("xy"), "n": st.sampled_from("12")}),
    max_size=6,
)


@given(old=ITEMS, new=ITEMS)
def test_whatever_is_planned_gives_the_new_list(old: list[object], new: list[object]) -> None:
    plan = planned(old, new)
    changed = dict(plan.changed)
    made = [new[changed[index]] for index in range(len(old)) if index not in plan.gone]
    assert set(changed) == set(range(len(old))) - plan.gone
    for number, (behind, at) in enumerate(plan.added):
        made.insert(behind + number, new[at])
        if at in plan.moved:
            assert old[plan.moved[at]] == new[at]
    assert made == new
