from datetime import UTC, datetime

import pytest
from check_examples import Example, example, feed, judged, show_rule

from balado.rules.run import document_of, judge, placed_in, subjects_of
from balado.rules.subject import Terms

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
    "duration-zero": example("<itunes:duration>300<", "<itunes:duration>00:00:00<"),
    "duration-malformed": example("<itunes:duration>300<", "<itunes:duration>1:61:00<"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize("url", [f"{URL}?source=feed", "https://op3.dev/e/podcast.example.org/2.MP3"])
def test_addresses_that_apps_take(url, tmp_path, capsys):
    assert judged(feed((URL, url)), tmp_path, capsys) == []


@pytest.mark.parametrize("duration", ["59:59", "1:00:05", "01:02:03", "4:5"])
def test_durations_that_apps_read(duration, tmp_path, capsys):
    assert judged(feed(("<itunes:duration>300<", f"<itunes:duration>{duration}<")), tmp_path, capsys) == []


@pytest.mark.parametrize("duration", ["0", "0:00", "000:00:00"])
def test_an_episode_of_no_length_is_a_warning(duration, tmp_path, capsys):
    found = judged(feed(("<itunes:duration>300<", f"<itunes:duration>{duration}<")), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found] == [("duration-zero", "warning")]


@pytest.mark.parametrize(
    ("media", "remedy"),
    [
        (
            '<media:content url="https://a.example/1.mp3?a=1&amp;b=2" fileSize="123" type="audio/mpeg"/>',
            '<enclosure url="https://a.example/1.mp3?a=1&amp;b=2" length="123" type="audio/mpeg"/>',
        ),
        (
            '<media:group><media:content url="https://a.example/1.m4a"/></media:group>',
            '<enclosure url="https://a.example/1.m4a" length="0" type="audio/x-m4a"/>',
        ),
        ('<media:content medium="audio"/>', "one main file"),
    ],
)
def test_a_recording_in_yahoos_words_is_shown_as_an_enclosure(media, remedy):
    body = feed((ENCLOSURE, media), ("xmlns:atom=", 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom='))
    document = document_of(body, Terms(datetime(2026, 11, 23, tzinfo=UTC)))
    [fault] = judge(subjects_of(document), placed_in("feed.xml"))
    assert (fault.rule, "media:content" in fault.place.key) == ("enclosure-missing", True)
    assert remedy in str(fault.remedy)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (' length="4800000"', "", "enclosure-incomplete"),
        (f'url="{URL}"', "", "enclosure-incomplete"),
        ('<guid isPermaLink="false">2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02</guid>', "", "guid-missing"),
        ("9a0e-4f0a9b1f3c02</guid>", "9a0e-4f0a9b1f3c01</guid>", "guid-used-twice"),
        (' type="text/vtt"', "", "podcast-attribute-missing"),
        ('type="text/vtt"', 'type="vtt"', "transcript-type-unknown"),
    ],
)
def test_what_psp1_requires_is_an_error_there(old, new, rule, tmp_path, capsys):
    found = judged(feed((old, new)), tmp_path, capsys, "--profile", "psp1")
    assert [(one.rule, one.severity) for one in found] == [(rule, "error")]


@pytest.mark.parametrize("duration", ["293.6", "1:00:05.25", "0.5"])
def test_parts_of_a_second_are_a_warning_only(duration, tmp_path, capsys):
    (fault,) = judged(feed(("<itunes:duration>300<", f"<itunes:duration>{duration}<")), tmp_path, capsys)
    assert (fault.rule, fault.severity) == ("duration-malformed", "warning")


@pytest.mark.parametrize("declared", ["audio/mp3", "Audio/X-MP3; foo=bar", "video/mpeg4"])
def test_what_is_no_type_is_told_where_the_address_has_no_suffix_too(declared, tmp_path, capsys):
    wrong = f'<enclosure url="https://podcast.example.org/play/2" length="4800000" type="{declared}"/>'
    found = judged(feed((ENCLOSURE, wrong)), tmp_path, capsys)
    told = {fault.rule: fault.message for fault in found}
    assert "is no type that players know" in told["enclosure-type-wrong"]


def test_a_type_that_nobody_can_judge_without_a_suffix_is_left_alone(tmp_path, capsys):
    other = '<enclosure url="https://podcast.example.org/play/2" length="4800000" type="audio/opus"/>'
    assert {fault.rule for fault in judged(feed((ENCLOSURE, other)), tmp_path, capsys)} == {"enclosure-suffix-unknown"}


@pytest.mark.parametrize(
    "tags",
    [
        '<podcast:liveItem status="live" start="2026-11-02T06:00:00Z"><title>A</title>'
        '<guid isPermaLink="false">g-live-1</guid>'
        '<enclosure url="https://a.example/a.m3u8" length="0" type="audio/mpeg"/>'
        '<podcast:contentLink href="https://a.example/">A</podcast:contentLink>'
        "<description>A</description></podcast:liveItem>",
        '<item><title>A</title><guid isPermaLink="false">g-item-1</guid>'
        "<pubDate>Sun, 01 Nov 2026 06:00:00 +0100</pubDate>"
        "<description>A</description>"
        '<enclosure url="https://a.example/a.mp3" length="9" type="audio/mpeg"/>'
        '<podcast:alternateEnclosure type="video/mp4"><podcast:source uri="https://a.example/a.m3u8?b"/>'
        "</podcast:alternateEnclosure></item>",
    ],
)
def test_a_list_of_pieces_is_no_sound(tags, tmp_path, capsys):
    found = judged(feed(("    <item>", f"{tags}\n    <item>")), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found if one.severity != "info"] == [
        ("enclosure-type-wrong", "warning")
    ]
