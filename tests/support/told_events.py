"""What the code tells: every `Event(…)` in it with its names and its fields, read from the source; and what is wrong
with an event that was told, by the catalogue.

Names and fields must be readable: literals, names that the function or its callers give literals, and what functions of
the same module return, or the one method of that name in the package. Anything else is an error here: write it so that
it can be read.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from source_trees import files, tree_of

from balado.cli.events.catalogue import CATALOGUE

Function = ast.FunctionDef
_IN_JSON = {"event", "message", "show"}
"""Beside its fields; `show` where it is of one show of a network."""


@dataclass(frozen=True)
class Module:
    """A module as it is read; values are looked for where a function and its callers give them."""

    tree: ast.Module

    def events(self) -> Iterator[tuple[int, set[str], set[str]]]:
        """Of each event: its line, the names it may have, the fields it may have."""
        for function in self._functions():
            for call in _own_calls(function):
                if isinstance(call.func, ast.Name) and call.func.id == "Event":
                    fields = call.args[2] if len(call.args) > 2 else None
                    keys = set() if fields is None else set(self._keys(fields, function))
                    yield call.lineno, set(self._texts(call.args[0], function)), keys

    def _functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def _texts(self, value: ast.expr, function: Function) -> Iterator[str]:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.Tuple):  # of a function that gives a name and a sentence
            yield from self._texts(value.elts[0], function)
        else:
            for found, place in self._origins(value, function):
                yield from self._texts(found, place)

    def _keys(self, value: ast.expr, function: Function) -> Iterator[str]:
        if isinstance(value, ast.Dict):
            for key, inner in zip(value.keys, value.values, strict=True):
                if key is None:
                    yield from self._keys(inner, function)
                else:
                    yield from self._texts(key, function)
        else:
            for found, place in self._origins(value, function):
                yield from self._keys(found, place)

    def _origins(self, value: ast.expr, function: Function) -> list[tuple[ast.expr, Function]]:
        """The expressions that a value may be, and the functions they stand in."""
        found: Iterable[tuple[ast.expr, Function]] = ()
        if isinstance(value, ast.Name):
            found = [(one, function) for one in _given_to(value.id, function)] or self._arguments(value.id, function)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            found = _given_back(one for one in self._functions() if one.name == getattr(value.func, "id", ""))
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            methods = [one for one in _methods() if one.name == value.func.attr]
            found = _given_back(methods if len(methods) == 1 else [])
        found = list(found)
        assert found, f"line {value.lineno}: what this is cannot be read: {ast.unparse(value)}"
        return found

    def _arguments(self, name: str, function: Function) -> Iterator[tuple[ast.expr, Function]]:
        names = [one.arg for one in function.args.args]
        for caller in self._functions():
            for call in _own_calls(caller):
                if isinstance(call.func, ast.Name) and call.func.id == function.name and name in names:
                    yield call.args[names.index(name)], caller


@cache
def _methods() -> tuple[Function, ...]:
    """The methods of every class that stands at the top of a module of the package."""
    classes = [node for path in files() for node in tree_of(path).body if isinstance(node, ast.ClassDef)]
    return tuple(node for one in classes for node in one.body if isinstance(node, Function))


def _given_back(functions: Iterable[Function]) -> list[tuple[ast.expr, Function]]:
    """What these functions return, and the one it stands in."""
    return [
        (node.value, one)
        for one in functions
        for node in ast.walk(one)
        if isinstance(node, ast.Return) and node.value is not None
    ]


def _own_calls(function: Function) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _given_to(name: str, function: Function) -> Iterator[ast.expr]:
    """What is assigned to a name in a function, or added to it."""
    for node in ast.walk(function):
        if isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
            targets: list[ast.expr] = [node.target]
        elif isinstance(node, ast.Assign):
            targets = node.targets
        else:
            continue
        for target in targets:
            first = target.elts[0] if isinstance(target, ast.Tuple) else target
            if isinstance(first, ast.Name) and first.id == name:
                assert node.value is not None
                yield node.value
            elif isinstance(first, ast.Subscript) and isinstance(first.value, ast.Name) and first.value.id == name:
                yield ast.Dict([first.slice], [ast.Constant(None)])


def events_of(path: Path) -> list[tuple[int, set[str], set[str]]]:
    """The events that a module tells: line, names, fields."""
    return list(Module(tree_of(path)).events()) if "Event(" in path.read_text(encoding="utf-8") else []


def objections(told: Mapping[str, Any]) -> list[str]:
    """What the catalogue says against an event as it was told in JSON."""
    kind = CATALOGUE.get(told["event"])
    if kind is None:
        return [f"no event is called {told['event']}"]
    unknown = [f"{name} is no field of {kind.name}" for name in told.keys() - kind.fields.keys() - _IN_JSON]
    missing = [
        f"{kind.name} lacks {name}"
        for name, one in kind.fields.items()
        if name not in told and not one.optional and told["event"]
    ]
    wrong = [
        f"{name} of {kind.name} is {told[name]!r}, no {one.form}"
        for name, one in kind.fields.items()
        if name in told and not (one.null if told[name] is None else _is(one.form, told[name]))
    ]
    return [*unknown, *missing, *wrong]


def _is(form: str, value: object) -> bool:
    if form == "time":
        return isinstance(value, str) and datetime.fromisoformat(value).utcoffset() is not None
    types: dict[str, type] = {
        "text": str,
        "number": int,
        "decimal number": float,
        "true or false": bool,
        "list": list,
        "object": dict,
    }
    return isinstance(value, types[form]) and (form != "number" or not isinstance(value, bool))
