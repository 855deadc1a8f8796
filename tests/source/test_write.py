"""What is written for an author is read back equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.model import Person
from balado.source.front import Parts, split
from balado.source.parse import parse
from balado.source.write import EpisodeStart, ShowStart, scalar, write_episode, write_show

# What XML can carry, in one line: the forms of the model turn line breaks into blanks anyway.
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), min_size=1
).filter(lambda text: text.strip() == text)


def read_value(line: str) -> object:
    document = parse(f"key: {line}\n", "feed.yaml")
    assert not document.faults, document.faults
    assert isinstance(document.tree, dict)
    return document.tree["key"]


@given(texts)
def test_any_text_is_read_back_equal(text: str) -> None:
    assert read_value(scalar(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Une émission", "Une émission"),
        ("Le dernier : test", '"Le dernier : test"'),
        ("https://example.org/a", "https://example.org/a"),
        ("2022-10-19 17:30", "2022-10-19 17:30"),
        ("yes", '"yes"'),
        ("# not a comment", '"# not a comment"'),
        ('She said "no"', "'She said \"no\"'"),
        ("one\ttab", '"one\\x09tab"'),
    ],
)
def test_quotes_stand_only_where_they_must(text: str, written: str) -> None:
    assert scalar(text) == written


@given(texts, texts)
def test_a_show_is_read_back(title: str, author: str) -> None:
    start = ShowStart(
        guid="g", title=title, description="d", language="fr", link="https://e.org", author=author, email="a@b.c",
        category="Society & Culture > Documentary", explicit=False, timezone="Europe/Paris", url="https://e.org",
    )  # fmt: skip
    tree = parse(write_show(start), "feed.yaml").tree
    assert isinstance(tree, dict)
    assert tree["title"] == title
    assert tree["owner"] == {"name": author, "email": "a@b.c"}
    assert tree["categories"] == ["Society & Culture > Documentary"]
    assert tree["publish"] == {"to": "public", "url": "https://e.org"}


@given(texts, texts)
def test_an_episode_is_read_back(title: str, name: str) -> None:
    written = write_episode(EpisodeStart("g", title, people=[Person(name=name, role="guest")]), "Some *notes*.")
    parts = split(written, "episode.md")
    assert isinstance(parts, Parts)
    tree = parse(parts.yaml, "episode.md").tree
    assert isinstance(tree, dict)
    assert tree["title"] == title
    people = tree["people"]
    assert isinstance(people, list)
    assert people[0]["role"] == "guest"
    assert parts.notes.strip() == "Some *notes*."
