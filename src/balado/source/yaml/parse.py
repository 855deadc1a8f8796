"""The YAML of a text to a document, with everything that is wrong with it: no broken line hides another. Pure."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

import yaml

from balado.errors import FAULTS_MAX, Fault, Place, faults_of_each
from balado.source.decode import visible
from balado.source.secrecy import discreet
from balado.source.yaml.document import YamlDocument
from balado.source.yaml.reader import YamlReader

if TYPE_CHECKING:
    from balado.source.yaml.broken import BrokenEntry


def parse(text: str, path: str, first_line: int = 1) -> YamlDocument:
    """The document of a text whose first line is line `first_line` of its file."""
    clean, invisible = visible(text, path)
    document = YamlDocument(path, text=clean, first_line=first_line)
    document.faults += [_shifted(fault, first_line - 1) for fault in invisible]
    reader = YamlReader(clean, document, first_line)
    try:
        document.tree = reader.read()
        document.faults += reader.more
    except yaml.YAMLError as error:
        document.faults = [*document.faults[: len(invisible)], *_take_apart(document, error)]
    document.faults = discreet(document.faults, clean, first_line)
    return document


def every_broken_line(document: YamlDocument) -> list[Fault]:
    """The faults of a text with more lines that are no YAML than are told; nothing where they are told already.

    For who puts them right: each is one the sooner for being known with the others.
    """
    if len(document.broken) < FAULTS_MAX:
        return []
    from balado.source.yaml.broken import broken_entries
    from balado.source.yaml.syntax import Tries

    start, tries = Place(document.path, document.first_line), Tries()
    faults = [entry.fault(start, tries) for entry in broken_entries(document.text).found]
    return discreet(faults, document.text, document.first_line)


def _take_apart(document: YamlDocument, error: yaml.YAMLError) -> list[Fault]:
    """What is wrong with a text that is no YAML, entry by entry, and with the rest of it.

    Where each entry has one right answer, the tree is that of the text put right.
    """
    from balado.source.yaml.broken import broken_entries
    from balado.source.yaml.syntax import Tries, explain

    start, tries, lines = Place(document.path, document.first_line), Tries(), document.text.split("\n")
    broken = broken_entries(document.text)
    entries = broken.found

    def fault_of(entry: BrokenEntry) -> Fault:
        return _cut_short(entry, start) or entry.fault(start, tries)

    faults = list(faults_of_each(entries, fault_of, is_all=broken.is_all))
    for entry, fault in zip_longest(entries, faults[: len(entries)]):
        if fault is not None and fault.fix is not None:
            lines[fault.fix.line - document.first_line] = fault.fix.new
        else:
            lines[entry.first : entry.first + len(entry.lines)] = entry.left_out()
    rest = YamlDocument(document.path, text="\n".join(lines), first_line=document.first_line, faults=[*faults])
    reader = YamlReader(rest.text, rest, rest.first_line)
    try:
        document.tree = reader.read()
    except yaml.YAMLError:
        unread = explain(error, document.text, start, tries)
        if not entries and unread.place.line not in reader.cut_short:
            rest.faults.append(unread)
    if any(fault.fix is None for fault in faults):
        document.tree = None
    document.lines, document.broken = rest.lines, frozenset(fault.place.line or 0 for fault in faults)
    return faults if len(entries) > FAULTS_MAX else [*rest.faults, *reader.more]


def _cut_short(entry: BrokenEntry, start: Place) -> Fault | None:
    """The comment that holds the end of a bracket, which is then not told to be missing."""
    document = YamlDocument(start.path, text="\n".join(entry.lines), first_line=(start.line or 1) + entry.first)
    reader = YamlReader(document.text, document, document.first_line)
    with suppress(yaml.YAMLError):  # it is broken: only what stands before is looked for
        reader.read()
    return next((fault for fault in document.faults if fault.place.line in reader.cut_short), None)


def _shifted(fault: Fault, lines: int) -> Fault:
    return replace(fault, place=replace(fault.place, line=(fault.place.line or 1) + lines))
