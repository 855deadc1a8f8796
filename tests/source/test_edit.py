"""A fix changes what it says, where it says, and not one other byte of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import InsertLine, ReplaceText
from balado.source.edit import edited

LINE = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=8)


@st.composite
def files(draw: st.DrawFn) -> tuple[list[str], bytes]:
    """Lines with their ends, which may be mixed, the last perhaps without; and a mark in front of the first or none."""
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]]))
    lines = [line + draw(st.sampled_from(ends)) for line in draw(st.lists(LINE, min_size=1, max_size=5))]
    lines[0] = lines[0].lstrip("\ufeff")
    lines[-1] = draw(st.sampled_from([lines[-1], lines[-1].rstrip("\r\n") or "x"]))
    return lines, draw(st.sampled_from([b"", "\ufeff".encode()]))


@given(files(), st.data())
def test_a_text_is_replaced_and_every_other_byte_stays(file: tuple[list[str], bytes], data: st.DataObject) -> None:
    lines, mark = file
    index = data.draw(st.integers(0, len(lines) - 1))
    text = lines[index].rstrip("\r\n")
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    fix = ReplaceText(index + 1, begin + 1, text[begin:end], "new")
    expected = [*lines[:index], text[:begin] + "new" + lines[index][end:], *lines[index + 1 :]]
    assert edited(mark + "".join(lines).encode(), [fix]) == mark + "".join(expected).encode()


@given(files(), st.data())
def test_a_line_is_put_in_with_the_end_that_lines_have_there(
    file: tuple[list[str], bytes], data: st.DataObject
) -> None:
    lines, mark = file
    index = data.draw(st.integers(0, len(lines) - 1))
    after = edited(mark + "".join(lines).encode(), [InsertLine(index + 1, "new: 1")])
    end = lines[index][len(lines[index].rstrip("\r\n")) :] or lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    assert after == mark + "".join([*lines[:index], f"new: 1{end}", *lines[index:]]).encode()


def test_fixes_of_one_reading_are_made_together() -> None:
    raw = "a: french # été\r\nb: [x, y, x]".encode()
    fixes = [InsertLine(1, "guid: 1"), ReplaceText(1, 4, "french", "fr"), ReplaceText(2, 5, "x", "one"),
             ReplaceText(2, 11, "x", "three")]  # fmt: skip
    assert edited(raw, fixes) == "guid: 1\r\na: fr # été\r\nb: [one, y, three]".encode()


@pytest.mark.parametrize(
    "fix",
    [
        ReplaceText(1, 1, "c", "x"),
        ReplaceText(3, 1, "", "x"),
        ReplaceText(1, 9, "", "x"),
        ReplaceText(0, 1, "", "x"),
        ReplaceText(1, 1, "a", "two\nlines"),
        InsertLine(4, "x"),
    ],
)
def test_a_fix_that_does_not_fit_changes_nothing(fix: ReplaceText | InsertLine) -> None:
    assert edited(b"a: 1\nb: 2\n", [fix]) is None


def test_a_file_in_another_encoding_is_left_alone() -> None:
    assert edited("é: 1".encode("latin-1"), [InsertLine(1, "x")]) is None
