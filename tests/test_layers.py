"""The walls of the house: which room may import which, what a pure module may touch, how large things may be.

`ARROWS` is the one table of it. Typing-only imports count.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from source_trees import tree_of

pytestmark = pytest.mark.untraced  # texts of code are read, and none of it is run

PACKAGE = Path(__file__).parent.parent / "src" / "balado"
WORDS = ("message", "errors", "events", "artifact", "facts")
"""What every room may speak of."""

ARROWS: dict[str, tuple[str, ...]] = {
    "show": (),
    "store": ("web.bounded", "web.reply"),
    "transcripts": (),
    "web": (),
    "source": ("show",),
    "media": ("show",),
    "feed": ("show",),
    "chapters": ("show", "transcripts"),
    "rules": ("show", "web.reply", "web.address"),
    "record": ("store",),
    "bucket": ("record", "store", "web"),
    "edition": ("show", "source", "media", "transcripts", "chapters", "feed", "rules", "store", "record", "site"),
    "check": (
        "edition",
        "record",
        "rules",
        "web",
        "media",
        "transcripts",
        "chapters",
        "source",
        "show",
        "statistics",
        "feed.file",
    ),
    "publish": (
        "edition",
        "record",
        "store",
        "web",
        "source",
        "show",
        "feed.remove_item",
        "site.remove_episode",
        "statistics.taken",
        "statistics.workspace",
    ),
    "restore": ("edition.open", "record", "store", "feed", "media", "show"),
    "importer": (
        "show",
        "source",
        "media",
        "feed",
        "chapters",
        "transcripts",
        "web",
        "edition",
        "record",
        "restore.wanted",
        "rules",
        "store",
        "site.assets",
        "site.environment",
        "workshop.text",
    ),
    "workshop": ("show", "source", "media", "transcripts", "chapters"),
    "manual": (),
    "statistics": (
        "record",
        "store",
        "show",
        "source",
        "edition.open",
        "media.hls.playlist",
        "site.assets",
        "site.english",
        "site.environment",
        "site.french",
        "site.spoken",
        "site.typography",
    ),
    "site": ("transcripts",),
    "git": (),
    "studio": (
        "chapters",
        "check",
        "edition",
        "feed.notes",
        "feed.difference",
        "git",
        "media",
        "publish",
        "record",
        "rules",
        "show",
        "site",
        "source",
        "statistics",
        "store.file_lock",
        "store.original",
        "transcripts",
        "workshop.speech",
        "workshop.text",
    ),
    "network": ("git", "show", "source", "feed", "record", "site", "store", "web", "edition.open"),
    "cli": ("check.formats", "source.secrecy", "show.values", "statistics.group.log_group", "store.connections"),
}
"""A room, and the rooms or modules it may import beside the words and itself. `commands` may import everything."""

AT_THE_TOP = {*ARROWS, *WORDS, "commands", "__main__", "balado"}
LIBRARIES = {
    "feedgen": ("feed",),
    "lxml": ("feed", "rules", "workshop"),
    "mammoth": ("workshop",),
    "jinja2": ("site", "studio"),
    "babel": ("site",),
    "dask": ("network",),
    "distributed": ("network",),
    "duckdb": ("statistics",),
    "mutagen": ("media",),
    "imageio_ffmpeg": ("media",),
    "pi_heif": ("media",),
    "PIL": ("media", "workshop"),
    "boto3": ("store",),
    "botocore": ("store", "bucket", "publish"),
    "yaml": ("source",),
    "markdown_it": ("feed",),
    "nh3": ("feed",),
    "click": ("cli", "commands"),
    "rich": ("cli",),
    "icalendar": ("site",),
    "faster_whisper": ("workshop",),
    "numpy": ("workshop",),
    "segno": ("site",),
    "starlette": ("studio",),
    "uvicorn": ("studio",),
    "watchfiles": ("studio",),
    "http": ("web",),
    "socket": ("web", "studio"),
    "ssl": ("web",),
}
"""Libraries behind one border each, and the rooms that stand there."""

DOORS = {"os", "io", "socket", "subprocess", "tempfile", "shutil", "time", "random", "secrets", "urllib.request"}
WORLDLY_CALLS = {
    "open", "read_bytes", "read_text", "write_bytes", "write_text", "now", "utcnow", "today", "uuid4", "uuid1",
}  # fmt: skip
WRITING_CALLS = {"put", "put_if_absent", "delete", "sweep"}
SAYING = {"say", "say_many", "mark"}
MOST_FILES_OF_A_ROOM = 31


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "balado"


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def nodes_of(module: str) -> tuple[ast.AST, ...]:
    """Every node of a module: they are walked once for all tests that look at them."""
    return tuple(ast.walk(tree_of(MODULES[module])))


@cache
def imports_of(module: str) -> frozenset[str]:
    """Every imported name, dotted, wherever the import stands in the module."""
    found: set[str] = set()
    for node in nodes_of(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return frozenset(found)


@cache
def our_imports_of(module: str) -> frozenset[str]:
    ours = {name.removeprefix("balado.") for name in imports_of(module) if name.startswith("balado.")}
    return frozenset(name for name in ours if name in MODULES)


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def is_pure(module: str) -> bool:
    """Whether the module says of itself that it is: the last word of its docstring, or of its first line."""
    text = (
        MODULES[module].read_text(encoding="utf-8").removeprefix("r")
    )  # not parsed: this is asked while tests are collected
    docstring = text.split('"""', 2)[1] if text.startswith('"""') else ""
    return any(part.rstrip().endswith("Pure.") for part in (docstring, docstring.partition("\n")[0]))


def calls_in(module: str) -> Iterator[str]:
    for node in nodes_of(module):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


PURE = [module for module in MODULES if is_pure(module)]


def test_the_test_sees_the_house() -> None:
    assert len(MODULES) > 200
    assert len(PURE) > 100
    assert "message" in our_imports_of("errors")
    assert room("record.guard") == "record"


def test_nothing_lies_at_the_top_that_has_no_place_there() -> None:
    assert {room(module) for module in MODULES} <= AT_THE_TOP


def test_every_room_has_its_arrows() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == {*ARROWS, "commands"}


def offenders(modules: Iterable[str], wrong: Callable[[str], Collection[str]]) -> dict[str, Collection[str]]:
    """What is wrong in each of these modules in which something is."""
    return {module: found for module in modules if (found := wrong(module))}


def test_a_room_imports_what_its_arrows_allow() -> None:
    def against_the_arrows(module: str) -> list[str]:
        allowed = (room(module), *WORDS, *ARROWS[room(module)])
        return [
            name
            for name in our_imports_of(module)
            if name not in ARROWS and not any(name == one or name.startswith(f"{one}.") for one in allowed)
        ]

    assert offenders([module for module in MODULES if room(module) in ARROWS], against_the_arrows) == {}


@pytest.mark.parametrize("word", WORDS)
def test_the_words_import_words_only(word: str) -> None:
    assert {room(name) for name in our_imports_of(word)} <= {*WORDS, "show"} - ({"show"} if word != "facts" else set())


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_stay_behind_their_border(library: str) -> None:
    users = {room(module) for module in MODULES if any(room(name) == library for name in imports_of(module))}
    assert users <= set(LIBRARIES[library])


def test_a_module_that_says_it_is_pure_opens_no_door() -> None:
    pure = set(PURE)

    def doors(module: str) -> set[str]:
        opened = {name for name in imports_of(module) if name in DOORS or room(name) in DOORS}
        impure = {name for name in our_imports_of(module) if name not in pure and "." in name}
        return opened | impure | set(calls_in(module)) & WORLDLY_CALLS

    assert offenders(PURE, doors) == {}


def test_the_edition_writes_nothing_to_a_store() -> None:
    edition = [module for module in MODULES if room(module) == "edition"]
    assert offenders(edition, lambda module: set(calls_in(module)) & WRITING_CALLS) == {}


def test_the_scheme_of_buckets_is_written_in_the_store_only() -> None:
    """Elsewhere what a place is, is asked of `Storage` and `store.place`; sentences for people may name the form."""
    named = {
        module for module in MODULES if room(module) != "store" and any("s3://" in text for text in _texts(module))
    }
    assert named == set()


def _texts(module: str) -> Iterator[str]:
    """The texts that the code works with: neither docstrings nor what is shown to people."""
    shown = {id(node.value) for node in nodes_of(module) if isinstance(node, ast.Expr)}
    for node in nodes_of(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
            shown |= {id(argument) for argument in node.args}
        elif isinstance(node, ast.keyword) and node.arg == "description":
            shown.add(id(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
            yield node.value


def test_no_class_name_stands_for_two_things() -> None:
    homes: dict[str, list[str]] = {}
    for module in MODULES:
        for node in nodes_of(module):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_no_room_is_crowded() -> None:
    crowded = {
        folder.relative_to(PACKAGE).as_posix(): count
        for folder in PACKAGE.rglob("*/")
        if (count := len([path for path in folder.glob("*.py") if path.stem != "__init__"])) > MOST_FILES_OF_A_ROOM
    }
    assert crowded == {}


def test_nothing_prints_but_the_console() -> None:
    assert {module for module in MODULES if "print" in set(_plain_calls(module))} == set()


def _plain_calls(module: str) -> Iterator[str]:
    for node in nodes_of(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_there_is_no_circle_of_imports() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"circle: {' -> '.join((*path, module))}"
        if module not in done:
            for name in our_imports_of(module):
                visit(name, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_files_and_functions_keep_their_size() -> None:
    for module, path in MODULES.items():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, f"{module} is over 300 lines"
        for node in nodes_of(module):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                assert node.end_lineno - node.lineno < 60, f"{module}.{node.name} is over 60 lines"


def test_the_command_line_loads_no_heavy_library_for_its_help() -> None:
    heavy = ("boto3", "botocore", "feedgen", "lxml", "mutagen", "PIL", "pydantic", "rich", "yaml", "markdown_it")
    code = (
        "import sys; from balado.cli.main import _run; _run(['--help']); "
        f"sys.exit(' '.join(name for name in {heavy!r} if name in sys.modules) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "publish" in run.stdout
