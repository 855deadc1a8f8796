from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from balado.cli.session import Session
from balado.commands.schema import command


@pytest.mark.parametrize(("file", "key"), [("show", "categories"), ("episode", "season"), ("network", "shows")])
def test_it_prints_the_schema_as_json(file: str, key: str) -> None:
    result = CliRunner().invoke(command, [file], obj=Session())
    assert result.exit_code == 0
    assert key in json.loads(result.stdout)["properties"]


def test_it_knows_three_files() -> None:
    assert CliRunner().invoke(command, ["feed"]).exit_code == 2
