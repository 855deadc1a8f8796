"""What a change writes, as an author would see it in their file."""

from __future__ import annotations

from typing import Any

import pytest

from balado.source.folder import TextFile
from balado.source.keys.change import KeyChanges, changed


def after(text: str, edits: dict[tuple[str, ...], Any], notes: str | None = None) -> str:
    path = "episodes/01-a/episode.md" if text.startswith("---\n") else "feed.yaml"
    result = changed(TextFile(path, text.encode()), KeyChanges(edits, notes))
    assert isinstance(result, bytes), result
    return result.decode()


@pytest.mark.parametrize(
    ("before", "path", "value", "expected"),
    [
        ("title: A   # why\n", "title", "B: c", 'title: "B: c"   # why\n'),
        ("title: 'A'\n", "title", "B", "title: 'B'\n"),
        ("title:    A\n", "title", "B", "title:    B\n"),
        ("title:  # none\n", "title", "B", "title: B  # none\n"),
        ("title:\n  A\n  b\nlink: x\n", "title", "B", "title:\n  B\nlink: x\n"),
        ("title: A", "title", "B", "title: B"),
        ("owner: {name: A, email: b}\n", "owner.email", "c@d.e", "owner: {name: A, email: c@d.e}\n"),
        ("owner:\n    name: A\n    email: b # c\n", "owner.email", "c@d.e",
         "owner:\n    name: A\n    email: c@d.e # c\n"),
        ("owner:\n    name: A\n# x\n", "owner.email", "c@d.e", "owner:\n    name: A\n    email: c@d.e\n# x\n"),
        ("owner: {name: A}\n", "owner.email", "c@d.e", "owner: {name: A, email: c@d.e}\n"),
        ("owner: {name: A, email: b}\n", "owner.name", None, "owner: {email: b}\n"),
        ("title: A\nowner: {name: A}\n", "owner.name", None, "title: A\n"),
        ("title: A\nlink: x\n", "author", "C", "title: A\nlink: x\nauthor: C\n"),
        ("title: A\npublish: {}\n", "link", "x", "title: A\nlink: x\npublish: {}\n"),
        ("  title: A\n  mine: 1\n", "link", "x", "  title: A\n  link: x\n  mine: 1\n"),
        ("# c\npublish: {}\n", "title", "A", "# c\ntitle: A\npublish: {}\n"),
        ("", "title", "A", "title: A\n"),
        ("# only this", "title", "A", "# only this\ntitle: A\n"),
        ("{title: A}\n", "link", "x", "{title: A, link: x}\n"),
        ("description: A\n", "description", "B\n\nC", "description: |-\n  B\n\n  C\n"),
        ("description: |  # d\n   A\n   B\n\nlink: x\n", "description", "C\nD\n",
         "description: |  # d\n   C\n   D\n\nlink: x\n"),
        ("description: >-\n  A\n  B\n", "description", "A C", "description: >-\n  A C\n"),
        ("description: |-\n  A\n  B\nlink: x\n", "description", None, "link: x\n"),
        ("people:\n- a # 1\n- b # 2\n", "people", ["b", "a"], "people:\n- b # 2\n- a # 1\n"),
        ("people:\n- a # 1\n", "people", ["a", "b"], "people:\n- a # 1\n- b\n"),
        ("people:\n    - a\n", "people", ["x", "a"], "people:\n    - x\n    - a\n"),
        ("team:\n- name: A\n  role: host  # r\n", "team", [{"name": "A", "role": "guest"}],
         "team:\n- name: A\n  role: guest  # r\n"),
        ("team:\n- name: A\n  # r\n  role: host\n", "team", [{"role": "host"}], "team:\n-\n  # r\n  role: host\n"),
        ("team:\n- name: A\n", "team", [{"name": "A"}, {"name": "B", "role": "host"}],
         "team:\n- name: A\n- name: B\n  role: host\n"),
        ("categories: [A, B, C]\n", "categories", ["A", "C", "D"], "categories: [A, C, D]\n"),
        ("categories: [\n  A,  # a\n  B,  # b\n]\n", "categories", ["B"], "categories: [\n  B,  # b\n]\n"),
        ("categories: [\n  A,  # a\n  B\n]\n", "categories", ["A"], "categories: [\n  A,  # a\n]\n"),
        ("people: {ada: {name: A}}\n", "people", {"ada": {"name": "A"}, "b": {"name": "B"}},
         "people: {ada: {name: A}, b: {name: B}}\n"),
        ("a: &x 1\nb: *x\ntitle: A\n", "title", "B", "a: &x 1\nb: *x\ntitle: B\n"),
        ("title: A\r\nlink: x\r\n", "author", "C", "title: A\r\nlink: x\r\nauthor: C\r\n"),
        ("\ufefftitle: A\n", "title", "B", "\ufefftitle: B\n"),
        ("title: A\n\n\n", "author", "B", "title: A\nauthor: B\n\n\n"),
        ("people:\n  a: {name: A}\n  # b: …\nlink: x\n", "seasons", {"1": "One"},
         "people:\n  a: {name: A}\n  # b: …\nseasons: {1: One}\nlink: x\n"),
        ("title: A\n# between\nlink: x\n", "", {"title": None, "link": None, "author": "B"}, "author: B\n# between\n"),
    ],
)  # fmt: skip
def test_the_least_is_written_that_says_it(before: str, path: str, value: Any, expected: str) -> None:
    edits = {(name,): one for name, one in value.items()} if not path else {tuple(path.split(".")): value}
    assert after(before, edits) == expected


@pytest.mark.parametrize(
    ("before", "notes", "expected"),
    [
        ("---\ntitle: A\n---\n\nOne\n\nTwo\n\n", "One\n\nThree", "---\ntitle: A\n---\n\nOne\n\nThree\n\n"),
        ("---\ntitle: A\n---", "One", "---\ntitle: A\n---\nOne\n"),
        ("---\ntitle: A\n---\n\n\n", "One", "---\ntitle: A\n---\nOne\n"),
        ("---\ntitle: A\n---\nOne\n", "", "---\ntitle: A\n---\n"),
        ("---\ntitle: A\n---\nOne\nTwo", "One\n---\nTwo", "---\ntitle: A\n---\nOne\n---\nTwo"),
    ],
)
def test_of_the_notes_the_lines_are_written_that_changed(before: str, notes: str, expected: str) -> None:
    assert after(before, {}, notes) == expected


@pytest.mark.parametrize(
    ("text", "edits", "line"),
    [
        ("title: A\nb: *x\na: &x 1\n", {("b",): "c"}, 2),
        ("a: &x 1\nb: *x\n", {("b",): "c"}, 2),
        ("a: &x 1\nb: *x\n", {("a",): "c"}, 1),
        ("title: A\ntitle: B\n", {("title",): None}, 1),
        ("title: [a\n", {("title",): "b"}, 1),
    ],
)
def test_what_cannot_be_changed_alone_is_refused_with_its_line(
    text: str, edits: dict[tuple[str, ...], Any], line: int
) -> None:
    from balado.errors import Fault

    result = changed(TextFile("feed.yaml", text.encode()), KeyChanges(edits))
    assert isinstance(result, Fault)
    assert result.place.line == line
    assert str(result.remedy)
