import pytest
from check_examples import Example, example, show_rule

EXAMPLES: dict[str, Example] = {
    "description-too-long": example("Canals and those who live on them.", "é" * 2001, line=10),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
