"""What the system and its libraries say of a file, in the language of the reader."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from balado.cli.session import catalogue
from balado.errors import reason_in_json, reason_of

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
