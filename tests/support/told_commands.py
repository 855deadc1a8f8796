"""The commands that messages tell people to run, found in the catalogue and in the code, so that none escapes.

A command is either written out in a message, in backticks, or built by `command_line` where a part of it is a value.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from forked_runs import shared_runs
from source_trees import tree_of
from translations import PACKAGE, Key, messages

from balado.message import command_line

_IN_BACKTICKS = re.compile(r"`([^`]+)`")
_LOOKS_LIKE_ONE = re.compile(r"[a-z][a-z0-9-]*(?: [^<>]+)")
"""A small word, then others: `free format` and `a < b` are none, `lame in.wav` is one."""
_NO_COMMANDS = frozenset({"free format", "a < b"})
RECORDING = "entretien d'été n° 1"
OF_A_FOLDER = {
    "balado --debug …": "balado --debug status",
    "balado --help": "balado --help",
    "balado VERB --help": "balado publish --help",
    "balado check": "balado check",
    "balado diff": "balado diff",
    "balado help": "balado help",
    "balado help TOPIC": "balado help publish",
    "balado help install": "balado help install",
    "balado help data-protection": "balado help data-protection",
    "balado help rules": "balado help rules",
    "balado help statistics": "balado help statistics",
    "balado help stores": "balado help stores",
    "balado history": "balado history",
    "balado new RECORDING": command_line("balado", "new", "--title", "Été", "--date", "2025-11-02", f"{RECORDING}.mp3"),
    "balado prune --yes": "balado prune --yes",
    "balado publish": "balado publish",
    "balado publish --dry-run": "balado publish --dry-run",
    "balado publish --repair": "balado publish --repair",
    "balado stats --html DIR": "balado stats --html report",
    "balado status": "balado status",
    "balado status --deep": "balado status --deep",
}

_PROGRAMS = "balado|ffmpeg|ffprobe|lame|flac|sox|git|aws|curl|mv|cp|rm|chmod|chown|mkdir|pip|uv|apt|brew|openssl"
_CALLED = re.compile(rf"(?:^|[^\w.-])(?:{_PROGRAMS}) +(?:-{{1,2}}[a-z]|[a-z]+ -{{1,2}}[a-z]|\{{)")
_ANY_PROGRAM = re.compile(rf"(?:{_PROGRAMS})(?: .*)?")


@cache
def written_out() -> dict[str, set[str]]:
    """The commands that stand in messages as they are typed, with the files of those messages."""
    found: dict[str, set[str]] = {}
    for key, files in messages().items():
        for span in spans_of(key):
            found.setdefault(span, set()).update(files)
    return found


def spans_of(key: Key) -> Iterator[str]:
    """The commands in backticks of a message, of any of its forms."""
    for text in (key,) if isinstance(key, str) else key:
        for span in _IN_BACKTICKS.findall(text):
            joined = " ".join(span.split())
            is_key = ":" in joined.partition(" ")[0]
            if joined not in _NO_COMMANDS and not is_key and _is_one(joined):
                yield joined


def _is_one(span: str) -> bool:
    return _LOOKS_LIKE_ONE.fullmatch(span) is not None or (_ANY_PROGRAM.fullmatch(span) is not None and " " in span)


def built() -> dict[str, str]:
    """The calls that build a command, as their words with `*` for each value, with the file of the first.

    A function that hands on what it was called with is a builder too: its calls count, by their own words.
    """
    found: dict[str, str] = {}
    for path, tree in _modules("command_line"):
        handing = {function.name: function for function in _functions(tree) if any(_handed_on(function))}
        within = {id(call) for function in handing.values() for call in _handed_on(function)}
        for call in _calls(tree, {"command_line", *handing}):
            if id(call) not in within:
                words = [*call.args, *(keyword.value for keyword in call.keywords)]
                name = [one for one in (call.func.id,) if one in handing]  # type: ignore[attr-defined]
                found.setdefault(" ".join([*name, *map(_word, words)]), path)
    return found


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _handed_on(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls within a function that build a command of the words it was given."""
    taken = function.args.vararg
    for call in _calls(function, {"command_line"}):
        handed = [one.value for one in call.args if isinstance(one, ast.Starred)]
        if taken is not None and any(isinstance(one, ast.Name) and one.id == taken.arg for one in handed):
            yield call


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _word(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else "*"


def astray() -> list[str]:
    """Texts of the code, and of messages outside backticks, that call a program: neither written out nor built."""
    found = []
    for path, tree in _modules():
        documented = set(_docstrings(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                prose = _IN_BACKTICKS.sub("", node.value)
                found += [f"{path}: {prose[one.start() :]}" for one in _CALLED.finditer(prose)]
    return found


@cache
def _modules(naming: str = "") -> tuple[tuple[str, ast.Module], ...]:
    """Those of the package, or those whose text names this."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if naming in path.read_text("utf-8")]
    return tuple((path.relative_to(PACKAGE).as_posix(), tree_of(path)) for path in found)


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


class Shell:
    """A shell that finds `balado`, as a run forked from a process that has loaded it, and stand-ins for others."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        programs.mkdir(parents=True, exist_ok=True)
        self._program("balado", _FORWARD.format(python=sys.executable, address=shared_runs().address))

    def pretend(self, program: str) -> None:
        """Have a program that is not here: it does nothing, and is content."""
        self._program(program, "#!/bin/sh\nexit 0\n")

    def _program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """What `sh` makes of a command in this folder."""
        environment = {**os.environ, "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


def assert_done(shell: Shell, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    ended = shell.run(command, folder)
    assert ended.returncode == 0, f"{command}\nexit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended


def told(pattern: str, run: subprocess.CompletedProcess[str]) -> str:
    """The command that a run told people to run."""
    found = re.search(pattern, run.stdout + run.stderr)
    assert found is not None, run.stdout + run.stderr
    return found[1]


_FORWARD = """#!{python} -IS
import json, os, socket, sys

connection = socket.socket(socket.AF_UNIX)
connection.connect({address!r})
run = {{"folder": os.getcwd(), "arguments": sys.argv[1:], "environment": dict(os.environ), "steps_below": None}}
line = json.dumps(run).encode() + b"\\n"
connection.sendall(line[socket.send_fds(connection, [line], [0, 1, 2]):])
answers = connection.makefile()
answers.readline()
sys.exit(int(answers.readline()))
"""
