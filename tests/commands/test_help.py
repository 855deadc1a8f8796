"""`balado help`: the manual, in a terminal and out of one, in two languages."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from show_builder import Show

from balado.manual import TOPICS, page


@pytest.fixture
def nowhere(tmp_path: Path) -> Show:
    """No show: the manual can be read anywhere."""
    return Show(tmp_path)


def test_without_a_topic_it_lists_every_page_with_its_title(nowhere: Show) -> None:
    run = nowhere.run("help")
    assert run.returncode == 0
    listed = [line.split(maxsplit=1) for line in run.stdout.splitlines()]
    assert listed == [[topic, page(topic, "en").title] for topic in TOPICS]
    assert "`balado help TOPIC`" in run.stderr


def test_a_topic_is_shown_as_it_is_written_where_there_is_no_terminal(nowhere: Show) -> None:
    run = nowhere.run("help", "install")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == page("install", "en").markdown


def test_a_topic_may_be_written_as_its_file_is_called(nowhere: Show) -> None:
    assert nowhere.run("help", "Install.md").stdout == nowhere.run("help", "install").stdout


def test_marks_of_what_is_generated_are_not_shown(nowhere: Show) -> None:
    assert "<!--" not in nowhere.run("help", "verbs").stdout


@pytest.mark.parametrize("arguments", [("--lang", "fr", "help"), ("help", "--lang", "fr")])
def test_it_speaks_the_language_that_is_asked_for(nowhere: Show, arguments: tuple[str, ...]) -> None:
    run = nowhere.run(*arguments)
    assert "Les pages du manuel" in run.stderr
    found = [page(one, "fr") for one in TOPICS]
    titles = [one.title if one.language == "fr" else f"{one.title} (en anglais)" for one in found]
    assert [line.split(maxsplit=1)[1] for line in run.stdout.splitlines()] == titles


def test_it_speaks_the_language_of_the_locale(nowhere: Show) -> None:
    assert nowhere.run("help", LANGUAGE="fr").stdout == nowhere.run("help", "--lang", "fr").stdout
    assert nowhere.run("help", "--lang", "en", LANGUAGE="fr").stdout == nowhere.run("help").stdout


def test_a_page_that_has_no_french_comes_in_english(nowhere: Show) -> None:
    assert nowhere.run("help", "developing", "--lang", "fr").stdout == page("developing", "en").markdown


def test_a_verb_is_a_topic_too(nowhere: Show) -> None:
    assert nowhere.run("help", "prune").stdout.strip() == nowhere.run("prune", "--help").stdout.strip()


def test_an_unknown_topic_is_answered_with_the_nearest(nowhere: Show) -> None:
    run = nowhere.run("help", "instal")
    assert run.returncode == 2
    assert "Did you mean `balado help install`?" in run.stderr
    assert "`balado help` lists them all" in nowhere.run("help", "qqqq").stderr


def test_programs_get_the_list_and_the_page_as_json(nowhere: Show) -> None:
    events = [json.loads(line) for line in nowhere.run("help", "--format", "json").stdout.splitlines()]
    assert [event["topic"] for event in events] == list(TOPICS)
    assert {event["event"] for event in events} == {"topic"}
    [shown] = [json.loads(line) for line in nowhere.run("help", "trouble", "--format", "json").stdout.splitlines()]
    written = page("trouble", "en")
    assert shown == {
        "event": "topic", "topic": "trouble", "title": written.title, "language": "en", "markdown": written.markdown,
    }  # fmt: skip


def test_on_a_terminal_a_page_is_laid_out_and_goes_through_the_pager(tmp_path: Path) -> None:
    """The pager here keeps what it is given; the terminal is a real one."""
    pager = tmp_path / "pager"
    kept = tmp_path / "kept"
    pager.write_text(f"#!/bin/sh\ncat > {kept}\n")
    pager.chmod(0o755)
    near, far = pty.openpty()
    environment = {**os.environ, "PAGER": str(pager), "TERM": "xterm-256color", "COLUMNS": "200"}
    run = subprocess.run(
        [sys.executable, "-m", "balado", "help", "stores"],
        stdin=far,
        stdout=far,
        env=environment,
        check=False,
        timeout=60,
    )
    os.close(near)
    os.close(far)
    assert run.returncode == 0
    shown = kept.read_text(encoding="utf-8")
    assert "```" not in shown
    assert "balado help after-publishing" in shown
    assert "not-run" not in shown
    assert max(map(len, shown.splitlines())) < 200
