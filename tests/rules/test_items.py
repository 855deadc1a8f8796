import pytest
from check_examples import Example, example, feed, judged, show_rule

GUID = "2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02"

EXAMPLES: dict[str, Example] = {
    "title-missing": example("<title>At the lock</title>", ""),
    "title-with-html": example("At the lock", "&lt;i&gt;At the lock&lt;/i&gt;"),
    "title-with-number": example("At the lock", "Ep. 12: At the lock"),
    "guid-missing": example(GUID, " "),
    "guid-used-twice": example(GUID, GUID.replace("c02", "c01")),
    "guid-is-no-address": example(f'<guid isPermaLink="false">{GUID}', f"<guid>{GUID}"),
    "number-not-whole": example("<itunes:episode>2<", "<itunes:episode>1.5<"),
    "serial-without-number": Example(
        feed(("episodic", "serial")), feed(("episodic", "serial"), ("<itunes:episode>2</itunes:episode>", ""))
    ),
    "number-used-twice": example("<itunes:episode>2<", "<itunes:episode>1<"),
    "episode-type-unknown": example("<itunes:episodeType>full", "<itunes:episodeType>Full"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize("title", ["1984", "12 hommes en colère", "#MeToo", "Epicure", "La voie d'eau", "Non"])
def test_titles_that_only_look_numbered(title, tmp_path, capsys):
    assert judged(feed(("At the lock", title)), tmp_path, capsys) == []


def test_a_guid_that_is_an_address_may_say_so(tmp_path, capsys):
    body = feed((f'isPermaLink="false">{GUID}', 'isPermaLink="true">https://podcast.example.org/2'))
    assert judged(body, tmp_path, capsys) == []


def test_a_short_guid_is_left_where_it_is_published(tmp_path, capsys):
    [found] = judged(feed((GUID, "12")), tmp_path, capsys)
    assert (found.rule, found.severity) == ("guid-missing", "warning")


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("<itunes:episodeType>full<", "<itunes:episodeType> <", "info"),
        ("<itunes:episodeType>full<", "<itunes:episodeType>Bonus<", "info"),
        ("<itunes:episodeType>full<", "<itunes:episodeType>teaser<", "error"),
        ("<itunes:episode>2</itunes:episode>", "<itunes:episode/>", "info"),
        ("<itunes:episode>2<", "<itunes:season></itunes:season><itunes:episode>2<", "info"),
        ("<itunes:episode>2<", "<itunes:season>0</itunes:season><itunes:episode>2<", "error"),
    ],
)
def test_an_empty_tag_and_a_capital_letter_are_advice(old, new, severity, tmp_path, capsys):
    [found] = judged(feed((old, new)), tmp_path, capsys)
    assert (found.rule.startswith(("number", "episode-type")), found.severity) == (True, severity)


def test_psp1_wants_the_episodes_of_a_serial_numbered(tmp_path, capsys):
    body = feed((">episodic<", ">serial<"), ("<itunes:episode>2</itunes:episode>", ""))
    assert [one.rule for one in judged(body, tmp_path, capsys, "--profile", "psp1")] == ["serial-without-number"]
