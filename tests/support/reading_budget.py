"""What a reader may cost, whatever it is given: each input under 3 seconds of CPU and 150 MB, measured in processes.

A module of kinds says how input number N is made and who reads it (`reading_media.py`); this one reads them in a
process of its own, one after the other, and tells the worst. An input over its budget ends that process, is named by
its number, and the next process goes on behind it. CPU time is measured, not time: a busy machine is no defect. Nor is
a slow one: where a fixed piece of work takes longer, inputs may take as much longer (`slowness.py`). Linux only.

    python tests/support/reading_budget.py reading_media                     # 50,000 inputs of each kind
    python tests/support/reading_budget.py reading_media id3 --count 1000    # of one kind
    python tests/support/reading_budget.py reading_media id3 --first 8000    # from that one on, to go on after a cut
    python tests/support/reading_budget.py reading_media id3 --save 17 FILE  # that very input, to look at

Inputs over the budget are told on standard error as they are found, and every thousand how far it is.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from slowness import slowness

CPU_SECONDS = 3.0
MEGABYTES = 150.0

_ROOM_BYTES = 2 << 30
_THOROUGH = 50_000
_TOLD_EVERY = 1000
_ENDED = "ended the process"


@dataclass(frozen=True, slots=True)
class Kind:
    """Inputs of one kind. `make(number)` gives always the same bytes for a number, `read` the reader's own result.

    `expected` are the exceptions by which the reader refuses an input; any other one is a defect and is reported.
    `cpu_seconds` is what each may take where `slowness` is 1.
    """

    make: Callable[[int], bytes]
    read: Callable[[bytes], object]
    expected: tuple[type[Exception], ...] = ()
    cpu_seconds: float = CPU_SECONDS


@dataclass(frozen=True, slots=True)
class Spent:
    """What reading an input took beyond what the process had; `ended` is empty, or says how it went wrong."""

    number: int
    cpu_seconds: float
    megabytes: float
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """How many inputs were read, the slowest and the largest of them, and every one that went wrong."""

    count: int
    slowest: Spent
    largest: Spent
    wrong: tuple[Spent, ...]


def assert_within_budget(module: str, kind: str, count: int) -> None:
    """The first `count` inputs of a kind, each within the budget and none an exception that is not expected."""
    bill = measure(module, kind, count)
    assert bill.count == count
    assert not bill.wrong, f"python tests/support/reading_budget.py {module} {kind} --save NUMBER FILE: {bill.wrong}"


def measure(module: str, kind: str, count: int) -> Bill:
    """What the first `count` inputs of a kind cost."""
    reader = _reader(module)
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(f"{json.dumps([kind, count])}\n")
    reader.stdin.flush()
    bill = json.loads(reader.stdout.readline())
    return Bill(
        bill["count"], Spent(**bill["slowest"]), Spent(**bill["largest"]), tuple(Spent(**one) for one in bill["wrong"])
    )


@cache
def _reader(module: str) -> subprocess.Popen[str]:
    """A process that has loaded the kinds of a module and answers what it is asked; it ends with this one."""
    here = Path(__file__).parent
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # tracing takes time
    return subprocess.Popen(
        [sys.executable, str(here / "reading_budget.py"), module, "--serve"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**untraced, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
    )  # fmt: skip


def _serve(kinds: dict[str, Kind]) -> None:
    """Answer each line, a kind and a count, by its bill."""
    for line in sys.stdin:
        name, count = json.loads(line)
        sys.stdout.write(f"{json.dumps(asdict(_measured(kinds[name], range(count))))}\n")
        sys.stdout.flush()


def _measured(kind: Kind, numbers: range, tell: Callable[[str], object] = lambda _: None) -> Bill:
    kind, nothing = replace(kind, cpu_seconds=kind.cpu_seconds * slowness()), Spent(-1, 0.0, 0.0)
    slowest, largest, wrong, seen = nothing, nothing, [], 0
    for spent in _all(kind, numbers):
        seen += 1
        slowest = max(slowest, spent, key=lambda one: one.cpu_seconds)
        largest = max(largest, spent, key=lambda one: one.megabytes)
        if spent.ended or spent.cpu_seconds > kind.cpu_seconds or spent.megabytes > MEGABYTES:
            wrong.append(spent)
            tell(f"    over or broken: {spent}\n")
        if spent.number % _TOLD_EVERY == 0:
            tell(f"    {spent.number:,}: slowest {slowest}; largest {largest}\n")
    return Bill(seen, slowest, largest, tuple(wrong))


def _all(kind: Kind, numbers: range) -> Iterator[Spent]:
    """Each input in its turn; a new process after one that ended the process it was read in.

    That one is read once more, alone: the kernel counts by its ticks when it ends a process, which differs by seconds
    from the time that was used after a minute or two.
    """
    following = numbers.start
    while following < numbers.stop:
        for spent in _in_a_process(kind, range(following, numbers.stop)):
            following = spent.number + 1
            if spent.ended.startswith(_ENDED):
                yield from _in_a_process(kind, range(spent.number, following))
            else:
                yield spent


def _in_a_process(kind: Kind, numbers: range) -> Iterator[Spent]:
    """What each cost, until one is over the budget or ends the process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _read_each(kind, numbers, writing)
        finally:
            os._exit(70)
    os.close(writing)
    last, known_seconds = numbers.start - 1, 0.0
    with os.fdopen(reading) as lines:
        for line in lines:
            spent = Spent(**json.loads(line))
            last, known_seconds = spent.number, known_seconds + spent.cpu_seconds
            yield spent
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        seconds = used.ru_utime + used.ru_stime - known_seconds
        yield Spent(last + 1, seconds, used.ru_maxrss / 1024, f"{_ENDED} ({code})")


def _read_each(kind: Kind, numbers: range, writing: int) -> None:
    _limit_memory()
    for number in numbers:
        os.write(writing, f"{json.dumps(asdict(_read_one(kind, number)))}\n".encode())
    os._exit(0)


def _read_one(kind: Kind, number: int) -> Spent:
    data, ended = kind.make(number), ""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew at what is in use now (proc(5))
    began, held = time.process_time(), _peak_megabytes()
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(began + kind.cpu_seconds) + 1, hard))
    try:
        kind.read(data)
    except kind.expected:
        pass
    except Exception as error:  # noqa: BLE001 (the one who asked is told)
        ended = f"{type(error).__name__}: {error}"[:200]
    return Spent(number, time.process_time() - began, _peak_megabytes() - held, ended)


def _limit_memory() -> None:
    """So that a reader that takes too much harms nobody but itself."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _ROOM_BYTES, size + _ROOM_BYTES))


def _peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("module")
    asked.add_argument("kind", nargs="?")
    asked.add_argument("--count", type=int, default=_THOROUGH)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--save", nargs=2, metavar=("NUMBER", "FILE"))
    asked.add_argument("--serve", action="store_true", help="answer what is asked on standard input")
    given = asked.parse_args()
    kinds: dict[str, Kind] = importlib.import_module(given.module).KINDS
    if given.save:
        Path(given.save[1]).write_bytes(kinds[given.kind].make(int(given.save[0])))
        return
    if given.serve:
        _serve(kinds)
        return
    for name in [given.kind] if given.kind else kinds:
        bill = _measured(kinds[name], range(given.first, given.count), _told_at_once)
        sys.stdout.write(f"{name}: {bill.count:,} inputs; slowest {bill.slowest}; largest {bill.largest}\n")
        sys.stdout.writelines(f"    over or broken: {spent}\n" for spent in bill.wrong)
        sys.stdout.flush()


def _told_at_once(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.modules["reading_budget"] = sys.modules["__main__"]
    main()
