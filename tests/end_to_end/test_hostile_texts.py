"""Whatever a value holds, it is a fault of its episode, held back alone, and no verb calls it a defect."""

from __future__ import annotations

import io
import json
import re
from itertools import count, cycle

import pytest
from full_show import EPISODE_KEYS, SHOW_KEYS
from mutagen.id3 import CHAP, COMM, ID3, TIT2, TPE1, WXXX
from show_builder import NOW, Show, feed_yaml, silent_mp3

_KEYS = {
    **{key: value for key, value in EPISODE_KEYS.items() if key != "video"},
    "title": "A talk",
    "date": "2025-11-01 08:00",
    "summary": "What is said",
    "language": "fr",
    "author": "Ada",
    "type": "full",
    "episode": "1",
    "link": "https://example.org/1",
    "chapters": "[{start: 0, title: Opening, href: 'https://example.org', picture: cover.png}]",
    "transcripts": "[{file: transcript.vtt, language: fr}]",
    "locations": "[{name: Paris, geo: 'geo:48.8,2.3', osm: W55503397, country: FR}]",
    "live": "{url: 'https://live.example/d.mp3', page: 'https://example.org/live'}",
    "funding": "[{url: 'https://example.org/give', title: Give}]",
    "episode_order": "1.5",
    "replaces": "[abc]",
    "ignore": "{title-with-number: why}",
}
_VALUE = re.compile(r"'[^']*'|(?<=[ \[])[^:,\[\]{}' ][^:,\[\]{}']*(?=[,\]}]|$)|^[^\[{']+$")
_HOSTILE = (
    *(r'"a\x1Eb"', r'"\uFFFF"', r'"\0"', r'"\N\L"', r'"\e]8;;x\a"', r'"a\\b\\c"', '"CON"', '"\U0001f600\u202e"'),
    *("9" * 5000, "x" * 300, "é" * 200, "-1", "1e999", '"https://[::1"', '"https://a:999999/"', "[]", "{a: b}", "''"),
)
_VERBS = (("publish", "--now", NOW), ("publish", "--now", NOW), ("status",), ("check",), ("diff",))


def _variants(value: str) -> list[str]:
    """The value of a key with each of the texts in it replaced in its turn."""
    return [f"{value[: found.start()]}{{}}{value[found.end() :]}" for found in _VALUE.finditer(value)]


def test_the_hostile_values_reach_every_text_of_an_episode() -> None:
    assert _variants("[{start: 0, title: a b, href: 'https://x'}]") == [
        "[{{start: {}, title: a b, href: 'https://x'}}]".replace("{{", "{").replace("}}", "}"),
        "[{{start: 0, title: {}, href: 'https://x'}}]".replace("{{", "{").replace("}}", "}"),
        "[{{start: 0, title: a b, href: {}}}]".replace("{{", "{").replace("}}", "}"),
    ]


def _told(show: Show, *arguments: str) -> str:
    run = show.run(*arguments)
    assert run.returncode in (0, 1), f"{arguments}: {run.stderr[-2000:]}"
    assert "defect of Balado" not in run.stderr
    return run.stdout


def test_an_episode_with_a_hostile_value_is_held_back_alone(show: Show) -> None:
    show.add("live")
    _told(show, *_VERBS[0])
    numbers, hostile = count(), cycle(_HOSTILE)
    for key, value in _KEYS.items():
        for variant in _variants(value):
            for _ in range(3):
                written = variant.replace("{}", next(hostile), 1)
                show.add(f"odd-{next(numbers)}", **{"season": "1", key: written})
    show.add("sound")
    for verb in _VERBS:
        _told(show, *verb)
    feed = (show.root / "public" / "feed.xml").read_text("utf-8")
    assert '<guid isPermaLink="false">guid-of-sound</guid>' in feed
    assert next(numbers) > 100


def _tagged(slug: str, *, text: str) -> bytes:
    file = io.BytesIO(silent_mp3(2, slug))
    tags = ID3(file)
    inner = [TIT2(encoding=1, text=[text]), WXXX(encoding=1, url="https://e.example/\x1b\x9b")]
    tags.add(CHAP(element_id="c", start_time=0, end_time=1000, sub_frames=inner))
    for frame in (TIT2(encoding=1, text=[text]), TPE1(encoding=1, text=[text]), COMM(encoding=1, text=[text])):
        tags.add(frame)
    file.seek(0)
    tags.save(file)
    return file.getvalue()


@pytest.mark.parametrize("embed", ["true", "false"])
def test_hostile_words_beside_and_inside_a_recording_are_no_defect(show: Show, embed: str) -> None:
    show.write_feed(embed=embed)
    words = "a\x00\x1b]0;x\x07\u2028\ufffe" + "x" * 500
    (show.add("tags", title=None) / "talk.mp3").write_bytes(_tagged("tags", text=words))
    escaped = json.dumps(f"{words}\ud800")
    chapters = f'{{"chapters": [{{"startTime": 0, "title": {escaped}, "img": {escaped}}}]}}'
    (show.add("chapters") / "chapters.json").write_text(chapters, "utf-8")
    segments = f'{{"segments": [{{"startTime": 0, "speaker": {escaped}, "body": {escaped}}}]}}'
    (show.add("transcript") / "transcript.json").write_text(segments, "utf-8")
    (show.add("captions") / "transcript.vtt").write_text(
        f"WEBVTT\n\n00:00.000 --> 00:01.000\n<v {words}>{words}\n", "utf-8"
    )
    (show.add("name") / f"{'é' * 120}.pdf").write_bytes(b"%PDF")
    show.add("sound")
    for verb in _VERBS:
        _told(show, *verb)
    assert "guid-of-sound" in (show.root / "public" / "feed.xml").read_text("utf-8")


def test_no_hostile_value_of_the_show_is_a_defect(show: Show) -> None:
    """The show's own faults refuse everything, each at its line."""
    show.add("a")
    hostile = cycle(_HOSTILE)
    written = {**SHOW_KEYS, "title": "A show", "language": "fr", "timezone": "Europe/Paris", "copyright": "Us"}
    changed = {}
    for key, value in written.items():
        for variant in _variants(value):
            changed[key] = variant.replace("{}", next(hostile), 1)
        (show.root / "feed.yaml").write_text(feed_yaml(**{**SHOW_KEYS, **changed}), "utf-8")
    for verb in (*_VERBS[:1], *_VERBS[2:]):
        run = show.run(*verb)
        assert run.returncode in (1, 2), f"{verb}: {run.stderr[-2000:]}"
        assert "defect of Balado" not in run.stderr
    faults = [line for line in show.run("publish", "--now", NOW).stderr.splitlines() if ": error: " in line]
    assert len(faults) > 15
    assert all(line.startswith("feed.yaml:") for line in faults)
