"""Examples of rules: a sound feed of another host, changed in one place, judged by the real command."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from balado.cli import main as cli

SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>La voie d'eau</title>
    <link>https://podcast.example.org/</link>
    <description>Canals and those who live on them.</description>
    <language>fr</language>
    <atom:link rel="self" href="https://podcast.example.org/feed.xml" type="application/rss+xml"/>
    <itunes:author>Radio du Canal</itunes:author>
    <itunes:owner>
      <itunes:name>Radio du Canal</itunes:name>
      <itunes:email>podcast@example.org</itunes:email>
    </itunes:owner>
    <itunes:image href="https://podcast.example.org/cover.jpg"/>
    <itunes:category text="Society &amp; Culture">
      <itunes:category text="Documentary"/>
    </itunes:category>
    <itunes:explicit>false</itunes:explicit>
    <itunes:type>episodic</itunes:type>
    <copyright>Radio du Canal</copyright>
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
    <podcast:locked>yes</podcast:locked>
    <item>
      <title>At the lock</title>
      <link>https://podcast.example.org/2</link>
      <guid isPermaLink="false">2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02</guid>
      <pubDate>Mon, 02 Nov 2026 06:00:00 +0100</pubDate>
      <description><![CDATA[<p>Who opens the gates at night.</p>]]></description>
      <enclosure url="https://podcast.example.org/audio/2.mp3" length="4800000" type="audio/mpeg"/>
      <itunes:duration>300</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:episode>2</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <podcast:transcript url="https://podcast.example.org/text/2.vtt" type="text/vtt"/>
    </item>
    <item>
      <title>The source</title>
      <link>https://podcast.example.org/1</link>
      <guid isPermaLink="false">2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c01</guid>
      <pubDate>Mon, 26 Oct 2026 06:00:00 +0100</pubDate>
      <description><![CDATA[<p>Where the water comes from.</p>]]></description>
      <enclosure url="https://podcast.example.org/audio/1.mp3" length="4700000" type="audio/mpeg"/>
      <itunes:duration>294</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:episode>1</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <podcast:transcript url="https://podcast.example.org/text/1.vtt" type="text/vtt"/>
    </item>
  </channel>
</rss>
"""


@dataclass(frozen=True)
class Example:
    """A document that a rule finds nothing in, and one that it finds something in, at `line` if given."""

    good: bytes
    bad: bytes
    line: int | None = None


def feed(*edits: tuple[str, str]) -> bytes:
    """The sound feed with the first place of each text replaced."""
    text = SOUND
    for old, new in edits:
        if old not in text:
            raise ValueError(f"the sound feed has no {old!r}")
        text = text.replace(old, new, 1)
    return text.encode()


def example(old: str, new: str, line: int | None = None, good: bytes | None = None) -> Example:
    """The sound feed is good; with this edit it is bad."""
    return Example(feed() if good is None else good, feed((old, new)), line)


@dataclass(frozen=True)
class Judged:
    """A finding as the command reports it."""

    rule: str
    severity: str
    line: int | None
    key: str
    message: str


def judged(body: bytes, folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[Judged]:
    """What `balado check FEED` finds."""
    file = folder / "feed.xml"
    file.write_bytes(body)
    return judge_command(str(file), capsys, *options)


def judge_command(feed: str, capsys: pytest.CaptureFixture[str], *options: str) -> list[Judged]:
    """What `balado check` finds in the feed of this name or at this address."""
    capsys.readouterr()
    cli._run(["check", feed, "--format", "json", *options])
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[-1]["event"] == "checked", events[-1]
    return [
        Judged(one["rule"], one["severity"], one["line"], one["key"], one["message"])
        for one in events
        if one["event"] == "fault"
    ]


def show_rule(name: str, one: Example, folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> None:
    """The rule finds nothing in the good example, something in the bad one, at the line it names."""
    assert [found for found in judged(one.good, folder, capsys, *options) if found.rule == name] == []
    found = [found for found in judged(one.bad, folder, capsys, *options) if found.rule == name]
    assert found, f"{name} found nothing"
    if one.line is not None:
        assert one.line in {each.line for each in found}
