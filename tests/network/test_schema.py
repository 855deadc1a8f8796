from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from networks import NETWORK

from balado.cli.session import catalogue
from balado.network.model import Network, SharedDefaults
from balado.network.schema import network_schema


def errors(text: str) -> list[str]:
    schema = network_schema()
    Draft202012Validator.check_schema(schema)
    written = yaml.safe_load(text.replace("2025-01-01", "'2025-01-01'"))  # editors read dates as texts
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(written)]


def test_an_editor_takes_what_is_read() -> None:
    assert errors(NETWORK) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("title:", "titel:", "$"),
        ("language: fr", "language: Klingon", "$.language"),
        ("copyright:", "copyrigt:", "$.defaults"),
        ("region: fr-par", "to: public", "$.defaults.publish"),
    ],
)
def test_an_editor_marks_what_is_refused(old: str, new: str, where: str) -> None:
    assert where in errors(NETWORK.replace(old, new, 1))


def test_what_may_be_written_is_what_the_models_take() -> None:
    schema = network_schema()
    properties: dict[str, Any] = schema["properties"]
    assert list(properties) == list(Network.model_fields)
    assert schema["$defs"]["SharedDefaults"]["properties"].keys() == SharedDefaults.model_fields.keys()


def test_each_description_is_told_in_the_language_asked_for() -> None:
    french = catalogue(["fr"])
    english: list[str] = []
    network_schema(lambda text: english.append(text) or french.gettext(text))
    assert [text for text in english if french.gettext(text) == text] == []
