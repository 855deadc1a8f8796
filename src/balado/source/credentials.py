"""Credentials that have no place in a file under version control. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from balado.errors import Fault
from balado.message import say
from balado.source.secrecy import is_secret, is_secret_key
from balado.source.yaml.document import YamlDocument


def take_credentials(tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
    """A fault for each key that looks like a credential; takes them out of the tree. Their values are never shown."""
    found = list(_credentials(tree, ""))
    for group, name, _ in found:
        del group[name]
    return [
        Fault(
            document.place(key),
            say("This looks like a password or an access key. Everybody who sees the files of the show can use it."),
            say(
                "Delete the line, have the key replaced by a new one, and give that to Balado as boto3 wants it: "
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or a profile in ~/.aws/credentials."
            ),
        )
        for _, _, key in found
    ]


def _credentials(group: dict[str, Any], above: str) -> Iterator[tuple[dict[str, Any], str, str]]:
    for name, value in group.items():
        key = f"{above}.{name}" if above else name
        is_directory = above == "people" or key == "people"
        if (is_secret_key(name) and not is_directory) or (isinstance(value, str) and is_secret(value)):
            yield group, name, key
        elif isinstance(value, dict):
            yield from _credentials(value, key)
