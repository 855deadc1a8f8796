"""What boto3 makes ready for a client is there for the next one, and for no client of other descriptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from aws_models import keep_models
from botocore.loaders import JSONFileLoader
from store_servers import Endpoint

from balado.store.s3_client import Connection

NOBODY = Endpoint("nobody", "http://127.0.0.1:1", "key", "secret")


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NOBODY.environment().items():
        monkeypatch.setenv(name, value)
    keep_models()


def client() -> Any:
    return Connection(NOBODY.url, "us-east-1").client


def test_a_further_client_reads_and_looks_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = client()
    monkeypatch.setattr(JSONFileLoader, "_load_file", lambda *_: pytest.fail("it was read again"))
    second = client()
    assert second.meta.service_model is first.meta.service_model
    assert second.meta.events._alias_name_cache is first.meta.events._alias_name_cache != {}


def test_descriptions_of_somebody_s_own_are_those_of_their_clients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = client().meta.service_model
    own = {"metadata": {**usual.metadata, "serviceFullName": "Another"}, "operations": {}, "shapes": {}}
    folder = tmp_path / "s3" / usual.api_version
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps(own), "utf-8")
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    assert client().meta.service_model.metadata["serviceFullName"] == "Another"
