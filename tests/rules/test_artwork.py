import pytest
from check_examples import Example, example, feed, judged, show_rule

EXAMPLES: dict[str, Example] = {
    "artwork-missing": example('<itunes:image href="https://podcast.example.org/cover.jpg"/>', ""),
    "artwork-suffix-unknown": example("cover.jpg", "cover.webp"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize("url", ["https://podcast.example.org/cover?id=3", "https://podcast.example.org/cover.webp"])
def test_a_picture_without_its_suffix_is_a_warning(url, tmp_path, capsys):
    found = judged(feed(("https://podcast.example.org/cover.jpg", url)), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found] == [("artwork-suffix-unknown", "warning")]
