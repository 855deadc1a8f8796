from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.statistics.report.charts import Chart, columns, rows

NUMBERS = st.lists(st.integers(0, 10**9), min_size=1, max_size=60)


def is_inside(chart: Chart) -> bool:
    return all(
        bar.x >= 0
        and bar.y >= -0.1
        and bar.x + bar.width <= chart.width + 0.1
        and bar.y + bar.height <= chart.height + 0.1
        for bar in chart.bars
    )


@given(NUMBERS)
def test_bars_stay_on_the_chart_and_there_is_one_for_each_number(numbers: list[int]) -> None:
    for chart in (columns(numbers, "first", "last"), rows([str(one) for one in numbers], [[one] for one in numbers])):
        assert is_inside(chart)
        assert len(chart.bars) <= sum(number > 0 for number in numbers)


def test_bars_are_as_long_as_their_numbers() -> None:
    [first, second] = rows(["a", "b"], [[50], [100]]).bars
    assert second.width == 2 * first.width
    [first, second] = columns([25, 100], "a", "b").bars
    assert second.height == 4 * first.height


def test_figures_under_five_are_not_told_apart() -> None:
    one, four, _ = columns([1, 4, 100], "a", "c").bars
    assert one.height == four.height > 0


def test_two_numbers_of_one_name_are_two_bars_that_do_not_overlap() -> None:
    first, second = rows(["a"], [[10, 20]]).bars
    assert (first.series, second.series) == (0, 1)
    assert first.y + first.height <= second.y + 0.1


def test_long_names_are_cut_and_one_stretch_is_named_once() -> None:
    assert rows(["x" * 60], [[1]]).labels[0].text.endswith("…")
    assert [label.text for label in columns([1], "Monday", "Monday").labels] == ["Monday"]


@given(st.lists(st.integers(1, 4), min_size=2, max_size=30))
def test_neither_are_they_where_no_figure_is_larger(numbers: list[int]) -> None:
    assert len({bar.height for bar in columns(numbers, "a", "b").bars}) == 1
    few = rows([str(one) for one in numbers], [[one] for one in numbers])
    assert {bar.width for bar in few.bars} == {bar.width for bar in rows(["a"], [[1]]).bars}
    assert columns(numbers, "a", "b").bars[0].height == columns([1], "a", "b").bars[0].height > 0
