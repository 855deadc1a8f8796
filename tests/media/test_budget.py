"""No recording and no picture, whatever it is, takes more than 3 seconds of CPU and 150 MB; none is a crash.

`python tests/reading_budget.py reading_media` reads 50,000 of each kind.
"""

import sys

import pytest
from depth import depth
from reading_budget import assert_within_budget
from reading_media import KINDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are read from /proc")

_COUNT = depth(8, 90, 1_000)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reader_keeps_its_budget(kind: str) -> None:
    assert_within_budget("reading_media", kind, _COUNT)
