"""Lines are taken away and put in where they belong; what stands between them stays."""

from __future__ import annotations

from balado.source.keys.splice import Splice, in_order, runs


def test_what_is_put_in_comes_before_what_is_taken_away_at_the_same_place() -> None:
    taken, put = Splice(4, 9, ""), Splice(4, 4, "new\n")
    assert in_order([taken, put]) == [put, taken]


def test_pieces_that_overlap_are_none() -> None:
    assert in_order([Splice(0, 5, "a"), Splice(4, 9, "b")]) is None


def test_numbers_in_a_row_are_one_stretch() -> None:
    assert runs([4, 0, 1, 3, 7]) == [(0, 2), (3, 5), (7, 8)]
