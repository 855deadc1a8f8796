"""The edge: verbs, exit codes, and what becomes of every kind of failure."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from show_builder import NOW, Show

from balado.cli import main as cli
from balado.cli.session import Session
from balado.edition import open as opening
from balado.errors import RemoteError
from balado.message import say


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    monkeypatch.chdir(made.root)
    return made


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(_root: Path) -> None:
        raise error

    monkeypatch.setattr(opening, "scan", scan)


@pytest.mark.parametrize(
    ("error", "code"),
    [(RemoteError(say("the store is gone")), 3), (ZeroDivisionError("oops"), 70), (KeyboardInterrupt(), 130)],
)
def test_every_failure_has_its_code_and_no_traceback(
    show: Show, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    fail_with(error, monkeypatch)
    with pytest.raises(SystemExit) as ended:
        cli.main(["publish"])
    assert ended.value.code == code
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip()


def test_a_defect_asks_for_a_report_and_debug_shows_it(
    show: Show, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(ZeroDivisionError("oops"), monkeypatch)
    with pytest.raises(SystemExit):
        cli.main(["publish"])
    said = capsys.readouterr().err
    assert "--debug" in said
    assert "Traceback" not in said
    with pytest.raises(SystemExit) as ended:
        cli.main(["--debug", "publish"])
    assert ended.value.code == 70
    assert "Traceback (most recent call last):" in (said := capsys.readouterr().err)
    assert "ZeroDivisionError: oops" in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left"),
            "Nothing more can be written: No space left on device. Put that right",
        ),
        (OSError(errno.EROFS, "Read-only", "/srv/show"), "/srv/show cannot be read or written: "),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/a"), "/srv/a cannot be read or written: "),
    ],
)
def test_what_the_system_refuses_is_no_defect(
    show: Show, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError, said: str
) -> None:
    fail_with(error, monkeypatch)
    with pytest.raises(SystemExit) as ended:
        cli.main(["publish"])
    assert (ended.value.code, said in (err := capsys.readouterr().err), "defect" in err) == (2, True, False)


def test_an_unknown_verb_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["publsh"])
    assert ended.value.code == 2
    assert "Did you mean `balado publish`?" in capsys.readouterr().err


def test_every_verb_is_there_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in cli.VERBS:
        with pytest.raises(SystemExit) as ended:
            cli.main([verb, "--help"])
        assert ended.value.code == 0
        assert f"balado {verb}" in capsys.readouterr().out


def test_json_is_utf8_in_every_locale(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.add("b", title="Déjà vu", nonsense="été")
    run = subprocess.run(
        [sys.executable, "-m", "balado", "publish", "--now", NOW, "--format", "json"],
        cwd=show.root,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    events = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert [event["event"] for event in events][-2:] == ["published", "in-folder"]
    assert 'b "Déjà vu" is held back' in run.stderr.decode("latin-1")


def test_a_time_that_is_none_is_shown_how_to_write(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["publish", "--now", "tomorrow"])
    assert ended.value.code == 2
    assert "2026-11-23T08:00" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("list", "status"), ("ls", "status"), ("validate", "check"), ("deploy", "publish"), ("PUSH", "publish"),
     ("rm", "takedown"), ("pubish", "publish"), ("stauts", "status"), ("log", "history")],
)  # fmt: skip
def test_a_verb_of_another_program_is_answered_with_ours(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([typed])
    assert ended.value.code == 2
    assert f"Did you mean `balado {meant}`?" in capsys.readouterr().err


def test_what_is_suggested_for_a_verb_of_another_program_is_there() -> None:
    assert {name.split()[0] for name in cli._OTHER_NAMES.values()} <= set(cli.VERBS)
    assert not set(cli._OTHER_NAMES) & set(cli.VERBS)


def test_what_a_library_makes_of_an_interruption_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session()

    def interrupted(*_arguments: object, **_given: object) -> int:
        session.stopped = True
        raise RuntimeError("calling a function: KeyboardInterrupt")

    monkeypatch.setattr(cli.balado, "main", interrupted)

    assert cli._run(["status"], session) == 130
    assert capsys.readouterr().err == "Stopped.\n"
