"""A text that is no YAML: every broken entry at its line, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
import yaml
from depth import depth
from hypothesis import assume, given
from hypothesis import strategies as st
from readings import told

from balado.errors import FAULTS_MAX
from balado.source.yaml import broken
from balado.source.yaml.parse import parse

SOUND = (
    "k: words",
    'k: "in quotes: here"',
    "k: 'it''s'",
    "k: [a, b]",
    "k: {a: 1}",
    "k: |\n  text: more\n  - x: y: z",
    "k: >\n  text",
    "k:\n  - a\n  - b",
    "k:\n  deep:\n    more: x\n    other: y",
    'k: "two\n  lines"',
    "k: one\n  and two",
    "k:\n  - start: 1\n    title: x\n  - start: 2\n    title: y",
    "k: [\n  a,\n  b]",
    "k: {\na: b,\nc: d\n}",
    'k: "goes on\nlike a key: here"',
    "k: 'goes on\nlike a key: [here'",
    "k: {\na: b}",
    "k: [\na: b,\nc: d]",
    "k: [{\na: b,\nc: [d,\ne: f\n]\n}]",
    'k: {\na: "on\nb: }",\nc: d\n}',
    "k: a [b",
    "k: it's ] here",
    "k:\n  - q: {\na: b\n}",
)
"""Entries that YAML reads, with `k` for their key."""

BROKEN = (
    "k: a: b",
    "k: a : b # and a comment",
    "k: @home",
    "k: `a`",
    "k: %a",
    "k: 'L'accès'",
    'k: "open',
    "k: 'open",
    'k: "closed" and more',
    'k: "Carmen" et "Faust"',
    "k: [a, b",
    "k: {a: 1",
    "k: [a,",
    "k: {",
    "k: [a, [b]",
    "k: [{a: 1}, {a: 2",
    "k: {a: [b",
    'k: [a, "b',
    "k: ['a",
    "k: [a] b",
    'k: "a\\q"',
    "k: - a",
    "k: }",
)
WITHIN = (
    ("k:\n  name: a\n", "  {}", "\n  other: c"),
    ("k:\n  - name: a\n", "    {}", "\n    x: y\n  - z: z"),
    ("k:\n", "  - {}", "\n    x: y\n  - z: z"),
    ("k:\n- x: y\n", "  {}", ""),
    ("k:\n  deep:\n    - deeper:\n", "        {}", "\n        x: y\n  next: z"),
)
"""Entries that hold others: what stands before the line of one, that line, and what follows."""

Entry = tuple[str, int | None]
"""An entry, and which of its lines (from 0) is broken."""


def _held(within: tuple[str, str, str], broken: str) -> Entry:
    before, line, after = within
    return before + line.format(broken.replace("k:", "q:")) + after, before.count("\n")


entries = st.lists(
    st.one_of(
        st.sampled_from(SOUND).map(lambda text: (text, None)),
        st.sampled_from(BROKEN).map(lambda text: (text, 0)),
        st.builds(_held, st.sampled_from(WITHIN), st.sampled_from(BROKEN)),
        st.sampled_from(["k:x", "\tk: x"]).map(lambda text: (text, 0)),
    ),
    min_size=1,
    max_size=10,
)


def _text(found: Sequence[Entry], *, apart: bool) -> tuple[str, list[int]]:
    """The text of these entries, a sound one between them where they are apart, and its broken lines from 0."""
    lines: list[str] = []
    broken: list[int] = []
    for index, (text, at) in enumerate(found):
        if apart:
            lines.append(f"s{index}: x")
        if at is not None:
            broken.append(len(lines) + at)
        lines += text.replace("k:", f"k{index}:", 1).split("\n")
    return "\n".join([*lines, ""]), broken


@given(entries, st.integers(1, 3))
def test_each_broken_line_is_told_once_and_no_other(found: list[Entry], first_line: int) -> None:
    text, broken = _text(found, apart=True)
    faults = parse(text, "episode.md", first_line).faults
    assert [fault.place.line for fault in faults] == [first_line + line for line in broken]


@given(st.lists(st.sampled_from([*((text, None) for text in SOUND), *((text, 0) for text in BROKEN)]), max_size=6))
def test_neighbours_hide_each_other_no_more_than_others(found: list[Entry]) -> None:
    assume((("k: {", 0), ("k: }", 0)) not in pairwise(found))  # YAML reads these two as one
    text, broken = _text(found, apart=False)
    assert [fault.place.line for fault in parse(text, "f").faults] == [1 + line for line in broken]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: [x\nb: c: d\ne: {\nf: g,\nh: i\n}\n", [1, 2]),
        ("a: {x: 1\nb: c: d\ne: {\nf: g,\nh: {\ni: j\n}\n}\nk: @l", [1, 2, 9]),
        # What is never closed ends with its line; what is closed below may hold what is not.
        ("a: {\nb: [1, 2\nc: 3\n}\nd: @e", [2, 5]),
        ("a: {\nb: c: d,\ne: {x: 1,\nf: y},\n}\ng: @h", [2, 6]),
        ("a: [x\n" + "".join(f"b{number}: c\n" for number in range(60)) + "]\n", [1, 62]),
        ("a: [x,\n" * 14 + "b: c: d", [*range(1, 16)]),
    ],
)
def test_a_bracket_is_closed_by_the_next_of_its_kind_that_closes_no_other(text: str, lines: list[int]) -> None:
    assert [fault.place.line for fault in parse(text, "f").faults] == lines


@pytest.mark.parametrize(
    "entry",
    [
        *("k{}: [a,\n", "k{}: {{\n", "k{}: ['a\n", 'k{}: "a\n'),
        *("k{}:\n  - q: [a\n", "k{}: [a,\n}}\n", "k{}: [a\nk: {{\na: b\n}}\n"),
    ],
)
@pytest.mark.untraced
def test_twice_as_many_open_brackets_take_twice_as_long(monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    work, real = 0, yaml.parse

    def counted(text: str, **options: Any) -> Iterator[yaml.Event]:
        nonlocal work
        work += len(text)
        for event in real(text, **options):
            work += 1
            yield event

    monkeypatch.setattr(yaml, "parse", counted)

    def work_for(count: int) -> int:
        nonlocal work
        work = 0
        parse("".join(entry.format(index) for index in range(count)), "f")
        return work

    count = depth(200, 400)
    assert work_for(2 * count) < 2.5 * work_for(count)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\nwords alone\nb: c: d", [2, 3]),
        ("a: b: c\n- item\nd: 1", [1, 2]),
        # A text without keys is one mistake, however long it is.
        ("first words\nsecond words\nthird words\na: 1\n", [1]),
        ("a:Foo\nb:Bar\n", [1, 2]),
        ("description:\n  A text\n  with a colon: here\nb: c: d", [3, 4]),
        ("people:\n\thedon:\n\t\tname: x\nb: 1", [2, 3]),
        ("a: b: c\n---\nd: e", [1, 2]),
        ("# a comment: here\n---\na: b: c\n  # another\nd: @e", [3, 5]),
        ("a: [x, y #z]\nb: c: d", [1, 2]),
        ("a: [x,\ny: b: c,\n]\nb: @d", [2, 4]),
        ("a: 1\na: 2\nb: c: d", [3, 2]),
    ],
)
def test_what_belongs_together_is_one_fault(text: str, lines: list[int]) -> None:
    assert [fault.place.line for fault in parse(text, "f").faults] == lines


def test_what_has_one_answer_each_is_read_as_if_put_right() -> None:
    document = parse('a: Un : deux\nb: "Un" et deux\nc:\n  - d:x\n    e: @f\n', "f")
    assert document.tree == {"a": "Un : deux", "b": '"Un" et deux', "c": [{"d": "x", "e": "@f"}]}
    assert all(fault.fix for fault in document.faults)
    assert document.broken == {1, 2, 4, 5}


def test_one_that_could_mean_two_things_leaves_the_text_unread() -> None:
    assert parse('a: Un : deux\nb: "Un\n', "f").tree is None


def test_values_that_go_on_where_others_begin_stay_whole() -> None:
    document = parse('a: "on\nb: and on"\nc: d: e\n', "f")
    assert document.tree == {"a": "on b: and on", "c": "d: e"}


def test_thousands_are_counted() -> None:
    faults = parse("".join(f"k{index}: a: b\n" for index in range(1500)), "f").faults
    assert len(faults) == FAULTS_MAX + 1
    assert "1400 more faults" in told(faults[-1]).replace("\N{NO-BREAK SPACE}", "").replace(",", "")


@pytest.mark.parametrize(
    "entry",
    [
        "k{0}: a: b\n",
        "k{0}: '}}\n",
        'k{0}: "a\n',
        "k{0}: [a\n",
        "k{0}:\n  - [a\n  - b: c: d\n",
    ],
    ids=repr,
)
def test_of_more_broken_lines_than_anybody_writes_the_first_thousands_are_looked_into(
    monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    monkeypatch.setattr(broken, "_LOOKED_INTO_MAX", 300)
    reads, real, lines = 0, yaml.parse, set()

    def counted(text: str, **options: Any) -> Iterator[yaml.Event]:
        nonlocal reads
        reads += 1
        return real(text, **options)

    monkeypatch.setattr(yaml, "parse", counted)

    def reads_for(count: int) -> int:
        nonlocal reads
        reads = 0
        faults = parse("".join(entry.format(index) for index in range(count)) + "last: a: b\n", "f").faults
        assert len(faults) <= FAULTS_MAX + 1
        lines.add(tuple(fault.place.line for fault in faults[:20]))
        return reads

    assert reads_for(4000) < 1.2 * reads_for(1000)
    assert len(lines) == 1  # those that are told are the same


def test_that_there_are_more_than_were_looked_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broken, "_LOOKED_INTO_MAX", 300)
    faults = parse("".join(f"k{index}: a: b\n" for index in range(400)), "f").faults
    assert told(faults[-1]).startswith("There are more than 199 more faults in this file.")


def test_a_broken_line_is_told_when_it_is_looked_for_after_those_above_are_put_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broken, "_LOOKED_INTO_MAX", 10)
    text = "".join(f'k{index}: "a\nb"\n' for index in range(50))  # each is sound with the line below it
    faults = parse(f"{text}x: a: b\n", "f").faults
    assert [fault.place.line for fault in faults] == [101]


def test_an_entry_is_looked_at_apart_from_the_sound_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken line of many costs a few looks at halves of the text, not one at each line."""
    looked_at: list[int] = []
    first_error = broken.first_error
    monkeypatch.setattr(broken, "first_error", lambda text: looked_at.append(len(text)) or first_error(text))
    text = "".join(f"k{index}: a\n" for index in range(4000)) + "x: a: b\n"
    assert len(broken.broken_entries(text).found) == 1
    assert sum(looked_at) < 4 * len(text)
