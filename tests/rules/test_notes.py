from dataclasses import replace
from datetime import UTC, datetime

import pytest
from check_examples import Example, example, feed, judged, show_rule

from balado.errors import Place
from balado.feed.notes.render import render_notes
from balado.rules.run import document_of, judge, subjects_of
from balado.rules.subject import NotesLine, Terms, WrittenNotes
from balado.show.notes_told import tell

NOTES = "Who opens the gates at night."

PARAGRAPH = f"<p>{NOTES}</p>"

EXAMPLES: dict[str, Example] = {
    "notes-missing": example(f"<description><![CDATA[{PARAGRAPH}]]></description>", ""),
    "notes-cut-by-youtube": example(NOTES, "When a &lt; b."),
    "notes-with-other-html": example(PARAGRAPH, f"<table><tr><td>{NOTES}</td></tr></table>"),
    "notes-link-unfit": example(NOTES, '<a href="/about">About</a>'),
    "timestamps-incomplete": Example(
        feed((PARAGRAPH, "<p>00:00 Begin<br>05:00 Middle<br>10:00 End</p>")),
        feed((PARAGRAPH, "<p>01:00 Begin<br>05:00 Middle<br>10:00 End</p>")),
    ),
    "notes-too-long": example(NOTES, "é" * 2001, line=32),
}

ELSEWHERE = {"notes-words-lost"}
"""What is judged in notes of our own only."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_notes_that_apple_refuses_are_an_error(tmp_path, capsys):
    found = judged(feed((NOTES, "e" * 10_001)), tmp_path, capsys)
    assert ("notes-too-long", "error") in {(one.rule, one.severity) for one in found}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        pytest.param("e" * 3_993, None, id="4000 bytes"),
        pytest.param("e" * 3_994, "warning", id="4001 bytes"),
        pytest.param("é" * 1_996, None, id="3999 bytes in fewer characters"),
        pytest.param("é" * 1_997, "warning", id="4001 bytes in fewer characters"),
        pytest.param("e" * 9_993, "warning", id="10000 characters"),
        pytest.param("é" * 9_993, "warning", id="10000 characters in more bytes"),
        pytest.param("e" * 9_994, "error", id="10001 characters"),
    ],
)
def test_notes_have_two_limits(text, severity, tmp_path, capsys):
    found = judged(feed((NOTES, text)), tmp_path, capsys)
    assert [one.severity for one in found if one.rule == "notes-too-long"] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "markup", ["<script>x()</script>", '<p onclick="x()">x</p>', "<iframe src='https://x'></iframe>"]
)
def test_what_may_do_harm_is_an_error(markup, tmp_path, capsys):
    found = judged(feed((PARAGRAPH, markup)), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found] == [("notes-with-other-html", "error")]


@pytest.mark.parametrize("tag", ["content:encoded", "itunes:summary"])
@pytest.mark.parametrize("markup", ["<script>x()</script>", '<a onclick="x()">Who</a>', "&lt;iframe src='x'>"])
def test_what_may_do_harm_is_found_behind_a_harmless_description_too(tag, markup, tmp_path, capsys):
    if not markup.startswith("&"):
        markup = f"<![CDATA[{markup}]]>"
    other = f"<![CDATA[{PARAGRAPH}]]></description>\n<{tag}>{markup}</{tag}>"
    found = judged(feed((f"<![CDATA[{PARAGRAPH}]]></description>", other)), tmp_path, capsys)
    assert [one.severity for one in found if one.rule == "notes-with-other-html"] == ["error"]


def test_harm_that_stands_in_both_is_told_once(tmp_path, capsys):
    bad = "<![CDATA[<p>Who</p><script>x()</script>]]>"
    other = f"{bad}</description>\n<content:encoded>{bad}</content:encoded>"
    found = judged(feed((f"<![CDATA[{PARAGRAPH}]]></description>", other)), tmp_path, capsys)
    assert [one.rule for one in found] == ["notes-with-other-html"]


@pytest.mark.parametrize("empty", ["<content:encoded/>", "<content:encoded><![CDATA[ ]]></content:encoded>"])
def test_an_empty_text_beside_the_description_is_found(empty, tmp_path, capsys):
    [found] = judged(
        feed((f"<![CDATA[{PARAGRAPH}]]></description>", f"{PARAGRAPH}</description>{empty}")), tmp_path, capsys
    )
    assert (found.rule, found.severity) == ("notes-missing", "warning")
    assert "<content:encoded> is empty" in found.message


def test_two_texts_for_two_apps_are_advised_against(tmp_path, capsys):
    other = f"<![CDATA[{PARAGRAPH}]]></description>\n<content:encoded>Something else.</content:encoded>"
    [found] = judged(feed((f"<![CDATA[{PARAGRAPH}]]></description>", other)), tmp_path, capsys)
    assert (found.rule, found.severity) == ("notes-missing", "info")


@pytest.mark.parametrize("text", ["We begin at 17:30.", "17:30 Welcome", "From 10:00 to 12:00, then 13:00."])
def test_times_of_day_are_no_chapters(text, tmp_path, capsys):
    assert judged(feed((NOTES, text)), tmp_path, capsys) == []


def own(markdown):
    """What is found in notes of our own: rule, severity, line from 0 (None: of the whole), words."""
    notes = render_notes(markdown)
    guid = "2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02"
    document = document_of(feed((PARAGRAPH, notes.html)), Terms(datetime(2026, 11, 3, tzinfo=UTC), is_own=True))
    document = replace(document, written={guid: WrittenNotes(markdown, notes.changes)})

    def placing(spot):
        return Place("episode.md", spot.line if isinstance(spot, NotesLine) else None), None

    found = judge(subjects_of(document), placing)
    return [(one.rule, one.severity, one.place.line) for one in found]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("a\n\n[b](/x) [c](www.d.example)", [("notes-link-unfit", "warning", 2), ("notes-link-unfit", "warning", 2)]),
        ("[b](http://c.example) [d](tel:+33)", [("notes-link-unfit", "info", 0), ("notes-link-unfit", "info", 0)]),
        ("[b]( https://c.example ) [d](mailto:e@f.example)", []),
        ("|a|\n|-|\n\n![b](c.png)", [("notes-with-other-html", "warning", line) for line in (0, 3)]),
        ("a\n\n# b\n\n# c\n\n> d", [("notes-with-other-html", "info", line) for line in (2, 6)]),
        ("a\n\n<iframe src='x'></iframe><del>b</del>", [("notes-with-other-html", "warning", 2)] * 2),
        ("a <script>x</script>\n<style> b", [("notes-with-other-html", "warning", line) for line in (0, 1)]),
        ("a\n\n[Ada]: ada.html", [("notes-words-lost", "warning", 2)]),
        ('a\n[b](https://c.example "d")', [("notes-words-lost", "info", 1)]),
        ("a\n\n<!-- b", [("notes-words-lost", "warning", 2)]),
        ("a\n\n00:00 b\n01:30 c\n12:00 d", []),
        ("a\n\n01:30 c\n12:00 d", [("timestamps-incomplete", "warning", 2)]),
        ("a\n\n00:00 c 12:00 d 13:00 e", [("timestamps-incomplete", "warning", 2)]),
    ],
)
def test_notes_of_our_own_are_judged_as_they_were_written(markdown, found):
    assert own(markdown) == found


def test_what_listeners_get_is_told():
    notes = "|a|\n|-|\n\n![the hall](c.png) [b](/x)"
    told = [str(tell(change, 1).what) for change in render_notes(notes).changes]
    assert told == [
        "Podcast apps show no tables: each row is shown as a line, with “–” between its cells.",
        "Podcast apps show no pictures in notes: of “c.png” its text is shown, “the hall”.",
        "“/x” is no whole https address: the words of the link are shown without it.",
    ]
