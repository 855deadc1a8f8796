"""What is under way, as a table that moves on a terminal: a bar with the time left, and each thing with its time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich import progress
from rich.console import Console as Terminal
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text


class LiveTable(progress.Progress):
    """A bar of so many things. `update(task, names=…)` says which of them are under way: each is a row, with its time.

    It is drawn ten times a second, and gone at its end.
    """

    def __init__(self, err: TextIO, total: int, doing: str) -> None:
        columns = (
            progress.TextColumn("{task.description}", markup=False),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeRemainingColumn(),
        )
        self._began: dict[str, float] = {}
        super().__init__(*columns, console=Terminal(file=err), transient=True, refresh_per_second=10)
        self.add_task(doing, total=total)

    def get_renderables(self) -> Iterable[RenderableType]:
        """The rows, and the bar below them."""
        for task in self.tasks:  # none yet, where it is drawn while it is made
            yield self._rows(task.fields.get("names", ()))
        yield from super().get_renderables()

    def _rows(self, names: Iterable[str]) -> Table:
        now = self.get_time()
        self._began = {name: self._began.get(name, now) for name in names}
        table = Table.grid(padding=(0, 2))
        for name, began in self._began.items():
            table.add_row(Text(name), f"{now - began:.0f} s")
        return table
