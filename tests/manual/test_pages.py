"""The pages of the manual: they are all there, lead to one another, and name only what exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from manual_blocks import BY_HAND, PAGES, Block, blocks, code_in_prose, name_of, prose
from manual_pages import MANUAL, ROOT

from balado import manual
from balado.cli.main import VERBS, balado
from balado.cli.session import Session
from balado.network.read import read_text
from balado.network.schema import network_keys
from balado.source.files import scan
from balado.source.read import read
from balado.source.schema import keys

PACKAGE = ROOT / "src" / "balado"
LINK = re.compile(r"\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
OF_OTHERS = {
    "--user", "--directory", "--bind", "--delete-after", "--endpoint-url",
}  # fmt: skip
"""Options of other programs."""
KEYS_OF_OTHERS = {"rules"}
"""Keys of GitLab."""
KEY = re.compile(r"([a-z_]+(?:\.[a-z_]+)*): ?.*")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The anchors of its headings, as code hosts make them."""
    found: list[str] = []
    fenced = False
    for line in text_of(path).splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            found.append(re.sub(r"[^\w -]", "", line.lstrip("#").strip().lower()).replace(" ", "-"))
    return set(found)


def test_every_page_is_listed_and_every_listed_page_is_there() -> None:
    assert sorted(manual.TOPICS) == sorted(path.stem for path in (MANUAL / "en").glob("*.md"))


def test_a_french_page_has_an_english_one() -> None:
    assert {path.stem for path in (MANUAL / "fr").glob("*.md")} <= set(manual.TOPICS)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_begins_with_its_title(path: Path) -> None:
    assert re.match(r"# \S", text_of(path))
    assert len([line for line in prose(path).splitlines() if line.startswith("# ")]) == 1


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_its_links_lead_somewhere(path: Path) -> None:
    wrong = []
    for link in LINK.findall(prose(path)):
        file, _, anchor = link.partition("#")
        if file.startswith("https://"):
            continue
        aim = path if not file else (path.parent / file).resolve()
        if not aim.exists() or (anchor and anchor not in anchors(aim)):
            wrong.append(link)
    assert wrong == []


def test_the_readme_leads_to_every_english_page() -> None:
    readme = text_of(ROOT / "README.md")
    assert [topic for topic in manual.TOPICS if f"src/balado/manual/en/{topic}.md" not in readme] == []


def test_the_picture_in_the_readme_shows_what_is_written() -> None:
    picture = next(blocks(ROOT / "README.md")).body
    for folder in ("01-quelles-attentes", "02-dans-les-territoires"):
        assert folder in picture
        assert (ROOT / "episodes" / folder).is_dir()
    for name in ("feed.yaml", "cover.jpg", "episode.md", "conference.mp3", "transcript.vtt", "programme.pdf"):
        assert name in picture
        assert list(ROOT.glob(name)) + list(ROOT.glob(f"episodes/**/{name}"))


def test_the_list_of_folders_is_the_folders() -> None:
    table = re.findall(r"^\| `(\w+)/` \|", text_of(MANUAL / "en" / "developing.md"), re.MULTILINE)
    assert sorted(table) == sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
    beside = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    named = set(re.findall(r"`(\w+)\.py`", prose(MANUAL / "en" / "developing.md")))
    assert beside <= named


def commands() -> Mapping[str, click.Command]:
    """Every verb, and every verb below a verb, by its words."""
    context = click.Context(balado, obj=Session(language="en"))
    found: dict[str, click.Command] = {}
    for verb in VERBS:
        command = balado.get_command(context, verb)
        assert command is not None
        found[verb] = command
        for name, inner in command.commands.items() if isinstance(command, click.Group) else ():
            found[f"{verb} {name}"] = inner
    return found


COMMANDS = commands()


def options_of(*called: click.Command) -> set[str]:
    return {name for command in called for option in command.params for name in (*option.opts, *option.secondary_opts)}


EVERY_OPTION = options_of(balado, *COMMANDS.values()) | {"--help", "--version"} | OF_OTHERS


def unknown_in(command: str) -> str:
    """What of a `balado …` is no verb or option of Balado; empty when all of it is."""
    words = [word for word in shlex.split(command, comments=True)[1:] if word != "…"]
    while words and words[0] in ("--debug", "--lang", "fr", "en", "--version"):
        words = words[1:]
    if not words or words[0] in ("TOPIC", "VERB"):
        return ""
    verb = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    if verb not in COMMANDS:
        return verb
    allowed = options_of(COMMANDS[verb]) | {"--help", "--lang"}
    return " ".join(word for word in words if word.startswith("--") and word.partition("=")[0] not in allowed)


@pytest.mark.parametrize("path", BY_HAND, ids=name_of)
def test_every_verb_and_option_that_is_named_is_there(path: Path) -> None:
    wrong = []
    for code in code_in_prose(path):
        if code.startswith("balado "):
            wrong += [code] if unknown_in(code) else []
        elif re.match(r"--[a-z]", code):
            wrong += [code] if code.split()[0].partition("=")[0] not in EVERY_OPTION else []
        elif re.match(rf"({'|'.join(VERBS)}) --", code):
            wrong += [code] if unknown_in(f"balado {code}") else []
    assert wrong == []


KEYS = {name.replace(".<key>", "").replace("[]", "") for _, name, *_ in (*keys(), *network_keys())}
LAST_WORDS = {name.rpartition(".")[2] for name in KEYS}


@pytest.mark.parametrize("path", BY_HAND, ids=name_of)
def test_every_key_that_is_named_is_there(path: Path) -> None:
    """A key is named as `key:` or `key: value`, or with a dot in it as in `publish.url`."""
    named = [found[1] for code in code_in_prose(path) if (found := KEY.fullmatch(code)) and "://" not in code]
    dotted = [
        code for code in code_in_prose(path) if re.fullmatch(r"(publish|owner|require|held|video|live)\.[a-z_.]+", code)
    ]
    assert [name for name in named if name not in KEYS | LAST_WORDS | KEYS_OF_OTHERS] == []
    assert [name for name in dotted if name not in KEYS] == []


def examples(language: str) -> list[Block]:
    return [block for path in BY_HAND for block in blocks(path) if block.language == language and not block.note]


def merged(old: Any, new: Any) -> Any:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return {**old, **{name: merged(old.get(name), value) for name, value in new.items()}}


def copy_of_the_show(folder: Path) -> Path:
    for path in (ROOT / "feed.yaml", *ROOT.glob("episodes/**/*")):
        aim = folder / path.relative_to(ROOT)
        if path.is_dir() or path.suffix in (".mp3", ".m4a"):
            continue
        aim.parent.mkdir(parents=True, exist_ok=True)
        aim.write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("block", examples("yaml"), ids=lambda block: block.place)
def test_an_example_of_feed_yaml_can_be_read(block: Block, tmp_path: Path) -> None:
    root = copy_of_the_show(tmp_path)
    body = block.body.replace("…", "podcast.example.org").replace("# podcast.example.org", "")
    # An author writes a name of their own: that of examples leads nobody to a bucket, and is told.
    written = yaml.safe_load(body.replace("example.org", "radio.internal"))
    whole = merged(yaml.safe_load((root / "feed.yaml").read_text("utf-8")), written)
    (root / "feed.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert [str(fault.what) for fault in read(scan(root)).faults if fault.place.path == "feed.yaml"] == []


@pytest.mark.parametrize("block", examples("markdown"), ids=lambda block: block.place)
def test_an_example_of_an_episode_can_be_read(block: Block, tmp_path: Path) -> None:
    root = copy_of_the_show(tmp_path)
    folder = root / "episodes" / "01-quelles-attentes"
    (folder / "episode.md").write_text(block.body, encoding="utf-8")
    if "programme.pdf" not in block.body:
        (folder / "programme.pdf").unlink()
    assert [str(fault.what) for fault in read(scan(root)).faults] == []


@pytest.mark.parametrize("path", [MANUAL / language / "networks.md" for language in ("en", "fr")], ids=name_of)
def test_an_example_of_network_yaml_can_be_read(path: Path) -> None:
    examples = [block.body for block in blocks(path) if block.note.startswith("network")]
    assert [read_text(example.encode()).faults for example in examples] == [(), ()]


def test_a_page_in_a_terminal_names_what_shows_the_other_page() -> None:
    shown = manual.Page("a", "fr", "[b](stores.md#x), [c](../en/keys.md), [d](https://e.example/f.md)").for_terminals
    assert shown == "b (`balado help stores`), c (`balado help keys`), [d](https://e.example/f.md)"


def test_a_page_without_french_comes_in_english() -> None:
    assert manual.page("keys", "fr").language in ("en", "fr")
    assert manual.page("keys", "de") == manual.page("keys", "en")
    with pytest.raises(FileNotFoundError):
        manual.page("nothing", "en")
