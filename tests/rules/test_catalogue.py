"""Each rule is complete: its manual page, its examples, its numbers."""

import importlib.util
import re
from pathlib import Path

import pytest

from balado.rules.catalogue import BY_NAME, RULES

HEADINGS = ("Why: ", "Example: ", "Remedy: ", "Source: ")
TESTS = Path(__file__).parent


def exampled() -> set[str]:
    names: set[str] = set()
    for file in sorted(set(TESTS.glob("test_*.py")) - {Path(__file__)}):
        spec = importlib.util.spec_from_file_location(f"examples_of_{file.stem}", file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        names |= set(getattr(module, "EXAMPLES", ())) | getattr(module, "ELSEWHERE", set())
    return names


def test_every_rule_has_its_examples_and_every_example_its_rule() -> None:
    assert exampled() == set(BY_NAME)


def test_no_two_rules_have_one_name() -> None:
    assert len(BY_NAME) == len(RULES)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_manual_page_has_all_its_parts(name: str) -> None:
    manual = BY_NAME[name].manual
    first, *rest = [line.strip() for line in manual.strip().splitlines()]
    assert first.endswith("."), "the first line says in a sentence what is wrong"
    begun = [line.split(" ", 1)[0] + " " for line in rest if line.startswith(tuple(h.strip() for h in HEADINGS))]
    assert begun == list(HEADINGS)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_rule_stands_for_a_number_of_the_requirements_or_is_our_own(name: str) -> None:
    rule = BY_NAME[name]
    assert all(re.fullmatch(r"(XML|CHN|ART|ITM|ENC|AUD|TRN|CHP|P20|NET|OWN)-\d{3}", number) for number in rule.numbers)
    assert rule.numbers
    assert rule.platforms


def test_every_rule_of_the_requirements_is_there() -> None:
    """The hundred numbers of the catalogue that Balado set out with."""
    counts = {"XML": 8, "CHN": 19, "ART": 8, "ITM": 19, "ENC": 10, "AUD": 10, "TRN": 5, "CHP": 5, "P20": 7, "NET": 9}
    wanted = {f"{topic}-{number:03}" for topic, count in counts.items() for number in range(1, count + 1)}
    assert len(wanted) == 100
    assert {number for rule in RULES for number in rule.numbers} >= wanted
