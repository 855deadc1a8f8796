"""Which of the logs that are there were read before, which are new, and which of those that were read are gone.

A log is known by its name, size and version. A log of a folder that was renamed, copied or compressed is known by its
lines: only then it is read for that. One that has grown, under whatever name, takes the place of what it was. A log
that was read in a bucket and lies in a folder now, or the other way round, is known by its bytes (`copies`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from balado.errors import reason_of
from balado.message import Message
from balado.statistics.contents import ReadContents
from balado.statistics.copies import CopiedLogs
from balado.statistics.ledger import ReadLog
from balado.statistics.log_content import LogContent
from balado.statistics.sources import ListedLog


@dataclass(frozen=True, slots=True)
class NewLog:
    """A log that is to be read; `content` is that of one in a folder. `continues` are logs that it begins with."""

    listed: ListedLog
    content: LogContent | None = None
    continues: tuple[ReadLog, ...] = ()


@dataclass(slots=True)
class SortedLogs:
    """Logs that were read and are there, those that are there and new, those that were read and are gone.

    `unopened` are new ones that cannot be opened, each with why: they are as if they were not there yet.
    """

    known: list[tuple[ListedLog, ReadLog]] = field(default_factory=list)
    new: list[NewLog] = field(default_factory=list)
    gone: list[ReadLog] = field(default_factory=list)
    unopened: list[tuple[ListedLog, Message]] = field(default_factory=list)


def sort_logs(listed: Iterable[ListedLog], read: Iterable[ReadLog], contents: ReadContents) -> SortedLogs:
    """Sort what is there by what was read. The same log that is there twice is taken once.

    What has to be compared is read by `contents`.
    """
    found, left, others = SortedLogs(), {_mark_of(log): log for log in read}, []
    for one in listed:
        log = left.pop((one.name, one.byte_size, one.version), None)
        if log is not None:
            found.known.append((one, log))
        else:
            others.append(one)
    _sort_by_content(others, left, found, contents)
    found.gone = list(left.values())
    found.new = [_continuing(new, found, contents) for new in found.new]
    return found


def _mark_of(log: ReadLog) -> tuple[str, int, str]:
    return log.name, log.byte_size, log.version


def _sort_by_content(
    others: Iterable[ListedLog], left: dict[tuple[str, int, str], ReadLog], found: SortedLogs, contents: ReadContents
) -> None:
    """Sort logs that are not known by their names. What is known twice counts once."""
    missing = {_bytes_of(log): log for log in left.values()}
    copies = CopiedLogs(left.values(), contents)
    seen = {_bytes_of(log) for _, log in found.known}
    for one in others:
        try:
            content = None if one.path is None else contents.of(one.path)
        except FileNotFoundError:
            continue  # rotated away just now: under its other name it is known by its lines
        except OSError as error:
            found.unopened.append((one, reason_of(error)))
            continue
        told = content or (one.byte_size, one.version)
        if told in seen:
            continue
        seen.add(told)
        log = missing.get(told) or copies.find(one)
        if log is not None and _mark_of(log) in left:
            del left[_mark_of(log)]
            found.known.append((one, _at(log, one, content)))
        else:
            found.new.append(NewLog(one, content))


def _at(log: ReadLog, listed: ListedLog, content: LogContent | None) -> ReadLog:
    """A log that was read, where it lies now."""
    told = content or log.content or LogContent(0, "")
    return replace(
        log,
        name=listed.name,
        byte_size=listed.byte_size,
        version=listed.version,
        lines_bytes=told.byte_size,
        sha256=told.sha256,
    )


def _bytes_of(log: ReadLog) -> LogContent | tuple[int, str]:
    """What tells the bytes of a log that was read: the digest of its lines, or its size and ETag."""
    return log.content or (log.byte_size, log.version)


def _continuing(new: NewLog, found: SortedLogs, contents: ReadContents) -> NewLog:
    """A new log with those it goes on from, which are then not gone."""
    gone = {log.content: log for log in found.gone if log.content is not None}
    if new.listed.path is None or not gone:
        return new
    earlier = tuple(gone[one] for one in sorted(contents.continued(new.listed.path, gone.keys())))
    found.gone = [log for log in found.gone if log not in earlier]
    return replace(new, continues=earlier)
