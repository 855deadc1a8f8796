import pytest
from check_examples import Example, example, show_rule

EXAMPLES: dict[str, Example] = {
    "artwork-missing": example('<itunes:image href="https://podcast.example.org/cover.jpg"/>', ""),
    "artwork-suffix-unknown": example("cover.jpg", "cover.webp"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
