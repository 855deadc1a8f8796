"""Each value is found where it stands, whatever quotes, brackets, comments and blanks are around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import files

from balado.source.keys.nodes import Entry, Text, ValueNode, root_of
from balado.source.yaml.parse import parse


def values(text: str) -> dict[str, str]:
    """The text of each value of the top level, by its key."""
    root = root_of(text)
    assert root is not None
    return {entry.name: text[entry.node.start : entry.node.end] for entry in root.entries or ()}


def test_a_value_is_its_own_text_without_the_comment_behind_it() -> None:
    text = (
        'a: one  # mine\nb: \'two\'\n"c" : "th:ree"\nd:\n  # below\n  four\ne: {f: [1, 2]}  # end\ng:\n- x\n-  y # z\n'
    )
    assert values(text) == {
        "a": "one", "b": "'two'", "c": '"th:ree"', "d": "four", "e": "{f: [1, 2]}", "g": "- x\n-  y",
    }  # fmt: skip


def test_a_block_of_text_ends_with_its_last_line_that_is_not_blank() -> None:
    text = "a: |-\n  one\n\n  two\n\n\nb: >+\n  three\n\nc: 1\n"
    assert values(text) == {"a": "|-\n  one\n\n  two", "b": ">+\n  three\n", "c": "1"}
    [first, second, third] = (root_of(text) or ValueNode(0, 0)).entries or []
    assert [text[one.node.start : one.node.header_end] for one in (first, second)] == ["|-", ">+"]
    assert [one.node.is_block for one in (first, second, third)] == [True, True, False]


def test_items_begin_at_their_dash_and_in_brackets_at_themselves() -> None:
    text = "a:\n  - x\n  # word\n  -  {y: 1}\nb: [p, q]\n"
    [blocks, brackets] = (root_of(text) or ValueNode(0, 0)).entries or []
    assert [text[one.start : one.node.end] for one in blocks.node.entries or ()] == ["- x", "-  {y: 1}"]
    assert [(text[one.start], one.start == one.behind) for one in brackets.node.entries or ()] == [
        ("p", True), ("q", True),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: !!str 1\n", "b: &x 1\na: *x\n"])
def test_what_is_said_elsewhere_too_has_no_place_of_its_own(text: str) -> None:
    root = root_of(text)
    assert root is not None
    assert next(one for one in root.entries or () if one.name == "a").node.is_placed is False


@pytest.mark.parametrize("text", ["", "# only words\n", "---\n"])
def test_a_text_without_keys_has_no_root(text: str) -> None:
    root = root_of(text)
    assert root is None or not root.entries


def test_lines_and_columns_are_those_of_the_text() -> None:
    text = Text("ab\n  cd\nef")
    assert [text.begin_of_line(at) for at in (0, 2, 3, 6, 9)] == [0, 0, 3, 3, 8]
    assert [text.end_of_line(at) for at in (0, 3, 8)] == [2, 7, 10]
    assert [text.column(at) for at in (1, 5, 8)] == [1, 2, 0]
    assert [text.is_first_on_line(at) for at in (0, 1, 5, 6)] == [True, False, True, False]


def every(entries: list[Entry] | None) -> Iterator[Entry]:
    for entry in entries or ():
        yield entry
        yield from every(entry.node.entries)


@given(data=st.data())
@settings(derandomize=True, max_examples=40)
def test_no_value_of_any_file_reaches_into_another(data: st.DataObject) -> None:
    document = parse(data.draw(files(episode=False)).raw.decode("utf-8", "replace"), "feed.yaml", 1)
    if document.tree is None or document.broken:
        return
    root = root_of(document.text)
    for siblings in (node.entries for node in (root, *(one.node for one in every(root.entries if root else None)))
                     if node is not None and node.entries):  # fmt: skip
        for one, following in pairwise(siblings):
            assert one.start <= one.behind <= one.node.end <= following.start
