import pytest
from check_examples import Example, example, feed, judged, show_rule

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
