"""The walls of the house: who may import whom. Typing-only imports count."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "balado"
STAGES = ("source", "media", "feed", "sidecar", "site", "check", "publish", "importer", "preview", "web")
BEHIND = {"check": ("web",), "publish": ("web",)}
"""Stages that a stage may import besides the shared ground."""

WORDS = ("message", "errors", "events", "artifact", "facts")
SHARED = (
    "message",
    "errors",
    "written",
    "podcast_vocabulary",
    "podcasting",
    "conference",
    "model",
    "fingerprint",
    "facts",
    "vocabulary",
    "artifact",
    "events",
)
ABOVE = (
    "pipeline",
    "afterwards",
    "opening",
    "news",
    "gather",
    "checking",
    "comparison",
    "differences",
    "doctoring",
    "remote_duration",
    "fixing",
    "ignoring",
    "judgement",
    "listening",
    "origin",
    "pulling",
    "recollection",
    "recovery",
    "searching",
    "reporting",
    "look",
    "beside",
    "side_chapters",
    "embedding",
    "render",
    "unchanged",
    "console",
    "session",
    "options",
    "cli",
    "commands",
    "__main__",
)
BORDERS = {
    "feedgen": ("feed",),
    "lxml": ("feed", "check"),
    "mutagen": ("media",),
    "PIL": ("media",),
    "boto3": ("publish",),
    "botocore": ("publish",),
    "yaml": ("source",),
    "markdown_it": ("feed", "site"),
    "nh3": ("feed", "site"),
    "socket": ("web",),
    "ssl": ("web",),
    "http": ("web",),
    "urllib3": ("publish",),
    "click": ("cli", "commands", "options", "console"),
    "rich": ("console",),
}
PURE = (
    *SHARED,
    "check.catalogue",
    "console.escape",
    "check.at_home",
    "web.address",
    "check.doctor.targets",
    "web.reason",
    "web.reply",
    "check.formats",
    "check.formats.github",
    "check.formats.gitlab",
    "check.formats.junit",
    "check.formats.sarif",
    "check.formats.text",
    "check.manual",
    "check.rules",
    "check.report",
    "check.rule",
    "check.run",
    "check.subject",
    "check.tree",
    "publish.bucket",
    "publish.bucket_merge",
    "publish.bucket_policy",
    "source.beside",
    "source.places",
    "source.side_names",
    "feed.cuts",
    "publish.generation_file",
    "source.complete",
    "source.credentials",
    "source.decode",
    "source.digest",
    "source.episode",
    "source.folder",
    "source.front",
    "source.identity",
    "source.parse",
    "source.people",
    "source.quoting",
    "source.read",
    "source.schema",
    "source.secrecy",
    "source.settings",
    "source.show",
    "source.syntax",
    "source.translate",
    "source.twins",
    "source.write",
    "sidecar.chapter_row",
    "sidecar.chapters",
    "sidecar.cue_blocks",
    "sidecar.encoding",
    "sidecar.flaw",
    "sidecar.json_chapters",
    "sidecar.json_places",
    "sidecar.judge_transcript",
    "sidecar.markup",
    "sidecar.paragraphs",
    "sidecar.plain_chapters",
    "sidecar.psc_chapters",
    "sidecar.read_chapters",
    "sidecar.read_transcript",
    "sidecar.segments",
    "sidecar.speaker",
    "sidecar.srt",
    "sidecar.transcript",
    "sidecar.vtt",
    "sidecar.vtt_chapters",
    "sidecar.write_transcript",
    "written.address",
    "written.category",
    "written.characters",
    "written.file_path",
    "written.forms",
    "written.group",
    "written.intended",
    "written.moment",
    "written.plain",
    "written.podcast",
    "written.recurrence",
    "written.role",
    "written.span",
    "media.boxes",
    "media.envelope",
    "media.formats",
    "media.id3_write",
    "media.label",
    "media.languages",
    "media.mp3",
    "media.mp4",
    "media.mp4_samples",
    "media.mpeg",
    "media.mpeg_walk",
    "media.reading",
    "media.tags",
    "feed.addresses",
    "feed.apple_tags",
    "feed.assemble",
    "feed.channel_tags",
    "feed.difference",
    "feed.document",
    "feed.item_tags",
    "feed.markup",
    "feed.notes",
    "feed.notes_end",
    "feed.podcast_tags",
    "feed.read",
    "feed.read_balance",
    "feed.read_document",
    "feed.read_item",
    "feed.read_log",
    "feed.read_markup",
    "feed.read_row",
    "feed.read_text",
    "feed.read_tree",
    "feed.tag",
    "feed.tags",
    "feed.values",
    "feed.without",
    "feed.write",
    "publish.contents",
    "publish.generation",
    "publish.guard",
    "publish.keys",
    "publish.memory",
    "publish.plan",
    "publish.pull",
    "publish.redact",
    "publish.storage",
    "publish.uploads",
)
DOORS = (
    "os",
    "io",
    "socket",
    "subprocess",
    "tempfile",
    "shutil",
    "time",
    "random",
    "secrets",
    "http",
    "ssl",
    "urllib.request",
)
WORLDLY_CALLS = (
    "open",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "now",
    "utcnow",
    "today",
    "uuid4",
    "uuid1",
)


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "balado"


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str) -> frozenset[str]:
    """Every imported name, dotted, wherever the import stands in the module."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
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


def test_the_test_sees_the_house() -> None:
    assert len(MODULES) > 25
    assert "message" in our_imports_of("errors")
    assert room("publish.plan") == "publish"


def test_every_module_stands_in_a_known_room() -> None:
    assert {room(module) for module in MODULES} <= {*STAGES, *SHARED, *ABOVE, "balado"}


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in STAGES])
def test_stages_import_their_own_room_and_the_shared_ground_only(module: str) -> None:
    allowed = {room(module), *BEHIND.get(room(module), ()), *(WORDS if room(module) == "web" else SHARED)}
    assert {room(name) for name in our_imports_of(module)} <= allowed


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in SHARED])
def test_the_shared_ground_imports_no_stage(module: str) -> None:
    assert {room(name) for name in our_imports_of(module)} <= set(SHARED)


@pytest.mark.parametrize("library", BORDERS)
def test_libraries_stay_behind_their_border(library: str) -> None:
    users = {room(module) for module in MODULES if any(room(name) == library for name in imports_of(module))}
    assert users <= set(BORDERS[library])


def test_nobody_asks_servers_in_another_way_than_web() -> None:
    ways = {"urllib.request", "httpx", "requests", "aiohttp", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc"}
    assert not {(module, name) for module in MODULES for name in imports_of(module) if {name, room(name)} & ways}
    assert "httpx" not in (PACKAGE.parent.parent / "pyproject.toml").read_text(encoding="utf-8")


ALL_PURE = (*PURE, *(module for module in MODULES if module.startswith("check.rules.")))


@pytest.mark.parametrize("module", ALL_PURE)
def test_a_pure_module_opens_no_door(module: str) -> None:
    assert module in MODULES, f"{module} is listed as pure and does not exist"
    assert not {name for name in imports_of(module) if name in DOORS or room(name) in DOORS}
    assert {name for name in our_imports_of(module) if name in MODULES and name not in ALL_PURE} <= set(), (
        "imports impure ones"
    )
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
    }
    assert not called & set(WORLDLY_CALLS)


def test_only_the_console_and_the_command_line_print() -> None:
    printers = {
        module
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    }
    assert printers == set()


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
        for node in ast.walk(tree_of(module)):
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
