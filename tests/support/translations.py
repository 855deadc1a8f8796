"""The French catalogue, brought up to date with the messages of the code: `python tests/support/translations.py`.

New messages come without their French, which `tests/test_translations.py` then asks for; those that are gone go. The
apostrophes and the spaces that do not break are set here, so that French can be typed as keyboards have it.

Texts of click have a catalogue of their own, `click.po`: those of a release that is not installed here stay in it.
"""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from french_typography import with_signs
from jinja2.ext import babel_extract
from source_trees import tree_of

from balado.network.schema import network_descriptions
from balado.rules.catalogue import RULES
from balado.rules.manual import paragraphs
from balado.source.schema import descriptions

PACKAGE = Path(__file__).parents[2] / "src" / "balado"
FOLDER = PACKAGE / "cli" / "locale" / "fr" / "LC_MESSAGES"
HEADER = """\
# The French of Balado.
#
# Words: feed = flux, episode = épisode, show = podcast, recording = enregistrement, artwork/picture = image,
# transcript = transcription, chapter = chapitre, publication = publication, store = espace de stockage,
# bucket = compartiment, state/record = registre, key = clé, live = en ligne, scheduled = programmé,
# draft = brouillon, held back = retenu, guid = guid, remedy = ce qu’il faut faire, time in a recording = minutage,
# rehearsal = simulation, damaged = endommagé, stored = déposé.
"""

Key = str | tuple[str, str]


@cache
def messages() -> dict[Key, set[str]]:
    """Every message of the code, by the files it stands in: a text, or a singular and its plural."""
    found: dict[Key, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for key in _messages_of(tree_of(path)):
            found.setdefault(key, set()).add(path.relative_to(PACKAGE.parent.parent).as_posix())
    for path in sorted((*PACKAGE.glob("studio/templates/*.html"), *PACKAGE.glob("statistics/report/templates/*.html"))):
        for key in _messages_of_template(path):
            found.setdefault(key, set()).add(path.relative_to(PACKAGE.parent.parent).as_posix())
    for rule in RULES:
        file = "src/" + rule.judge.__module__.replace(".", "/") + ".py"
        for paragraph in paragraphs(rule):
            found.setdefault(paragraph, set()).add(file)
    for description in descriptions():
        found.setdefault(description, set()).add("src/balado/source/schema.py")
    for description in network_descriptions():
        found.setdefault(description, set()).add("src/balado/network/schema.py")
    return found


def messages_of_click() -> set[Key]:
    """Every text of click that it marks for translation."""
    found: set[Key] = {"required"}  # marked where it is shown, by the name of a variable
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= set(_of_click_call(node))
    return found


def _of_click_call(call: ast.Call) -> Iterator[Key]:
    name = getattr(call.func, "id", "")
    written = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    texts = [text for text in written if isinstance(text, str)]
    if name == "_" and texts:
        yield texts[0]
    elif name == "ngettext" and len(texts) > 1:
        yield texts[0], texts[1]


def _messages_of(tree: ast.Module) -> Iterator[Key]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node)


def _messages_of_template(path: Path) -> Iterator[Key]:
    """What a template of the studio says: its calls are those of the code."""
    with path.open("rb") as file:
        for _, name, texts, _ in babel_extract(file, ("say", "say_many", "message"), [], {"trimmed": "false"}):
            written = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if text is not None]
            if name == "say_many":
                yield written[0], written[1]
            elif written:
                yield written[0]


def _of_call(call: ast.Call) -> Iterator[Key]:
    name = getattr(call.func, "id", "")
    texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    written = [text for text in texts if isinstance(text, str)]
    if name in ("say", "mark") and written and written[0]:
        yield written[0]
    elif name == "say_many" and len(written) > 1:
        yield written[0], written[1]


def _of_function(function: ast.FunctionDef) -> Iterator[Key]:
    """The help of a verb is the docstring of its function."""
    for decorator in function.decorator_list:
        called = ast.unparse(decorator)
        if called.startswith(("click.command(", "click.group(")) or ".command(" in called.partition("(")[0] + "(":
            text = ast.get_docstring(function)
            if text:
                yield inspect.cleandoc(text)


def updated() -> Catalog:
    """The catalogue with every message of the code, in the order of the files, and the French there is."""
    before = read_catalogue()
    catalogue = _empty()
    for key, files in sorted(messages().items(), key=lambda entry: (min(entry[1]), str(entry[0]))):
        known = before.get(key[0] if isinstance(key, tuple) else key)
        french = known.string if known is not None and _key_of(known.id) == key else ""
        flags = ["python-brace-format"] if "{" in str(key) else []
        set_right = tuple(map(with_signs, french)) if isinstance(french, list | tuple) else with_signs(french)
        catalogue.add(key, set_right, locations=[(name, None) for name in sorted(files)], flags=flags)
    return catalogue


def updated_of_click() -> Catalog:
    """The catalogue of click's texts: those it has here, and those of other releases that have their French."""
    before = {_key_of(message.id): message.string for message in read_catalogue("click") if message.id}
    catalogue = _empty()
    for key in sorted(messages_of_click() | {key for key, french in before.items() if french}, key=str):
        french = before.get(key, "")
        set_right = tuple(map(with_signs, french)) if isinstance(french, list | tuple) else with_signs(french)
        catalogue.add(key, set_right)
    return catalogue


def _empty() -> Catalog:
    catalogue = Catalog(domain="balado", project="Balado", charset="utf-8", fuzzy=False)
    catalogue.header_comment = HEADER.rstrip()
    return catalogue


def _key_of(written: object) -> object:
    return tuple(written) if isinstance(written, list | tuple) else written


def read_catalogue(domain: str = "balado") -> Catalog:
    """The catalogue as it is written.

    No locale is named: how many plurals there are is what the file's own header says (two), not what the locale data
    of the installed Babel say (CLDR counts a third one, for millions, since Babel 2.19).
    """
    file = FOLDER / f"{domain}.po"
    return read_po(io.BytesIO(file.read_bytes()))


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue for people, without dates: same messages, same bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True)
    head = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    kind = '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    return HEADER.encode() + head.encode() + kind.encode() + out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue for programs, without dates: same messages, same bytes."""
    out = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(out, catalogue)
    return out.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for domain, catalogue in (("balado", updated()), ("click", updated_of_click())):
        (FOLDER / f"{domain}.po").write_bytes(po_text(catalogue))
        (FOLDER / f"{domain}.mo").write_bytes(mo_bytes(read_catalogue(domain)))
