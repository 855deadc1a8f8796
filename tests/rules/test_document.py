import pytest
from check_examples import SOUND, Example, example, feed, judged, show_rule

EXAMPLES: dict[str, Example] = {
    "not-well-formed": example("Canals and those", "Canals & those", line=10),
    "character-not-allowed": example("Canals and", "Canals\x0b and", line=10),
    "not-rss-2": example('<rss version="2.0"', '<rss version="0.91"'),
    "namespace-misspelled": example(
        "http://www.itunes.com/dtds/podcast-1.0.dtd", "https://www.itunes.com/DTDs/podcast-1.0.dtd"
    ),
    "channel-after-items": example("  </channel>", "    <ttl>60</ttl>\n  </channel>"),
    "feed-too-large": Example(feed(), b"<rss><channel>" + b"<item/>" * 300_001 + b"</channel></rss>"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_the_sound_feed_is_sound(tmp_path, capsys):
    assert judged(feed(), tmp_path, capsys) == []


def test_the_official_alias_of_the_podcast_namespace_is_right(tmp_path, capsys):
    alias = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    assert judged(feed(("https://podcastindex.org/namespace/1.0", alias)), tmp_path, capsys) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
        pytest.param(b"not xml at all", id="words"),
        pytest.param(b"<html><body>moved</body></html>", id="a page"),
        pytest.param(b"<rss/>", id="no channel"),
        pytest.param(SOUND.encode("utf-16"), id="UTF-16"),
        pytest.param(b"<a>" * 100_000, id="deep"),
        pytest.param(b"<rss>" + b" " * 20_000_000 + b"</rss>", id="blanks"),
        pytest.param(b"<rss " + b" ".join(b'a%d=""' % n for n in range(50_000)) + b"/>", id="attributes"),
        pytest.param(b'<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]><rss>&c;</rss>', id="entities"),
    ],
)
def test_whatever_is_no_feed_ends_in_an_error(body, tmp_path, capsys):
    assert "error" in {found.severity for found in judged(body, tmp_path, capsys)}
