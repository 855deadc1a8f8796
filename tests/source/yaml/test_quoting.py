from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.source.yaml.parse import parse
from balado.source.yaml.quoting import quoted, repair, requoted

PRINTABLE = st.text(
    alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("title: Le dernier kilomètre : attentes", 'title: "Le dernier kilomètre : attentes"'),
        ("title: Attentes :", 'title: "Attentes :"'),
        ("title: A: b # a comment", 'title: "A: b" # a comment'),
        ("  - title: A: b", '  - title: "A: b"'),
        ("title: @home", 'title: "@home"'),
        ("title: `code`", 'title: "`code`"'),
        ("title: %", 'title: "%"'),
        ("title: *Important* news", 'title: "*Important* news"'),
        ("title: &co", 'title: "&co"'),
        ("title: > 100", 'title: "> 100"'),
        ("title: [Live] the show", 'title: "[Live] the show"'),
        ("title: {a} b", 'title: "{a} b"'),
        ("title: - a", 'title: "- a"'),
        ("title: 'L'accès'", 'title: "L\'accès"'),
        ('title: "Open', 'title: "Open"'),
        ('title: "So" they say', "title: '\"So\" they say'"),
        ('title: "He said "hi" there"', "title: 'He said \"hi\" there'"),
        ('title: "It\'s "so""', 'title: "It\'s \\"so\\""'),
        ('title: "C:\\path"', "title: 'C:\\path'"),
        ("title:Foo", "title: Foo"),
        ("title:Foo: bar", 'title: "Foo: bar"'),
        ("- @home", '- "@home"'),
    ],
)
def test_a_line_that_must_be_quoted_is_given_as_meant(line: str, meant: str) -> None:
    mended = repair(line)
    assert mended is not None
    assert mended.line == meant
    assert parse(meant, "f").faults == [] or not meant.startswith("title")


@pytest.mark.parametrize(
    "line",
    [
        "title: Plain",
        "title:",
        'title: "a: b"',
        "title: 'it''s: b'",
        "summary: |",
        "summary: >-",
        "people: [a, b]",
        "people: [a,",
        "owner: {name: a: b}",
        "link: https://example.org",
        "time: 12:30",
        "title: a #b",
        "# title: a: b",
        "some words",
        "",
    ],
)
def test_a_line_without_that_fault_is_left_alone(line: str) -> None:
    assert repair(line) is None


@given(PRINTABLE)
def test_a_quoted_title_is_read_back_letter_for_letter(title: str) -> None:
    document = parse(f"title: {quoted(title)}", "f")
    assert document.faults == []
    assert document.tree == {"title": title}


@given(PRINTABLE)
def test_a_line_put_in_quotes_is_read_as_one_text(title: str) -> None:
    document = parse(requoted(f"title: {title}"), "f")
    assert document.faults == []
    assert document.tree == {"title": title.strip() or None}


@given(st.text())
def test_any_line_is_judged(line: str) -> None:
    mended = repair(line)
    assert mended is None or mended.line != line
