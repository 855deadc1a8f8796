"""The tables of the manual that are made from the code: `python tests/support/manual_pages.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from balado.feed.tag import Slot, Tag

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "src" / "balado" / "manual"


def verbs_table() -> str:
    from balado.cli.main import VERBS, balado
    from balado.cli.session import Session

    context = click.Context(balado, obj=Session(language="en"))
    parts = []
    for name, summary in VERBS.items():
        command = balado.get_command(context, name)
        assert command is not None, name
        parts.append(_verb(f"balado {name}", summary, command))
        for inner, one in command.commands.items() if isinstance(command, click.Group) else ():
            parts.append(_verb(f"balado {name} {inner}", cleandoc(one.help or ""), one))
    return "\n\n".join(parts)


def _verb(called: str, summary: str, command: click.Command) -> str:
    usage = " ".join([called, *command.collect_usage_pieces(click.Context(command))])
    rows = [
        f"| `{spelling(option)}` | {cell(option.help or '')} |"
        for option in command.params
        if isinstance(option, click.Option)
    ]
    table = ["\n| option | what it does |\n|---|---|", *rows] if rows else []
    return "\n".join([f"## `{usage}`\n\n{summary}", *table])


def spelling(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return names + " " + "\\|".join(option.type.choices)
    return f"{names} {option.metavar or option.type.name.upper()}"


def keys_table() -> str:
    from balado.source.schema import keys

    parts = []
    for file, rows in groupby(keys(), key=lambda row: row[0]):
        lines = [
            f"| `{key}` | {'yes' if required else ''} | {cell(form)} | {cell(description)} |"
            for _, key, required, form, description in rows
        ]
        parts.append(f"## {file}\n\n| key | required | form | what it is |\n|---|---|---|---|\n" + "\n".join(lines))
    return "\n\n".join(parts)


def tags_table() -> str:
    """A row for each tag; one that stands in several places with the same content stands once."""
    from balado.feed.tags import CHANNEL, ITEM, LIVE

    places: dict[tuple[str, ...], list[str]] = {}
    for parent, table in (("channel", (*CHANNEL, LIVE)), ("item", ITEM)):
        for place, tag in _with_children(table, parent):
            places.setdefault(_tag_row(tag), []).append(place)
    lines = [
        f"| {name} | {', '.join(dict.fromkeys(found))} | {' | '.join(rest)} |"
        for (name, *rest), found in places.items()
    ]
    head = "| tag | stands in | how many | attributes | text | key |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(lines)


def _with_children(table: Iterable[Tag], parent: str) -> Iterator[tuple[str, Tag]]:
    for tag in table:
        yield parent, tag
        yield from _with_children(tag.children, f"`{tag.name}`")


def _tag_row(tag: Tag) -> tuple[str, ...]:
    fixed = [f'**`{name}`**: "{value}"' for name, value in tag.fixed.items()]
    attributes = "<br>".join([*fixed, *map(_attribute, tag.attributes)])
    keys = ", ".join(f"`{key}`" for key in tag.key.split(", ")) if tag.key else "found by Balado"
    return (f"`{tag.name}`", "any" if tag.many else "one", attributes, _form(tag.text) if tag.text else "", keys)


def _attribute(slot: Slot) -> str:
    name = f"**`{slot.name}`**" if slot.required else f"`{slot.name}`"
    form = _form(slot)
    return name if form == "text" else f"{name}: {form}"


def _form(slot: Slot) -> str:
    from balado.feed import values

    words = {
        values.NUMBER: "a number",
        values.SECONDS: "seconds",
        values.DURATION: "seconds",
        values.PLAY_TIME: "00:12:30.500",
        values.TRUTH: "true or false",
        values.YES_NO: "yes or no",
        values.YES: "Yes",
        values.MOMENT: "a date (ISO 8601)",
        values.DATE: "a date (RFC 2822)",
    }
    form = words.get(slot.form, "text")
    return form if slot.most_chars is None else f"{form}, at most {slot.most_chars} characters"


def rules_table() -> str:
    from balado.rules.catalogue import RULES

    rows = ["| rule | | judges | asked for by | what it finds |", "|---|---|---|---|---|"]
    for rule in RULES:
        finds = cell(rule.manual.strip().partition("\n")[0].replace("<", "&lt;"))
        soft = " (soft)" if rule.soft else ""
        rows.append(f"| `{rule.name}` | {rule.severity}{soft} | {rule.stage} | {', '.join(rule.platforms)} | {finds} |")
    return "\n".join(rows)


def cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


TABLES: dict[str, Callable[[], str]] = {
    "verbs": verbs_table,
    "keys": keys_table,
    "tags": tags_table,
    "rules": rules_table,
}


def with_table(page: str, name: str) -> str:
    """The page with its table made anew."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = page.split(begin, 1)
    _, tail = rest.split(end, 1)
    return f"{head}{begin}\n{TABLES[name]()}\n\n{end}{tail}"


if __name__ == "__main__":
    for name in TABLES:
        path = MANUAL / "en" / f"{name}.md"
        path.write_text(with_table(path.read_text(encoding="utf-8"), name), encoding="utf-8")
