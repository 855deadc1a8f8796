import pytest
from check_examples import Example, example, feed, judged, show_rule

URL = "https://podcast.example.org/audio/2.mp3"
ENCLOSURE = f'<enclosure url="{URL}" length="4800000" type="audio/mpeg"/>'

EXAMPLES: dict[str, Example] = {
    "enclosure-missing": example(ENCLOSURE, ""),
    "enclosure-incomplete": example(' length="4800000"', ""),
    "enclosure-suffix-unknown": example(URL, "https://podcast.example.org/download?id=3"),
    "enclosure-type-wrong": example('type="audio/mpeg"', 'type="audio/mp3"'),
    "enclosure-length-wrong": example('length="4800000"', 'length="-1"'),
    "enclosure-address-odd": example(URL, "https://podcast.example.org/audio/été 2.mp3"),
    "recording-in-two-episodes": example(URL, URL.replace("2.mp3", "1.mp3")),
    "enclosure-address-secret": example(URL, f"{URL}?X-Amz-Signature=abc"),
    "enclosure-without-https": example(URL, URL.replace("https", "http")),
    "duration-malformed": example("<itunes:duration>300<", "<itunes:duration>1:61:00<"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize("url", [f"{URL}?source=feed", "https://op3.dev/e/podcast.example.org/2.MP3"])
def test_addresses_that_apps_take(url, tmp_path, capsys):
    assert judged(feed((URL, url)), tmp_path, capsys) == []


@pytest.mark.parametrize("duration", ["0", "59:59", "1:00:05", "01:02:03", "4:5"])
def test_durations_that_apps_read(duration, tmp_path, capsys):
    assert judged(feed(("<itunes:duration>300<", f"<itunes:duration>{duration}<")), tmp_path, capsys) == []
