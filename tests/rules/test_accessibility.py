"""What a show requires from a day on: shown by a show; what is only advised, by a feed."""

import pytest
from check_examples import Example, example, feed, show_rule
from show_builder import Show

TRANSCRIPT = '<podcast:transcript url="https://podcast.example.org/text/2.vtt" type="text/vtt"/>'

OWNER = "<itunes:owner>"

EXAMPLES: dict[str, Example] = {
    "transcript-missing": example(TRANSCRIPT, ""),
    "alt-missing": Example(
        feed((TRANSCRIPT, f'{TRANSCRIPT}<podcast:image href="https://a.example/1.jpg" alt="A lock"/>')),
        feed((TRANSCRIPT, f'{TRANSCRIPT}<podcast:image href="https://a.example/1.jpg"/>')),
    ),
    "show-alt-missing": Example(
        feed((OWNER, f'<podcast:image href="https://a.example/1.jpg" alt="A lock"/>{OWNER}')),
        feed((OWNER, f'<podcast:image href="https://a.example/1.jpg"/>{OWNER}')),
    ),
    "transcript-language-missing": example(TRANSCRIPT, TRANSCRIPT * 2),
}
ELSEWHERE = {"chapters-missing"}
"""Shown below by a show, good and bad."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_from_its_day_on_what_is_required_is_an_error_that_holds_the_episode_back(tmp_path):
    show = Show(tmp_path)
    show.write_feed(require="{transcript: 2025-11-02, chapters: 2025-11-02}")
    show.add("01-before", date="2025-11-01 08:00")
    show.add("02-after", date="2025-11-03 08:00")
    show.add("03-after", date="2025-11-04 08:00", chapters='[{start: "0:00", title: Begin}]')
    (show.root / "episodes" / "03-after" / "transcript.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nYes.\n")
    errors = {(one["rule"], one["episode"]) for one in show.checked(1) if one.get("severity") == "error"}
    assert errors == {("transcript-missing", "02-after"), ("chapters-missing", "02-after")}
    published = show.publish(code=1)
    assert "02-after “About 02-after” is held back" in published.stderr
    assert (show.root / "public" / "feed.xml").read_text().count("<item>") == 2


def test_a_cover_without_words_warns_where_words_are_required_and_holds_nothing_back(tmp_path):
    """Covers became `podcast:image` long after shows asked for words: a publication that went well still does."""
    show = Show(tmp_path)
    show.write_feed(require="{alt: 2025-11-01}", alt="A lock")
    banner = "[{url: 'https://a.example/b.jpg', aspect_ratio: 16/9}]"
    for slug, keys in (
        ("01-cover", {}),
        ("02-told", {"alt": "A boat"}),
        ("03-banner", {"alt": "A boat", "images": banner}),
    ):
        folder = show.add(slug, date=f"2025-11-{slug[:2]} 08:00", **keys)
        (folder / "cover.jpg").write_bytes((show.root / "episodes" / "cover.jpg").read_bytes())
    found = [(one["episode"], one["severity"]) for one in show.checked(1) if one.get("rule") == "alt-missing"]
    assert found == [("01-cover", "warning"), ("03-banner", "error")]
