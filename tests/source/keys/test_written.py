"""A value is written as the house writes it, and read back as it was entered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from written_files import TEXTS, VALUES

from balado.source.keys.written import Hand, Value, as_read, block_of, unfit
from balado.source.yaml.parse import parse


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("A", "k: A"),
        ("1984", 'k: "1984"'),
        (1984, "k: 1984"),
        (True, "k: true"),
        (["a", "b: c"], 'k:\n  - a\n  - "b: c"'),
        ([], "k: []"),
        ({"name": "A", "email": "b@c.d"}, "k: {name: A, email: b@c.d}"),
        ([{"name": "A"}], "k:\n  - {name: A}"),
        ("a\n\nb", "k: |-\n  a\n\n  b"),
        ({"text": "a\nb"}, "k:\n  text: |-\n    a\n    b"),
        ("a\n b: \tc", 'k: "a\\x0a b: \\x09c"'),
    ],
)
def test_the_house_writes_values_in_one_way(value: Value, written: str) -> None:
    assert Hand().keyed("k", value, 0) == written


@given(VALUES)
@settings(derandomize=True, max_examples=50)
def test_every_value_is_read_back(value: Value) -> None:
    for column in (0, 3):
        document = parse(f"{' ' * column}{Hand(3, 0).keyed('k', value, column)}\n", "feed.yaml")
        assert not [fault for fault in document.faults if fault.severity == "error"]
        assert as_read(document.tree) == as_read({"k": value})


@given(TEXTS)
@settings(derandomize=True, max_examples=50)
def test_a_folded_text_is_read_back(text: str) -> None:
    block = block_of(text, 2, folded=True, single=True)
    if block is not None:
        assert parse(f"k: {block}\n", "feed.yaml").tree == {"k": text}


def test_what_no_feed_can_carry_is_found_wherever_it_stands() -> None:
    assert unfit({"a": ["b", {"c": "d\u2028"}]}) == "\u2028"
    assert unfit({"a\x00": 1}) == "\x00"
    assert unfit(["a", 1, True, None]) is None
