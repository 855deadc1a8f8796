from __future__ import annotations

import io

import pytest
from rich.console import Console

from balado.cli.console import Console as BaladoConsole
from balado.cli.live_table import LiveTable
from balado.cli.session import catalogue
from balado.cli.streams import Look
from balado.message import say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(table: LiveTable) -> list[str]:
    terminal = Console(file=io.StringIO(), width=80, force_terminal=False)
    with terminal.capture() as drawn:
        for part in table.get_renderables():
            terminal.print(part)
    return [line.strip() for line in drawn.get().splitlines() if line.strip()]


def test_what_is_under_way_stands_above_the_bar_with_its_time() -> None:
    table = LiveTable(io.StringIO(), 300, "Shows")
    table.update(table.task_ids[0], names=["ministry/a", "radio [red]b[/red]"])
    *rows, bar = shown(table)
    assert rows == ["ministry/a          0 s", "radio [red]b[/red]  0 s"]
    assert bar.startswith("Shows")
    assert "0/300" in bar

    table.update(table.task_ids[0], names=["radio [red]b[/red]"])
    table.advance(table.task_ids[0], 1)
    *rows, bar = shown(table)
    assert [row.split("  ")[0] for row in rows] == ["radio [red]b[/red]"]
    assert "1/300" in bar


def test_with_nothing_under_way_there_is_the_bar_alone() -> None:
    assert len(shown(LiveTable(io.StringIO(), 2, "Shows"))) == 1


def test_whatever_was_under_way_was_drawn_however_soon_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    console = BaladoConsole(catalogue(["en"]), look=lambda _stream: Look(moves=True))
    console.start_table(3, say("Shows"))
    for name in ("alpha", "beta", "gamma"):
        console.under_way([name])
    console.under_way([])
    console.stop_meter()
    assert [name for name in ("alpha", "beta", "gamma") if name not in terminal.getvalue()] == []
