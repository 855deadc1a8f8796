"""Pieces of a text that others take the place of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from balado.source.keys.nodes import Entry, Text, ValueNode


class Splice(NamedTuple):
    """What stands from `start` to `end` is replaced by `new`."""

    start: int
    end: int
    new: str


def in_order(splices: Iterable[Splice]) -> list[Splice] | None:
    """The splices as they stand in the text, what is put in before what is taken away; None where two overlap."""
    ordered = sorted(splices, key=lambda one: (one.start, one.end > one.start))
    reached = 0
    for one in ordered:
        if one.start < reached:
            return None
        reached = one.end
    return ordered


def runs(gone: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches of numbers, from which to before which."""
    found: list[tuple[int, int]] = []
    for index in sorted(gone):
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def removed_lines(text: Text, entries: Sequence[Entry], gone: frozenset[int]) -> Iterable[Splice]:
    """Entries on lines of their own are gone, with the comments on their lines; those above and below stay."""
    for index in gone:
        entry, following = entries[index], entries[index + 1 : index + 2]
        ends = text.end_of_line(entry.node.end)
        if text.is_first_on_line(entry.start):
            yield Splice(text.begin_of_line(entry.start), min(ends + 1, len(text.text)), "")
        elif following and index + 1 not in gone and not text.text[ends : following[0].start].strip():
            yield Splice(entry.start, following[0].start, "")  # behind a dash, the next key takes its place
        else:
            begins = text.begin_of_line(entry.start)
            yield Splice(begins + len(text.text[begins : entry.start].rstrip(" \t")), ends, "")


def added_line(text: Text, beside: Entry, written: str, column: int, *, above: bool = False) -> Splice:
    """A key or an item in this column, on lines below an entry, or above it."""
    if not above:
        at = _below(text, beside, column)
        joins = at > 0 and text.text[at - 1] != "\n"
        return Splice(at, at, f"\n{' ' * column}{written}" if joins else f"{' ' * column}{written}\n")
    if text.is_first_on_line(beside.start):
        at = text.begin_of_line(beside.start)
        return Splice(at, at, f"{' ' * column}{written}\n")
    return Splice(beside.start, beside.start, f"{written}\n{' ' * column}")


def _below(text: Text, entry: Entry, column: int) -> int:
    """Where a line below an entry begins: below the comments too that are part of it, further in than its key."""
    at = min(text.end_of_line(entry.node.end) + 1, len(text.text))
    while at < len(text.text):
        line = text.text[at : text.end_of_line(at)]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            break
        at = min(text.end_of_line(at) + 1, len(text.text))
    return at


def within_brackets(
    text: Text, node: ValueNode, gone: frozenset[int], added: Sequence[tuple[int, str]]
) -> Iterable[Splice]:
    """Entries of a list or group in brackets; `added` says behind how many of those that stay."""
    entries = node.entries or []
    kept = [entry for index, entry in enumerate(entries) if index not in gone]
    if not kept:
        written = ", ".join(new for _, new in added)
        yield Splice(entries[0].start, entries[-1].node.end, written)
        return
    for begin, end in runs(gone):
        first, last = entries[begin], entries[end - 1]
        if end < len(entries):
            yield Splice(first.start, entries[end].start, "")
        elif "\n" in text.text[entries[begin - 1].node.end : first.start]:
            yield _without_comma(text, first, last)  # a comment may stand behind the one before it
        else:
            yield Splice(entries[begin - 1].node.end, last.node.end, "")
    for behind, written in added:
        at = kept[behind - 1].node.end if behind else kept[0].start
        yield Splice(at, at, f", {written}" if behind else f"{written}, ")


def _without_comma(text: Text, first: Entry, last: Entry) -> Splice:
    """The last entries of brackets that are on lines of their own, with the comma behind them where there is one."""
    end = last.node.end
    blanks = len(text.text[end:]) - len(text.text[end:].lstrip(" \t"))
    if text.text.startswith(",", end + blanks):
        end += blanks + 1
    line_end = text.end_of_line(end)
    if text.is_first_on_line(first.start) and not text.text[end:line_end].strip():
        return Splice(text.begin_of_line(first.start), min(line_end + 1, len(text.text)), "")
    return Splice(first.start, end, "")
