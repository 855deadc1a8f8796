"""`balado init`, as a person and as a script call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_builder import Show, cover_jpeg, silent_mp3

ANSWERS = {
    "--title": "Le dernier kilomètre : « quelles attentes » ?",
    "--description": "Une émission.",
    "--language": "fr",
    "--link": "https://example.org",
    "--author": "Moi & toi",
    "--email": "podcast@example.org",
    "--category": "Society & Culture > Documentary",
    "--timezone": "Europe/Paris",
    "--url": "https://pod.example/show/",
}


def arguments(**changes: str) -> list[str]:
    given = {**ANSWERS, **{f"--{name}": value for name, value in changes.items()}}
    return ["init", *(word for pair in given.items() for word in pair)]


def test_a_show_that_was_begun_can_be_published(tmp_path: Path) -> None:
    show = Show(tmp_path)
    run = show.run(*arguments())
    assert run.returncode == 0, run.stderr
    (tmp_path / "episodes" / "cover.jpg").write_bytes(cover_jpeg())
    (tmp_path / "talk.mp3").write_bytes(silent_mp3(2, "First words"))
    made = show.run("new", "talk.mp3", "--date", "2026-11-01T08:00")
    assert made.returncode == 0, made.stderr

    show.publish()

    feed = show.published()["feed.xml"].decode()
    assert "<title>Le dernier kilomètre : « quelles attentes » ?</title>" in feed
    assert "<title>First words</title>" in feed


def test_the_identity_is_that_of_the_specification(tmp_path: Path) -> None:
    run = Show(tmp_path).run(*arguments(url="https://podnews.net"), "--format", "json")
    [event] = [json.loads(line) for line in run.stdout.splitlines()]
    assert event["event"] == "created"
    text = (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    assert f"guid: {event['guid']}\n" in text
    import uuid

    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert event["guid"] == str(uuid.uuid5(namespace, "podnews.net/feed.xml"))


def test_editors_find_the_schema_and_git_ignores_what_is_published(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/secret")
    Show(tmp_path).run(*arguments())
    first = (tmp_path / "feed.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text(encoding="utf-8"))["type"] == "object"
    assert (tmp_path / ".gitignore").read_text() == "/secret\n/public/\n/.public.balado/\n"


def test_a_show_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").write_text("mine")
    run = Show(tmp_path).run(*arguments())
    assert run.returncode == 2
    assert (tmp_path / "feed.yaml").read_text() == "mine"


def test_a_script_is_told_every_option_it_left_out(tmp_path: Path) -> None:
    run = Show(tmp_path).run("init", "--title", "Only this")
    assert run.returncode == 2
    assert "--description, --language, --link, --author, --email, --category, --timezone, --url" in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [("category", "Goverment", "categories"), ("language", "french", "language"), ("url", "http://pod.example", "url")],
)
def test_what_is_typed_is_judged_and_nothing_is_left_behind(tmp_path: Path, option: str, value: str, key: str) -> None:
    run = Show(tmp_path).run(*arguments(**{option: value}))
    assert run.returncode == 2
    assert key in run.stderr
    assert list(tmp_path.iterdir()) == []
