"""What a show inherits from the network.yaml above its folder, where feed.yaml does not say otherwise. Pure.

Groups of keys are taken together key by key, directories person by person and place by place; words are added to the
show's own. Everything else that feed.yaml writes stands in place of what is shared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from balado.errors import Fault
from balado.source.decode import decode
from balado.source.yaml.document import Inheritance, Tree, YamlDocument
from balado.source.yaml.parse import parse

OWN_OF_A_SHOW = frozenset(
    {"guid", "title", "people", "places", "words", "seasons", "feeds", "trailers", "short_title", "new_feed_url"}
)
"""Keys of feed.yaml that are no defaults: who a show is, and what network.yaml has a key of its own for."""

_OWN_OF_A_PLACE = frozenset({"to", "url", "state", "cloudfront"})
"""Keys under `publish` that are each show's own: two shows in one place would overwrite each other."""

_DIRECTORIES = ("people", "places")
_DOCUMENTS_KEPT = 4


def shared_document(raw: bytes, path: str) -> YamlDocument:
    """What network.yaml says. It is kept, for the shows of a network are read one after the other: change nothing."""
    return _parsed(path, raw)


@lru_cache(_DOCUMENTS_KEPT)
def _parsed(path: str, raw: bytes) -> YamlDocument:
    content, faults = decode(raw, path)
    document = YamlDocument(path) if content is None else parse(content, path)
    document.faults = [*faults, *document.faults]
    return document


def inherit(document: YamlDocument, raw: bytes, path: str) -> list[Fault]:
    """Give the document of feed.yaml what it has from network.yaml; what is wrong with the YAML of that."""
    shared = shared_document(raw, path)
    tree = shared.tree
    if document.tree is not None and tree is not None:
        origins: dict[str, str] = {}
        document.tree = _merged(document.tree, tree, origins)
        document.inheritance = Inheritance(shared, origins)
    return list(shared.faults)


def shared_bytes(raw: bytes, path: str) -> bytes:
    """All that shows have from a network.yaml, the same for the same values: what a digest of a show's source takes."""
    tree = shared_document(raw, path).tree
    if tree is None:
        return raw
    kept = {name: tree.get(name) for name in (*_DIRECTORIES, "words", "defaults")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _merged(own: Mapping[str, Tree], shared: Mapping[str, Tree], origins: dict[str, str]) -> dict[str, Tree]:
    found = dict(own)
    for name in _DIRECTORIES:
        given = shared.get(name)
        if isinstance(given, dict):
            into = found.get(name)
            if into is None or isinstance(into, dict):
                found[name] = filled = dict(into or {})
                for key, one in given.items():
                    if filled.get(key) is None:
                        filled[key], origins[f"{name}.{key}"] = one, f"{name}.{key}"
        elif found.get(name) is None:
            found[name], origins[name] = given, name
    _add_words(found, shared.get("words"), origins)
    defaults = shared.get("defaults")
    if isinstance(defaults, dict):
        given = {name: value for name, value in defaults.items() if name not in OWN_OF_A_SHOW}
        if "publish" in given:
            given["publish"] = _without_places(given["publish"])
        _fill(found, given, ("", "defaults."), origins)
    return found


def _without_places(value: Tree) -> Tree:
    if not isinstance(value, dict):
        return None
    return {name: one for name, one in value.items() if name not in _OWN_OF_A_PLACE}


def _fill(own: dict[str, Tree], shared: Mapping[str, Tree], above: tuple[str, str], origins: dict[str, str]) -> None:
    """Put into a group of the show what it does not write, key by key. `above` begins its keys, here and there."""
    here, there = above
    for name, value in shared.items():
        written = own.get(name)
        if value is None:
            continue
        if written is None:
            own[name], origins[f"{here}{name}"] = value, f"{there}{name}"
        elif isinstance(written, dict) and isinstance(value, dict):
            own[name] = filled = dict(written)
            _fill(filled, value, (f"{here}{name}.", f"{there}{name}."), origins)


def _add_words(found: dict[str, Tree], shared: Tree, origins: dict[str, str]) -> None:
    own = found.get("words")
    if not isinstance(shared, list) or not (own is None or isinstance(own, list)):
        return
    known = {_word(one) for one in own or ()}
    words: list[Tree] = [*(own or ())]
    for index, word in enumerate(shared):
        if _word(word) not in known:
            origins[f"words.{len(words)}"] = f"words.{index}"
            words.append(word)
    found["words"] = words


def _word(written: Any) -> str:
    word = written.get("word") if isinstance(written, dict) else written
    return word if isinstance(word, str) else ""
