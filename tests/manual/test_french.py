"""The manual in French: every page for staff is there, whole, says the same as the English one, and is good French."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path

import pytest
from french_typography import with_signs, wrong_signs
from manual_pages import MANUAL

from balado.manual import TOPICS

FOR_PROGRAMMERS = frozenset(
    {"tags", "events", "programs", "library", "how-it-works", "developing", "measuring", "changelog"}
)
"""These stay English: the French pages link to them under `../en/`. Every other page is written in French too."""
GENERATED = frozenset({"verbs", "keys", "rules", "events", "accessibility"})
BY_HAND = [topic for topic in TOPICS if topic not in FOR_PROGRAMMERS | GENERATED]
PAGES = [topic for topic in TOPICS if topic in BY_HAND or (MANUAL / "fr" / f"{topic}.md").is_file()]

WORDS = {
    "Show notes in **Markdown**.": "Les notes de l’épisode, en **Markdown**.",
    "the number is part of the title": "le numéro fait partie du titre",
}
"""What a person writes in an example, and not a command or a key: it is in the reader's language."""

_FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}[^\n]*\n)+", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#(?: .*)?$")
_LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")
_CODE = re.compile(r"`[^`]+`")
_ENGLISH = re.compile(
    r"(?<![\w-])(?:the|and|which|with|of|when|what|is|are|it|by|its|from|your|for|who|this|not)\b", re.IGNORECASE
)
_NAMES = re.compile(r"\*[^*\n]+\*|«\u00a0[^»]+\u00a0»")
"""What is quoted or set in italics may be another language's name of a thing: « Block public policy »."""


def page(topic: str, language: str) -> str:
    return (MANUAL / language / f"{topic}.md").read_text(encoding="utf-8")


def prose(markdown: str) -> str:
    """The page without its blocks of code."""
    return _INDENTED.sub("\n", _FENCED.sub("", markdown))


def headings(markdown: str) -> list[str]:
    return re.findall(r"^#+ .*$", prose(markdown), re.MULTILINE)


def anchor(heading: str) -> str:
    """The anchor that code hosts give a heading: small letters, hyphens for spaces, no other signs."""
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower()).replace(" ", "-")


def blocks(markdown: str) -> list[str]:
    """Every block of code, with the first line of those between fences, without comments."""
    fenced = [f"{info}\n{body}" for info, body in _FENCED.findall(markdown)]
    trees = ["\n".join(line.split()[0] for line in found.splitlines()) for found in _INDENTED.findall(markdown)]
    return [_without_comments(block) for block in [*fenced, *trees]]


def _without_comments(block: str) -> str:
    return "\n".join(_COMMENT.sub("", line).rstrip() for line in block.splitlines())


def in_french(block: str) -> str:
    for english, french in WORDS.items():
        block = block.replace(english, french)
    return block


def links(topic: str, language: str) -> list[tuple[str, int | None]]:
    """Where each link goes: the page or address, and which heading of it."""
    found = []
    for target, fragment in _LINK.findall(page(topic, language)):
        there = Path(target).stem if target.endswith(".md") else target
        if language == "fr" and target.endswith(".md"):
            assert target == (f"{there}.md" if there in PAGES else f"../en/{there}.md")
        place = [anchor(one) for one in headings(page(there or topic, language))].index(fragment) if fragment else None
        found.append((there, place))
    return found


def test_every_page_for_staff_is_there_and_no_other() -> None:
    assert {path.stem for path in (MANUAL / "fr").glob("*.md")} == set(PAGES), "write it in French"


@pytest.mark.parametrize("topic", PAGES)
def test_headings_are_as_many_and_as_deep(topic: str) -> None:
    english, french = ([one.partition(" ")[0] for one in headings(page(topic, code))] for code in ("en", "fr"))
    assert french == english


@pytest.mark.parametrize("topic", BY_HAND)
def test_commands_and_examples_are_the_same_bytes(topic: str) -> None:
    for english, french in zip_longest(blocks(page(topic, "en")), blocks(page(topic, "fr")), fillvalue=""):
        assert french == in_french(english)


@pytest.mark.parametrize("topic", BY_HAND)
def test_links_go_to_the_same_places(topic: str) -> None:
    assert links(topic, "fr") == links(topic, "en")


@pytest.mark.parametrize("topic", BY_HAND)
def test_paragraphs_items_and_rows_are_as_many(topic: str) -> None:
    """What the English page was given later is missed here."""
    counted = [[kind(part) for part in parts(page(topic, code))] for code in ("en", "fr")]
    assert counted[1] == counted[0]


def parts(markdown: str) -> list[str]:
    separate = re.sub(r"\n(?=- |\|)", "\n\n", _FENCED.sub("```", markdown))
    return [part for part in re.split(r"\n{2,}", separate.strip()) if part]


def kind(part: str) -> str:
    found = re.match(r"#+ |- |\||```| {4}", part)
    return found.group() if found else "text"


@pytest.mark.parametrize("topic", BY_HAND)
def test_words_between_backticks_are_those_of_the_english(topic: str) -> None:
    """A command, a key or a file that one language names, the other names too."""
    english, french = (
        {one for one in _CODE.findall(prose(page(topic, code))) if one.isascii()} for code in ("en", "fr")
    )
    told = {one for one in french ^ english if not re.search(r"[a-z]+ [a-z]+ [a-z]+|Tit(?:le|re)`$", one)}
    assert told == set()


@pytest.mark.parametrize("topic", PAGES)
def test_the_signs_are_french(topic: str) -> None:
    assert wrong_signs(_FENCED.sub("", page(topic, "fr"))) == []
    comments = [line[found.start() :] for line in page(topic, "fr").splitlines() if (found := _COMMENT.search(line))]
    assert [wrong for comment in comments if (wrong := wrong_signs(comment))] == []


@pytest.mark.parametrize("topic", BY_HAND)
def test_a_colon_stands_apart(topic: str) -> None:
    plain = _CODE.sub("", _LINK.sub("]", prose(page(topic, "fr"))))
    assert re.findall(r"\w+:(?=\s)", plain) == []


@pytest.mark.parametrize("topic", PAGES)
def test_no_english_is_left(topic: str) -> None:
    plain = _NAMES.sub("", _CODE.sub("", _LINK.sub("]", prose(page(topic, "fr")))))
    assert [plain[max(0, m.start() - 20) : m.end() + 20] for m in _ENGLISH.finditer(plain)] == []


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("l'épisode : « oui » ; non !", "l’épisode\u00a0: «\u00a0oui\u00a0»\u00a0; non\u00a0!"),
        ("`l'un : deux` et 5 000 000 octets", "`l'un : deux` et 5\u00a0000\u00a0000\u00a0octets"),
        ("le 19 octobre 2022, 46,5 Mo", "le 19 octobre 2022, 46,5\u00a0Mo"),
        ("{width} x {height} pixels", "{width}\u00a0×\u00a0{height}\u00a0pixels"),
    ],
)
def test_signs_that_keyboards_lack_are_set(typed: str, set_right: str) -> None:
    assert with_signs(typed) == set_right
    assert wrong_signs(typed.replace("x", "")) == [] or wrong_signs(set_right) == []


@pytest.mark.parametrize("wrong", ["l'épisode", "oui ; non", "oui; non", "«oui»", "attendez...", "oui  ; non"])
def test_wrong_signs_are_found(wrong: str) -> None:
    assert wrong_signs(wrong) != []
