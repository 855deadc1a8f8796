import pytest
from check_examples import Example, example, show_rule

EXAMPLES: dict[str, Example] = {
    "escaped-twice": example("At the lock", "Eau &amp;amp; gaz"),
    "blanks-around": example("<language>fr</language>", "<language>\n fr </language>", line=11),
    "value-too-long": example("At the lock", "lock " * 60),
    "tag-of-show-twice": example("<language>fr</language>", "<language>fr</language><language>en</language>", line=11),
    "tag-of-episode-twice": example(
        "<itunes:duration>300</itunes:duration>", "<itunes:duration>300</itunes:duration>" * 2
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
