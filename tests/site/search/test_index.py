from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from french_notes import french_episodes
from hypothesis import given
from hypothesis import strategies as st
from programs import need_program
from site_specimens import HEDON, HOST, episode, full_episode, said_files, show, transcript

from balado.site.marks import mark_of
from balado.site.search.index import MOST_BYTES, search_file
from balado.site.search.word_lists import read_word_lists, write_moments
from balado.site.search.words import words_of

SUPPORT = Path(__file__).parents[2] / "support"
SCRIPT = SUPPORT.parent.parent / "src" / "balado" / "site" / "assets" / "search.js"


def index_of(*episodes: Any) -> dict[str, Any]:
    return dict(json.loads(search_file(show(*episodes)).body))


class Script:
    """The script of the search in a process of its own, which answers what it is asked."""

    def __init__(self, node: str) -> None:
        command = [node, str(SUPPORT / "fold_words.cjs"), str(SCRIPT)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(self, what: str, asked: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, asked]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    asked = Script(need_program("node"))
    yield asked
    asked.end()


def test_every_episode_has_an_entry_with_its_mark() -> None:
    made = search_file(show(full_episode(), episode("deux", people=(HOST,))))
    assert (made.key, made.media_type) == ("search.json", "application/json")
    assert made.guids == {"guid-of-quelles-attentes", "guid-of-deux"}
    index = json.loads(made.body)
    assert index["people"] == [[HEDON.name, HEDON.page], [HOST.name, HOST.page]]
    first, second = index["episodes"]
    assert first == [
        mark_of("guid-of-quelles-attentes")[:12],
        "quelles-attentes",
        full_episode().title,
        19284,
        [0, 1],
    ]
    assert (second[1], second[4]) == ("deux", [1])


def test_words_of_summary_notes_and_chapters_are_found_and_those_of_the_title_are_not_repeated() -> None:
    index = index_of(full_episode())
    [words] = read_word_lists(index["words"], 1)
    assert words == ["attend", "chacun", "debat", "ouverture", "public", "reforme", "service"]


@pytest.mark.untraced
def test_the_index_of_a_thousand_episodes_fits() -> None:
    episodes = tuple(french_episodes(1000))
    body = search_file(show(*episodes)).body
    assert 0.9 * MOST_BYTES < len(body) <= MOST_BYTES
    index = json.loads(body)
    assert [entry[1] for entry in index["episodes"]] == [one.page for one in episodes]
    fewest = min(len(words) for words in read_word_lists(index["words"], 1000))
    assert fewest >= 20


def test_all_words_of_a_small_show_are_kept() -> None:
    last = episode("dernier", notes_html="<p>" + " ".join(f"mot{number}" for number in range(500)) + "</p>")
    words = read_word_lists(index_of(*french_episodes(60), last)["words"], 61)
    assert {"mot0", "mot499"} <= set(words[-1])


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cn"])))  # browsers know letters that Python does not yet
def test_the_script_folds_words_as_the_index_does(text: str, script: Script) -> None:
    assert script.ask("words", text) == words_of(text)


@given(texts=st.lists(st.text(max_size=30), max_size=5))
def test_the_script_reads_the_words_of_the_index(texts: list[str], script: Script) -> None:
    episodes = [episode(f"e{number}", notes_html="", summary=text) for number, text in enumerate(texts)]
    index = index_of(*episodes)
    lists = script.ask("lists", index["words"])
    by_script = [sorted(word for word, numbers in lists if number in numbers) for number in range(len(texts))]
    assert by_script == read_word_lists(index["words"], len(texts))


@given(
    texts=st.lists(st.dictionaries(st.from_regex("[a-zé]{1,30}", fullmatch=True), st.integers(0, 99_999)), max_size=5)
)
def test_the_script_reads_the_seconds_of_what_is_said(texts: list[dict[str, int]], script: Script) -> None:
    read: list[dict[str, int]] = [{} for _ in texts]
    for word, numbers, seconds in script.ask("moments", write_moments(texts)):
        for number, second in zip(numbers, seconds, strict=True):
            read[number][word] = second
    assert read == texts


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pont", [["un", 4]]),
        ("pontons", [["un", 0]]),
        ("pon", [["un", 0]]),
        ("ponts kilomètre", [["un", 4]]),
        ("kilometre", [["deux", None], ["un", None]]),
        ("rivière", [["deux", 8]]),
    ],
)
def test_the_script_leads_to_the_second_at_which_the_longest_word_is_said(
    typed: str, found: list[list[object]], script: Script
) -> None:
    made = show(
        episode("un", title="Un", notes_html="kilomètre", transcripts=(transcript("pontons", "un pont"),)),
        episode("deux", title="Kilomètre", transcripts=(transcript("", "", "rivière"),)),
    )
    parts = [json.loads(part.body) for part in said_files(made)]
    index = json.loads(search_file(made).body)
    assert script.ask("said", {"index": index, "typed": typed, "parts": parts}) == found


@pytest.mark.parametrize(("second", "shown"), [(0, "0:00"), (65, "1:05"), (3723, "1:02:03")])
def test_the_script_shows_seconds_as_players_do(second: int, shown: str, script: Script) -> None:
    assert script.ask("clock", second) == shown


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("kilomètre", ["titre", "notes"]),
        ("KILOMETRES", ["titre", "notes"]),
        ("kilo", ["titre", "notes"]),
        ("oeuvre", ["notes"]),
        ("œuvres sociales", ["notes"]),
        ("hédon", ["personne"]),
        ("claire kilomètre", []),
        ("hedon ecole", ["personne"]),
        ("absent", []),
        ("  ", []),
    ],
)
def test_the_script_finds_episodes_the_best_first(typed: str, pages: list[str], script: Script) -> None:
    index = index_of(
        episode("notes", title="Un", notes_html="<p>Le dernier kilomètre des œuvres sociales</p>"),
        episode("personne", title="Deux", people=(HEDON,), notes_html="<p>L’école</p>"),
        episode("titre", title="Le kilomètre"),
    )
    assert script.ask("find", {"index": index, "typed": typed}) == pages
