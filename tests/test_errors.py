"""What the system and its libraries say of a file, in the language of the reader."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

import pytest
from lxml import etree

from balado.cli.session import catalogue
from balado.errors import reason_in_json, reason_in_xml, reason_of

FRENCH = catalogue(["fr"])


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (errno.ENOENT, "No such file or directory", "ce fichier ou ce dossier n’existe pas"),
        (errno.EACCES, "Permission denied", "accès refusé"),
        (errno.ENOSPC, "No space left on device", "le disque est plein"),
        (errno.EISDIR, "Is a directory", "c’est un dossier"),
        (errno.EROFS, "Read-only file system", "le disque est en lecture seule"),
    ],
)
def test_what_people_meet_is_in_their_language(number: int, english: str, french: str) -> None:
    reason = reason_of(OSError(number, "whatever this system calls it"))
    assert str(reason) == english
    assert reason.translate(FRENCH) == french


@pytest.mark.parametrize(
    ("error", "told"),
    [(OSError(errno.EDOM, "the system's {own} words"), "the system's {own} words"), (TimeoutError(), "TimeoutError")],
)
def test_anything_else_is_in_the_words_of_the_system(error: OSError, told: str) -> None:
    assert reason_of(error).translate(FRENCH) == told


def test_a_real_error_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        (tmp_path / "absent" / "file").read_bytes()
    assert str(reason_of(raised.value)) == os.strerror(errno.ENOENT)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[1 2]",
        "[1,",
        '{"a" 1}',
        "{a: 1}",
        '{"a": 1} x',
        '["a',
        '["\\q"]',
        '["\\u12"]',
        '["\t"]',
        "[1,]",
        '{"a": 1,}',
    ],
)
def test_what_is_wrong_in_json_is_told_in_french(document: str) -> None:
    with pytest.raises(json.JSONDecodeError) as raised:
        json.loads(document)
    reason = reason_in_json(raised.value)
    assert reason.translate(FRENCH) != str(reason)


def by_expat(document: str) -> str:
    with pytest.raises(ExpatError) as broken:
        ParserCreate().Parse(document, True)
    return ErrorString(broken.value.code)


def by_libxml2(document: str) -> str:
    with pytest.raises(etree.XMLSyntaxError) as broken:
        etree.fromstring(document)
    return str(broken.value.msg)


@pytest.mark.parametrize(
    ("document", "expat", "libxml2"),
    [
        ("<a><b></a>", "balise fermante qui ne répond pas à l’ouvrante", "<b>, ligne 1, est fermé par </a>"),
        ("<a>&eacute;</a>", "entité inconnue", "XML ne connaît pas l’entité eacute"),
        ("", "aucun élément", "aucun élément"),
        ("<a b='1' b='2'/>", "attribut en double", "l’attribut b y est deux fois"),
        ("<a/><b/>", "du contenu après le dernier élément", "quelque chose suit la dernière balise fermante"),
        ("<a>&</a>", "une partie n’est pas du XML bien formé", "un & y est écrit tel quel"),
        ("<a>< b</a>", "une partie n’est pas du XML bien formé", "un < y est écrit tel quel"),
        ("<a>", "aucun élément", "<a>, ligne 1, n’est pas fermé"),
        ("<p:a/>", None, "le préfixe p n’est déclaré nulle part"),
    ],
)
def test_what_is_wrong_in_xml_is_in_their_language(document: str, expat: str | None, libxml2: str) -> None:
    assert reason_in_xml(by_libxml2(document)).translate(FRENCH).startswith(libxml2)
    if expat is not None:
        assert reason_in_xml(by_expat(document)).translate(FRENCH) == expat


def test_whatever_else_a_parser_says_is_quoted() -> None:
    assert (
        reason_in_xml("Invalid URI: {5}").translate(FRENCH) == "«\N{NO-BREAK SPACE}Invalid URI: {5}\N{NO-BREAK SPACE}»"
    )
