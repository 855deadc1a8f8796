"""Whoever finds a fault, and wherever: an author is told of all of them in one run of `publish`, and of `check`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from show_builder import NOW, Show, feed_yaml

Told = Mapping[tuple[str, int | None, str], str]
"""The rule of each error, or nothing, by path, line and key."""

EVERYTHING: Told = {
    ("feed.yaml", 4, "language"): "",
    ("episodes/a/episode.md", 5, "nonsense"): "",
    ("episodes/b/talk.mp3", None, ""): "",
    ("episodes/c/episode.md", 1, ""): "serial-without-number",
}


DIRECTORY = "{hedon: {name: Claire Hédon}}"


def written(**changes: str | None) -> str:
    return feed_yaml(people=DIRECTORY, **changes)


@pytest.fixture
def show(tmp_path) -> Show:
    show = Show(tmp_path)
    show.write_feed(language="french", type="serial")
    show.add("a", nonsense="1", episode="1")
    (show.add("b", episode="2") / "talk.mp3").write_bytes(b"no recording at all")
    show.add("c")
    return show


def errors_of(show: Show, verb: str) -> Told:
    run = show.run(verb, "--now", NOW, "--format", "json")
    assert run.returncode in (1, 2), run.stdout + run.stderr
    return {
        (one["path"], one["line"], one["key"]): one["rule"]
        for one in _faults([json.loads(line) for line in run.stdout.splitlines()])
        if one["severity"] == "error"
    }


def _faults(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [fault for event in events for fault in event.get("faults", [event]) if "severity" in fault]


@pytest.mark.parametrize("verb", ["publish", "check"])
def test_faults_of_the_show_an_episode_a_file_and_a_rule_are_told_in_one_run(show: Show, verb: str) -> None:
    assert errors_of(show, verb) == EVERYTHING
    run = show.run(verb, "--now", NOW)
    told = run.stdout + run.stderr
    for words in (
        "feed.yaml:4 (language): error",
        "episodes/a/episode.md:5 (nonsense): error",
        "episodes/b/talk.mp3: error",
        "episodes/c/episode.md:1: error",
    ):
        assert words in told
    assert not (show.root / "public").exists()


@pytest.mark.parametrize(
    ("publish", "key"),
    [
        ("{to: 'ftp://x/y', url: 'https://pod.example/show'}", "publish.to"),
        ("{to: public, state: public/x, url: 'https://pod.example/show'}", "publish"),
        ("{to: 's3://bucket', endpoint: a b, url: 'https://pod.example/show'}", "publish.endpoint"),
        ("{to: public, url: nonsense}", "publish.url"),
    ],
)
@pytest.mark.parametrize("verb", ["publish", "check", "diff"])
def test_a_place_that_is_none_hides_no_other_fault(show: Show, verb: str, publish: str, key: str) -> None:
    show.write_feed(language="french", type="serial", publish=publish)
    assert errors_of(show, verb) == {**EVERYTHING, ("feed.yaml", 12, key): ""}
    assert not (show.root / "public").exists()


def test_a_place_of_the_command_line_that_is_none_hides_no_other_fault(show: Show) -> None:
    run = show.run("publish", "--now", NOW, "--to", "ftp://x/y")
    assert run.returncode == 2
    for words in ("--to: error", "feed.yaml:4", "a/episode.md:5", "b/talk.mp3", "c/episode.md:1"):
        assert words in run.stdout + run.stderr


@pytest.mark.parametrize("verb", ["publish", "check"])
def test_they_are_told_in_one_run_of_one_and_the_same_episode_too(show: Show, verb: str) -> None:
    folder = show.add("d", nonsense="1")
    (folder / "talk.mp3").write_bytes(b"no recording at all")
    of_one = {
        ("episodes/d/episode.md", 1, ""): "serial-without-number",
        ("episodes/d/episode.md", 5, "nonsense"): "",
        ("episodes/d/talk.mp3", None, ""): "",
    }
    assert errors_of(show, verb) == {**EVERYTHING, **of_one}


@pytest.mark.parametrize("verb", ["publish", "check"])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (written(guid="nope"), (1, "guid")),
        (written(guid=None), (1, "guid")),
        (written(title=None), (1, "title")),
        (written(timezone="Mars"), (11, "timezone")),
        (feed_yaml(people="[hedon]"), (13, "people")),
        (written(artwork="nowhere.jpg"), (10, "artwork")),
        (written(publish="{to: public}"), (12, "publish.url")),
        (written(publish="{tto: public, url: 'https://pod.example/show'}"), (12, "publish.tto")),
        (written() + ": : :\n", (15, "")),
        ("", None),
    ],
)
def test_a_fault_in_feed_yaml_makes_no_other_one_on_a_checkout_without_audio(
    tmp_path, verb: str, text: str, fault: tuple[int, str] | None
) -> None:
    show = Show(tmp_path)
    show.write_feed(people=DIRECTORY)
    show.add("a", people="[hedon]")
    show.add("b", guid=None, date="2025-11-02 08:00")
    show.publish()
    show.remove_audio()
    (show.root / "feed.yaml").write_text(text, encoding="utf-8")

    told = errors_of(show, verb)

    if fault is not None:
        assert told == {("feed.yaml", *fault): ""}
    assert told
    assert {path for path, _, _ in told} == {"feed.yaml"}


def test_an_episode_whose_only_fault_is_ignored_is_published(tmp_path) -> None:
    show = Show(tmp_path)
    show.write_feed(type="serial", ignore="{serial-without-number: they follow their dates}")
    show.add("a")
    show.publish()
    assert b"guid-of-a" in show.published()["feed.xml"]


@pytest.mark.parametrize("key", ["title: x: y", "people: [hedon", "date: 31 of June", "chapters: 1", "transcripts: 1"])
def test_what_follows_from_a_fault_is_not_told_besides(tmp_path, key: str) -> None:
    show = Show(tmp_path)
    show.write_feed(require="{transcript: 2020-01-01, chapters: 2020-01-01}")
    folder = show.add("a", chapters="[{start: 0, title: One}, {start: '1', title: Two}, {start: '1.5', title: Three}]")
    (folder / "transcript.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", encoding="utf-8")
    text = (folder / "episode.md").read_text(encoding="utf-8").splitlines()
    name = key.partition(":")[0]
    lines = [line for line in text if not line.startswith(f"{name}:")]
    (folder / "episode.md").write_text("\n".join([lines[0], key, *lines[1:]]) + "\n", encoding="utf-8")
    assert [where[:2] for where in errors_of(show, "check")] == [("episodes/a/episode.md", 2)]
