"""What can go wrong, and whose fault it is. One base, one child per fault; `cli.py` alone makes exit codes of them.

Pure.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from balado.message import Message, mark, say, say_many

if TYPE_CHECKING:
    from json import JSONDecodeError

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands: a file of the show (relative path, `/` between parts), its line and its key.

    `line` counts from 1 and is None where a file has no lines (audio) or does not exist. `key` is dotted
    (`owner.email`, `people.0.role`), empty when the fault is the file's.
    """

    path: str
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where} ({self.key})" if self.key else where


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """A fix: `old`, which stands at `column` of `line`, becomes `new`; neither reaches over the end of the line.

    Both count from 1, columns in characters, as an editor does; `old` is empty where something is only put in.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class InsertLine:
    """A fix: `new` becomes a line of its own in front of line `line` (from 1)."""

    line: int
    new: str


Fix = ReplaceText | InsertLine
"""What to change in the file of a fault's place; made where the remedy is made, and carried out by `source/fix.py`."""


def fix_as_data(fix: Fix | None) -> dict[str, object] | None:
    """A fix as JSON has it: `column` and `old` are None where a whole line is put in."""
    if fix is None:
        return None
    column, old = (fix.column, fix.old) if isinstance(fix, ReplaceText) else (None, None)
    return {"line": fix.line, "column": column, "old": old, "new": fix.new}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what to do about it.

    `slug` names the episode the fault belongs to; None is a fault of the show. The distinction decides what a
    fault holds back (an episode that is not live yet, alone) and what it refuses (everything). `rule` names the rule of
    `balado check` that found it, empty where none did. `fix` is the remedy as a change of the file: only where there is
    one answer, and never where the author might have meant something else.
    """

    place: Place
    what: Message
    remedy: Message
    slug: str | None = None
    severity: Severity = "error"
    rule: str = ""
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sort key: file, line, key, sentence."""
        return (self.place.path, self.place.line or 0, self.place.key, str(self.what))

    @property
    def headline(self) -> Message:
        """Where, how bad, what: the first line of a fault for people."""
        place = say("{text}", text=str(self.place)).toned("heading")
        severity = _LABELS[self.severity]
        return say("{place}: {severity}: {what}", place=place, severity=severity, what=self.what)

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.remedy}"


_LABELS = {
    "error": say("error").toned("error"),
    "warning": say("warning").toned("warning"),
    "info": say("advice").toned("advice"),
}


class SignedAddress(Fault):
    """The fault of an address that a store has signed. It must never be published, and need stop nothing else.

    A live episode stays as it was published meanwhile, where that can be had.
    """


FAULTS_MAX = 100
"""More faults of one file than a person reads: those after them are only counted."""

_Found = TypeVar("_Found")


def faults_of_each(
    found: Sequence[_Found], fault_of: Callable[[_Found], Fault], most: int = FAULTS_MAX, *, is_all: bool = True
) -> Iterator[Fault]:
    """A fault for each thing that is wrong, up to `most`; then, in place of the others, one that says how many.

    `is_all` says whether all that is wrong was found. The others are never made: each may take a search for what was
    meant.
    """
    last = None
    for one in found[:most]:
        last = fault_of(one)
        yield last
    if last is not None and len(found) > most:
        yield more_faults(last, len(found) - most, is_all=is_all)


def more_faults(last: Fault, count: int, *, is_all: bool = True) -> Fault:
    """What is said behind the last of the faults that are shown: there are `count` others of its file, or more."""
    what = say_many("There is {count} more fault in this file.", "There are {count} more faults in this file.", count)
    if not is_all:
        what = say("There are more than {count} more faults in this file.", count=count - 1)
    remedy = say("Correct the ones above first: one of them may be the cause of the others.")
    return Fault(Place(last.place.path, last.place.line), what, remedy, last.slug, last.severity)


class BaladoError(Exception):
    """Anything Balado refuses or fails to do, as one sentence and the faults behind it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: Message, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = tuple(sorted(faults, key=lambda fault: fault.order))

    def __str__(self) -> str:
        return "\n".join([str(self.message), *(str(fault) for fault in self.faults)])


class UsageError(BaladoError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class SourceError(BaladoError):
    """What the author wrote cannot be read."""

    exit_code = 2

    @classmethod
    def of(cls, faults: Iterable[Fault], warnings: Iterable[Fault] = ()) -> SourceError:
        """The error that reports these faults together; the warnings are told with them and not counted."""
        found = tuple(faults)
        message = say_many("{count} fault in the source.", "{count} faults in the source.", len(found))
        return cls(message, (*found, *warnings))


class MediaError(BaladoError):
    """A recording or a picture cannot be published as it is."""

    exit_code = 1


class RemoteError(BaladoError):
    """The store or the network failed."""

    exit_code = 3


class RefusedError(BaladoError):
    """Balado will not do this, because it would harm what subscribers have or publish something broken."""

    exit_code = 1


def reason_of(error: OSError) -> Message:
    """Why the system refused something: what people meet in words of ours, anything else in the system's own."""
    known = _REASONS.get(error.errno or 0)
    return say("{text}", text=error.strerror or type(error).__name__) if known is None else say(known)


def reason_in_json(error: JSONDecodeError) -> Message:
    """What Python finds wrong in a JSON document; what a later release may say besides is shown in English."""
    return say(error.msg.partition(": ")[0])


def reason_in_xml(words: str) -> Message:
    """What a parser (expat, libxml2) finds wrong in an XML document; what it may say besides is quoted."""
    if words in _IN_XML:
        return say(words)
    found = ((template, re.search(form, words)) for form, template in _BY_LIBXML2)
    known = (say(template, **match.groupdict()) for template, match in found if match)
    return next(known, say("“{words}”", words=words))


_IN_JSON = (
    mark("Expecting value"),
    mark("Expecting ',' delimiter"),
    mark("Expecting ':' delimiter"),
    mark("Expecting property name enclosed in double quotes"),
    mark("Extra data"),
    mark("Illegal trailing comma before end of array"),
    mark("Illegal trailing comma before end of object"),
    mark("Invalid \\escape"),
    mark("Invalid \\uXXXX escape"),
    mark("Invalid control character at"),
    mark("Unterminated string starting at"),
)
"""What `reason_in_json` may say."""

_IN_XML = (
    mark("duplicate attribute"),
    mark("junk after document element"),
    mark("mismatched tag"),
    mark("no element found"),
    mark("not well-formed (invalid token)"),
    mark("reference to invalid character number"),
    mark("unclosed CDATA section"),
    mark("unclosed token"),
    mark("undefined entity"),
)
"""What expat may say, in its own English."""

_BY_LIBXML2 = (
    (
        r"Opening and ending tag mismatch: (?P<opened>\S+) line (?P<line>\d+) and (?P<closed>[^\s,]+)",
        mark("<{opened}> of line {line} is ended by </{closed}>"),
    ),
    (r"Premature end of data in tag (?P<opened>\S+) line (?P<line>\d+)", mark("<{opened}> of line {line} has no end")),
    (r"Entity '(?P<name>[^']+)' not defined", mark("XML does not know the entity {name}")),
    (r"Namespace prefix (?P<prefix>\S+) (?:on|for) .* is not defined", mark("the prefix {prefix} is declared nowhere")),
    (r"EntityRef: expecting ';'|xmlParseEntityRef: no name", mark("a & stands for itself")),
    (r"StartTag: invalid element name|Unescaped '<' not allowed", mark("a < stands for itself")),
    (r"Attribute (?P<name>\S+) redefined", mark("the attribute {name} stands there twice")),
    (r"Extra content at the end", mark("something follows the last end tag")),
    (r"Start tag expected|Document is empty|no element found", mark("no element found")),
)

_REASONS = {
    errno.EACCES: mark("Permission denied"),
    errno.EBUSY: mark("Device or resource busy"),
    errno.EDQUOT: mark("Disk quota exceeded"),
    errno.EEXIST: mark("File exists"),
    errno.EFBIG: mark("File too large"),
    errno.EINVAL: mark("Invalid argument"),
    errno.EIO: mark("Input/output error"),
    errno.EISDIR: mark("Is a directory"),
    errno.ELOOP: mark("Too many levels of symbolic links"),
    errno.EMFILE: mark("Too many open files"),
    errno.ENAMETOOLONG: mark("File name too long"),
    errno.ENODEV: mark("No such device"),
    errno.ENOENT: mark("No such file or directory"),
    errno.ENOSPC: mark("No space left on device"),
    errno.ENOTDIR: mark("Not a directory"),
    errno.ENOTEMPTY: mark("Directory not empty"),
    errno.EPERM: mark("Operation not permitted"),
    errno.EROFS: mark("Read-only file system"),
    errno.ESTALE: mark("Stale file handle"),
    errno.ETIMEDOUT: mark("Connection timed out"),
    errno.EXDEV: mark("Invalid cross-device link"),
}
"""The system's own English, by the number of the error: the same words on every system, and in every language ours."""
