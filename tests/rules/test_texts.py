import pytest
from check_examples import Example, example, show_rule

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
