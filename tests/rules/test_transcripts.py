import pytest
from check_examples import Example, example, show_rule

TRANSCRIPT = '<podcast:transcript url="https://podcast.example.org/text/2.vtt" type="text/vtt"/>'

EXAMPLES: dict[str, Example] = {
    "transcript-type-unknown": example(TRANSCRIPT, TRANSCRIPT.replace("text/vtt", "vtt")),
    "transcript-without-times": example(TRANSCRIPT, TRANSCRIPT.replace("text/vtt", "text/html")),
}

ELSEWHERE = {"ai-content-missing"}
"""It is about shows of ours: `tests/end_to_end/test_machine_made.py`."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
