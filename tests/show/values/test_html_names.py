import pytest

from balado.show.values.forms import title
from balado.show.values.html_names import without_tags


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<b>a</b> <BR/>b<span class='x'>c</span>", "a bc"),
        ("std::vector<int>", "std::vector<int>"),
        ("Map<String, List<Ada>>", "Map<String, List<Ada>>"),
        ("<Ada@example.org>", "<Ada@example.org>"),
        ("1 < 2 > 0 <3", "1 < 2 > 0 <3"),
    ],
)
def test_only_tags_of_html_are_taken_out(text: str, left: str) -> None:
    assert without_tags(text) == left


@pytest.mark.parametrize("text", ["std::vector<int> and me", "Option<T>: what is it?", "I <3 R&D; and <you>"])
def test_a_title_may_hold_angle_brackets_that_are_no_html(text: str) -> None:
    assert title(text) == text
