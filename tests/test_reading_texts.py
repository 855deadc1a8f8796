"""No text takes more than 3 seconds of CPU and 150 MB, nor ends in a defect, whatever is done to it."""

from __future__ import annotations

import sys

import pytest
from depth import depth
from reading_budget import assert_within_budget
from reading_texts import KINDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are read from /proc")

_COUNT = depth(8, 80, 1_000)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_text_is_read_within_the_budget(kind: str) -> None:
    assert_within_budget("reading_texts", kind, _COUNT)
