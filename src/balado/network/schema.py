"""The JSON Schema of network.yaml, so that editors complete and check it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from balado.message import mark
from balado.network.model import NETWORK_FILE, Network
from balado.source.schema import DIALECT, Key, Words, cleaned, described, keys_of, or_text, show_schema
from balado.source.shared.merge import OWN_OF_A_SHOW

_OF_NETWORK = mark("The keys of network.yaml: the shows, and what they have in common.")


def network_schema(words: Words = str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of network.yaml. What may be a default is as feed.yaml has it."""
    schema, show = cleaned(Network.model_json_schema()), show_schema()
    schema["$defs"] = {**show["$defs"], **schema["$defs"]}
    del schema["$defs"]["Category"]  # which is written as one line
    defaults = schema["$defs"]["SharedDefaults"]
    shared = {name: form for name, form in show["properties"].items() if name not in OWN_OF_A_SHOW}
    defaults["properties"] = {**shared, "publish": defaults["properties"]["publish"]}
    for name in ("shows", "words"):
        schema["properties"][name]["items"] = or_text(schema["properties"][name]["items"])
    head = {"title": f"Balado: {NETWORK_FILE}", "description": _OF_NETWORK}
    told: dict[str, Any] = described({"$schema": DIALECT, **schema, **head}, words)
    return told


def network_keys() -> list[Key]:
    """Every key of network.yaml but those of feed.yaml that are defaults."""
    found = keys_of(NETWORK_FILE, network_schema())
    return [one for one in found if not one.key.startswith("defaults.") or one.key.startswith("defaults.publish")]


def network_descriptions() -> Iterator[str]:
    """Every description of the schema, in English."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    network_schema(noted)
    yield from dict.fromkeys(found)
