"""What installs an extra is told in the form that reaches the Python that runs Balado."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from balado.cli import told_installs
from balado.message import install_command, say

SENTENCE = str(say("Install it: `{command}`. Or save it otherwise.", command=install_command("office")))


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python in a folder of its own, without any pip."""
    path = tmp_path / "mon Python" / "bin" / "python"
    path.parent.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(path))
    monkeypatch.setattr(told_installs, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    return path


def program(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    path.chmod(0o755)


def test_the_pip_beside_this_python_is_called_by_its_name(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(python.with_name("pip"))
    monkeypatch.setenv("PATH", str(python.parent))
    assert told_installs.as_installed_here(SENTENCE) == SENTENCE


def test_the_pip_of_another_python_is_not(python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pipx has it, or a Python of the system that may not be changed."""
    program(tmp_path / "programs" / "pip")
    monkeypatch.setattr(told_installs, "find_spec", lambda _name: object())
    said = told_installs.as_installed_here(SENTENCE)
    assert said == f'Install it: `"{python.as_posix()}" -m pip install "balado[office]"`. Or save it otherwise.'


def test_a_python_without_pip_is_reached_by_uv(python: Path) -> None:
    said = told_installs.as_installed_here(SENTENCE)
    assert f'`uv pip install --python "{python.as_posix()}" "balado[office]"`' in said


def test_what_is_no_extra_of_balado_stays() -> None:
    for other in ("`pip install stranger`", "`pip install balado[x]; rm -rf /`", "pip install balado[office]"):
        assert told_installs.as_installed_here(other) == other
