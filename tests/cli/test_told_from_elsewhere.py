"""Commands that are told to somebody whose show is in another folder run as they stand, from where that person is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from show_builder import NOW, Show, silent_mp3
from told_commands import OF_A_FOLDER, RECORDING, Shell, assert_done, told

from balado.cli.main import VERBS, balado
from balado.cli.session import Session, catalogue
from balado.cli.told_commands import _OF_NO_SHOW, ToldCommands, told_commands
from balado.message import command_line, one_line, say

FOLDER = "L'été à Saint-Malo"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "Émissions de l'été")
    made.write_feed()
    made.add(FOLDER)
    return made


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "bin")


def run_above(show: Show, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A verb told where the show is, by somebody in the folder above."""
    return Show(show.root.parent, show.environment).run(*arguments, "--show", show.root.name)


def here(text: str, folder: str = "pod cast", /, *, is_found: bool = False, **values: object) -> str:
    return ToldCommands(Path(folder), is_found).translate(say(text, **values), one_line, catalogue(["en"]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Run `balado publish`.", 'Run `balado publish --show "pod cast"`.'),
        ("`balado check --live`, or not", '`balado check --show "pod cast" --live`, or not'),
        ("`balado bucket setup --create`", '`balado bucket setup --show "pod cast" --create`'),
        ("`balado bucket` and `balado help rules`", "`balado bucket` and `balado help rules`"),
        ("`balado --debug …`, `balado VERB --help`", "`balado --debug …`, `balado VERB --help`"),
        ("`git lfs pull`, `--repair`, balado publish", "`git lfs pull`, `--repair`, balado publish"),
        ("`balado new RECORDING`", '`balado new --show "pod cast" RECORDING`'),
    ],
)  # fmt: skip
def test_a_command_names_the_show_it_is_for(text: str, shown: str) -> None:
    assert here(text) == shown


def test_where_the_show_is_found_from_here_no_command_names_it() -> None:
    assert here("`balado publish`", "..", is_found=True) == "`balado publish`"


@pytest.mark.parametrize("quoted", ["`balado publish`", "a `balado status` b", "`ffmpeg -i a/b c`"])
def test_what_others_wrote_is_quoted_as_it_is(quoted: str) -> None:
    assert here("The notes say “{text}”.", text=quoted) == f"The notes say “{quoted}”."


def test_a_file_in_a_command_is_named_from_here(tmp_path: Path) -> None:
    (tmp_path / "episodes" / "été").mkdir(parents=True)
    command = command_line("ffmpeg", "-i", "episodes/été/a.wav", "-map", "0:a", "-c", "copy", "episodes/été/a-new.wav")
    [words] = map(shlex.split, re.findall("`([^`]*)`", here("Run `{command}`.", str(tmp_path), command=command)))
    assert words[2] == f"{tmp_path}/episodes/été/a.wav"
    assert words[-1] == f"{tmp_path}/episodes/été/a-new.wav"
    assert words[3:-1] == ["-map", "0:a", "-c", "copy"]


def test_every_verb_that_works_on_a_show_takes_its_folder_and_no_other_does() -> None:
    context = click.Context(balado, obj=Session())
    for verb in VERBS:
        command = balado.get_command(context, verb)
        below = getattr(command, "commands", {"": command}).values()
        takes = {any("--show" in one.opts for one in part.params) for part in below}
        assert takes == {verb not in _OF_NO_SHOW}, verb


def test_in_the_shows_own_folder_nothing_is_changed(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(show.root)
    assert told_commands(show.root, Path()) is None
    inside = told_commands(Path("..", ".."), show.root / "episodes" / FOLDER)
    monkeypatch.chdir(show.root / "episodes" / FOLDER)
    assert (told_commands(Path("..", ".."), Path()) or inside) == ToldCommands(Path("..", ".."), is_found=True)
    monkeypatch.chdir(show.root.parent)
    assert told_commands(Path(show.root.name), Path()) == ToldCommands(Path(show.root.name), is_found=False)


def test_every_command_for_a_published_show_runs_from_the_folder_above(show: Show, shell: Shell) -> None:
    show.publish()
    (show.root.parent / f"{RECORDING}.mp3").write_bytes(silent_mp3(2, "another"))
    for command in (one for one in OF_A_FOLDER.values() if "--debug" not in one):
        [as_told] = re.findall("`([^`]*)`", here("`{command}`", show.root.name, command=command))
        assert_done(shell, as_told, show.root.parent)


def test_a_recording_without_a_text_is_written_one_from_the_folder_above(show: Show, shell: Shell) -> None:
    text = show.root / "episodes" / FOLDER / "episode.md"
    text.unlink()
    said = run_above(show, "publish", "--now", NOW)
    assert_done(shell, f"{told(r'Write it with `(balado new [^`]*)`', said)} --no-draft", show.root.parent)
    assert text.exists()


def test_what_new_and_init_say_comes_next_runs_from_the_folder_above(show: Show, shell: Shell) -> None:
    begun = run_above(show, "new", "--title", "Un", "--date", "2025-11-02")
    assert_done(shell, told("then `(balado publish [^`]*)`", begun), show.root.parent)
    shutil.rmtree(show.root / "public", ignore_errors=True)
    asked = {"title": "Été", "description": "d", "language": "fr", "author": "a", "email": "a@example.org",
             "category": "Government", "url": "https://pod.example/x", "link": "https://example.org",
             "timezone": "Europe/Paris"}  # fmt: skip
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    line = told("then `(balado new [^`]*) RECORDING`", show.run("init", *options, "--no-explicit", "Deuxième saison"))
    recording = next(show.root.rglob("*.mp3"))
    assert_done(shell, f"{line} {command_line(str(recording.relative_to(show.root)))}", show.root)
    assert list((show.root / "Deuxième saison").rglob("episode.md"))
