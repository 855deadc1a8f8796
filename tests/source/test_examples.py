"""What a remedy tells people to write is taken when it is written: for each sentence of the catalogue that has one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from readings import put, reading_of
from show_builder import Show, feed_yaml
from translations import messages

from balado.errors import Fault

_HAS_EXAMPLE = re.compile(
    r"xample[: ]|such as |[Ww]rite (?:it )?(?:as |encoded: )?(?:`|“\{|\{)|: (?:url|artwork|file|chapters): \{"
    r"|Paste this|one of[^:]*: |geo:|Write: |Write https"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A value that a remedy is given for, where it stands (`%s`), and how the answer stands in the remedy.

    Keys are those of feed.yaml, or of an episode where `of_episode` says so. `answer` finds what to write in place of
    the value; where it is a whole line (`key: …`), `line` says so. `warns` is for what is told, and taken all the same.
    """

    key: str
    wrong: str
    answer: str
    around: str = "%s"
    of_episode: bool = False
    line: bool = False
    warns: bool = False


def frequency(rule: str, answer: str = r"(FREQ=[A-Z0-9=;]+)\.") -> Case:
    return Case("update_frequency", rule, answer, "{title: x, rule: '%s'}")


CASES: dict[str, list[Case]] = {
    "Apple replaced it: write “{line}”.": [Case("categories", "Games & Hobbies", "“(.*)”", "[%s]")],
    "Begin with FREQ, for example FREQ=WEEKLY;BYDAY=WE.": [frequency("BYDAY=WE")],
    "If clocks change there, write `timezone: {zone}`.": [Case("timezone", "EST", "`timezone: (.*)`", warns=True)],
    "Leave it out, or write another FREQ, for example FREQ=MONTHLY;BYDAY=1WE.": [frequency("FREQ=WEEKLY;BYDAY=1WE")],
    "Paste this line between the lines `---`: guid: {guid}": [
        Case("guid", "", "guid: (.*)", of_episode=True, warns=True)
    ],
    "Paste this line: guid: {guid}": [Case("guid", "", "guid: (.*)")],
    "Put the file in the show's folder and write its path from there, for example episodes/cover.jpg.": [
        Case("artwork", "/srv/cover.jpg", r"example (.*)\."),
        Case("artwork", "C:\\cover.jpg", r"example (.*)\."),
    ],
    "Write N, W or R (node, way, relation) and its number, for example W55503397.": [
        Case("places", "12", r"example (.*)\.", "{p: {name: Paris, osm: %s}}")
    ],
    "Write a number, for example -16 for the loudness or -1 for the peak.": [
        Case("sound", "very loud", "example (.*) for the loudness", "{loudness: %s}"),
        Case("sound", "12", r"or (\S*) for the peak", "{peak: '%s'}"),
    ],
    "Write one of: {bitrates}.": [Case("sound", "90k", r"of: (\w+),", "{bitrate: %s}")],
    "Write `language: {guess}`.": [
        Case("language", "french", "`language: (.*)`"),
        Case("language", "fr_FR", "`language: (.*)`"),
        Case("language", "fra", "`language: (.*)`"),
    ],
    "Write `timezone: {zone}`.": [Case("timezone", "europe/paris", "`timezone: (.*)`")],
    "Write `{key}: {guid}`.": [Case("guid", "{9B024349-CCF0-5F69-A609-6B82873EAB3C}", "`guid: (.*)`", "'%s'")],
    "Write a folder such as `public`, or a bucket such as s3://my-bucket/podcast.": [
        Case("publish", "ftp://a", "`(.*)`", "{to: '%s', url: 'https://pod.example'}"),
        Case("publish", "ftp://a", r"bucket such as (.*)\.", "{to: '%s', url: 'https://pod.internal'}"),
    ],
    "Write a number such as 1 or 12, without a point, a sign or a word.": [
        Case("episode", "three", "as (1) or", of_episode=True),
        Case("episode", "-1", r"or (\d+),", of_episode=True),
    ],
    "Write another folder, for example `to: public`.": [
        Case("publish", "episodes", "`to: (.*)`", "{to: '%s', url: 'https://pod.example'}")
    ],
    "Write continent and city, as the tz database has them, for example `timezone: Europe/Paris`.": [
        Case("timezone", "Atlantis", "`timezone: (.*)`")
    ],
    "Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z.": [frequency("FREQ=WEEKLY;BYDAY=XX")],
    "Write for example FREQ=WEEKLY;BYDAY=WE.": [frequency("FREQ=WEEKLY;WHENEVER=1")],
    "Write for example `title: My show`.": [],
    "Write for example spotify, or all.": [
        Case("service_blocks", "radio", "example (.*),", "{%s: true}"),
        Case("service_blocks", "radio", r"\bor (\w+)\.", "{%s: true}"),
    ],
    "Write for example video/mp4 or audio/mpeg.": [
        Case("video", "film", "example (.*) or", "{url: https://e.example/1, type: %s, length: 1}", of_episode=True)
    ],
    "Write for example {example}.": [
        Case("images", "wide", r"example (.*)\.", "[{url: https://e.example/a.jpg, aspect_ratio: %s}]")
    ],
    "Write for example: {line}": [Case("owner", "Somebody", "example: owner: (.*)")],
    "Write hours, minutes and seconds, for example 00:12:30.": [
        Case("soundbites", "half past", r"example (.*)\.", "[{start: %s, duration: 00:00:30}]", of_episode=True)
    ],
    "Write https://{rest}": [Case("link", "http://example.org/a?b=c", "Write (.*)")],
    "Write it as 2022-10-19 17:30 (year, month, day, hour).": [
        Case("date", "tomorrow", r"as (.*) \(", of_episode=True),
        Case("date", "32/13/2022", r"as (.*) \(", of_episode=True),
    ],
    "Write it encoded: {address}": [
        Case("publish", "https://pod.example/été", "encoded: (.*)", "{url: '%s'}"),
        Case("publish", "https://été.example/x", "encoded: (.*)", "{url: '%s'}"),
    ],
    "Write its full name, for example `timezone: {zone}`.": [
        Case("timezone", "France", "`timezone: (.*)`"),
        Case("timezone", "PST", "`timezone: (.*)`"),
    ],
    "Write latitude and longitude: geo:48.8637,2.3372": [
        Case("places", "here", "longitude: (.*)", "{p: {name: Paris, geo: '%s'}}"),
        Case("places", "geo:91,181", "longitude: (.*)", "{p: {name: Paris, geo: '%s'}}"),
    ],
    "Write one of the known roles, for example host, guest, narrator, producer, editor, translator.": [
        Case("team", "mayor", r"example .*, (\w+)\.", "[{name: A, role: %s}]")
    ],
    "Write one of: {names}.": [Case("categories", "xyz", r"one of: ([^,]+),", "[%s]")],
    "Write one of: {words}.": [
        Case("type", "series", r"one of: ([^,]+),"),
        Case("medium", "radio", r"one of: ([^,]+),"),
    ],
    "Write only the address of the folder: {address}": [
        Case("publish", "https://pod.example/x/feed.xml?a=1#b", "folder: (.*)", "{url: '%s'}")
    ],
    "Write plain text: {plain}": [Case("title", "A <b>bold</b> show", "text: (.*)")],
    "Write small letters, figures and hyphens, for example season-1; feed and sitemap are taken.": [
        Case("feeds", "Season 1", "example (.*);", "{%s: {title: x, seasons: [1]}}")
    ],
    "Write the address alone, for example podcast@example.org.": [
        Case("owner", "A <a@b.example>", r"example (.*)\.", "{name: A, email: '%s'}")
    ],
    "Write the day before the hour, for example: 2022-10-19 {time} (year, month, day, hour).": [
        Case("date", "17h30", r"example: (.*) \(", of_episode=True)
    ],
    "Write the full name of the one you mean: {zones}.": [
        Case("timezone", "IST", r"mean: ([^,]+),"),
        Case("timezone", "Canada", r", ([^,]+)\."),
    ],
    "Write the name itself: - {{name: {key}}}": [
        Case("people", "Jean Dupont", "itself: - (.*)", "[%s]", of_episode=True),
        Case("people", "Jean: Dupont, préfet", "itself: - (.*)", '["%s"]', of_episode=True),
    ],
    "Write the two letters of ISO 3166, for example FR.": [
        Case("places", "France", r"example (.*)\.", "{p: {name: Paris, country: %s}}")
    ],
    "Write the two letters of ISO 639-1, with a region if you wish: fr, en, fr-ca.": [
        Case("language", "klingon", r": (\w+),"),
        Case("language", "klingon", r", ([\w-]+)\."),
    ],
    "Write the zone of a city there, which knows of summer time, for example `timezone: Europe/Paris`.": [
        Case("timezone", "UTC+5:20", "`timezone: (.*)`")
    ],
    "Write the zone of a city there, which knows of summer time; this offset all year round is `timezone: {zone}`, "
    "with its sign reversed.": [
        Case("timezone", "UTC+1", "`timezone: ([^`]*)`", warns=True),
        Case("timezone", "GMT-3", "`timezone: ([^`]*)`", warns=True),
    ],
    "Write the zone of a city; `timezone: {zone}` if you mean UTC{offset} all year round.": [
        Case("timezone", "Etc/GMT+1", "`timezone: ([^`]*)`", warns=True)
    ],
    "Write uri: https://… beside the protocol, or protocol: disabled alone.": [
        Case("social", "activitypub", "or (protocol: [a-z]+) alone", "[{protocol: %s}]", of_episode=True)
    ],
    "Write {text} (year, month, day).": [
        Case("date", "3/2/2023", r"Write (.*) \(", of_episode=True),
        Case("date", "mercredi 1er mars 2023 à 18h30", r"Write (.*) \(", of_episode=True),
    ],
    "Write {text}.": [Case("date", "2023-03-26 02:30", r"Write (.*)\.", of_episode=True)],
    "Write “{line}”.": [
        Case("categories", "Documentary", "“(.*)”", "[%s]"),
        Case("categories", "Documentaire", "“(.*)”", "[%s]"),
        Case("categories", "news > daily news", "“(.*)”", "[%s]"),
    ],
    "Write “{one}” or “{other}”.": [
        Case("categories", "sports > football", "Write “(.*?)”", "[%s]"),
        Case("categories", "Football", "or “(.*)”", "[%s]"),
    ],
    "Write: {key}: {url}": [Case("publish", "https://pod.example/a/feed.xml", "url: (.*)", "{url: '%s'}")],
    "Write: {key}: {url} (the feed is then {url}/feed.xml)": [
        Case("publish", "https://pod.example/a/rss.xml", r"url: (.*) \(the", "{url: '%s'}")
    ],
    "Write: {line}": [
        Case("people", "Jean Dupont", "Write: (.*)", of_episode=True, line=True),
        Case("people", "Jean Dupont, préfet", "Write: (.*)", of_episode=True, line=True),
        Case("title", "Le dernier kilomètre : fin", "Write: (.*)", line=True),
        Case("title", '"Carmen" et "Faust"', "Write: (.*)", line=True),
        Case("title", "@home & *away*", "Write: (.*)", line=True),
    ],
    "Write: {line} (or what you mean, in quotes)": [
        Case("title", "'tis the season", r"Write: (.*) \(or", line=True),
        Case("title", '"said "he', r"Write: (.*) \(or", line=True),
    ],
}
ELSEWHERE = {
    "Add a line with the day and the hour it goes live, for example: date: {date}": "tests/source/test_complete.py",
    "Keep one of them in this folder, or name the film: video: {file: …}": "tests/source/test_attached_files.py",
    "Call it chapters.txt, or write its name: chapters: {name}": "tests/source/test_attached_files.py",
    "If it is the episode's cover, call it cover{suffix}, or write: artwork: {name}": (
        "tests/source/test_unread_files.py"
    ),
    "Rename the folder, for example 01-first-episode.": "it is no line to write",
    "Write here the guid that this episode was published with: guid: {guid} (leave {other} as it is).": (
        "tests/source/test_duplicate_guids.py"
    ),
    "Write `---` as the first line, then `title: …`, then `---`, and the notes after that.": (
        "tests/source/test_front.py"
    ),
    "Write one of {names}, or add url: https://…": "it has a place for what only its author knows",
    "Write one `key: value` on each line, indented like the lines around it, text with “: ” or “ #” in quotes.": (
        "it is no line to write"
    ),
    "Delete the line, or write one of: {keys}.": "tests/source/test_show.py: each of these keys is one",
    "Write https:// if the page can be had under it.": "it is for the author to find out",
}


def test_every_sentence_with_an_example_has_its_trial() -> None:
    told = {
        key
        for key, files in messages().items()
        if isinstance(key, str)
        and any(re.match(r"src/balado/(?:show/values|show/|source)/?", file) for file in files)
        and _HAS_EXAMPLE.search(key)
        and re.match(r"[A-Z]", key)
        and not any(file.endswith("schema.py") for file in files)
    }
    assert told - {*CASES, *ELSEWHERE} == set()


@pytest.mark.parametrize(
    ("template", "case"),
    [pytest.param(template, case, id=case.wrong) for template, cases in CASES.items() for case in cases],
)
def test_what_a_remedy_tells_to_write_is_taken(tmp_path: Path, template: str, case: Case) -> None:
    show = Show(tmp_path)
    first = written(show, case, case.around % case.wrong if case.wrong else None)
    [fault] = [one for one in first if one.remedy.template == template]
    answer = re.search(case.answer, str(fault.remedy))
    assert answer is not None, str(fault.remedy)
    if case.line:
        value = answer[1].removeprefix(f"{case.key}: ")
        assert value != answer[1]
    else:
        around = case.around.replace('"%s"', "%s") if answer[1].startswith("{") else case.around
        value = around % answer[1].removeprefix("protocol: ")
    left = written(show, case, value)
    assert [str(one) for one in left if one.severity == "error" or not case.warns] == []


def written(show: Show, case: Case, value: str | None) -> tuple[Fault, ...]:
    """The faults of a show with that value, None without the key."""
    changes = {} if case.of_episode else {case.key: value}
    keys = {"guid": "guid-of-a", "title": "About a", "date": "2025-11-01 08:00"}
    if case.of_episode:
        keys = {name: one for name, one in {**keys, case.key: value}.items() if one is not None}
    show.write_feed()
    put(
        show.root,
        {
            "feed.yaml": feed_yaml(**changes),
            "episodes/a/episode.md": "---\n" + "".join(f"{name}: {one}\n" for name, one in keys.items()) + "---\n",
        },
    )
    return reading_of(show.root).faults
