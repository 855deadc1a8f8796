"""The tables of the manual that are made from the code: `python tests/support/manual_pages.py` writes them anew.

Their sentences are those of the code; the French of them stands in balado.po, so that file and its .mo come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from criteria import APPLE_HLS, RGAA, criteria, french

if TYPE_CHECKING:
    from balado.feed.tag import Slot, Tag

Words = Callable[[str], str]
"""A sentence of the code in the language of a page."""

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "src" / "balado" / "manual"
HEADS = {
    "option": "option",
    "what it does": "ce qu’elle fait",
    "key": "clé",
    "required": "obligatoire",
    "form": "forme",
    "what it is": "ce que c’est",
    "yes": "oui",
    "rule": "règle",
    "judges": "examine",
    "asked for by": "demandée par",
    "what it finds": "ce qu’elle trouve",
    "soft": "souple",
    "error": "erreur",
    "warning": "avertissement",
    "info": "conseil",
    "a text for each": "un texte pour chacun",
    "group of keys": "groupe de clés",
    "groups of keys, by a key of your own": "groupes de clés, chacun sous une clé de votre choix",
    "list": "liste",
    "number": "nombre",
    "one of a closed list": "un mot d’une liste fermée",
    "text": "texte",
    "true or false": "true ou false",
    "decimal number": "nombre décimal",
    "time": "moment",
    "object": "objet",
    "event": "événement",
    "told by": "annoncé par",
    "what it says": "ce qu’il dit",
    "fields": "champs",
    "or null": "ou null",
    "not always": "pas toujours",
    "true or false, by name": "true ou false, pour chaque nom",
    "criterion": "critère",
    "what it asks": "ce qu’il demande",
    "how the pages meet it": "comment les pages y répondent",
    "how a packaged film meets it": "comment un film préparé y répond",
    "test": "test",
}
"""What the tables themselves say, in French: it is no message of the code."""


def words_of(language: str) -> Words:
    from balado.cli.session import catalogue

    if language == "en":
        return str
    translate = catalogue([language]).gettext
    of_tables = HEADS | french(RGAA) | french(APPLE_HLS)
    return lambda text: of_tables.get(text) or translate(text)


def head(words: Words, *columns: str) -> str:
    return f"| {' | '.join(words(one) if one else '' for one in columns)} |\n{'|---' * len(columns)}|".replace(
        "|  |", "| |"
    )


def verbs_table(words: Words) -> str:
    from balado.cli.main import VERBS, balado
    from balado.cli.session import Session

    context = click.Context(balado, obj=Session(language="en"))
    parts = []
    for name, summary in VERBS.items():
        command = balado.get_command(context, name)
        assert command is not None, name
        parts.append(_verb(f"balado {name}", summary, command, words))
        for inner, one in command.commands.items() if isinstance(command, click.Group) else ():
            parts.append(_verb(f"balado {name} {inner}", cleandoc(one.help or ""), one, words))
    return "\n\n".join(parts)


def _verb(called: str, summary: str, command: click.Command, words: Words) -> str:
    from balado.cli.options import placeholder

    pieces = command.collect_usage_pieces(click.Context(command))
    usage = " ".join([called, *(placeholder(piece, words) for piece in pieces)])
    rows = [
        f"| `{spelling(option, words)}` | {cell(words(option.help or ' '))} |"
        for option in command.params
        if isinstance(option, click.Option)
    ]
    table = [f"\n{head(words, 'option', 'what it does')}", *rows] if rows else []
    return "\n".join([f"## `{usage}`\n\n{words(summary)}", *table])


def spelling(option: click.Option, words: Words) -> str:
    from balado.cli.options import placeholder

    names = ", ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return names + " " + "\\|".join(option.type.choices)
    return f"{names} {placeholder(option.metavar or option.type.name.upper(), words)}"


def keys_table(words: Words) -> str:
    from balado.network.schema import network_keys
    from balado.source.schema import keys

    parts = []
    for file, rows in groupby([*keys(), *network_keys()], key=lambda row: row[0]):
        lines = [
            f"| `{key}` | {words('yes') if required else ''} | {cell(words(form))} | {cell(words(description))} |"
            for _, key, required, form, description in rows
        ]
        parts.append("\n".join([f"## {file}\n", head(words, "key", "required", "form", "what it is"), *lines]))
    return "\n\n".join(parts)


def tags_table(_words: Words) -> str:
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
        values.RATE: "a number",
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


def rules_table(words: Words) -> str:
    from balado.rules.catalogue import RULES
    from balado.rules.manual import asking, paragraphs

    rows = [head(words, "rule", "", "judges", "asked for by", "what it finds")]
    for rule in RULES:
        finds = cell(words(paragraphs(rule)[0]).replace("<", "&lt;"))
        soft = f" ({words('soft')})" if rule.soft else ""
        severity = words(rule.severity) + soft
        rows.append(f"| `{rule.name}` | {severity} | {rule.stage} | {', '.join(asking(rule))} | {finds} |")
    return "\n".join(rows)


def events_table(words: Words) -> str:
    """A row for each event."""
    from balado.cli.events.catalogue import CATALOGUE
    from balado.cli.events.kind import EventField

    def field_of(name: str, one: EventField) -> str:
        form = words(one.form) + (f" {words('or null')}" if one.null else "")
        absent = f", {words('not always')}" if one.optional else ""
        return f"**`{name}`** ({form}{absent}) {words(one.meaning)}"

    rows = [head(words, "event", "told by", "what it says", "fields")]
    for kind in CATALOGUE.values():
        fields = "<br>".join(cell(field_of(name, one)) for name, one in kind.fields.items())
        rows.append(f"| `{kind.name}` | {words(kind.verbs)} | {cell(words(kind.meaning))} | {fields} |")
    return "\n".join(rows)


def criteria_table(whose: str, met: str, words: Words) -> str:
    """A row for each criterion of somebody, with the test that holds it."""
    rows = [head(words, "criterion", "what it asks", met, "test")]
    for one in criteria(whose):
        path, _, name = one.test.partition("::")
        link = f"[`{name}`](../../../../tests/{path})"
        rows.append(f"| {one.number} | {cell(words(one.asks))} | {cell(words(one.met))} | {link} |")
    return "\n".join(rows)


def cell(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text).replace("|", "\\|").strip()


TABLES: dict[str, Callable[[Words], str]] = {
    "verbs": verbs_table,
    "keys": keys_table,
    "tags": tags_table,
    "rules": rules_table,
    "events": events_table,
    "accessibility": partial(criteria_table, RGAA, "how the pages meet it"),
    "hls": partial(criteria_table, APPLE_HLS, "how a packaged film meets it"),
}


PAGES = [*(("en", name) for name in TABLES), *(("fr", name) for name in TABLES if name != "tags")]
"""Every page that is made from the code; that of the tags, for programmers, is English only."""


def with_table(page: str, name: str, language: str = "en") -> str:
    """The page with its table made anew."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = page.split(begin, 1)
    _, tail = rest.split(end, 1)
    return f"{before}{begin}\n{TABLES[name](words_of(language))}\n\n{end}{tail}"


if __name__ == "__main__":
    for language, name in PAGES:
        path = MANUAL / language / f"{name}.md"
        path.write_text(with_table(path.read_text(encoding="utf-8"), name, language), encoding="utf-8")
