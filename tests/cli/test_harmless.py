"""Whatever a text of the show holds, no verb in no form of output lets it act on a terminal, a CI server or a document.

The table below must name every verb, and each is run in each of its formats: who adds one adds it here.
"""

from __future__ import annotations

import ast
import contextlib
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import click
import pytest
from markdown_it import MarkdownIt
from show_builder import NOW, Show
from source_trees import tree_of

from balado.cli import main as cli
from balado.cli.session import Session

PACKAGE = Path(cli.__file__).parents[1]
SECRET = "SuperS3cret/Pass+w0rd"
OF_ENVIRONMENT = "an-0ther/Secret+of=theRunner"
COMMANDS = (
    "a\\nFORGED: error: all is well\\n::error::a\\n::stop-commands::b\\r\\n  ::add-mask::c\\n"
    "##[error]d ##vso[task.e]f \\u202eright"
)
MARKUP = "@team #1 o/r#2 [l](http://evil.example) ![p](http://evil.example/p.png) a<b | `a` ``` $x$ **b**"
SECRETS = f"https://user:{SECRET}@evil.example/?token={SECRET} {OF_ENVIRONMENT} password: {SECRET}"
ALL = f'"{COMMANDS} {MARKUP} {SECRETS}"'
"""What a text in double quotes carries that a feed can carry too."""
CONTROLS = "\\e[31m \\a \\x9b32m \\x9d0;title\\x9c \\0 \\x7f \\b \\N::error::h \\L::error::g \\P <img src=x>"
"""What no feed can carry: every value with it is a fault."""
BOTH = f'"{CONTROLS} {COMMANDS} {SECRETS}"'

RUNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "bucket": (("policy", "--to", "s3://pod/a"), ("cors", "--to", "s3://pod/a")),
    "check": (("--now", NOW), ("--now", NOW, "--fix"), ("foreign.xml",), ("--explain", "no\n::error::rule")),
    "cover": (
        ("foreign.xml", "x\n::error::b\x1b[31m"),
        ("foreign.xml", "--focus", "x\n::error::b\x1b[31m"),
        ("foreign.xml",),
    ),
    "diff": (("--now", NOW),),
    "edit": (("x\n::error::b\x1b[31m",),),
    "export": (("foreign.xml",), ("x\n::error::b\x1b[31m",)),
    "film": (("foreign.xml", "x\n::error::b\x1b[31m"), ("foreign.xml", "01-a")),
    "help": ((), ("install",), ("x\n::error::b\x1b[31m",)),
    "history": ((),),
    "import": (
        ("foreign.xml", "other-show"),
        ("x\n::error::b\x1b[31m",),
        ("foreign.xml", "third", "--url", "x\n::error::b\x1b[31m"),
    ),
    "init": (
        ("other", "--title", "a\nFORGED\n::error::b\x1b[31m"),
        ("other", "--url", "x\n::error::b\x1b", "--title", "a"),
    ),
    "master": (("x\n::error::b\x1b[31m",),),
    "move": (("--to", "https://a.example/x\n::error::b\x1b[31m"), ("--from", "x\n::error::b\x1b[31m")),
    "network": (
        ("check", "..", "--now", NOW),
        ("publish", "..", "--only", "x\n::error::b\x1b[31m"),
        ("publish", "..", "--pages-only", "--now", NOW),
        ("prune", "..", "--now", NOW),
    ),
    "new": (
        ("--title", f"a\n::error::b\x1b[31m password: {SECRET}"),
        ("--date", "x\n::error::b\x1b[31m"),
        ("--notes", "foreign.xml"),
    ),
    "preview": (("--no-browser",), ("--show", "x\n::error::b\x1b[31m")),
    "prune": ((),),
    "publish": (("--now", NOW), ("--now", NOW, "--dry-run"), ("--only", "x\n::error::b\x1b[31m")),
    "pull": ((), ("x\n::error::b\x1b[31m",)),
    "recover": ((),),
    "rollback": (("1",), ("x\n::error::b\x1b[31m",)),
    "schema": (("show",), ("x\n::error::b\x1b[31m",)),
    "stats": ((), ("--logs", "x\n::error::b\x1b[31m"), ("--since", "x\n::error::b\x1b[31m")),
    "studio": (("--no-browser",), ("--port", "x\n::error::b\x1b[31m")),
    "status": (("--now", NOW), ("--overdue", "x\n::error::b\x1b[31m")),
    "transcribe": (("x\n::error::b\x1b[31m",),),
    "transcript": (("accept", "x\n::error::b\x1b[31m"), ("fix", "x\n::error::b\x1b[31m")),
    "takedown": (("x\n::error::b\x1b[31m", "--yes"), ("guid-of-01-a", "--yes")),
}


def formats_of(verb: str) -> list[str | None]:
    """What its `--format` takes, and without it."""
    command = cli.balado.get_command(click.Context(cli.balado, obj=Session()), verb)
    assert command is not None
    parameters = [one for part in (command, *getattr(command, "commands", {}).values()) for one in part.params]
    kinds = [one.type for one in parameters if "--format" in one.opts]
    return [
        None,
        *dict.fromkeys(str(form) for kind in kinds if isinstance(kind, click.Choice) for form in kind.choices),
    ]


CASES = [
    pytest.param(verb, arguments, form, id=f"{verb}-{number}-{form or 'plain'}")
    for verb, runs in RUNS.items()
    for number, arguments in enumerate(runs)
    for form in formats_of(verb)
]


def test_the_table_names_every_verb() -> None:
    assert set(RUNS) == set(cli.VERBS)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show that was published with all that a feed can carry, then changed everywhere, with every kind of fault."""
    folder = tmp_path_factory.mktemp("harmless")
    show = Show(folder / "show", {"BALADO_CACHE_DIR": str(folder / "cache")})
    show.write_feed(
        title=f'"{MARKUP}"',
        description=ALL,
        author=f'"{COMMANDS}"',
        copyright=f'"{SECRETS}"',
        seasons=f'{{1: "{MARKUP}"}}',
    )
    first = show.add(
        "01-a", title=f'"{COMMANDS} {SECRETS}"', summary=ALL, season="1", people=f'[{{name: "{COMMANDS}"}}]',
        chapters=f"[{{start: '00:00', title: \"{MARKUP}\"}}, {{start: '00:01', title: \"{COMMANDS}\"}}]",
        documents=f"[{{title: \"{MARKUP}\", url: 'https://e.example/x'}}]",
    )  # fmt: skip
    show.publish("--no-verify")
    for path in (show.root / "feed.yaml", first / "episode.md"):
        text = path.read_text(encoding="utf-8").replace('title: "', 'title: "New ').replace('name: "', 'name: "New ')
        path.write_text(
            text + ("" if path.suffix == ".yaml" else f"\nMore. [l](http://evil.example) password: {SECRET}\n")
        )
    add_faults(show)
    return show.root


def add_faults(show: Show) -> None:
    for number, key in enumerate(("guid", "title", "date", "language", "explicit", "link", "chapters", "location"), 2):
        show.add(f"{number:02}-{key}", seconds=None, **{key: BOTH})
    show.add("10-role", seconds=None, people=f"[{{name: x, role: {BOTH}}}, {BOTH}]")
    show.add("11-file", seconds=None, documents=f"[{{title: x, file: {BOTH}}}]")
    show.add("20-key", seconds=None, **{f'"x\\n::error::{CONTROLS} token"': SECRET})
    show.add("21-line", seconds=None, tokn=SECRET)
    show.add("22-colon", seconds=None, summary=f"a: password: {SECRET}")
    show.add("23-anchor", seconds=None, token=f"&a {SECRET}")
    show.add("24-block", seconds=None, secret=f"|\n  {SECRET}\n  \u200b{SECRET}")
    show.add("26-flow", seconds=None, publish=f"{{secret: {SECRET}, to: x")
    odd = show.add("25-\n::error::b\x1b[31m")
    (odd / "z\n::error::c\x1b[31m.mp3").symlink_to("/nowhere")
    address = f"https://user:{SECRET}@127.0.0.1:9/a.mp3?X-Amz-Signature={SECRET}&#10;::error::b"
    (show.root / "foreign.xml").write_text(
        '<rss version="2.0"><channel><title>a\u2028\u202e\x9b::error::b ##[error]</title><item><title>e</title>'
        f'<enclosure url="{address}" length="x"/><guid>password: {SECRET}</guid></item></channel></rss>',
        encoding="utf-8",
    )


@pytest.fixture
def root(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = tmp_path / "show"
    shutil.copytree(published, copied, symlinks=True)
    (tmp_path / "network.yaml").write_text(
        f"title: {ALL}\nshows: [{{folder: show, name: {BOTH}}}]\nguid: 0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11\n"
        "publish: {to: page, url: https://podcasts.example}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(copied)
    monkeypatch.setenv("BALADO_PODPING_TOKEN", OF_ENVIRONMENT)
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    monkeypatch.setattr("balado.studio.run.serve", told_and_ended)
    return copied


def told_and_ended(_options: object, _doors: object, _listener: object, ready: Callable[[], None]) -> None:
    """A studio that ends once it has said where it is, in place of one that waits for Ctrl-C."""
    ready()


@pytest.mark.parametrize(("verb", "arguments", "form"), CASES)
def test_no_output_of_any_verb_in_any_form_acts(
    root: Path, capsys: pytest.CaptureFixture[str], verb: str, arguments: tuple[str, ...], form: str | None
) -> None:
    chosen = () if form is None else ("--format", form)
    with contextlib.suppress(SystemExit):
        cli.main(
            [verb, *arguments[:1], *chosen, *arguments[1:]]
            if verb in ("bucket", "network")
            else [verb, *arguments, *chosen]
        )
    said = capsys.readouterr()
    assert said.out + said.err, "something is said"
    for text in (said.out, said.err):
        assert list(what_acts(text)) == []
    commands = re.findall(r"(?m)^\s*::.*", said.out)
    assert all(re.match(r"::(error|warning|notice) [^\s]", one) for one in commands)
    assert form == "github" or not commands
    assert not re.findall(r"(?m)^\s*::.*", said.err)
    READERS.get(form or "", lambda _: None)(said.out)


def what_acts(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from (
            f"U+{ord(one):04X} in {line!r}" for one in line if unicodedata.category(one) in {"Cc", "Zl", "Zp", "Cs"}
        )
        yield from (
            f"U+{ord(one):04X} in {line!r}" for one in line if one in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
        )
        for secret in (SECRET, quote(SECRET), quote(SECRET, safe=""), OF_ENVIRONMENT):
            if secret in line:
                yield f"a secret in {line!r}"
        if line.lstrip().startswith("FORGED"):
            yield f"a line of its own: {line!r}"
        if re.search(r"##\w*\[", line):
            yield f"a command in {line!r}"


def read_lines_of_json(out: str) -> None:
    for line in out.splitlines():
        json.loads(line)


def read_json(out: str) -> None:
    if out:
        json.loads(out)


def read_xml(out: str) -> None:
    if out:
        ElementTree.fromstring(out)  # noqa: S314 (we wrote it)


def read_markdown(out: str) -> None:
    kinds = {"link_open", "image", "html_inline", "strong_open", "fence", "code_inline", "code_block"}
    for token in MarkdownIt("commonmark").enable("table").parse(out):
        if token.type == "html_block":
            assert re.fullmatch(r"(<details><summary>[^<>]*</summary>|</details>)\s*", token.content)
        for inner in token.children or ():
            assert inner.type not in kinds - {"strong_open"}, out
            assert inner.type != "strong_open" or "This would be refused" in token.content
    assert not re.search(r"(?<!\\)://", re.sub(r"<summary>.*</summary>", "", out))
    assert "@team" not in out
    assert not re.search(r"#\d", out)


READERS = {
    "json": read_lines_of_json,
    "sarif": read_json,
    "gitlab": read_json,
    "junit": read_xml,
    "markdown": read_markdown,
}


WRITERS = {"print", "echo", "secho", "prompt", "confirm", "print_exc", "print_exception", "print_stack", "getpass"}
OTHERS = {"click", "traceback", "getpass"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}


def test_nothing_but_the_console_writes_to_the_streams() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).as_posix() in ("cli/console.py", "cli/streams.py"):
            continue
        for node in ast.walk(tree_of(path)):
            called = node.func if isinstance(node, ast.Call) else None
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            owner = called.value if isinstance(called, ast.Attribute) else None
            is_ours = name in WRITERS and owner is not None and ast.unparse(owner) not in OTHERS
            is_stream = isinstance(node, ast.Attribute) and node.attr in STREAMS and ast.unparse(node.value) == "sys"
            is_import = (
                isinstance(node, ast.ImportFrom) and node.module == "sys" and STREAMS & {one.name for one in node.names}
            )
            if (name in WRITERS and not is_ours) or is_stream or is_import:
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert found == []
