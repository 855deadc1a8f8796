"""Which options the client has, and what it takes from where boto3's users put it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3.session
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import UnknownServiceError
from botocore.session import get_session

from balado.errors import RemoteError
from balado.store.s3_bounds import parsers
from balado.store.s3_client import Connection, Style
from balado.store.s3_session import new_session


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "some-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "some-secret")


def address_of_key(connection: Connection) -> str:
    signed = connection.client.generate_presigned_url("get_object", {"Bucket": "pod", "Key": "feed.xml"})
    parts = urlsplit(signed)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


@pytest.mark.parametrize(
    ("endpoint", "addressing", "address"),
    [
        (None, "auto", "https://pod.s3.amazonaws.com/feed.xml"),
        (None, "path", "https://s3.amazonaws.com/pod/feed.xml"),
        ("https://s3.example.com", "auto", "https://s3.example.com/pod/feed.xml"),
        ("https://s3.example.com", "path", "https://s3.example.com/pod/feed.xml"),
        ("https://s3.example.com", "virtual", "https://pod.s3.example.com/feed.xml"),
        ("http://localhost:9000", "auto", "http://localhost:9000/pod/feed.xml"),
        ("http://127.0.0.1:9000", "auto", "http://127.0.0.1:9000/pod/feed.xml"),
    ],
)
def test_where_the_bucket_stands_in_an_address(endpoint: str | None, addressing: Style, address: str) -> None:
    assert address_of_key(Connection(endpoint, None, addressing)) == address


def test_what_is_not_set_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9001")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "fr-par")
    client = Connection(None, None).client
    assert (client.meta.endpoint_url, client.meta.region_name) == ("http://127.0.0.1:9001", "fr-par")
    assert address_of_key(Connection(None, None)) == "http://127.0.0.1:9001/pod/feed.xml"


def test_what_is_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9001")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "fr-par")
    client = Connection("http://127.0.0.1:9002", "gra").client
    assert (client.meta.endpoint_url, client.meta.region_name) == ("http://127.0.0.1:9002", "gra")


def test_a_profile_gives_its_region(monkeypatch: pytest.MonkeyPatch, nobodys_environment: Path) -> None:
    folder = nobodys_environment / ".aws"
    folder.mkdir()
    folder.joinpath("config").write_text("[profile pod]\nregion = eu-west-3\n")
    monkeypatch.setenv("AWS_PROFILE", "pod")
    assert Connection(None, None).client.meta.region_name == "eu-west-3"


def test_boto3s_own_checksums_are_off_and_its_patience_has_an_end() -> None:
    config = Connection(None, None).client.meta.config
    assert config.request_checksum_calculation == "when_required"  # type: ignore[attr-defined]
    assert config.response_checksum_validation == "when_required"  # type: ignore[attr-defined]
    assert config.retries == {"mode": "standard", "total_max_attempts": 4}  # type: ignore[attr-defined]
    assert (config.connect_timeout, config.read_timeout) == (10, 60)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("AWS_PROFILE", "nobody", "AWS_PROFILE"),
        ("AWS_ENDPOINT_URL", "no address", "AWS_ENDPOINT_URL"),
        ("AWS_DEFAULT_REGION", "no region!", "publish.region"),
    ],
)
def test_what_boto3_cannot_use_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(RemoteError, match=sentence):
        _ = Connection(None, None).client


def test_a_service_is_found_by_the_name_of_its_folder_as_botocore_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = new_session()._session.get_component("data_loader")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", lambda _: pytest.fail("a path was made for each of 400 services"))
        found = ours.list_available_services("service-2")
    assert set(found) >= set(get_session().get_available_services())
    with pytest.raises(UnknownServiceError):
        ours.load_service_model("no-such-service", "service-2")


def test_a_client_reads_the_data_of_no_other_service() -> None:
    code = (
        "import sys\n"
        "from balado.store.s3_client import Connection\n"
        "from botocore.loaders import JSONFileLoader\n"
        "load, read = JSONFileLoader.load_file, []\n"
        "def load_file(self, path):\n"
        "    read.append(path.rpartition('/data/')[2])\n"
        "    return load(self, path)\n"
        "JSONFileLoader.load_file = load_file\n"
        "Connection('http://127.0.0.1:9', None).client\n"
        "print(*sorted({path.partition('/')[0] for path in read}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["partitions", "s3", "sdk-default-configuration"]


REGIONS = (None, "us-east-1", "eu-west-3", "fr-par", "cn-north-1", "us-gov-west-1", "aws-global", "fips-us-east-1")
VARIANTS = (
    {},
    {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "regional"},
    {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9001"},
)


class NotSentError(Exception):
    """In place of an answer: the request that would have been sent."""


def asked_by(session: boto3.session.Session, region: str | None) -> tuple[str, str]:
    """Where a client asks for an object, and what its signature is good for; nothing is sent."""

    def keep(request: AWSPreparedRequest, **_: object) -> None:
        raise NotSentError(request.url, request.headers["Authorization"])

    client: Any = session.client("s3", region, config=Config(signature_version="s3v4"))
    client.meta.events.register("before-send.s3", keep)
    with pytest.raises(NotSentError) as asked:
        client.head_object(Bucket="pod", Key="feed.xml")
    url, signed = asked.value.args
    return url, signed.decode().partition(", ")[0].partition("/")[2]


def test_a_bucket_is_asked_and_signed_for_as_by_plain_boto3(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, ours = boto3.session.Session(), new_session()
    for variant in VARIANTS:
        with monkeypatch.context() as environment:
            for name, value in variant.items():
                environment.setenv(name, value)
            for region in REGIONS:
                assert asked_by(ours, region) == asked_by(plain, region), (variant, region)


def test_the_table_of_endpoints_is_there_for_every_other_service() -> None:
    ours = new_session().client("cloudfront", "eu-west-3").meta
    assert (ours.endpoint_url, ours.partition) == ("https://cloudfront.amazonaws.com", "aws")
    assert "eu-west-3" in new_session().get_available_regions("s3")


def test_a_table_of_endpoints_of_the_users_own_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    regions = {"at-home": {"description": "here"}}
    services = {"s3": {"endpoints": {"at-home": {"hostname": "s3.at-home.example"}}}}
    defaults = {"protocols": ["https"], "signatureVersions": ["s3v4"], "hostname": "{service}.{region}.{dnsSuffix}"}
    partition = {"partition": "home", "dnsSuffix": "example", "defaults": defaults}
    table = {"version": 3, "partitions": [{**partition, "regions": regions, "services": services}]}
    (tmp_path / "endpoints.json").write_text(json.dumps(table))
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    url, _ = asked_by(new_session(), "at-home")
    assert url == "https://pod.s3.at-home.example/feed.xml"


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T08:00:00.000Z", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00", "Mon, 23 Nov 2026 08:00:00 GMT"],
)
def test_a_moment_is_read_as_botocore_reads_it_and_has_a_zone(text: str) -> None:
    read = parsers().create_parser("rest-xml")._timestamp_parser
    assert read(text) == datetime(2026, 11, 23, 8, tzinfo=UTC)
