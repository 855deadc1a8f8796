import pytest
from check_examples import Example, example, feed, judged, show_rule

ITEM = "<item><title>{0}</title><guid>{0}</guid></item>"

EXAMPLES: dict[str, Example] = {
    "file-without-https": example("https://podcast.example.org/cover.jpg", "http://podcast.example.org/cover.jpg"),
    "feed-heavy": example("</channel>", "<!--" + "x" * 5_000_000 + "--></channel>"),
    "address-not-for-the-public": example(
        "https://podcast.example.org/audio/1.mp3", "http://canal.s3-website.eu-west-3.amazonaws.com/1.mp3", line=46
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


def test_a_long_list_of_episodes_is_worth_a_thought(tmp_path, capsys):
    many = "".join(ITEM.format(number) for number in range(300))
    found = judged(feed(("</channel>", f"{many}</channel>")), tmp_path, capsys)
    assert [one.severity for one in found if one.rule == "feed-heavy"] == ["info"]


def test_a_feed_of_a_megabyte_is_worth_a_thought(tmp_path, capsys):
    found = judged(feed(("</channel>", f"<!--{'x' * 1_000_000}--></channel>")), tmp_path, capsys)
    assert [one.severity for one in found if one.rule == "feed-heavy"] == ["info"]


@pytest.mark.parametrize(
    ("url", "unfit"),
    [
        ("https://pub-1.r2.dev/1.mp3", True),
        ("http://b.s3-website-eu-west-1.amazonaws.com/1.mp3", True),
        ("http://b.s3-website.fr-par.scw.cloud/1.mp3", True),
        ("https://b.s3.eu-west-3.amazonaws.com/1.mp3", False),
        ("https://podcast.example.org/https://pub-1.r2.dev/1.mp3", False),
    ],
)
def test_which_addresses_are_for_trying_out(url, unfit, tmp_path, capsys):
    found = judged(feed(("https://podcast.example.org/audio/1.mp3", url)), tmp_path, capsys)
    assert ("address-not-for-the-public" in {one.rule for one in found}) is unfit


def test_one_host_is_told_once(tmp_path, capsys):
    body = feed(
        ("podcast.example.org/audio/1.mp3", "p.r2.dev/1.mp3"), ("podcast.example.org/audio/2.mp3", "p.r2.dev/2.mp3")
    )
    found = judged(body, tmp_path, capsys)
    assert [one.rule for one in found].count("address-not-for-the-public") == 1


@pytest.mark.parametrize(
    "tag",
    [
        '<itunes:image href="http://a.example/1.jpg"/>',
        '<podcast:transcript url="http://a.example/1.vtt" type="text/vtt" language="fr"/>',
        '<podcast:chapters url="http://a.example/1.json" type="application/json+chapters"/>',
        '<podcast:image href="HTTP://a.example/1.png" alt="A lock"/>',
        '<podcast:alternateEnclosure type="video/mp4"><podcast:source uri="http://a.example/1.mp4"/>'
        "</podcast:alternateEnclosure>",
    ],
)
def test_every_file_beside_a_recording_is_wanted_with_https(tag, tmp_path, capsys):
    found = judged(
        feed(("<itunes:duration>300</itunes:duration>", f"<itunes:duration>300</itunes:duration>{tag}")),
        tmp_path,
        capsys,
    )
    assert [(one.rule, one.severity) for one in found] == [("file-without-https", "warning")]
