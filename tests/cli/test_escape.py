"""What a text must not do to those who show it."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from balado.message import html_text, json_text, lines, markdown_text, one_line, within_lines

ODD = st.text(
    st.sampled_from("\x00\x07\x08\x1b\r\n\t\x85\x9b\u2028\u2029\u202e\u2066\ufeff\ud800#:[]ab @`|<!\\*_"), max_size=40
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Réussir « le » dernier kilomètre – 😀 👩‍⚕️", "Réussir « le » dernier kilomètre – 😀 👩‍⚕️"),
        ("بودكاست \u200fعربي", "بودكاست \u200fعربي"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b]8;;http://x\x07", "\\x1b[31mred\\x1b]8;;http://x\\x07"),
        ("\x9b31m \x85 \x7f", "\\x9b31m \\x85 \\x7f"),
        ("a\u2028b\u202ec\u2066d\u200be", "a\\u2028b\\u202ec\\u2066d\\u200be"),
        ("caf\udce9.mp3", "caf\\udce9.mp3"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_a_value_is_one_line_and_what_nobody_sees_is_shown(value, shown):
    assert one_line(value) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error::x"),
        ("a\n \u3000::stop-commands::x\n", "a\n \u3000: :stop-commands::x\n"),
        ("a ##[add-mask]b ###vso[task.x]", "a # #[add-mask]b ## #vso[task.x]"),
        ("## Head\na::b", "## Head\na::b"),
    ],
)
def test_no_line_is_a_command_to_a_ci_server(text, shown):
    assert lines(text) == shown


def test_our_own_annotations_stay_commands():
    assert within_lines("::error file=a::##[x]\x1b\n") == "::error file=a::# #[x]\\x1b\n"


@given(ODD)
def test_json_says_the_same_and_holds_nothing_that_acts(value):
    told = json_text(json.dumps({"text": value}, ensure_ascii=False))
    assert json.loads(told)["text"] == re.sub("[\ud800-\udfff]", "\ufffd", value)
    assert told.splitlines() == [told]
    assert not re.search(r"##\w*\[", told)
    assert {unicodedata.category(one) for one in told}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert "\u202e" not in told


@given(ODD)
def test_lines_are_harmless_whatever_is_in_them(text):
    for shown in (lines(text), lines(one_line(text))):
        assert not re.search(r"(?m)^\s*::|##\w*\[|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\u2066\ud800]", shown)
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


@given(ODD)
def test_a_value_in_markdown_is_text_and_nothing_else(value):
    [paragraph, inline, end] = MarkdownIt("commonmark").parse(f"- x {markdown_text(value)}")[2:5]
    assert (paragraph.type, end.type) == ("paragraph_open", "paragraph_close")
    assert {token.type for token in inline.children} == {"text"} or not value.strip()
    [row] = [token for token in MarkdownIt("commonmark").enable("table").parse(
        f"| a | b |\n| --- | --- |\n| {markdown_text(value)} | b |") if token.type == "tbody_open"]  # fmt: skip
    assert row.map == [2, 3]


def test_nobody_is_called_no_issue_named_and_no_address_made_a_link():
    shown = markdown_text("@team \\@team o/r#12 GH-3 https://evil.example www.evil.example <img>")
    assert not re.search(r"@t|#1|GH-3|(?<!\\)://|www\.|<", shown)
    assert not re.search(r"@t|#1|<", html_text("@team #1 <img>"))
