from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from show_builder import Show

from balado.commands.bucket import command
from balado.errors import SourceError, UsageError
from balado.session import Session

PUBLISH = "{to: 's3://voices/p', url: 'https://pod.example/show'}"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path / "show")


def run(show: Show, *arguments: str) -> Result:
    name, *rest = arguments
    return CliRunner().invoke(command, [name, "--show", str(show.root), *rest], obj=Session(), catch_exceptions=False)


def test_policy_prints_two_documents_for_the_target_of_the_show(show: Show) -> None:
    show.write_feed(publish=PUBLISH)
    result = run(show, "policy")
    publisher, public = result.stdout.split("\n}\n")[:2]
    assert json.loads(publisher + "}")["Statement"][0]["Resource"] == "arn:aws:s3:::voices/p/*"
    assert "arn:aws:s3:::voices/p/feed.xml" in json.loads(public + "}")["Statement"][0]["Resource"]


def test_policy_gives_machines_one_object_with_the_further_feeds(show: Show) -> None:
    show.write_feed(publish=PUBLISH, feeds="{courts: {title: Courts, seasons: [1]}}")
    found = json.loads(run(show, "policy", "--format", "json").stdout)
    assert set(found) == {"publisher", "public"}
    assert "arn:aws:s3:::voices/p/courts.xml" in found["public"]["Statement"][0]["Resource"]


def test_a_state_elsewhere_is_respected_until_another_place_is_given(show: Show) -> None:
    show.write_feed(publish="{to: 's3://voices/p', url: 'https://pod.example/show', state: 's3://records'}")
    assert "arn:aws:s3:::records/*" in run(show, "policy").stdout
    assert "records" not in run(show, "policy", "--to", "s3://other").stdout


def test_cors_prints_the_rules(show: Show) -> None:
    show.write_feed(publish=PUBLISH)
    assert json.loads(run(show, "cors").stdout)["CORSRules"][0]["AllowedMethods"] == ["GET", "HEAD"]
    assert json.loads(run(show, "cors", "--format", "json").stdout) == json.loads(run(show, "cors").stdout)


@pytest.mark.parametrize("name", ["policy", "cors", "check", "setup"])
def test_a_folder_has_no_bucket_to_set_up(show: Show, name: str) -> None:
    show.write_feed()
    with pytest.raises(UsageError, match="`public`: there is no bucket to set up"):
        run(show, name)


def test_a_show_that_cannot_be_read_gets_no_policy_that_would_close_its_feeds(show: Show) -> None:
    show.write_feed(publish=PUBLISH, feeds="{courts: {colour: blue}}")
    with pytest.raises(SourceError, match="colour"):
        run(show, "policy")
