from __future__ import annotations

import json
from pathlib import Path

import pytest
from bucket_sites import policy_of
from click.testing import CliRunner, Result
from show_builder import Show
from store_servers import Store

from balado.bucket.findings import Findings
from balado.bucket.policies import cors_rules
from balado.cli.session import Session
from balado.commands.bucket import command
from balado.errors import SourceError, UsageError
from balado.message import say
from balado.store.s3_settings import Barred, Bucket

PUBLISH = "{to: 's3://voices/p', url: 'https://pod.example/show'}"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path / "show")


def run(show: Show, *arguments: str) -> Result:
    name, *rest = arguments
    return CliRunner().invoke(command, [name, "--show", str(show.root), *rest], obj=Session(), catch_exceptions=False)


@pytest.fixture
def bucket(moto: Store, show: Show, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A bucket, and a show that is published to it."""
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("balado.bucket.advice._ROUNDS", 1)
    show.write_feed(publish=f"{{to: 's3://{moto.bucket}/p', url: '{moto.url}/{moto.bucket}/p'}}")
    return moto


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


def test_a_folder_without_a_show_has_none_either(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"feed\.yaml"):
        run(Show(tmp_path), "check")


def test_a_bucket_without_a_fault_is_said_to_be_sound(
    show: Show, bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balado.bucket.check.check_bucket", lambda _site, _token: Findings("feed.yaml"))
    result = run(show, "check")
    assert result.exit_code == 0
    assert result.stderr == f"s3://{bucket.bucket}/p is set up as it should be.\n"


def test_a_change_that_the_store_does_not_take_is_said_and_the_others_are_made(
    show: Show, bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_bucket: Bucket, _configuration: object) -> None:
        raise Barred("unsupported")

    monkeypatch.setattr(Bucket, "put_lifecycle", refuse)
    result = run(show, "setup", "--yes")
    assert f"{bucket.bucket} does not take this: Delete parts of uploads" in result.stderr
    assert "Done." in result.stderr
    assert policy_of(bucket)["Statement"]


def test_without_yes_the_documents_are_shown_and_nothing_is_changed(show: Show, bucket: Store) -> None:
    result = run(show, "setup", "--private")
    first, _, rest = result.stdout.partition("\n")
    assert first == f"Let web players on other sites play and seek what is public in {bucket.bucket}."
    assert json.loads(rest.partition("\n}\n")[0] + "}") == cors_rules()
    assert "Nothing was changed." in result.stderr
    assert run(show, "setup", "--private").stdout == result.stdout


def test_a_warning_alone_is_no_failure(show: Show, bucket: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Findings("feed.yaml")
    found.advise(say("Not so good."), say("Better it."))
    monkeypatch.setattr("balado.bucket.check.check_bucket", lambda _site, _token: found)
    result = run(show, "check")
    assert result.exit_code == 0
    assert "can be used, with 1 warning." in result.stderr


def test_no_address_ends_in_a_secret(show: Show, bucket: Store) -> None:
    result = run(show, "check", "--format", "json")
    assert "Signature" not in result.output
    assert "testing" not in result.output
