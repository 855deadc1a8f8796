from datetime import UTC, datetime, timedelta

import pytest
from check_examples import SOUND, feed
from hypothesis import given, settings
from hypothesis import strategies as st

from balado.check.servers.targets import targets_of
from balado.rules.run import document_of
from balado.rules.subject import Terms

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LINES = SOUND.splitlines(keepends=True)


def targets(body: bytes):
    return targets_of(document_of(body, Terms(NOW)))


def test_what_a_feed_names_in_its_order():
    assert [(one.kind, one.url.rpartition("/")[2]) for one in targets(feed())] == [
        ("artwork", "cover.jpg"),
        ("recording", "2.mp3"),
        ("transcript", "2.vtt"),
        ("recording", "1.mp3"),
        ("transcript", "1.vtt"),
    ]


def test_what_is_declared():
    recording = targets(feed())[1]
    assert (recording.declared_type, recording.declared_bytes) == ("audio/mpeg", 4_800_000)
    assert recording.declared_duration == timedelta(minutes=5)


def test_an_address_that_stands_twice_is_asked_once():
    body = feed(("https://podcast.example.org/audio/1.mp3", "https://podcast.example.org/audio/2.mp3"))
    assert [one.url for one in targets(body)].count("https://podcast.example.org/audio/2.mp3") == 1


@pytest.mark.parametrize(
    ("text", "seconds"), [("1:02:03", 3723), ("62:03", 3723), ("3723", 3723), ("3.5", 3.5), ("0", None), ("1h", None)]
)
def test_durations(text, seconds):
    found = targets(feed(("<itunes:duration>300", f"<itunes:duration>{text}")))[1].declared_duration
    assert (found and found.total_seconds()) == seconds


@pytest.mark.parametrize("length", ["", "-1", "0", "4 800", "٤", "9" * 5000])
def test_a_length_that_is_none(length):
    assert targets(feed(("4800000", length)))[1].declared_bytes is None


@settings(deadline=None)
@given(st.sets(st.integers(0, len(LINES) - 1)), st.dictionaries(st.integers(0, len(LINES) - 1), st.text(max_size=9)))
def test_no_mutilated_feed_breaks_it(left_out, replaced):
    lines = [replaced.get(number, line) for number, line in enumerate(LINES) if number not in left_out]
    for one in targets("".join(lines).encode("utf-8", "surrogatepass")):
        assert one.url.startswith("http")
