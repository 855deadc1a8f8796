"""Every command that a message tells people to run is run here, by a shell, in a show whose names have blanks.

The lists of commands are those of the catalogue and of the code: a command without a trial fails the first test.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from show_builder import NOW, Show, silent_mp3
from store_servers import Store
from told_commands import OF_A_FOLDER, RECORDING, Shell, assert_done, astray, built, spans_of, told, written_out
from told_workshop import OF_THE_WORKSHOP
from translations import read_catalogue

from balado.message import command_line

FOLDER = "L'été à Saint-Malo"
VERBS = ("bucket", "check", "cover", "diff", "export", "help", "history", "import", "init", "master", "new",
         "publish", "pull", "recover", "rollback", "stats", "status", "takedown")  # fmt: skip
NAMED = {f"balado {verb}" for verb in VERBS} | {"balado bucket setup", "balado transcript accept", "balado transcribe"}
"""Verbs that messages refer to: who reads that looks how they are called."""

OF_A_BUCKET = (
    "balado bucket check",
    "balado bucket cors",
    "balado bucket policy",
    "balado bucket setup --create",
    "balado bucket setup --create --yes",
    "balado bucket setup --yes",
)
OF_OTHERS = {
    "aws login": "an account",
    "aws sso login": "an account",
    "balado check --live": "the servers of a show",
    "balado move --live": "the servers of a show, and of another host",
    "balado check --live --fix": "the servers of recordings elsewhere",
    "balado stats --logs s3://my-logs/podcast": "a bucket with logs",
    "dask scheduler": "a network: it runs until it is stopped",
    "git lfs pull": "a server of Git LFS",
}
"""What no test can run for what it needs: the words are looked at, and that a shell takes them as they are."""

BY_FFMPEG = {
    "ffmpeg -i * -c copy -movflags +faststart *",
    "ffmpeg -i * -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart *",
    "ffmpeg -i * -map 0:a -c copy *",
    "ffmpeg -i * -map_metadata -1 -c copy -movflags +faststart *",
    "ffmpeg -i * -map 0:a -c copy -movflags +faststart *",
}
"""What makes a recording one that apps play: `tests/show/test_conversion.py` runs each and looks at what it made."""

OF_FILES = {
    "balado cover FILE": Path(__file__).parent.parent / "commands" / "test_cover.py",
    "balado film FILE EPISODE": Path(__file__).parent.parent / "commands" / "test_film.py",
    "balado film FILE EPISODE --hls": Path(__file__).parent.parent / "commands" / "test_film_package.py",
}
"""What needs a picture or a film: the test that runs it."""

OF_GIT = {
    "git config --global user.name NAME": "Ada Lovelace",
    "git config --global user.email ADDRESS": "ada@example.org",
    "git push -u REMOTE BRANCH": "origin main",
    "git pull": "",
}
"""What the studio tells for a terminal, in an order in which all can be run, and what is written for the capitals."""

TOLD_BY_NAME = {"balado {near}", "balado help {near}"}
"""What is told to who mistyped a verb or a page: `near` is one of a list of ours."""


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "Émissions de l'été")
    made.write_feed()
    made.add(FOLDER)
    return made


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "bin")


@pytest.mark.untraced
def test_every_command_that_a_message_tells_has_its_trial() -> None:
    tried = {*NAMED, "balado recover", *OF_A_FOLDER, *OF_A_BUCKET, *OF_OTHERS, *OF_FILES, *OF_GIT, *TOLD_BY_NAME}
    assert set(written_out()) == tried
    assert set(built()) == {*TOLD, *BY_FFMPEG}


def test_the_commands_of_git_run_as_they_are_told(show: Show, shell: Shell, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    for before in ("git init -q -b main", f"git init -q --bare '{remote}'", f"git remote add origin '{remote}'"):
        assert_done(shell, before, show.root)
    for command, value in OF_GIT.items():
        capitals = re.findall(r"\b[A-Z]+\b", command)
        written = command.replace(" ".join(capitals), f"'{value}'" if len(capitals) == 1 else value)
        assert_done(shell, written, show.root)
        if "email" in command:
            assert_done(shell, "git add . && git commit -q -m Begun", show.root)


@pytest.mark.parametrize(("command", "test"), OF_FILES.items())
def test_a_command_that_needs_a_file_is_run_by_its_own_test(command: str, test: Path) -> None:
    verb = command.split()[1]
    assert re.search(rf'run\("{verb}", ', test.read_text(encoding="utf-8"))


@pytest.mark.untraced
def test_no_command_is_put_together_in_another_way() -> None:
    assert astray() == [], "write it in backticks in the message, or build it with command_line"


def test_a_value_within_a_command_is_quoted_by_the_one_function() -> None:
    """A command with a place for a value is built whole, but for names of ours."""
    assert {span for span in written_out() if "{" in span} == TOLD_BY_NAME


def test_the_french_tells_the_same_commands() -> None:
    for message in read_catalogue():
        if message.id and message.string:
            french = message.string if isinstance(message.string, tuple) else (message.string,)
            key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
            for text in french:
                words = {
                    "TOPIC": "SUJET", "RECORDING": "ENREGISTREMENT", "VERB": "COMMANDE", "FILE": "FICHIER",
                    "EPISODE": "ÉPISODE",
                }  # fmt: skip
                wanted = {" ".join(words.get(word, word) for word in span.split()) for span in spans_of(key)}
                assert set(spans_of(text)) in (wanted, set(spans_of(key))), text


def test_a_verb_that_a_message_names_is_there(show: Show, shell: Shell) -> None:
    assert_done(shell, " && ".join(f"{command} --help" for command in sorted(NAMED)), show.root)


def test_a_command_runs_in_a_published_show(show: Show, shell: Shell) -> None:
    show.publish()
    (show.root / f"{RECORDING}.mp3").write_bytes(silent_mp3(2, "another"))
    for command in OF_A_FOLDER.values():
        assert_done(shell, command, show.root)
    shutil.rmtree(show.root / ".public.balado")
    assert_done(shell, "balado recover", show.root)


@pytest.mark.in_depth
def test_a_command_runs_on_a_bucket(show: Show, shell: Shell, moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    show.write_feed(publish=f"{{to: 's3://{moto.bucket}/p', url: '{moto.url}/{moto.bucket}/p'}}")
    for command in OF_A_BUCKET:
        ended = shell.run(command, show.root)
        assert ended.returncode == 0 or "Everybody can list" in ended.stderr  # as this server does
        assert "Usage:" not in ended.stderr


def test_a_command_of_another_program_is_taken_by_a_shell_as_it_is(show: Show, shell: Shell) -> None:
    for command in OF_OTHERS:
        shell.pretend(command.partition(" ")[0])
        assert_done(shell, command, show.root)
        assert shlex.split(command) == command.replace("'", "").split()


def test_a_mistyped_verb_or_page_is_answered_with_one_that_is_there(show: Show, shell: Shell) -> None:
    for typed in ("balado publsh", "balado help truoble"):
        hint = told(r"Did you mean `(balado [^`]*)`", shell.run(typed, show.root))
        assert_done(shell, f"{hint} --help" if "help" not in hint else hint, show.root)


def _consent(show: Show, shell: Shell) -> None:
    show.add("autre", guid="https://pod.example/?p=1&n=$HOME")
    show.publish()
    shutil.rmtree(show.root / "episodes" / "autre")
    option = told("or: (--consent .*)", show.publish(code=1))
    assert_done(shell, f"balado publish --now {NOW} {option}", show.root)


def _reembed(show: Show, shell: Shell) -> None:
    show.publish()
    show.remove_audio()
    [slug] = [path.name for path in (show.root / "episodes").iterdir() if path.is_dir()]
    refused = show.publish("--reembed", "l-ete-a-saint-malo", code=2)
    assert told("`(--reembed [^`]*)`", refused) == "--reembed l-ete-a-saint-malo", slug


def _url(show: Show, shell: Shell) -> None:
    show.publish()
    show.write_feed(publish="{to: public, url: 'https://other.example/show'}")
    option = told(r"again, or (--url \S+)\. ", show.publish(code=1))
    assert_done(shell, f"balado publish --now {NOW} {option}", show.root)


def _to_a_folder(show: Show, shell: Shell) -> None:
    option = told("`(--to [^`]*)`", show.run("publish", "--now", NOW, CI="true"))
    assert_done(shell, f"CI=true balado publish --now {NOW} {option}", show.root)


def _time(show: Show, shell: Shell) -> None:
    show.publish()
    word = told("is not a time: write (.*)", shell.run("balado status --now '3/2/2026 à 10h30'", show.root))
    assert word.startswith('"2026-02-03 10:30')
    assert_done(shell, f"balado status --now {word}", show.root)


def _new_beside(show: Show, shell: Shell) -> None:
    (show.root / "episodes" / FOLDER / "episode.md").unlink()
    line = told(r"Write it with `(balado new [^`]*)`", show.publish())
    assert_done(shell, f"{line} --no-draft", show.root)
    assert (show.root / "episodes" / FOLDER / "episode.md").exists()


def _moved(show: Show, shell: Shell) -> None:
    show.publish()
    elsewhere = show.root.parent / "autre lieu"
    line = command_line("mv", str(show.root / ".public.balado"), str(elsewhere))
    assert_done(shell, line, show.root)
    assert (elsewhere / "generations").is_dir()


def _set_up(show: Show, shell: Shell) -> None:
    assert shell.run("balado bucket setup --yes", show.root).returncode == 2  # it has a folder, and is told so


def _edit(show: Show, shell: Shell) -> None:
    command = told(r"Did you mean `(balado edit .*)`\?", show.run("edit", "l-ete-a-saint-mlao"))
    assert_done(shell, f"VISUAL=true {command}", show.root)


def _take_down(show: Show, shell: Shell) -> None:
    show.add("autre", guid="https://pod.example/?p=1&n=$HOME")
    show.publish()
    command = told("`(balado takedown [^`]*)`", show.run("takedown", "https://pod.example/?p=1&n=$HOME"))
    assert_done(shell, command, show.root)


TOLD: dict[str, Callable[[Show, Shell], None]] = {
    "--consent *": _consent,
    "--reembed *": _reembed,
    "*": _time,
    "--to *": _to_a_folder,
    "--url *": _url,
    "balado bucket setup --yes": _set_up,
    "balado edit *": _edit,
    "balado new *": _new_beside,
    "balado takedown * --yes": _take_down,
    "mv * *": _moved,
    **OF_THE_WORKSHOP,
}


@pytest.mark.parametrize("command", sorted(TOLD))
def test_a_command_with_a_value_runs_as_it_is_told(command: str, show: Show, shell: Shell) -> None:
    TOLD[command](show, shell)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_a_shell_gets_back_the_words_that_were_quoted(words: list[str]) -> None:
    assert shlex.split(command_line(*words)) == words


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("talk.mp3", "talk.mp3"),
        ("-c:v", "-c:v"),
        ("--show", "--show"),
        ("épisode 1.mp3", '"épisode 1.mp3"'),
        ("l'été", '"l\'été"'),
        ("$HOME", "'$HOME'"),
        ("quoi!", "'quoi!'"),
        ("`id`", "'`id`'"),
        ("a;b", '"a;b"'),
        ("~", '"~"'),
        ("", '""'),
    ],
)
def test_a_word_is_quoted_where_a_shell_would_misread_it(word: str, written: str) -> None:
    assert command_line(word) == written
