import pytest
from check_examples import Example, example, feed, judged, show_rule

from balado.rules.texts import _open_direction

EXAMPLES: dict[str, Example] = {
    "escaped-twice": example("At the lock", "Eau &amp;amp; gaz"),
    "blanks-around": example("<language>fr</language>", "<language>\n fr </language>", line=11),
    "value-too-long": example("At the lock", "lock " * 60),
    "direction-turned": example("At the lock", "At the \u202elock"),
    "tag-of-show-twice": example("<language>fr</language>", "<language>fr</language><language>en</language>", line=11),
    "tag-of-episode-twice": example(
        "<itunes:duration>300</itunes:duration>", "<itunes:duration>300</itunes:duration>" * 2
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("plain", None),
        ("\u05e9\u05dc\u05d5\u05dd", None),
        ("\u2067\u05e9\u05dc\u05d5\u05dd\u2069 and more", None),
        ("\u202b\u05e9\u05dc\u05d5\u05dd\u202c", None),
        ("\u2067\u05e9\u05dc\u05d5\u05dd", "U+2067"),
        ("\u2067one\ntwo\u2069", "U+2067"),
        ("gpj.\u202eexe", "U+202E"),
        ("a\u202db\u202c", "U+202D"),
    ],
)
def test_a_mark_that_turns_the_direction_is_ended_in_its_own_paragraph(text, mark):
    assert _open_direction(text) == mark


NOTES = "<![CDATA[<p>Who opens the gates at night.</p>]]>"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        pytest.param(("At the lock", "L&amp;#8217;eau"), "&#8217;", id="title"),
        pytest.param(("Radio du Canal", "Eau &amp;amp; Cie"), "&amp;", id="author"),
        pytest.param(("Canals and", "Canaux &amp;amp;amp;"), "&amp;", id="description of the show"),
        pytest.param((NOTES, "&amp;lt;p&amp;gt;Guest&amp;lt;/p&amp;gt;"), "<p>", id="tags in the notes"),
        pytest.param((NOTES, "<![CDATA[&lt;p&gt;Guest&lt;/p&gt;]]>"), "<p>", id="tags in CDATA"),
        pytest.param((NOTES, "Guest&amp;lt;br /&amp;gt;Other"), "<br />", id="line break"),
        pytest.param((NOTES, "<![CDATA[<p>caf&amp;eacute;</p>]]>"), "&eacute;", id="accent within a paragraph"),
        pytest.param(
            (NOTES, f"{NOTES}</description><content:encoded>Eau &amp;amp;amp; gaz</content:encoded><description>"),
            "&amp;",
            id="content:encoded",
        ),
        pytest.param(
            ("<itunes:episode>2", "<podcast:person>Zo&amp;euml;</podcast:person><itunes:episode>2"),
            "&euml;",
            id="person",
        ),
        pytest.param(
            (
                "<itunes:episode>2",
                '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters" version="1.2">'
                '<psc:chapter start="0" title="D&amp;eacute;but"/></psc:chapters><itunes:episode>2',
            ),
            "&eacute;",
            id="chapter",
        ),
    ],
)
def test_what_is_escaped_twice_is_found_in_any_text(edit, code, tmp_path, capsys):
    body = feed(edit).replace(b"</content:encoded><description></description>", b"</content:encoded>")
    found = [one.message for one in judged(body, tmp_path, capsys) if one.rule == "escaped-twice"]
    assert any(f"shows {code} as it stands" in message for message in found), found


@pytest.mark.parametrize(
    "edit",
    [
        (NOTES, "<![CDATA[<p>In HTML the tag &lt;p&gt;begins&lt;/p&gt; a paragraph, &amp;eacute; is an accent.</p>]]>"),
        (NOTES, "<![CDATA[<p>If 1 &lt; 2 and R&amp;D pays, AT&amp;T; too.</p>]]>"),
        ("At the lock", "R&amp;D at AT&amp;T; std::vector&lt;int&gt;"),
        ("https://podcast.example.org/2<", "https://podcast.example.org/2?a=1&amp;copy=2&amp;lt;=3<"),
        (NOTES, "<![CDATA[Write &lt;br&gt; where a line ends.]]>"),
        (NOTES, "<![CDATA[&lt;Ada&gt; asks what a &lt;br&gt;owser&lt;/br&gt; tag is]]>"),
    ],
)
def test_a_text_that_is_escaped_once_is_left_alone(edit, tmp_path, capsys):
    assert [one for one in judged(feed(edit), tmp_path, capsys) if one.rule == "escaped-twice"] == []
