"""Where a show may be published, and what is said of a place that is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import botocore.session
import pytest

from balado.errors import UsageError
from balado.store.target import TargetSettings, open_target


def refusal(root: Path, to: str = "s3://bucket/show", **more: Any) -> str:
    with pytest.raises(UsageError) as refused:
        open_target(TargetSettings(to, root, **more))
    return str(refused.value)


def test_a_folder_is_found_from_the_show_and_an_absolute_one_anywhere(tmp_path: Path) -> None:
    show = tmp_path / "show"
    assert open_target(TargetSettings("public", show)).public.address == str(show / "public")
    assert open_target(TargetSettings("../site", show)).public.address == str(tmp_path / "site")
    assert open_target(TargetSettings(str(tmp_path / "www"), show)).public.address == str(tmp_path / "www")


def test_opening_creates_and_asks_nothing(tmp_path: Path) -> None:
    open_target(TargetSettings("public", tmp_path))
    open_target(TargetSettings("s3://bucket", tmp_path, endpoint="http://127.0.0.1:9"))
    assert list(tmp_path.iterdir()) == []


def test_both_storages_of_a_bucket_share_one_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    session = botocore.session.Session
    monkeypatch.setattr(botocore.session, "Session", lambda **given: made.append(1) or session(**given))
    target = open_target(TargetSettings("s3://bucket/show", tmp_path, endpoint="http://127.0.0.1:9"))
    for storage in (target.public, target.state):
        with pytest.raises(Exception, match="credentials"):
            storage.head("feed.xml")
    assert len(made) == 1


@pytest.mark.parametrize("to", [".", "", "/", "episodes", "episodes/01-a", "public/../episodes"])
def test_the_show_itself_is_never_published_over(tmp_path: Path, to: str) -> None:
    assert "`to: public`" in refusal(tmp_path, to)


@pytest.mark.parametrize("state", ["public", "public/records", "./public/../public/a/b"])
def test_the_record_of_publications_is_never_public(tmp_path: Path, state: str) -> None:
    assert "that is public" in refusal(tmp_path, "public", state=state)


def test_the_record_is_never_public_in_a_bucket_either(tmp_path: Path) -> None:
    assert "that is public" in refusal(tmp_path, state="s3://bucket/show")
    assert "that is public" in refusal(tmp_path, state="s3://bucket/show/records")
    for private in ("s3://bucket/show/.balado", "s3://bucket/show-records", "s3://other/show", "records"):
        assert open_target(TargetSettings("s3://bucket/show", tmp_path, state=private))


@pytest.mark.parametrize(
    "to", ["s3://", "s3:///show", "s3://my bucket", "s3://büro/show", "s3://bucket/../x", "s3://bucket/a//b"]
)
def test_a_place_that_is_none_in_a_bucket_says_how_to_write_it(tmp_path: Path, to: str) -> None:
    said = refusal(tmp_path, to)
    assert f"`{to}`" in said
    assert "s3://bucket/prefix" in said


@pytest.mark.parametrize("to", ["ftp://host/x", "https://host/x", "S3://bucket"])
def test_no_other_kind_of_place_is_known(tmp_path: Path, to: str) -> None:
    assert "Write a folder or s3://bucket/prefix" in refusal(tmp_path, to)


@pytest.mark.parametrize(
    "endpoint", ["s3.example.com", "https://", "not an address", "ftp://host", "https://host:99999", "https://[", ""]
)
def test_an_endpoint_that_is_no_address_is_said(tmp_path: Path, endpoint: str) -> None:
    assert "https://s3.example.com" in refusal(tmp_path, endpoint=endpoint)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    for said in (
        refusal(tmp_path, "s3://key:hush-hush@bucket/show"),
        refusal(tmp_path, "ftp://key:hush-hush@host/show"),
        refusal(tmp_path, endpoint="https://key:hush-hush@host"),
    ):
        assert "hush" not in said
        assert "***@" in said


def test_a_region_and_a_way_of_addressing_must_be_one(tmp_path: Path) -> None:
    assert "`eu west` is no region" in refusal(tmp_path, region="eu west")
    assert "not `sideways`" in refusal(tmp_path, addressing="sideways")
