"""Bars of a chart: where each is drawn, and how high. Behind each chart stands a table that says the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balado.statistics.figures import FEWEST

WIDTH = 720
_HEIGHT = 200
_LINE = 28
_LABEL = 260
_NUMBER = 80
_LETTERS = 34
_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, in units of the chart."""

    x: float
    y: float
    width: float
    height: float
    series: int = 0


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """A text at a place of the chart. `anchor` is start or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars and labels, on a ground of this size."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[ChartLabel, ...]


def columns(numbers: Sequence[int], first: str, last: str) -> Chart:
    """Upright bars, one for each stretch of time; the first and the last stretch are named."""
    step = WIDTH / max(1, len(numbers))
    bars = []
    for place, number in enumerate(numbers):
        height = round(_length(number, max(numbers), _HEIGHT), 1)
        if height:
            x, width = step * (place + _GAP / 2), step * (1 - _GAP)
            bars.append(Bar(round(x, 1), round(_HEIGHT - height, 1), round(width, 1), height))
    below = _HEIGHT + 20
    labels = [ChartLabel(0, below, first)]
    if last != first:
        labels.append(ChartLabel(WIDTH, below, last, "end"))
    return Chart(WIDTH, _HEIGHT + 28, tuple(bars), tuple(labels))


def rows(names: Sequence[str], numbers: Sequence[Sequence[int]], told: Sequence[str] = ()) -> Chart:
    """Lying bars, each behind its name; of several numbers for one name, several bars one below the other.

    `told` is what stands behind the bars of each name.
    """
    most = max((number for group in numbers for number in group), default=0)
    bars, labels = [], []
    for place, (name, group) in enumerate(zip(names, numbers, strict=True)):
        middle = place * _LINE + _LINE * 0.65
        labels.append(ChartLabel(0, middle, _short(name)))
        height = _LINE * (1 - _GAP) / max(1, len(group))
        widths = [round(_length(number, most, WIDTH - _LABEL - _NUMBER), 1) for number in group]
        for series, width in enumerate(widths):
            if width:
                y = place * _LINE + _LINE * _GAP / 2 + series * height
                bars.append(Bar(_LABEL, round(y, 1), width, round(height, 1), series))
        if told:
            labels.append(ChartLabel(round(_LABEL + max(widths, default=0) + 8, 1), middle, told[place]))
    return Chart(WIDTH, max(1, len(names)) * _LINE, tuple(bars), tuple(labels))


def _length(number: int, most: int, room: float) -> float:
    """How long a bar is. Those of fewer than FEWEST have one length: they are not told apart."""
    if number <= 0:
        return 0
    whole = max(most, FEWEST)
    return max(number if number >= FEWEST else FEWEST / 2, whole / room) / whole * room


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
