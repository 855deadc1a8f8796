"""No answer, however odd, breaks a rule on answers."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from balado.rules.catalogue import RULES
from balado.rules.subject import Answer, Served
from balado.rules.tree import Element
from balado.web.reply import Hop, Reply, Trouble

EXAMPLES: dict[str, object] = {}

NAMES = (
    *("content-type", "content-length", "content-range", "content-encoding", "etag", "last-modified"),
    *("cache-control", "expires", "access-control-allow-origin", "accept-ranges"),
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["audio/mpeg", "text/html", "gzip", "bytes 0-9/10", "bytes 0-9/*", "9" * 30, "max-age=99999999999"]
    ),
)
HOPS = st.builds(Hop, TEXTS, st.integers(300, 308), TEXTS)
REPLIES = st.builds(
    Reply,
    url=TEXTS,
    status=st.sampled_from([0, 100, 200, 206, 302, 304, 404, 416, 429, 503, 999]),
    headers=st.dictionaries(st.sampled_from(NAMES), TEXTS),
    body=st.binary(max_size=20),
    hops=st.lists(HOPS, max_size=2).map(tuple),
    trouble=st.none() | st.sampled_from(Trouble),
    words=TEXTS,
    seconds=st.floats(0, 100),
)
ELEMENT = Element("enclosure", 3)
ANSWERS = st.builds(
    Answer,
    element=st.just(ELEMENT),
    kind=st.sampled_from(["feed", "recording", "alternative", "artwork", "transcript", "chapters"]),
    url=st.one_of(TEXTS, st.sampled_from(["http://[::1/1.mp3", "https://example.org/1.mp3", "http://a/" + "x" * 900])),
    declared_type=TEXTS,
    declared_bytes=st.none() | st.integers(1),
    declared_duration=st.none() | st.timedeltas(timedelta(0)),
    head=st.none() | REPLIES,
    whole=st.none() | REPLIES,
    part=st.none() | REPLIES,
    duration=st.none() | st.timedeltas(timedelta(0)),
)


def findings(subject: object) -> list[str]:
    rules = [rule for rule in RULES if rule.subject is type(subject)]
    return [str(finding.what) for rule in rules for finding in rule.judge(subject)]


@settings(deadline=None)
@given(ANSWERS)
def test_of_a_file(answer: Answer) -> None:
    assert all(len(sentence) < 700 for sentence in findings(answer))


@settings(deadline=None)
@given(st.builds(Served, element=st.just(ELEMENT), reply=REPLIES, again=st.none() | REPLIES))
def test_of_a_feed(served: Served) -> None:
    assert all(len(sentence) < 700 for sentence in findings(served))
