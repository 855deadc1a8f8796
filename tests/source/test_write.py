"""What is written for an author is read back equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.show.model import Person
from balado.show.values.forms import NAME_MAX_CHARS
from balado.source.front import Parts, split
from balado.source.write import EpisodeStart, ShowStart, scalar, write_episode, write_show
from balado.source.yaml.parse import parse

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
        ("L’accès «\u00a0universel\u00a0»\u202f?", "L’accès «\u00a0universel\u00a0»\u202f?"),
        ("L’accès\u00a0: pour qui\u202f?", '"L’accès\u00a0: pour qui\u202f?"'),
        ("Famille 👨\u200d👩\u200d👧", '"Famille 👨\u200d👩\u200d👧"'),
        ("@home", '"@home"'),
        ("1984", '"1984"'),
        ("01", '"01"'),
        ("12:30", '"12:30"'),
        ("1e3", '"1e3"'),
        ("2022-10-19", "2022-10-19"),
        ("ends with a colon:", '"ends with a colon:"'),
        ("a\ufeffb", '"a\\ufeffb"'),
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


@given(texts, texts.filter(lambda name: len(name) <= NAME_MAX_CHARS), texts)
def test_an_episode_is_read_back(title: str, name: str, summary: str) -> None:
    start = EpisodeStart("g", title, summary=summary, people=[Person(name=name, role="guest")])
    parts = split(write_episode(start, "Some *notes*.\n\n---\n\nMore."), "episode.md")
    assert isinstance(parts, Parts)
    assert parts.notes == "Some *notes*.\n\n---\n\nMore."
    document = parse(parts.yaml, "episode.md")
    assert document.faults == []
    kept = Person(name=name, role="guest").name  # the model turns blanks in a row into one
    people = [{"name": kept, "role": "guest"}]
    assert document.tree == {"guid": "g", "title": title, "summary": summary, "people": people}


def test_what_is_not_known_yet_stands_as_a_comment() -> None:
    written = write_episode(EpisodeStart("g", "Soon", draft=True, directory=("ada", "two words")))
    assert written == (
        "---\n"
        "guid: g\n"
        "title: Soon\n"
        "# date: 2026-01-31 08:00   # when it goes live\n"
        "# summary: …   # a sentence or two, for lists\n"
        "draft: true   # not published until this line is deleted\n"
        "# people:\n"
        "#   - ada\n"
        "#   - two words\n"
        "# Below the next line: the show notes, in Markdown.\n"
        "---\n"
    )


def test_a_show_without_an_address_for_mail_has_no_owner() -> None:
    start = ShowStart(
        guid="g", title="t", description="d", language="fr", link="https://e.org", author="a", email="",
        category="Arts", explicit=True, timezone="Europe/Paris", url="https://e.org",
    )  # fmt: skip
    tree = parse(write_show(start), "feed.yaml").tree
    assert isinstance(tree, dict)
    assert "owner" not in tree
    assert tree["explicit"] == "true"
