"""A value in the place of another one: in its form where that can be, with the comments beside it."""

from __future__ import annotations

import pytest

from balado.source.keys.hand import hand_of
from balado.source.keys.nodes import Text, root_of
from balado.source.keys.replace import replaced
from balado.source.keys.splice import in_order
from balado.source.keys.written import Value


def after(text: str, new: Value) -> str:
    """The text once the value of its first key is another one."""
    root = root_of(text)
    assert root is not None
    assert root.entries
    lines = Text(text)
    splices = in_order(replaced(lines, hand_of(lines, root), root.entries[0], new, is_item=False))
    assert splices is not None
    for one in reversed(splices):
        text = text[: one.start] + one.new + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("text", "new", "written"),
    [
        ("a:   one   # mine\nb: 1\n", "two", "a:   two   # mine\nb: 1\n"),
        ("a: 'one'\n", "two", "a: 'two'\n"),
        ('a: "one" # mine\n', "it's", 'a: "it\'s" # mine\n'),
        ("a:   # mine\nb: 1\n", "two", "a: two   # mine\nb: 1\n"),
        ("a: one # mine\nb: 1\n", None, "a:  # mine\nb: 1\n"),
        ("a: one\nb: 1\n", None, "a:\nb: 1\n"),
        ("a: one # mine\n", "two\nthree", "a: |- # mine\n  two\n  three\n"),
        ("a: | # mine\n   one\n   two\nb: 1\n", "three", "a: |- # mine\n   three\nb: 1\n"),
        ("a: one # mine\nb: 1\n", ["x", "z"], "a:  # mine\n  - x\n  - z\nb: 1\n"),
        ("a: # mine\n  - x\n  - y\nb: 1\n", "one", "a: one # mine\nb: 1\n"),
        ("a:\n  one\nb: 1\n", "two", "a:\n  two\nb: 1\n"),
        ("a: {x: 1}\n", {"y": "2", "z": True}, 'a: {y: "2", z: true}\n'),
    ],
)
def test_only_the_value_is_another_one(text: str, new: Value, written: str) -> None:
    assert after(text, new) == written
