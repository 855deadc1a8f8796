"""The bucket of a network's page: told of with the network's own file and commands, set up, and checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bucket_sites import LIST, allowed, give_policy, policy_of
from click.testing import CliRunner, Result
from readings import put
from store_servers import Store

from balado.cli.session import Session
from balado.commands.network.verb import command
from balado.errors import SourceError, UsageError

NETWORK = """\
title: A network
guid: 0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11
shows: [{{feed: 'https://radio.example/feed.xml'}}]
publish: {{to: '{to}', url: '{url}'}}
"""


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["bucket", *arguments, str(folder)], obj=Session(), catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, moto: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network whose page is published to a bucket."""
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("balado.bucket.advice._ROUNDS", 1)
    place = f"{moto.bucket}/page"
    put(tmp_path, {"network.yaml": NETWORK.format(to=f"s3://{place}", url=f"{moto.url}/{place}")})
    return tmp_path


def test_the_policies_are_those_of_the_page_its_list_among_them(folder: Path, moto: Store) -> None:
    found = json.loads(run(folder, "policy", "--format", "json").stdout)
    assert found["publisher"]["Statement"][0]["Resource"] == f"arn:aws:s3:::{moto.bucket}/page/*"
    read = found["public"]["Statement"][0]["Resource"]
    assert {f"arn:aws:s3:::{moto.bucket}/page/{key}" for key in ("feed.xml", "network.opml", "calendar.ics")} < {*read}
    assert not [one for one in read if ".balado" in one]
    assert json.loads(run(folder, "cors").stdout)["CORSRules"][0]["AllowedMethods"] == ["GET", "HEAD"]


def test_it_is_set_up_and_what_is_told_is_told_of_the_network(folder: Path, moto: Store) -> None:
    first = run(folder, "setup")
    assert "Nothing was changed. Add --yes to do this." in first.stderr
    done = run(folder, "setup", "--yes")
    assert "arn:aws:s3:::" in json.dumps(policy_of(moto))
    assert "network.opml" in json.dumps(policy_of(moto))
    assert done.stderr.count("network.yaml") > 0  # what there is still to advise stands in that file
    assert "feed.yaml" not in done.stderr + run(folder, "check").stderr
    missing = NETWORK.format(to="s3://none-of-ours/page", url="https://podcasts.example")
    put(folder, {"network.yaml": missing})
    with pytest.raises(Exception, match="There is no bucket") as refused:
        run(folder, "check")
    session = Session(of_network=True)
    assert session.console.text(refused.value.message) == (  # type: ignore[attr-defined]
        "There is no bucket `none-of-ours`. Correct `publish.to` in network.yaml, or create it: "
        "`balado network bucket setup --create --yes`."
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_said_of_what_a_networks_page_has_not(folder: Path, moto: Store, language: str) -> None:
    keys = json.loads(run(folder, "policy", "--format", "json").stdout)["public"]["Statement"][0]["Resource"]
    below = {key.removeprefix(f"arn:aws:s3:::{moto.bucket}/page/") for key in keys}
    assert below == {"feed.xml", "network.opml", "404.html", "calendar.ics", "index.html", "robots.txt", "search.json",
                     "sitemap.xml", "assets/*", "list/*"}  # fmt: skip
    moto.endpoint.client().put_bucket_versioning(Bucket=moto.bucket, VersioningConfiguration={"Status": "Enabled"})
    give_policy(moto, [allowed(moto, LIST)])
    said = ""
    for verb in ("setup", "check"):
        session = Session(language=language)
        said += CliRunner().invoke(command, ["bucket", verb, str(folder)], obj=session).output.lower()
    of_shows = ("episode", "épisode", "audio", "films", "transcri", "chap", "archive-", "takedown", "web players",
                "lecteurs web", "le son", "listeners ", "auditeurs")  # fmt: skip
    assert "network.yaml" in said
    assert [word for word in of_shows if word in said] == []


@pytest.mark.parametrize("verb", ["policy", "cors", "check", "setup"])
def test_a_folder_has_no_bucket_to_set_up_and_a_network_without_a_page_has_no_place(folder: Path, verb: str) -> None:
    put(folder, {"network.yaml": NETWORK.format(to="page", url="https://podcasts.example")})
    with pytest.raises(UsageError, match="published to the folder `page`: there is no bucket"):
        run(folder, verb)
    put(folder, {"network.yaml": "title: A network\nshows: [shows/*]\n"})
    with pytest.raises(UsageError, match="Nothing says where the network's page is published"):
        run(folder, verb)
    put(folder, {"network.yaml": "shows: []\n"})
    with pytest.raises(SourceError):
        run(folder, verb)
