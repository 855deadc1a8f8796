import pytest
from check_examples import Example, example, feed, judged, show_rule

NOTES = "Who opens the gates at night."

EXAMPLES: dict[str, Example] = {
    "notes-too-long": example(NOTES, "é" * 2001, line=32),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_notes_that_apple_refuses_are_an_error(tmp_path, capsys):
    [found] = judged(feed((NOTES, "e" * 10_001)), tmp_path, capsys)
    assert (found.rule, found.severity) == ("notes-too-long", "error")


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
