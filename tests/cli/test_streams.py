"""What a stream shows: colours where there is somebody to see them."""

from __future__ import annotations

import ctypes
import io
import sys
from collections.abc import Mapping
from types import SimpleNamespace

import pytest

from balado.cli.streams import Look, look_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no file")


class Console(Terminal):
    def fileno(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("environment", "at_a_terminal", "in_a_file"),
    [
        ({}, True, False),
        ({"TERM": "xterm"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": "0"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "3", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "yes"}, False, False),
    ],
)
def test_colours_are_for_terminals_and_for_who_asks(
    environment: Mapping[str, str], at_a_terminal: bool, in_a_file: bool
) -> None:
    assert look_of(Terminal(), environment).colours is at_a_terminal
    assert look_of(io.StringIO(), environment).colours is in_a_file


def test_lines_move_on_terminals_that_can_and_nowhere_else() -> None:
    assert look_of(Terminal(), {"NO_COLOR": "1"}).moves
    assert not look_of(Terminal(), {"TERM": "dumb"}).moves
    assert look_of(io.StringIO(), {"COLUMNS": "80"}) == Look()
    assert not look_of(io.StringIO(), {"FORCE_COLOR": "1"}).moves


@pytest.mark.parametrize(("told", "width"), [("132", 132), ("0", None), ("-4", None), ("wide", None), ("²", None)])
def test_a_terminal_is_as_wide_as_it_is_said_to_be(told: str, width: int | None) -> None:
    assert look_of(Terminal(), {"COLUMNS": told}).width == width


@pytest.mark.parametrize(("is_console", "obeys"), [(True, True), (True, False), (False, True)])
def test_a_console_of_windows_is_asked_to_obey(is_console: bool, obeys: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Kernel:
        def GetConsoleMode(self, _handle: object, mode: object) -> int:  # noqa: N802 (as Windows calls it)
            mode._obj.value = 3  # type: ignore[attr-defined]
            return int(is_console)

        def SetConsoleMode(self, _handle: object, mode: int) -> int:  # noqa: N802 (the same)
            asked.append(mode)
            return int(obeys)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=Kernel()), raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda number: number))
    assert look_of(Console(), {}).colours is (is_console and obeys)
    assert asked == ([7] if is_console else [])
