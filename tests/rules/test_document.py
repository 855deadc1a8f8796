from datetime import UTC, datetime

import pytest
from check_examples import SOUND, Example, example, feed, judged, show_rule

from balado.rules.run import document_of, judge, placed_in
from balado.rules.subject import Terms

EXAMPLES: dict[str, Example] = {
    "not-well-formed": example("Canals and those", "Canals & those", line=10),
    "character-not-allowed": example("Canals and", "Canals\x0b and", line=10),
    "not-rss-2": example('<rss version="2.0"', '<rss version="0.91"'),
    "namespace-misspelled": example(
        "http://www.itunes.com/dtds/podcast-1.0.dtd", "https://www.itunes.com/DTDs/podcast-1.0.dtd"
    ),
    "channel-after-items": example("  </channel>", "    <ttl>60</ttl>\n  </channel>"),
    "feed-too-large": Example(feed(), b"<rss><channel>" + b"<item/>" * 300_001 + b"</channel></rss>"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_the_sound_feed_is_sound(tmp_path, capsys):
    assert judged(feed(), tmp_path, capsys) == []


def test_the_official_alias_of_the_podcast_namespace_is_right(tmp_path, capsys):
    alias = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    assert judged(feed(("https://podcastindex.org/namespace/1.0", alias)), tmp_path, capsys) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/dtds/podcast-1.1.dtd"),
        ("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://itunes.com/podcast"),
        ("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itune.com/dtds/podcast-1.0.dtd"),
        ("https://podcastindex.org/namespace/1.0", "https://podcastindex.org/namespaces/1.1"),
        ("https://podcastindex.org/namespace/1.0", "https://github.com/Podcastindex-org/podcast-namespace"),
        ("http://www.w3.org/2005/Atom", "http://www.w3.org/2005/atom/"),
    ],
)
@pytest.mark.parametrize("profile", ["all", "spotify", "psp1"])
def test_a_misspelled_namespace_is_the_one_cause_of_all_that_it_hides(right, wrong, profile, tmp_path, capsys):
    found = judged(feed((right, wrong)), tmp_path, capsys, "--profile", profile)
    assert [one.rule for one in found] == ["namespace-misspelled"]


@pytest.mark.parametrize(
    "space",
    ["http://purl.org/rss/1.0/modules/slash/", "http://purl.org/rss/1.0/modules/event/", "http://purl.org/dc/terms/"],
)
def test_a_namespace_of_its_own_is_not_taken_for_another(space, tmp_path, capsys):
    body = feed(("<copyright>", f'<x:note xmlns:x="{space}">a</x:note><copyright>'))
    assert judged(body, tmp_path, capsys) == []


WORDS = "Canals and those who live on them."


@pytest.mark.parametrize(
    ("written", "line", "remedies"),
    [
        ("Q&A\nabout A & B.", 10, ["&amp;", "&amp;"]),
        ("Locks &copy= boats", 10, ["&amp;"]),
        ("Locks&nbsp;and\n&eacute;lan", 10, ["&#160;", "&#233;"]),
        ("Locks &lock; boats", 10, ["&amp;"]),
        ("Locks < boats", 10, ["&lt;"]),
        ("A<br>B", 10, ["<br/>"]),
        ("<p>A</b>", 10, ["</p>"]),
        ("A\n<!-- B", 11, ["-->"]),
        ("<q a=b/>", 10, ['name="value"']),
    ],
)
def test_what_is_not_well_formed_is_told_at_its_line_with_what_to_write(written, line, remedies):
    found = flaws_of(feed((WORDS, written)))
    assert found[0].place.line == line
    assert len(found) == len(remedies)
    for fault, remedy in zip(found, remedies, strict=True):
        assert remedy in str(fault.remedy)


@pytest.mark.parametrize("behind", ["<p>Moved</p>", "<!-- A --><script/>", "served by X"])
def test_what_stands_behind_the_feed_is_to_be_deleted(behind):
    [fault] = flaws_of(feed() + behind.encode())
    assert fault.place.line == feed().count(b"\n") + 1
    assert "Delete" in str(fault.remedy)


@pytest.mark.parametrize(("end", "line"), [("</itunes:author>", 13), ("</guid>", 30)])
def test_a_tag_without_its_end_is_told_where_it_begins(end, line):
    [fault] = flaws_of(feed((end, "")))
    assert fault.place.line == line
    assert end in str(fault.remedy)


def test_a_section_without_its_end_is_told_where_it_begins():
    [fault] = flaws_of(feed(("<![CDATA[<p>Who opens the gates at night.</p>]]>", "Who"), ("from.</p>]]>", "from.</p>")))
    assert (fault.place.line, "]]>" in str(fault.remedy)) == (45, True)


def test_an_end_without_its_tag_is_told_where_it_stands():
    [fault] = flaws_of(feed(("      <itunes:episode>2", "      </div>\n      <itunes:episode>2")))
    assert (fault.place.line, "Delete </div>" in str(fault.remedy)) == (36, True)


def test_a_prefix_that_was_never_declared_is_told_with_its_namespace():
    found = flaws_of(feed(('\n     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"', "")))
    assert 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"' in str(found[0].remedy)


def flaws_of(body):
    document = document_of(body, Terms(datetime(2026, 11, 23, tzinfo=UTC)))
    found = judge([document], placed_in("feed.xml"))
    return [fault for fault in found if fault.rule == "not-well-formed"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
        pytest.param(b"not xml at all", id="words"),
        pytest.param(b"<html><body>moved</body></html>", id="a page"),
        pytest.param(b"<rss/>", id="no channel"),
        pytest.param(SOUND.encode("utf-16"), id="UTF-16"),
        pytest.param(b"<a>" * 100_000, id="deep"),
        pytest.param(b"<rss>" + b" " * 20_000_000 + b"</rss>", id="blanks"),
        pytest.param(b"<rss " + b" ".join(b'a%d=""' % n for n in range(50_000)) + b"/>", id="attributes"),
        pytest.param(b'<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]><rss>&c;</rss>', id="entities"),
    ],
)
def test_whatever_is_no_feed_ends_in_an_error(body, tmp_path, capsys):
    assert "error" in {found.severity for found in judged(body, tmp_path, capsys)}
