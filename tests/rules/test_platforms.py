from datetime import UTC, datetime

import pytest
from check_examples import Example, example, feed, judged, show_rule

from balado.rules.run import document_of, judge, placed_in, subjects_of
from balado.rules.subject import Terms

EXPLICIT = "<itunes:explicit>false</itunes:explicit>\n    <itunes:type>"
CATEGORY = 'text="Society &amp; Culture"'

EXAMPLES: dict[str, Example] = {
    "category-missing": example(
        'text="Society &amp; Culture">\n      <itunes:category text="Documentary"/>',
        ">",
    ),
    "category-unknown": example(CATEGORY, 'text="Society and Culture"', line=19),
    "categories-further": example(
        "<itunes:explicit>", '<itunes:category text="History"/>\n    <itunes:explicit>', line=22
    ),
    "explicit-missing": example(EXPLICIT, "<itunes:type>"),
    "show-type-unknown": example("<itunes:type>episodic", "<itunes:type>daily", line=23),
    "self-link-missing": example('rel="self"', 'rel="alternate"'),
    "self-link-elsewhere": example("https://podcast.example.org/feed.xml", "http://podcast.example.org/feed.xml"),
    "hidden-from-directories": example("<itunes:type>", "<itunes:block>Yes</itunes:block><itunes:type>"),
    "show-ended": example("<itunes:type>", "<itunes:complete>Yes</itunes:complete><itunes:type>"),
    "moved-elsewhere": Example(
        feed(
            (
                "<itunes:type>",
                "<itunes:new-feed-url>https://podcast.example.org/feed.xml</itunes:new-feed-url><itunes:type>",
            )
        ),
        feed(
            (
                "<itunes:type>",
                "<itunes:new-feed-url>https://else.example.org/feed.xml</itunes:new-feed-url><itunes:type>",
            )
        ),
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize(
    ("word", "severity"), [("yes", "warning"), ("clean", "warning"), ("True", "warning"), ("maybe", "error")]
)
def test_old_words_for_explicit_are_read_and_advised_against(word, severity, tmp_path, capsys):
    [found] = judged(feed((EXPLICIT, EXPLICIT.replace("false", word))), tmp_path, capsys)
    assert (found.rule, found.severity) == ("explicit-missing", severity)


def test_a_subcategory_under_another_parent(tmp_path, capsys):
    [found] = judged(feed((CATEGORY, 'text="Arts"')), tmp_path, capsys)
    assert found.message == "“Documentary” is no category under “Arts”."


@pytest.mark.parametrize(
    ("french", "english"), [("Culture et société", "Society & Culture"), ("Gouvernement", "Government")]
)
def test_a_feed_with_a_french_name_is_told_that_of_apple(french, english):
    subjects = subjects_of(document_of(feed((CATEGORY, f'text="{french}"')), Terms(datetime(2026, 11, 23, tzinfo=UTC))))
    [remedy] = [str(fault.remedy) for fault in judge(subjects, placed_in("feed.xml")) if french in str(fault.what)]
    assert remedy == f"Write {english}."


@pytest.mark.parametrize(
    ("url", "severity"),
    [
        ("https://pod.example:8443/a%20b.xml?x=1", None),
        ("HTTPS://pod.example/feed.xml", None),
        ("https://xn--t-9fab.example/feed.xml", None),
        ("http://pod.example/feed.xml", "warning"),
        ("https://été.example/feed.xml", "error"),
        ("feed.xml", "error"),
        ("https://[::1/feed.xml", "error"),
    ],
)
def test_addresses_of_feeds(url, severity, tmp_path, capsys):
    found = judged(feed(("https://podcast.example.org/feed.xml", url)), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found] == ([("self-link-elsewhere", severity)] if severity else [])


@pytest.mark.parametrize(
    ("word", "severity"), [("", "info"), ("Episodic", "info"), ("Serial", "warning"), ("weekly", "error")]
)
def test_a_word_for_the_order_is_as_grave_as_what_comes_of_it(word, severity, tmp_path, capsys):
    [found] = judged(feed(("<itunes:type>episodic<", f"<itunes:type>{word}<")), tmp_path, capsys)
    assert (found.rule, found.severity) == ("show-type-unknown", severity)
