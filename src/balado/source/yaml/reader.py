"""YAML read event by event: a tree of text, lists and groups, the line of every key, and what is wrong with them.

Only the part of YAML that authors mean is read: every scalar is text, whatever YAML 1.1 would make of `010`, `no` or
`12:00`; tags, anchors, aliases, merge keys and further documents are refused. Pure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from balado.errors import FAULTS_MAX, Fault, Place, ReplaceText, Severity, more_faults
from balado.message import Message, say
from balado.show.characters import shortened
from balado.source.decode import fit, named, unfit_in
from balado.source.yaml.document import Tree, YamlDocument

DEPTH_MAX = 12
# A directory of 5,000 people takes half of them, an episode of 2,000 chapters a fifth.
_VALUES_MAX = 50_000
# It is kept with each key below it. The longest that is meant is the key of a person or of a place.
_KEY_MAX_CHARS = 100
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is eight times as fast
_READ_BY_LISTENERS = frozenset(
    {"title", "name", "summary", "description", "function", "place", "author", "copyright", "address"}
)
"""Keys whose value is any text: cut short at a “#”, it would go out wrong and nobody would notice."""
_SWALLOWED = re.compile(r"[ \t]*(#[^ \t#].*)")  # libyaml takes it for a comment right behind a quote too
_NUMBERED = re.compile(r"[ \t]+(#[ \t]+\d.*)")
"""A comment, as it is written; but behind a title it may be the number of something."""


def _is_name(key: str, value: str) -> bool:
    """Whether what YAML takes for nothing is what somebody is called, or what something is: Null is a surname."""
    return value == "Null" and (key.rpartition(".")[2] in _READ_BY_LISTENERS or key.startswith("people."))


class _TooMuch(Exception):  # noqa: N818  # a way out of the recursion, not an error of ours
    pass


class YamlReader:
    """Walks the events of one document."""

    def __init__(self, text: str, document: YamlDocument, first_line: int) -> None:
        self._loader = LOADER(text)
        self._next = self._loader.get_event
        self._has_comments = "#" in text
        self.cut_short: set[int] = set()
        self._values = 0
        self._last: Fault | None = None
        self._unsaid = 0
        self._worst: Severity = "warning"
        self._document = document
        self._first_line = first_line
        self._lines = document.lines

    @property
    def more(self) -> tuple[Fault, ...]:
        """One fault for all that came after the first hundred, an error where one of them is."""
        if self._last is None or not self._unsaid:
            return ()
        return (replace(more_faults(self._last, self._unsaid), severity=self._worst),)

    def read(self) -> dict[str, Tree] | None:
        """The tree, None where there is none; what is wrong is in the document. Raises YAMLError."""
        try:
            return self._read()
        except _TooMuch:
            return None
        finally:
            self._loader.dispose()

    def _read(self) -> dict[str, Tree] | None:
        self._next()  # the stream begins
        if isinstance(self._next(), StreamEndEvent):
            return {}
        event = self._next()
        tree = self._value(event, "", 0)
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            what = say("A second document begins here.")
            self._fault(after, "", what, say("Delete the line `---` and what does not belong to the file."))
        if tree is None:
            return {}
        if isinstance(tree, dict):
            return tree
        if event.start_mark.line != event.end_mark.line and isinstance(tree, str):
            raise yaml.YAMLError  # each of its lines is broken
        self._no_keys(event)
        return None

    def _value(self, event: Event, key: str, depth: int) -> Tree:
        self._values += 1
        if self._values > _VALUES_MAX:
            what = say("This file holds more than {limit} values.", limit=_VALUES_MAX)
            self._fault(event, key.partition(".")[0], what, say("Keep in it only what a person wrote."))
            raise _TooMuch
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            self._refuse(event, key)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, key)
        if isinstance(event, AliasEvent):
            return None
        if depth == DEPTH_MAX:
            what = say("This is nested more deeply than any key of a show.")
            self._fault(
                event, key.partition(".")[0], what, say("Remove the brackets or the indentation that is too much.")
            )
            while not isinstance(self._next(), StreamEndEvent):
                pass  # brackets that are never closed are no YAML: what is told is each of them
            raise _TooMuch
        return self._mapping(key, depth) if isinstance(event, MappingStartEvent) else self._list(key, depth)

    def _scalar(self, event: Any, key: str) -> str | None:
        value: str = event.value
        if event.style not in ("|", ">") and self._has_comments:
            self._watch_comment(event, key)
        if not event.style and value in _EMPTY and not _is_name(key, value):
            return None
        return self._fit(event, key) or None

    def _fit(self, event: Any, key: str) -> str:
        """A value or a key without what no feed can carry. It can only come of an escape: others were seen before."""
        value: str = event.value
        character = unfit_in(value) if event.style == '"' else None
        if character is None:
            return value
        what = say(
            "An invisible character ({character}) stands here as an escape; a feed that carries it can break.",
            character=named(character),
        )
        self._fault(event, key, what, say("Delete the escape, “\\” and what follows it."))
        return fit(value)

    def _list(self, key: str, depth: int) -> Tree:
        items: list[Tree] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            here = f"{key}.{len(items)}" if key else str(len(items))
            self._lines[here] = event.start_mark.line + self._first_line
            items.append(self._value(event, here, depth + 1))
        return items

    def _mapping(self, key: str, depth: int) -> Tree:
        tree: dict[str, Tree] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            name = self._key(event, key, depth)
            here = f"{key}.{name}" if key else name or ""
            if name is None:
                self._value(self._next(), key, depth + 1)
            elif name in tree:
                self._twice(event, here, name)
                self._value(self._next(), f"{here} ", depth + 1)
            else:
                self._lines[here] = event.start_mark.line + self._first_line
                value = self._next()
                self._watch_word(event, value, here, tree)
                tree[name] = self._value(value, here, depth + 1)
        return tree

    def _key(self, event: Any, parent: str, depth: int) -> str | None:
        if not isinstance(event, ScalarEvent) or event.value == "<<" or event.anchor or event.tag or _is_long(event):
            what = say("This is not a key that Balado can read.")
            self._fault(event, parent, what, say("Write a plain word before the colon, in quotes if it is unusual."))
            if not isinstance(event, ScalarEvent | AliasEvent):
                self._value(event, f"{parent} ", depth + 1)
            return None
        return self._fit(event, parent)

    def _twice(self, event: Event, key: str, name: str) -> None:
        first = self._lines[key]
        what = say("“{name}” is written twice, here and in line {line}.", name=name, line=first)
        self._fault(event, key, what, say("Delete one of the two."))

    # What to write instead is loaded where there is a fault: most files have none.

    def _refuse(self, event: Any, key: str) -> None:
        from balado.source.yaml.quoting import in_quotes, repair, requoted

        # The remedy of a fault that is only counted is never read.
        line = self._line(event) if len(self._document.faults) < FAULTS_MAX else ""
        mended = repair(line)
        what = say("“&”, “*” and “!” before a value have a meaning in YAML that Balado does not read.")
        self._fault(event, key, what, in_quotes(mended.line if mended else requoted(line)))

    def _watch_comment(self, event: Any, key: str) -> None:
        """`title: Conference #2` is `Conference` to YAML: who writes that means the number."""
        last = event.end_mark.line
        line = self._document.line(last + self._first_line)
        found = _SWALLOWED.match(line, event.end_mark.column) or _NUMBERED.match(line, event.end_mark.column)
        if found:
            from balado.source.yaml.quoting import IN_QUOTES, in_quotes, requoted

            what = say("“{text}” is left out, because “#” begins a comment.", text=shortened(found[1]))
            name = key.rpartition(".")[2]
            is_read = name in _READ_BY_LISTENERS or name.isdigit()
            within = any(sign in "[{," for sign in self._line(event)[: event.start_mark.column])
            is_comment = found.re is _NUMBERED
            if is_comment and not is_read:
                return
            goes_on = last != event.start_mark.line
            remedy = IN_QUOTES if within or goes_on else in_quotes(requoted(line), comment=not is_comment)
            self._fault(event, key, what, remedy, warns=is_comment or not (is_read or within))
            if within:
                self.cut_short.add(event.start_mark.line + self._first_line)

    def _watch_word(self, word: Any, value: Any, key: str, before: dict[str, Tree]) -> None:
        """`{name: Jean Dupont, préfet}` is a name, and a key without a value: who writes that means the comma."""
        is_empty = isinstance(value, ScalarEvent) and not value.style and not value.value
        if not (is_empty and value.start_mark.index == word.end_mark.index):
            return
        from balado.source.yaml.quoting import quoted

        what = say("“{name}” stands here as a key without a value, and is lost.", name=shortened(word.value))
        remedy = say("Write its value behind a colon, or delete it.")
        lost = list(takewhile(lambda name: before[name] is None, reversed(before)))
        name = next(islice(reversed(before), len(lost), None), "")
        if name and isinstance(before[name], str):
            text = quoted(", ".join([str(before[name]), *reversed(lost), word.value]))
            remedy = say("Put text with a comma in quotes: {line}", line=f"{name}: {text}")
        self._fault(word, key, what, remedy)

    def _no_keys(self, event: Any) -> None:
        from balado.source.yaml.quoting import repair

        line = self._line(event)
        mended = repair(line)
        what = (
            mended.what if mended else say("“{text}” is not a line of the form `key: value`.", text=line.strip()[:80])
        )
        if mended is None:
            self._fault(event, "", what, say("Write for example `title: My show`."))
            return
        number = event.start_mark.line + self._first_line
        alone = event.start_mark.line == event.end_mark.line  # or the value goes on below
        fix = ReplaceText(number, 1, line, mended.line) if mended.certain and alone else None
        self._add(Fault(Place(self._document.path, number), what, mended.remedy, fix=fix))

    def _line(self, event: Any) -> str:
        return self._document.line(event.start_mark.line + self._first_line)

    def _fault(self, event: Any, key: str, what: Message, remedy: Message, *, warns: bool = False) -> None:
        place = Place(self._document.path, event.start_mark.line + self._first_line, key.strip())
        self._add(Fault(place, what, remedy, severity="warning" if warns else "error"))

    def _add(self, fault: Fault) -> None:
        if len(self._document.faults) < FAULTS_MAX:
            self._last = fault
            self._document.faults.append(fault)
        else:
            self._unsaid += 1
            self._worst = self._worst if fault.severity == "warning" else "error"


def _is_long(event: Any) -> bool:
    return len(event.value) > _KEY_MAX_CHARS
