"""A file that came, in words: what the feed said of it, where that is something else."""

from datetime import timedelta

import pytest

from balado.errors import Place
from balado.importer.media.file import ElsewhereFile, FetchedFile, FileKind, Verified
from balado.importer.media.told import fetched_told
from balado.message import say

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("size", "duration", "remark", "words"),
    [
        (None, None, None, "a.mp3: 17 kB"),
        (17_000, MINUTE + timedelta(seconds=1), None, "a.mp3: 17 kB"),
        (5, None, None, "a.mp3: 17 kB; the feed says 5 B"),
        (None, MINUTE * 60, None, "a.mp3: 17 kB; it plays for 1:00, the feed says 1:00:00"),
        (None, None, say("it changes"), "a.mp3: 17 kB; it changes"),
    ],
)
def test_what_the_feed_says_is_told_where_it_is_not_so(size, duration, remark, words):
    wanted = ElsewhereFile(FileKind.RECORDING, "https://a.example/", "a", Place("a"), "", size, duration)
    fetched = FetchedFile(wanted, "a.mp3", 17_000, Verified(".mp3", "audio/mpeg", MINUTE), remark)
    assert str(fetched_told(fetched)) == words
