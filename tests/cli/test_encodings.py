"""Terminals and files whose encoding has not every letter: no run ends by that, and what is shown can be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest
from forked_runs import Ended, Run, shared_runs
from show_builder import NOW, Show

from balado.cli.streams import plain

OTHERS = ("cp1252", "latin-1", "cp437", "cp932")
"""Beside ASCII, which has least: Windows in the West, Unix of old, the Windows console, Japan."""
IN_ENCODING: list[list[str]] = [
    [],
    ["publish", "--help"],
    ["publish", "--dry-run", "--now", NOW],
    ["publish", "--shw"],
    ["publish", "--only", "L’été"],
    ["diff", "--now", NOW],
    ["status", "--now", NOW],
    ["status", "--deep", "--now", NOW],
    ["check", "--now", NOW, "--format", "text"],
    ["check", "--explain", "artwork-missing"],
    ["check", "Émission – 聴.xml"],
    ["history"],
    ["help"],
    ["help", "stores"],
    ["help", "qu’est-ce"],
    ["new", "Émission – 聴.mp3"],
    ["pull"],
    ["prune"],
    ["recover"],
    ["rollback", "7"],
    ["takedown", "guid-–-聴"],
    ["bucket", "policy"],
    ["bucket", "check"],
    ["schema"],
]
IN_UTF8: list[list[str]] = [
    ["publish", "--dry-run", "--now", NOW, "--format", "json"],
    ["diff", "--now", NOW, "--format", "json"],
    ["diff", "--now", NOW, "--format", "markdown"],
    ["status", "--now", NOW, "--format", "json"],
    ["history", "--format", "json"],
    ["help", "--format", "json"],
    ["prune", "--format", "json"],
    ["schema", "show"],
    *(["check", "--now", NOW, "--format", form] for form in ("json", "github", "sarif", "gitlab", "junit")),
]


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A published show with letters of three scripts, an episode that is new, and one with a fault."""
    made = Show(tmp_path)
    made.write_feed(title="L’œuvre – « été » … 聴く 🎧")
    made.add("one", title="L’été à Łódź – 聴く 🎧")
    made.publish()
    made.add("two", title="Où va l’État ? Дом …")
    made.add("three", title="L’été", people="[inconnu-é-聴]")
    return made


def runs(show: Show, encodings: Sequence[str], calls: list[list[str]]) -> list[Ended]:
    """These calls, in these encodings by turns."""
    spoken = cycle({"PYTHONIOENCODING": encoding, "LANGUAGE": "fr"} for encoding in encodings)
    return shared_runs().run(*(Run(show.root, call, next(spoken)) for call in calls))


def said_in(encoding: str, call: list[str], ended: Ended) -> str:
    """What a run said. To a stream in ASCII, which it takes for a mistake, click writes its help in UTF-8."""
    is_help = not call or "--help" in call
    return (ended.out + ended.err).decode("utf-8" if is_help and encoding == "ascii" else encoding)


@pytest.mark.parametrize("encodings", [("ascii",), OTHERS], ids=["ascii", "others"])
def test_no_verb_ends_by_the_encoding_of_a_stream(show: Show, encodings: tuple[str, ...]) -> None:
    for call, ended, encoding in zip(IN_ENCODING, runs(show, encodings, IN_ENCODING), cycle(encodings), strict=False):
        said = said_in(encoding, call, ended)
        assert ended.code in (0, 1, 2), (call, said)
        assert said.strip(), call
        assert "Traceback" not in said
        assert "codec" not in said


def test_documents_for_programs_are_utf8_and_stderr_has_its_own_encoding(show: Show) -> None:
    for call, ended, encoding in zip(IN_UTF8, runs(show, OTHERS, IN_UTF8), cycle(OTHERS), strict=False):
        assert ended.code in (0, 1), (call, ended.said)
        document = ended.out.decode("utf-8")
        ended.err.decode(encoding)
        if "json" in call and "check" not in call:
            for line in document.splitlines():
                json.loads(line)


def test_french_stays_readable_in_ascii(show: Show) -> None:
    [ended] = runs(show, ("ascii",), [["publish", "--now", NOW, "--only", "L’été"]])
    said = ended.err.decode("ascii")
    assert "n'" in said or "d'" in said or "L'ete" in said
    assert "??" not in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L’été – « œuvre » …", 'L\'ete - " oeuvre " ...'),
        ("46,5\u00a0Mo, 5\u202f000\u202f000", "46,5 Mo, 5 000 000"),
        ("Łódź → Ørsted, 1½ × ½ ≤ 2 €", "Lodz -> Orsted, 1"),
        ("聴く 🎧", "?? ?"),
    ],
)
def test_signs_have_plain_equivalents(text: str, shown: str) -> None:
    assert plain(text).startswith(shown)
