"""The tables of the README that are made from the code: `python tests/readme_tables.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import click

README = Path(__file__).parent.parent / "README.md"


def verbs_table() -> str:
    from balado.cli import VERBS, balado

    context = click.Context(balado)
    parts = []
    for name, summary in VERBS.items():
        command = balado.get_command(context, name)
        assert command is not None, name
        usage = " ".join(["balado", name, *command.collect_usage_pieces(click.Context(command))])
        rows = [
            f"| `{spelling(option)}` | {cell(option.help or '')} |"
            for option in command.params
            if isinstance(option, click.Option)
        ]
        table = ["\n| option | what it does |\n|---|---|", *rows] if rows else []
        parts.append("\n".join([f"### `{usage}`\n\n{summary}", *table]))
    return "\n\n".join(parts)


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
        parts.append(f"### {file}\n\n| key | required | form | what it is |\n|---|---|---|---|\n" + "\n".join(lines))
    return "\n\n".join(parts)


def cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


TABLES: dict[str, Callable[[], str]] = {"verbs": verbs_table, "keys": keys_table}


def with_tables(readme: str) -> str:
    for name, make in TABLES.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        head, rest = readme.split(begin, 1)
        _, tail = rest.split(end, 1)
        readme = f"{head}{begin}\n{make()}\n\n{end}{tail}"
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
