"""What a remedy tells to write is right: pasted in place of the line, it leaves no fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import only, put, reading_of, told, where
from show_builder import Show

_FOR_EXAMPLE = "Write for example: "
_SHOW_KEYS = (
    "people", "seasons", "team", "places", "license", "funding", "trailers", "update_frequency", "social", "chat",
    "txt", "podroll", "remote_items", "publisher", "value", "service_blocks", "images", "feeds", "locations", "words",
    "extra",
)  # fmt: skip
_EPISODE_KEYS = (
    "held", "chapters", "transcripts", "documents", "video", "alternates", "live", "soundbites", "links", "people",
    "license", "funding", "social", "chat", "txt", "value", "images", "locations", "extra",
)  # fmt: skip


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed(people="{hedon: {name: Claire Hédon}}")
    return made


def remedy_of(show: Show, key: str) -> str:
    fault = only(reading_of(show.root))
    assert fault.place.key.startswith(key)
    assert fault.remedy is not None
    text = str(fault.remedy)
    assert text.startswith(_FOR_EXAMPLE)
    return text.removeprefix(_FOR_EXAMPLE)


def value_of(line: str, key: str) -> str:
    assert line.startswith(f"{key}: ")
    return line.removeprefix(f"{key}: ")


@pytest.mark.parametrize("key", _SHOW_KEYS)
def test_the_example_for_a_show_can_be_pasted(show: Show, key: str) -> None:
    show.write_feed(**{key: "[[]]"})
    line = remedy_of(show, key)
    show.write_feed(**{key: value_of(line, key)})
    assert reading_of(show.root).faults == ()


@pytest.mark.parametrize("key", _EPISODE_KEYS)
def test_the_example_for_an_episode_can_be_pasted(show: Show, key: str) -> None:
    folder = show.add("a", **{key: "[[]]"})
    line = remedy_of(show, key)
    put(folder, {"episode.md": f"---\nguid: guid-of-a\n{line}\n---\n"})
    assert reading_of(show.root).faults == ()


@pytest.mark.parametrize("key", ["chapters", "transcripts", "documents", "alternates", "soundbites", "social"])
def test_a_single_text_is_not_told_to_become_a_list_of_texts(show: Show, key: str) -> None:
    # `chapters: plan.txt` names a file; only a group is no list there.
    show.add("a", **{key: "{}" if key == "chapters" else "programme.pdf"})
    assert "[{" in remedy_of(show, key)


def test_a_single_key_of_people_is_told_to_become_a_list(show: Show) -> None:
    show.add("a", people="hedon")
    assert told(only(reading_of(show.root))).endswith("Write: people: [hedon]")


def test_one_wrong_item_is_one_fault(show: Show) -> None:
    """To pydantic the list is then too short as well."""
    show.write_feed(value="{type: lightning, method: keysend, recipients: [{type: nod, address: a, split: 1}]}")
    fault = only(reading_of(show.root))
    assert where(fault)[2] == "value.0.recipients.0.type"
    assert "Did you mean “node”?" in told(fault)


@pytest.mark.parametrize(
    ("key", "written", "line"),
    [
        ("people", "Jean Dupont", "people: [{name: Jean Dupont}]"),
        ("people", "Jean Dupont, préfet", 'people: [{name: "Jean Dupont, préfet"}]'),
        ("links", "https://a.example, https://b.example", "links: [https://a.example, https://b.example]"),
    ],
)
def test_a_text_in_place_of_a_list_is_told_the_line_that_can_be_pasted(
    show: Show, key: str, written: str, line: str
) -> None:
    folder = show.add("a", **{key: written})
    assert told(only(reading_of(show.root))).endswith(f"Write: {line}")
    put(folder, {"episode.md": f"---\nguid: guid-of-a\n{line}\n---\n"})
    assert reading_of(show.root).faults == ()


@pytest.mark.parametrize("word", ["tags", "Paris"])
def test_another_word_is_not_taken_for_one_with_a_slip_in_it(show: Show, word: str) -> None:
    show.write_feed(**{"categories": f"[{word}]", word: "x"})
    assert not any("Did you mean" in told(fault) for fault in reading_of(show.root).faults)
