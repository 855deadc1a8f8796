"""`balado edit`: which file is opened, in what, and what is said when it is closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_builder import Show

from balado.cli.session import Session
from balado.commands.edit_choice import Editable, chosen
from balado.errors import UsageError

EPISODES = (
    Editable("01-l-ete", "01-l’été", "episodes/01-l’été/episode.md", "L'été des idées", 1),
    Editable("02-hiver", "02-hiver", "episodes/02-hiver/episode.md", "Un hiver : la suite", 2),
    Editable("2-voix", "2-voix", "episodes/2-voix/episode.md", "", None),
)


@pytest.mark.parametrize(
    ("word", "slug"),
    [("01-l-ete", "01-l-ete"), ("01-L’Été", "01-l-ete"), ("episodes/02-hiver/", "02-hiver"), ("2", "02-hiver"),
     ("02", "02-hiver"), ("IDEES", "01-l-ete"), ("la suite", "02-hiver"), ("voix", "2-voix")],
)  # fmt: skip
def test_an_episode_is_meant_by_folder_number_or_a_part_of_its_title(word: str, slug: str) -> None:
    assert chosen(word, EPISODES, lambda slug: f"balado edit {slug}").slug == slug


@pytest.mark.parametrize(
    ("word", "said"),
    [("02-hivre", "`balado edit 02-hiver`"), ("nothing like it", "`balado status`"), ("", "balado status"),
     ("-", "01-l-ete “L'été des idées”; 02-hiver “Un hiver : la suite”; 2-voix. Name one")],
)  # fmt: skip
def test_what_is_not_one_episode_is_answered_with_those_it_may_be(word: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        chosen(word, EPISODES, lambda slug: f"balado edit {slug}")
    assert said in str(refusal.value)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "un show")
    made.write_feed()
    made.add("a")
    made.add("b", title="About voices")
    return made


def editor(show: Show, script: str) -> str:
    path = show.root.parent / "my editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_what_was_written_is_checked_at_its_line_and_no_other_file(show: Show) -> None:
    (show.root / "episodes" / "a" / "episode.md").write_text("---\nnonsense: 1\n---\n")
    run = show.run("edit", "voices", VISUAL=editor(show, 'echo "speech: 2" > "$1"'), EDITOR="never")
    assert run.returncode == 1, run.stderr
    assert (show.root / "episodes" / "b" / "episode.md").read_text() == "speech: 2\n"
    assert "episodes/b/episode.md:1" in run.stdout
    assert "nonsense" not in run.stdout + run.stderr


def test_without_a_name_it_is_the_show_that_is_opened(show: Show) -> None:
    run = show.run(
        "edit", "--format", "json", VISUAL="", EDITOR=f"'{editor(show, 'echo >> $1')}'".replace("$1", '"$1"')
    )
    assert run.returncode == 0, run.stdout
    assert (show.root / "feed.yaml").read_text("utf-8").endswith("\n\n")
    assert json.loads(run.stdout.splitlines()[-1])["event"] == "checked"


@pytest.mark.parametrize(("command", "said"), [("no-such-editor -w", "cannot be started"), ("false", "ended with 1")])
def test_an_editor_that_fails_is_told_and_nothing_is_checked(show: Show, command: str, said: str) -> None:
    run = show.run("edit", VISUAL=command)
    assert run.returncode == 2
    assert said in run.stderr


def test_the_editor_is_the_one_that_is_named_or_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "emacs -nw")
    monkeypatch.setenv("VISUAL", " ")
    assert Session().editor() == "emacs -nw"
    monkeypatch.setenv("VISUAL", "code --wait")
    assert Session().editor() == "code --wait"
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    assert Session().editor()
