"""The first pattern that is found is the first that a search one by one would find; most are never searched."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.statistics.agents.patterns import PatternList

ODD = [
    "^Zork/", "Zork|^Bork", "^(?!Zork).*player", "x(Zork|y)+z", "Zor?k", "Zork+", "Zo{2}rk", "Zo{0,2}?rk!", r"Zork\.fm",
    r"^\(Zork\)", r"[Zz]ork/\d", r"\x5aork", r"(?i)zork fm", r"(Zo)rk\1", "a|b", "^$", ".*Zork", "[]z]ork|[^]z]ork",
    "Zork$",
    "^Zork|player$", r"\bZork\b", "(?:Zork(?:(fm))?)? player", "Zork #1", "z(o|(r))k|Zork", "(?m)^player", "[|]Zork",
]  # fmt: skip


def first(patterns: Sequence[str | re.Pattern[str]], text: str) -> int | None:
    """As it is said: one after the other."""
    return next((number for number, pattern in enumerate(patterns) if re.search(pattern, text)), None)


@given(st.text(alphabet="Zorkzbfmplaye/()!.^$|[]1# \n", max_size=24), st.permutations(ODD))
def test_signs_of_patterns_are_read_as_a_search_reads_them(text: str, patterns: list[str]) -> None:
    assert PatternList(patterns).first(text) == first(patterns, text)


@pytest.mark.parametrize("pattern", ODD)
@pytest.mark.parametrize(
    "text", ["Zork", "Zork.fm player", "(Zork)/1", "Zoork", "Zok", "zork fm", "ZorkZo", "x\nplayer", ""]
)
def test_a_pattern_alone_is_found_where_a_search_finds_it(pattern: str, text: str) -> None:
    assert PatternList([pattern]).first(text) == first([pattern], text)


def test_our_lists_give_what_a_search_for_each_pattern_gives() -> None:
    rows = json.loads(files("balado.statistics.agents").joinpath("opawg.json").read_text("utf-8"))
    crawlers = json.loads(files("balado.statistics.agents").joinpath("crawlers.json").read_text("utf-8"))
    patterns = [pattern for row in rows for pattern in row["user_agents"]] + crawlers
    found, one_by_one, hits = PatternList(patterns), [re.compile(pattern) for pattern in patterns], 0
    for pattern in patterns[::7]:
        text = re.sub(r"\\(.)", r"\1", re.sub(r"\.[*+]|[\^$]", "", pattern))
        for written in (text, f"Mozilla/5.0 (X11; Linux) {text}/1.0"):
            number = found.first(written)
            assert number == first(one_by_one, written), written
            hits += number is not None
    assert hits > 300


def test_what_is_no_pattern_is_told() -> None:
    with pytest.raises(re.error):
        PatternList(["(Zork"])
