"""Map: log files -> hits, Parquet files for each day (UTC) of a run. A function from files to files.

What leaves it names nobody: addresses are cut (IPv6 to /64) and hashed together with the user agent and a salt that the
caller makes for this run and forgets; user agents become an application and a kind of device.
"""

from __future__ import annotations

import gzip
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from balado.statistics.agents.lookup import AgentList
from balado.statistics.batch_tables import define_agents, define_logs, define_shows
from balado.statistics.connection import connected, quoted, run_steps, statement
from balado.statistics.formats.detect import LogForm, detect
from balado.statistics.formats.pieces import pieces_of
from balado.statistics.formats.read import define_requests
from balado.statistics.lists import NETWORKS, lists_in
from balado.statistics.model import FileReport, LogFile, MapReport
from balado.statistics.networks import NetworkList, reject_listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_BYTES = {"none": 400_000_000, "gzip": 50_000_000, "zstd": 40_000_000}
"""How many bytes of logs are read at once, by how they are compressed: it bounds the memory."""
_PARTS = 8
_MOST_ODD_LINES = 100
"""How many lines of a log may resist one by one: each costs a step of its own."""


def map_files(files: Sequence[LogFile], published: Path, salt: bytes, to: Path, lists: Path | None = None) -> MapReport:
    """Read these logs and write the hits of each day below the folder `to`, which is this run's alone.

    `published` is what `write_published` wrote. `salt` is random, the same for all files whose hits are counted
    together, and is written nowhere. `lists` are those that somebody gives (`write_lists`). Of a log
    that is damaged nothing counts. Raises UsageError where DuckDB is not installed.
    """
    return map_shows(files, published, (salt, salt), to, lists)


def map_shows(
    files: Sequence[LogFile], published: Path, salts: Sequence[bytes], to: Path, lists: Path | None = None
) -> MapReport:
    """The same for one show or several: `salts` are theirs by number, after that of what none of them published.

    Of several shows the rows of `published` tell the number, from 1 on, as `owner` (`join_published`).
    """
    with connected(to / "spill") as database:
        database.execute(statement("sql", "macros"))
        are_several = define_shows(database, published, salts)
        networks = NetworkList(lists_in(lists).get(NETWORKS, ()))
        database.execute("SET VARIABLE lists_networks = ?", [bool(networks)])
        run = _Run(database, to, AgentList(lists), networks, "hits_of_shows" if are_several else "hits")
        for form, batch in _batches(_linked(files, to), database):
            run.read(form, batch)
    unknown = tuple(file.name for file in files if file.name not in run.lines)
    return MapReport(run.reports(), {day: tuple(paths) for day, paths in run.hits.items() if paths}, unknown)


def _linked(files: Sequence[LogFile], to: Path) -> list[LogFile]:
    """The logs under names that are plain text: a log's own may be a pattern, or no UTF-8."""
    folder = Path(mkdtemp(prefix="logs-", dir=to))
    found = []
    for number, file in enumerate(files):
        link = folder / f"{number}.log"
        link.symlink_to(file.path.absolute())
        found.append(LogFile(file.name, link))
    return found


def _batches(files: Sequence[LogFile], database: DuckDBPyConnection) -> Iterator[tuple[LogForm, Sequence[LogFile]]]:
    """Files of one form, as many as are read at once."""
    by_form: dict[LogForm, list[LogFile]] = defaultdict(list)
    for file in files:
        form = detect(file.path, database)
        if form is not None:
            by_form[form].append(file)
    for form, found in by_form.items():
        yield from ((form, batch) for batch in _cut(found, _MOST_BYTES[form.compression]))


def _cut(files: Sequence[LogFile], most_bytes: int) -> Iterator[Sequence[LogFile]]:
    """The files in runs, each of so many bytes at most, or of one file."""
    batch: list[LogFile] = []
    byte_size = 0
    for file in files:
        size = _byte_size(file)
        if batch and byte_size + size > most_bytes:
            yield batch
            batch, byte_size = [], 0
        batch.append(file)
        byte_size += size
    if batch:
        yield batch


def _byte_size(file: LogFile) -> int:
    return file.path.stat().st_size


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written at some time: the number of files of each day, the lines of some logs; None for none."""

    hits: Mapping[date, int]
    lines: Mapping[str, Counter[date | None] | None]


class _TooOddError(Exception):
    """So many lines of a log resist that it is none."""


def _damages() -> tuple[type[Exception], ...]:
    """What reading a log that breaks off raises, or a disk that fails."""
    import duckdb

    return duckdb.IOException, EOFError, gzip.BadGzipFile, zlib.error


def _oddities(form: LogForm) -> tuple[type[Exception], ...]:
    """What is raised by the content of a log that no statement foresees.

    A statement that cannot be bound is a defect of ours, but where a log names its columns itself.
    """
    import duckdb

    found = (duckdb.DataError, duckdb.InvalidInputException, duckdb.NotSupportedError, duckdb.OutOfMemoryException)
    return (*found, duckdb.BinderException) if form.columns else found


class _Run:
    """What one call has read and written until now. `lines` counts by log and day, None for what is no request."""

    def __init__(
        self, database: DuckDBPyConnection, to: Path, agents: AgentList, networks: NetworkList, hits: str
    ) -> None:
        self._database = database
        self._steps = (hits, "names")
        self._to = to
        self._agents = agents
        self._networks = networks
        self._odd: Counter[str] = Counter()
        self.lines: dict[str, Counter[date | None]] = {}
        self.hits: dict[date, list[Path]] = defaultdict(list)

    def reports(self) -> dict[str, FileReport]:
        """What each log holds."""
        return {
            name: FileReport(
                found.total(), found[None], {day: lines for day, lines in found.items() if day is not None}
            )
            for name, found in self.lines.items()
        }

    def read(self, form: LogForm, batch: Sequence[LogFile]) -> None:
        """Read logs of one form. Passes over those that are damaged, or that resist to their last line.

        Raises duckdb.Error where it is the disk, and none of the logs.
        """
        before = self._before(batch)
        try:
            self._read_at_once(form, batch)
        except _damages():
            self._forget(before)
            sound = [file for file in batch if self._is_sound(form, file)]
            if len(sound) == len(batch):
                raise  # the disk, and none of the logs
            if sound:
                self.read(form, sound)
        except _oddities(form):
            self._forget(before)
            self._read_divided(form, batch)

    def _read_at_once(self, form: LogForm, batch: Sequence[LogFile]) -> None:
        if len(batch) == 1 and form.is_cut_anywhere and _byte_size(batch[0]) > _MOST_BYTES[form.compression]:
            self._read_in_pieces(form, batch[0], _MOST_BYTES["none"])
        else:
            self._read(form, batch)

    def _read_divided(self, form: LogForm, batch: Sequence[LogFile]) -> None:
        """Logs of which one holds what no statement foresees: halves of them, at last the lines of that one."""
        if len(batch) > 1:
            middle = len(batch) // 2
            self.read(form, batch[:middle])
            self.read(form, batch[middle:])
        elif form.is_cut_anywhere:
            before = self._before(batch)
            try:
                self._read_in_pieces(form, batch[0], max(1, _byte_size(batch[0]) // _PARTS))
            except _TooOddError:
                self._forget(before)

    def _read_in_pieces(self, form: LogForm, file: LogFile, most_bytes: int) -> None:
        with TemporaryDirectory(dir=self._to) as folder:
            for piece in pieces_of(file.path, form.compression, Path(folder), most_bytes):
                self._read_piece(form.uncompressed(), LogFile(file.name, piece), most_bytes)

    def _read_piece(self, form: LogForm, piece: LogFile, most_bytes: int) -> None:
        """A part of a log; of one that resists its parts. A line that resists alone is no request."""
        before = self._before([piece])
        try:
            self._read(form, [piece])
        except _oddities(form):
            self._forget(before)
            if most_bytes > 1:
                self._read_in_pieces(form, piece, max(1, most_bytes // _PARTS))
                return
            self.lines.setdefault(piece.name, Counter())[None] += 1
            self._odd[piece.name] += 1
            if self._odd[piece.name] > _MOST_ODD_LINES:
                raise _TooOddError from None

    def _is_sound(self, form: LogForm, file: LogFile) -> bool:
        """Whether a log can be read to its end."""
        import duckdb

        define_requests(self._database, form, [file.path])
        try:
            self._database.execute("SELECT count(*), max(sent_bytes) FROM requests").fetchall()
        except duckdb.IOException:
            return False
        return True

    def _before(self, batch: Sequence[LogFile]) -> _Written:
        """What is written until now: how many files of each day, and the lines of these logs."""
        lines = {file.name: Counter(self.lines[file.name]) if file.name in self.lines else None for file in batch}
        return _Written({day: len(paths) for day, paths in self.hits.items()}, lines)

    def _forget(self, before: _Written) -> None:
        """Take back what was written since then."""
        for name, lines in before.lines.items():
            if lines is None:
                self.lines.pop(name, None)
            else:
                self.lines[name] = lines
        for day, paths in self.hits.items():
            kept = before.hits.get(day, 0)
            for path in paths[kept:]:
                path.unlink()
            del paths[kept:]

    def _read(self, form: LogForm, batch: Sequence[LogFile]) -> None:
        define_requests(self._database, form, [file.path for file in batch])
        define_logs(self._database, batch)
        run_steps(self._database, "sql", ("read_requests", "paths"))
        define_agents(self._database, self._agents)
        reject_listed(self._database, self._networks)
        for day in self._count_lines(form, batch):
            self._write_hits(day)
        self._database.execute("DROP TABLE read_requests")  # or it stands in memory beside that of the next batch

    def _write_hits(self, day: date) -> None:
        self._database.execute("SET VARIABLE day = ?", [day.isoformat()])
        for rows in self._steps:
            path = self._to / f"{day.isoformat()}.{len(self.hits[day])}.parquet"
            self._database.execute(f"COPY ({statement('sql', rows)}) TO '{quoted(path)}' (FORMAT parquet)")
            self.hits[day].append(path)

    def _count_lines(self, form: LogForm, batch: Sequence[LogFile]) -> list[date]:
        """Count the lines of a batch by log and day. Gives its days."""
        names = {str(file.path): file.name for file in batch}
        days = set()
        for name in names.values():
            self.lines.setdefault(name, Counter())
        for step in ("lines", "rejects") if form.is_text else ("lines",):
            for path, day, lines in self._database.execute(statement("sql", step)).fetchall():
                self.lines[names[path]][day] += lines
                days.add(day)
        return sorted(days - {None})
