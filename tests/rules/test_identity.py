import pytest
from check_examples import Example, example, show_rule

EXAMPLES: dict[str, Example] = {
    "show-guid-malformed": example(
        "917393e3-1b1e-5cef-ace4-edaa54e1f810", "{917393E3-1B1E-5CEF-ACE4-EDAA54E1F810}", line=25
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
