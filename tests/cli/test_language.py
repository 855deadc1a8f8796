"""The command line in French: help, usage, what is wrong about a call; and who decides on the language."""

from __future__ import annotations

import re
import string
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from french_typography import wrong_signs
from show_builder import Show
from translations import FOLDER, Key, messages_of_click, mo_bytes, read_catalogue

from balado.cli.main import VERBS
from balado.cli.session import language_of_windows, languages

_ENGLISH = re.compile(
    r"(?<![-\w`])(?:(?i:the|of|to|is|are|and|or|with|without|for|this|that|what|which|from|by|not|exit|default|required"
    r"|usage|value|missing|such|did|you|mean|error|verbs?)|DIR|FEED|FILE|RULE|TIME|DAYS|HOURS|PLACE|TEXT|INTEGER|RANGE"
    r"|NUMBER|TOPIC|RECORDING|COMMAND|ARGS)(?![-\w`])"
)
_CALLS = [(), *((verb,) for verb in VERBS), *(("bucket", verb) for verb in ("check", "cors", "policy", "setup")),
          *(("network", verb)
            for verb in ("publish", "check", "status", "diff", "master", "transcribe", "prune"))]  # fmt: skip


def click_in_french() -> dict[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for message in read_catalogue("click"):
        if message.id:
            key: Key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def fields(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def english_in(said: str) -> list[str]:
    """English words of a French text, but for names of options and their values, and what is code."""
    return _ENGLISH.findall(re.sub(r"`[^`]*`|\[[a-z0-9|]+\]|'[^']*'", "", said))


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    return made


def asked_in_french(show: Show, *arguments: str) -> subprocess.CompletedProcess[str]:
    return show.run(*arguments, "--lang", "fr")


def test_every_text_of_click_has_its_french() -> None:
    known = click_in_french()
    missing = [key for key in messages_of_click() if not all(known.get(key, ("",)))]
    assert missing == [], "run `python tests/support/translations.py`, then write their French in click.po"


def test_the_french_of_click_can_be_filled_with_what_click_gives() -> None:
    for key, texts in click_in_french().items():
        given = fields(*((key,) if isinstance(key, str) else key))
        assert fields(*texts) <= given, key


def test_the_french_of_click_has_its_signs() -> None:
    texts = [re.sub(r"'\{name\}'|\.\.\.$", "", text) for french in click_in_french().values() for text in french]
    assert {text: wrong for text in texts if (wrong := wrong_signs(text))} == {}


def test_the_catalogue_of_click_for_programs_is_that_for_people() -> None:
    assert (FOLDER / "click.mo").read_bytes() == mo_bytes(read_catalogue("click"))


@pytest.mark.parametrize("call", _CALLS, ids=" ".join)
def test_no_help_holds_english(show: Show, call: tuple[str, ...]) -> None:
    said = asked_in_french(show, *call, "--help").stdout.replace("\u00a0", " ")
    assert said.startswith(f"Utilisation : balado {' '.join(call)}".rstrip())
    assert "Options :" in said
    assert "Afficher cette aide, et rien d’autre." in said
    assert english_in(said) == []


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (["publish", "--shw", "x"], "Il n’y a pas d’option `--shw`. (Vouliez-vous dire"),
        (["--debugg"], "Il n’y a pas d’option `--debugg`. Vouliez-vous dire '--debug' ?"),
        (["status", "--overdue", "900000"], "900000 n’est pas dans les limites : 0<=x<=87600."),
        (["status", "--overdue", "soon"], "« soon » n’est pas un nombre qui convient."),
        (["takedown"], "Il manque l’argument 'GUID'."),
        (["takedown", "a", "b", "c"], "Arguments en trop : b c."),
        (["new", "absent.mp3"], "Valeur incorrecte pour '[ENREGISTREMENT]' : « absent.mp3 » n’existe pas."),
        (["new", "episodes"], "« episodes » est un dossier, et non un fichier."),
        (
            ["init", "feed.yaml"],
            "pour '[DOSSIER]' : « feed.yaml » est un fichier, et non un dossier.",
        ),
        (["status", "--show", "nowhere"], "Valeur incorrecte pour '--show' : « nowhere » n’existe pas."),
        (["publish", "--now", "x"], "« x » n’est pas une date : écrivez 2026-11-23, 2026-11-23T08:00"),
        (["publish", "--format", "xml"], "« xml » n’est pas une valeur possible. Choisissez parmi : 'text', 'json'."),
        (
            ["schema", "feed"],
            "« feed » n’est pas une valeur possible. Choisissez parmi : 'show', 'episode', 'network'.",
        ),
        (["publish", "--dry-run=yes"], "L’option `--dry-run` ne prend pas de valeur."),
        (["bucket", "chek"], "Il n’y a pas de commande `chek`."),
        (["bucket", "setup", "--to"], "Il manque une valeur après l’option `--to`."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_answered_in_french(show: Show, call: list[str], answer: str) -> None:
    run = asked_in_french(show, *call) if call[-1] != "--to" else show.run("--lang", "fr", *call)
    said = run.stderr.replace("\u00a0", " ")
    assert run.returncode == 2
    assert "Erreur : " in said
    assert answer in said
    assert english_in(said.replace("soon", "").replace("nowhere", "")) == []


def test_what_init_and_new_write_is_commented_in_the_language_of_who_runs_them(tmp_path: Path) -> None:
    show = Show(tmp_path)
    answers = {"title": "T", "description": "D", "language": "br", "link": "https://example.org/", "author": "A"}
    more = {"email": "", "category": "Arts", "timezone": "Europe/Paris", "url": "https://pod.example/t"}
    given = [f"--{name}={value}" for name, value in (answers | more).items()]
    assert asked_in_french(show, "init", "--no-explicit", *given).returncode == 0
    assert asked_in_french(show, "new", "--title", "Un").returncode == 0
    [episode] = show.root.glob("episodes/*/episode.md")
    for file in (show.root / "feed.yaml", episode):
        comments = re.findall(r"# (?!yaml-)(.*)", file.read_text(encoding="utf-8"))
        assert len(comments) > 1
        assert english_in(re.sub(r"\b(?:to|type|date|summary|owner|name): \S+", "", "\n".join(comments))) == []
    assert "l’identité du podcast" in (show.root / "feed.yaml").read_text(encoding="utf-8").lower()
    assert "Sous la ligne suivante" in episode.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "github", "json", "junit", "gitlab", "sarif"])
def test_a_colon_of_ours_stands_apart_in_every_format(show: Show, form: str) -> None:
    show.add("one", date="31.10.2025", people="[nobody]")
    said = asked_in_french(show, "check", "--format", form)
    for label in ("erreur", "avertissement", "conseil", "(?<=owner)", "Erreur"):
        assert re.findall(rf"{label}: ", said.stdout + said.stderr) == []
    assert "\u00a0: " in said.stdout


def test_english_stays_english(show: Show) -> None:
    assert show.run("status", "--help", "--lang", "en").stdout.startswith("Usage: balado status [OPTIONS]")
    assert "No such option '--shw'" in show.run("publish", "--shw", "--lang", "en").stderr


def nobody() -> str | None:
    raise AssertionError("the environment says it already")


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"LANGUAGE": "fr:en", "LANG": "de_DE.UTF-8"}, nobody, ["fr", "en"]),
        ({"LC_ALL": "fr_BE.UTF-8", "LANG": "en_GB.UTF-8"}, nobody, ["fr_BE.UTF-8"]),
        ({"LANGUAGE": "", "LC_MESSAGES": "fr_CA", "LANG": "en"}, nobody, ["fr_CA"]),
        ({"LANG": "C"}, lambda: "fr_FR", ["C"]),
        ({}, lambda: "fr_FR", ["fr_FR"]),
        ({"LANG": ""}, lambda: None, []),
    ],
)
def test_the_environment_decides_before_the_system(
    environment: dict[str, str], system: Callable[[], str | None], expected: list[str]
) -> None:
    assert languages(environment, system) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [(0x040C, "fr_FR"), (0x080C, "fr_BE"), (0x100C, "fr_CH"), (0x3C0C, "fr_FR"), (0x0409, "en_US"), (0x0000, None)],
)
def test_windows_names_its_language_by_a_number(identifier: int, expected: str | None) -> None:
    assert language_of_windows(identifier) == expected
