"""The French is complete, fits its English, and is what people get who ask for it."""

from __future__ import annotations

import gettext
import re
import string
from functools import cache

import pytest
from french_typography import wrong_signs
from show_builder import Show
from translations import FOLDER, messages, po_text, read_catalogue, updated

from balado.cli.session import catalogue
from balado.message import size_text

PLACEHOLDERS = string.Formatter()
SAME = frozenset(
    {
        "{errors}, {warnings}, {advice}.",
        "{text}",
        "[{state}] {what}",
        "{reason}",
        "{head}{lines}",
        "{key}  {size}",
        "{when}  {episode}  {state}",
        "{topic}  {title}",
        "mono",
        "Publication {number}",
    }
)
"""What is the same in both languages: no words of our own, but placeholders."""


@cache
def french() -> dict[object, tuple[str, ...]]:
    found: dict[object, tuple[str, ...]] = {}
    for message in read_catalogue():
        if message.id:
            key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
            found[key] = message.string if isinstance(message.string, tuple) else (message.string,)
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in PLACEHOLDERS.parse(text) if name}


def is_filled(text: str) -> bool:
    """Whether the text is a template: one without a placeholder of ours is shown as it stands."""
    return re.search(r"\{[a-z_]+\}", text) is not None


def test_every_message_has_its_french() -> None:
    known = french()
    missing = [key for key in messages() if not all(known.get(key, ("",)))]
    assert missing == [], "run `python tests/support/translations.py`, then write their French in balado.po"


def test_the_catalogue_holds_what_the_code_says_and_nothing_else() -> None:
    assert (FOLDER / "balado.po").read_bytes() == po_text(updated())


def test_the_catalogue_for_programs_is_that_for_people() -> None:
    """By what it says, not by its bytes: those carry the version of the program that wrote them."""
    with (FOLDER / "balado.mo").open("rb") as file:
        programs = gettext.GNUTranslations(file)
    for key, texts in french().items():
        if isinstance(key, tuple):
            assert (programs.ngettext(*key, 1), programs.ngettext(*key, 2)) == texts
        else:
            assert (programs.gettext(str(key)),) == texts


def test_placeholders_are_those_of_the_english() -> None:
    for key, texts in french().items():
        english = key if isinstance(key, tuple) else (key,)
        if any(is_filled(str(one)) for one in english):
            wanted = set().union(*(fields(str(one)) for one in english))
            for text in texts:
                assert fields(text) <= wanted, key
            assert set().union(*(fields(text) for text in texts)) == wanted, key


def test_the_french_is_no_english() -> None:
    untranslated = [
        key
        for key, texts in french().items()
        if texts == ((key,) if isinstance(key, str) else key) and key not in SAME and re.search(r"[a-z]{3}", str(key))
    ]
    assert [key for key in untranslated if not re.fullmatch(r"[^ ]*|\{.*\}", str(key))] == []


def test_no_french_is_said_twice() -> None:
    """A merge of two catalogues can leave the French of a text twice, one behind the other."""
    assert [text for texts in french().values() for text in texts if re.fullmatch(r"(.{20,})\1+", text)] == []


def test_the_french_has_its_signs() -> None:
    """Spaces that do not break, typographic apostrophes: `python tests/support/translations.py` sets most of them."""
    assert {text: wrong for texts in french().values() for text in texts if (wrong := wrong_signs(text))} == {}


def test_a_colon_stands_apart_unless_it_is_code() -> None:
    """Outside backticks a colon may touch its word only where the English has the same word: a key, a command."""
    wrong = []
    for key, texts in french().items():
        english = " ".join(key) if isinstance(key, tuple) else str(key)
        for text in texts:
            prose = re.sub(r"`[^`]*`", "", text)
            wrong += [(word, text) for word in re.findall(r"([^\W\d][\w-]*): ", prose) if f"{word}:" not in english]
    assert wrong == []


@pytest.mark.parametrize(
    "word",
    [
        "abîm",
        "ôte[rzt]",
        "habite",
        "à la maison",
        "répétition",
        "[Ss]ortir avec",
        "Remède",
        "[Vv]erbe",
        "notre propre",
        "émission",
    ],
)
def test_the_french_says_what_an_officer_would_say(word: str) -> None:
    """Words that were once written here, and have better ones."""
    assert [text for texts in french().values() for text in texts if re.search(rf"\b{word}", text)] == []


@pytest.fixture
def show(tmp_path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    return made


@pytest.mark.parametrize("arguments", [("--lang", "fr", "publish"), ("publish", "--lang=fr")])
def test_messages_are_french_for_those_who_ask(show: Show, arguments: tuple[str, ...]) -> None:
    assert "Encore rien à publier" in show.run(*arguments).stderr


@pytest.mark.parametrize(
    ("environment", "french"),
    [
        ({"LANGUAGE": "fr"}, True),
        ({"LANGUAGE": "", "LANG": "fr_FR.UTF-8"}, True),
        ({"LANGUAGE": "", "LANG": "C"}, False),
    ],
)
def test_else_the_locale_decides(show: Show, environment: dict[str, str], french: bool) -> None:
    said = show.run("publish", **{"LC_ALL": "", "LC_MESSAGES": "", **environment}).stderr
    assert ("Encore rien à publier" in said) is french


def test_english_can_be_asked_for_in_a_french_locale(show: Show) -> None:
    assert "Nothing to publish yet" in show.run("publish", "--lang", "en", LANGUAGE="fr").stderr


def test_faults_and_their_remedies_are_french(show: Show) -> None:
    show.write_feed(language="french")
    said = show.run("publish", "--lang", "fr").stderr
    assert "feed.yaml:4 (language): erreur : « french » n’est pas un code de langue." in said.replace("\u00a0", " ")
    assert "Écrivez `language: fr`." in said


def test_help_is_french_too(show: Show) -> None:
    assert "Montrer ce qui a été publié, et quand." in show.run("--help", "--lang", "fr").stdout
    assert "Afficher ce qui serait fait, sans rien écrire." in show.run("--lang", "fr", "publish", "--help").stdout


@pytest.mark.parametrize(
    ("byte_size", "english", "french"),
    [
        (812, "812 B", "812 o"),
        (812_000, "812 kB", "812 ko"),
        (46_500_000, "46.5 MB", "46,5 Mo"),
        (2_345_678_901, "2.35 GB", "2,35 Go"),
    ],
)
def test_sizes_have_the_units_and_the_comma_of_the_language(byte_size: int, english: str, french: str) -> None:
    assert str(size_text(byte_size)) == english
    assert size_text(byte_size).translate(catalogue(["fr"])).replace("\u00a0", " ") == french


def test_a_verb_there_is_none_of_is_french_too(show: Show) -> None:
    said = show.run("--lang", "fr", "publsh").stderr.replace("\u00a0", " ")
    assert "Il n’y a pas de commande `publsh`. Vouliez-vous dire `balado publish` ?" in said
    assert "Voyez `balado --help`." in said


def test_names_for_machines_stay_as_they_are(show: Show) -> None:
    said = show.run("publish", "--format", "json", "--lang", "fr").stdout
    assert '"event": "nothing-to-do"' in said
    assert "Encore rien à publier" in said


def test_a_language_there_is_none_of(show: Show) -> None:
    run = show.run("--lang", "tlh", "status")
    assert run.returncode == 2
    assert "'tlh' is not one of 'en', 'fr'" in run.stderr
