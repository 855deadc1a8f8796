"""Whatever a document is, the check ends: with findings, in bounded time and memory, and never by a crash."""

import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import hostile_feeds
import pytest
from check_examples import SOUND
from hypothesis import given
from hypothesis import strategies as st
from reading_budget import assert_within_budget
from workers import first_of

from balado.check.show import check_feed
from balado.rules.run import MOST_OF_A_RULE, document_of, judge, placed_in, subjects_of
from balado.rules.subject import MOST_NOTES_CHARS, Replacement, Terms

NOW = Terms(datetime(2026, 11, 23, tzinfo=UTC))
PIECES = re.findall(r"<[^>]*>|\"[^\"]*\"|[^<\"]+", SOUND)
ODD = st.sampled_from(
    [
        "", " ", "-1", "0", "1e999", "9" * 400, "::", "00:00:61", "\u0000", "\ufffe", "é" * 300, "<", "&", "]]>", "%00",
        "https://[::1", "http://", "file:///x", "mailto:", "<item>", "</item>", "<a>" * 50, "{}", "{0}", "{name}", "²",
        "Mon, 99 Foo 99999 99:99:99 +9999", "<psc:chapters/>", '<podcast:person role="">', "geo:999,999", "٣",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(PIECES) - 1), ODD), min_size=1, max_size=6))
def test_no_rule_breaks_on_a_mutilated_feed(changes):
    pieces = list(PIECES)
    for place, odd in changes:
        pieces[place] = f'"{odd}"' if pieces[place].startswith('"') else odd
    document = document_of("".join(pieces).encode("utf-8", "surrogatepass"), NOW)
    subjects = list(subjects_of(document))
    channel, sound = document.channel, document_of(SOUND.encode(), NOW).channel
    if channel is not None and sound is not None:
        subjects += [Replacement(sound, channel), Replacement(channel, sound)]
    for fault in judge(subjects, placed_in("feed.xml")):
        assert str(fault.what)
        assert str(fault.remedy)


@pytest.mark.parametrize("reference", ["&#xD800;", "&#XdFfF;", "&#55296;", "&#057343;", "&#x000D8aB;"])
@pytest.mark.parametrize("where", ["La voie d'eau", "https://podcast.example.org/cover.jpg", "www.itunes.com/dtds"])
def test_half_of_a_surrogate_pair_is_named_and_breaks_nothing(reference, where):
    """lxml's recovery lets it into texts, attributes and namespaces, and cannot read them back."""
    document = document_of(SOUND.replace(where, f"{where}{reference}").encode(), NOW)
    faults = judge(subjects_of(document), placed_in("feed.xml"))
    assert any(fault.rule == "character-not-allowed" and reference in str(fault.what) for fault in faults)


def test_numbers_of_whole_characters_are_left_alone():
    document = document_of(SOUND.replace("La voie", "&#xD7FF;&#xE000;&#55295;&#57344;&#x1D800;").encode(), NOW)
    assert document.channel is not None
    assert document.channel.element.value("title") == "\ud7ff\ue000\ud7ff\ue000\U0001d800 d'eau"


def test_elements_that_stand_in_one_another_to_no_end_are_malformed():
    deep = SOUND.replace("<item>", "<a>" * 150 + "</a>" * 150 + "<item>", 1)
    document = document_of(deep.encode(), NOW)
    (fault,) = judge(subjects_of(document), placed_in("feed.xml"))
    assert "more than 100 elements in one another" in str(fault.what)


MAKERS = {
    "laughter": (
        'b"<!DOCTYPE r [<!ENTITY a0 \\"ha\\">" + b"".join(b"<!ENTITY a%d \\"%s\\">" % (n, b"&a%d;" % (n - 1) * 10)'
        ' for n in range(1, 12)) + b"]><rss>&a11;</rss>"'
    ),
    "a hundred thousand attributes": 'b"<rss " + b" ".join(b\'a%d=""\' % n for n in range(100_000)) + b"/>"',
    "a hundred thousand elements deep": 'b"<a>" * 100_000',
    "a line of ten megabytes": 'b"<rss><channel><title>" + b"x" * 9_000_000 + b"</title></channel></rss>"',
    "a million items": 'b"<rss><channel>" + b"<item/>" * 1_000_000 + b"</channel></rss>"',
    "a hundred megabytes of blanks": 'b"<rss>" + b" " * 100_000_000 + b"</rss>"',
}
_RUN = """
import resource, sys
from balado.cli.main import _run
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
code = _run(["check", sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base
print(code, used // 1000)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by a POSIX call")
@pytest.mark.parametrize("name", first_of(MAKERS, 3))
def test_what_is_made_to_do_harm_ends_in_an_error_within_bounds(name, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(eval(MAKERS[name]))  # noqa: S307 (texts of this file)
    run = subprocess.run(
        [sys.executable, "-c", _RUN, str(file)], capture_output=True, text=True, timeout=120, check=False
    )
    code, megabytes = run.stdout.splitlines()[-1].split()
    assert code == "1", run.stderr
    assert int(megabytes) < 200


def test_of_one_rule_so_many_findings_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_OF_A_RULE >= 1_000
    monkeypatch.setattr("balado.rules.run.MOST_OF_A_RULE", most := 100)
    item = b"<item><title>a &amp;amp; b</title></item>\n"
    body = b'<rss version="2.0"><channel><title>x</title>' + item * (most + 50) + b"</channel></rss>"
    faults = check_feed(body, "feed.xml", NOW).faults
    found = [fault for fault in faults if fault.rule == "escaped-twice"]
    assert len(found) == most + 1
    assert sum("There are more like this" in str(fault.what) for fault in found) == 1
    assert max(Counter(fault.rule for fault in faults).values()) == most + 1


@pytest.mark.in_depth
@pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are read from /proc")
def test_feeds_made_to_take_time_take_little() -> None:
    assert_within_budget("hostile_feeds", "feed", hostile_feeds.COUNT)


def test_notes_beyond_the_most_that_is_judged_are_said_once_and_not_looked_into() -> None:
    notes = f"<item><description><![CDATA[{'x ' * (MOST_NOTES_CHARS // 4)}<script>]]></description></item>\n"
    body = f'<rss version="2.0"><channel><title>x</title>\n{notes * 4}</channel></rss>'.encode()
    faults = check_feed(body, "feed.xml", NOW).faults
    assert [fault.place.line for fault in faults if "not looked into" in str(fault.what)] == [3]
    assert [fault.place.line for fault in faults if "<script>" in str(fault.what)] == [2]


def test_tags_that_do_not_end_are_named_at_their_line_and_what_is_in_cdata_is_no_tag() -> None:
    broken = SOUND.replace("<item>", "\n<a <b <item>", 1)
    faults = check_feed(broken.encode(), "feed.xml", NOW).faults
    line = SOUND[: SOUND.index("<item>")].count("\n") + 2
    assert any(fault.rule == "not-well-formed" and fault.place.line == line for fault in faults)
    hearts = SOUND.replace("<item>", f"<item><content:encoded><![CDATA[{'I <3 you<br>' * 300}]]></content:encoded>", 1)
    assert not [fault for fault in check_feed(hearts.encode(), "feed.xml", NOW).faults if "form" in fault.rule]


@pytest.mark.parametrize("encoding", ["utf-7", "IBM037", "x-own"])
def test_an_encoding_in_which_tags_could_hide_is_not_read(encoding) -> None:
    body = SOUND.replace("UTF-8", encoding).encode()
    assert [fault.rule for fault in check_feed(body, "feed.xml", NOW).faults if fault.severity == "error"] == [
        "not-well-formed"
    ]
