"""What the templates of the studio and of the pages write by themselves, beside the messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import balado

PACKAGE = Path(balado.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_template_sets_a_sign_before_which_french_has_a_space(path: Path) -> None:
    """It stands in the message, which each language sets in its own way."""
    set_by_hand = re.compile(r"(?:\}\}|</[a-z]+>)\s*[:;?!](?![\w=:])")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(number, line) for number, line in enumerate(lines, 1) if set_by_hand.search(line)] == []
