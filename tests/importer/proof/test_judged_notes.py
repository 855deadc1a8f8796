"""Notes as people get them: the same words, links that lead where they led, no script."""

import pytest

from balado.importer.proof.judged import Judgement, Sameness, Setting
from balado.importer.proof.judged_notes import (
    notes_code,
    notes_embedded,
    notes_links,
    notes_summary,
    notes_text,
    titled_notes,
)
from balado.importer.proof.notes_read import read_said

OURS = Setting("https://pod.example/")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Plain &amp; simple\n\nwith lines", "<p>Plain &amp; simple</p>\n<p>with lines</p>"),
        ("<div>In a <span style='x'>wo</span>rd</div>", "<p>In a word</p>"),
        ("<p>A</p><ul><li>b</li><li>c</li></ul>", "<p>A</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>"),
        ("e\u0301te\u0301\u200b\xa0!", "<p>été !</p>"),
        ("<p>A<script>let b = 1;</script></p><style>p{}</style>", "<p>A</p>"),
        ('<p><img src="a.png" alt="A lock"> of Prades</p>', "<p>A lock of Prades</p>"),
    ],
)
def test_the_same_words_however_they_are_laid_out(old: str, new: str) -> None:
    assert notes_text(read_said(old), read_said(new), OURS).sameness is Sameness.EQUAL


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("<p>One two three</p>", "<p>One three</p>", Sameness.LOST),
        ("<p>One</p>", "", Sameness.LOST),
        ("<p>One two</p>", "<p>One three</p>", Sameness.DIFFERENT),
        ("<p>One two</p>", "<p>two One</p>", Sameness.DIFFERENT),
        ("<p>One</p>", "<p>One!</p>", Sameness.DIFFERENT),
        ("<p>One</p>", "<p>one</p>", Sameness.DIFFERENT),
        ("<p>wo rd</p>", "<p>word</p>", Sameness.DIFFERENT),
        ("", "<p>word</p>", Sameness.DIFFERENT),
    ],
)
def test_other_words_are_seen(old: str, new: str, verdict: Sameness) -> None:
    assert notes_text(read_said(old), read_said(new), OURS).sameness is verdict


def judged_links(old: str, new: str) -> Judgement:
    return notes_links(read_said(old), read_said(new), OURS)


def test_links_lead_where_they_led() -> None:
    old = '<a href="http://a.example/">x</a> <a href="https://b.example/?x=1&amp;y=2">y</a>'
    assert judged_links(old, old.replace("&amp;", "&#38;")).sameness is Sameness.EQUAL
    assert judged_links(old, old.replace("http:", "https:")).sameness is Sameness.IMPROVED
    assert judged_links(old, old.replace("b.example", "c.example")).sameness is Sameness.DIFFERENT
    assert judged_links(old, "x y").sameness is Sameness.LOST
    assert judged_links("x", old).sameness is Sameness.DIFFERENT


def test_an_address_that_was_text_can_be_followed_and_one_that_apps_do_not_follow_is_text() -> None:
    assert judged_links("See https://a.example/.", 'See <a href="https://a.example/">…</a>').sameness is (
        Sameness.IMPROVED
    )
    assert judged_links('<a href="tel:+331">call</a>', "call (+331)").sameness is Sameness.DIFFERENT


def test_a_link_that_leads_nowhere_from_an_app_is_no_loss() -> None:
    old = '<a href="/about">x</a> <a href=\'"http://a.example"\'>y</a>'
    assert judged_links(old, "x y").sameness is Sameness.DIFFERENT


def test_where_there_are_no_notes_the_title_is_told() -> None:
    none, title = read_said(""), read_said("<p>First, words</p>")
    assert titled_notes((none, "First words"), (title, "First, words"), OURS).sameness is Sameness.IMPROVED
    assert titled_notes((none, "First words"), (title, "Other"), OURS).sameness is Sameness.DIFFERENT
    assert titled_notes((title, "First words"), (none, "First, words"), OURS).sameness is Sameness.LOST
    assert titled_notes((none, ""), (none, ""), OURS).sameness is Sameness.EQUAL


def test_scripts_are_taken_out_of_notes_and_never_put_in() -> None:
    safe = read_said("<p>A</p>")
    for bad in ("<script>x()</script>", '<p onclick="x()">A</p>', '<a href="javascript:x()">A</a>'):
        assert notes_code(read_said(bad), safe, OURS).sameness is Sameness.IMPROVED
        assert notes_code(safe, read_said(bad), OURS).sameness is Sameness.DIFFERENT
    assert notes_code(safe, safe, OURS).sameness is Sameness.EQUAL


def test_pictures_and_frames_in_notes_are_not_published_and_that_is_said() -> None:
    old = read_said('<img src="https://old.example/a.png"><iframe src="https://old.example/player"></iframe>')
    judgement = notes_embedded(old, read_said("<p>A</p>"), OURS)
    assert judgement.sameness is Sameness.DIFFERENT
    assert judgement.reason is not None
    assert notes_embedded(old, old, OURS).sameness is Sameness.EQUAL


def test_a_summary_that_the_notes_begin_with_is_said_by_them() -> None:
    notes = read_said("<p>One two three.</p>")
    assert notes_summary(("One two…", notes), (None, notes), OURS).sameness is Sameness.IMPROVED
    assert notes_summary(("Four", notes), (None, notes), OURS).sameness is Sameness.DIFFERENT
    assert notes_summary((None, notes), ("Four", notes), OURS).sameness is Sameness.DIFFERENT
    assert notes_summary((None, notes), ("", notes), OURS).sameness is Sameness.EQUAL
