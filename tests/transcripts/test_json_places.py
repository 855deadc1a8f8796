"""Where the values of a JSON text stand."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from balado.transcripts.json_places import JsonValue, entries, line_at, line_counter, root

VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inside: some.lists(inside, max_size=4) | some.dictionaries(some.text(), inside, max_size=4),
    max_leaves=20,
)


def test_the_entries_of_an_object_and_their_places() -> None:
    text = '{"a" : 1,\n "b":[2]}'
    assert list(entries(text, 0)) == [JsonValue(1, 7, "a", (1, 8)), JsonValue([2], 15, "b", (11, 18))]


def test_lines_count_from_one() -> None:
    ends = line_counter("ab\n\nc")
    assert [line_at(ends, at) for at in range(5)] == [1, 1, 1, 2, 3]


@given(value=VALUES, indent=some.sampled_from([None, 0, 3]))
def test_every_value_is_found_again_at_its_place(value: Any, indent: int | None) -> None:
    text = "\n " + json.dumps(value, indent=indent, ensure_ascii=False)
    whole = root(text)
    assert (whole.value, whole.at) == (value, 2)
    if isinstance(value, dict):
        assert {one.key: one.value for one in entries(text, whole.at)} == value
    elif isinstance(value, list):
        assert [one.value for one in entries(text, whole.at)] == value
