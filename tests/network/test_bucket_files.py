"""A show in a bucket: what is new comes, what is the same is not asked for, nothing leads out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from readings import put
from store_servers import Store

from balado.errors import RemoteError, UsageError
from balado.network.bucket_files import bucket_of, copy_all, copy_settings
from balado.network.elsewhere import BucketSource
from balado.store.storage import Storage

SHOW = {"feed.yaml": "title: Radio\n", "episodes/a/episode.md": "A\n", "episodes/a/talk.mp3": "sound"}


@pytest.fixture
def keyed(bucket: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in bucket.environment().items():
        monkeypatch.setenv(name, value)
    return bucket


def store(place: Store, files: Mapping[str, str], prefix: str = "radio/") -> None:
    for key, text in files.items():
        place.endpoint.client().put_object(Bucket=place.bucket, Key=f"{prefix}{key}", Body=text.encode())


def bucket(place: Store, url: str | None = None) -> Storage:
    return bucket_of(BucketSource(f"s3://{place.bucket}/radio", url, None, "n"), None)


def copied(there: Storage, tmp_path: Path) -> dict[str, str]:
    files = tmp_path / "show"
    files.mkdir(exist_ok=True)
    copy_all(there, files, tmp_path / "files.json")
    return {path.relative_to(files).as_posix(): path.read_text() for path in files.rglob("*") if path.is_file()}


def test_the_files_are_those_of_the_bucket(keyed: Store, tmp_path: Path) -> None:
    store(keyed, SHOW)
    store(keyed, {"feed.yaml": "title: Another\n"}, "radio-2/")
    store(keyed, {".git/HEAD": "x", "episodes/a/.DS_Store": "x", "episodes/b/": ""})
    assert copied(bucket(keyed), tmp_path) == SHOW
    written = (tmp_path / "show" / "episodes" / "a" / "talk.mp3").stat().st_mtime_ns
    keyed.endpoint.client().delete_object(Bucket=keyed.bucket, Key="radio/episodes/a/episode.md")
    store(keyed, {"feed.yaml": "title: Radiо\n", "episodes/b/episode.md": "B\n"})
    assert copied(bucket(keyed), tmp_path) == {
        "feed.yaml": "title: Radiо\n", "episodes/a/talk.mp3": "sound", "episodes/b/episode.md": "B\n",
    }  # fmt: skip
    assert (tmp_path / "show" / "episodes" / "a" / "talk.mp3").stat().st_mtime_ns == written


def test_what_did_not_change_costs_two_requests(keyed: Store, tmp_path: Path) -> None:
    store(keyed, SHOW)
    copied(bucket(keyed), tmp_path)
    with CountingProxy(keyed.url) as proxy:
        there = bucket(keyed, proxy.url)
        assert copy_settings(there, tmp_path / "show", tmp_path / "files.json")
        assert copied(there, tmp_path) == SHOW
        assert [request.method for request in proxy.requests] == ["HEAD", "GET"]
        assert "list-type=2" in proxy.requests[1].path


def test_the_same_size_is_not_the_same_file_and_what_is_lost_here_comes_again(keyed: Store, tmp_path: Path) -> None:
    store(keyed, SHOW)
    copied(bucket(keyed), tmp_path)
    store(keyed, {"episodes/a/talk.mp3": "SOUND"})
    (tmp_path / "show" / "feed.yaml").unlink()
    (tmp_path / "show" / "left.txt").touch()
    assert copied(bucket(keyed), tmp_path) == {**SHOW, "episodes/a/talk.mp3": "SOUND"}
    (tmp_path / "files.json").write_text("[", "utf-8")
    assert copied(bucket(keyed), tmp_path) == {**SHOW, "episodes/a/talk.mp3": "SOUND"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(keyed: Store, tmp_path: Path) -> None:
    store(keyed, {"feed.yaml": "", "one": "1", "two/deep/x": "2"})
    copied(bucket(keyed), tmp_path)
    for key in ("one", "two/deep/x"):
        keyed.endpoint.client().delete_object(Bucket=keyed.bucket, Key=f"radio/{key}")
    store(keyed, {"one/deep/x": "1", "two": "2"})
    assert copied(bucket(keyed), tmp_path) == {"feed.yaml": "", "one/deep/x": "1", "two": "2"}


@pytest.mark.parametrize("key", ["../out", "a/../../out", "/out", "a//b", "a/./b"])
def test_no_key_leads_out_of_the_folder(keyed: Store, tmp_path: Path, key: str) -> None:
    store(keyed, {**SHOW, key: "x"})
    with pytest.raises(UsageError, match="is no path of a file"):
        copied(bucket(keyed), tmp_path)
    assert not (tmp_path / "out").exists()


def test_only_feed_yaml_comes_first_and_a_place_that_is_published_has_none(keyed: Store, tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    where = (tmp_path / "show", tmp_path / "files.json")
    with pytest.raises(UsageError, match=r"neither feed.yaml nor a published feed in s3://"):
        copy_settings(bucket(keyed), *where)
    store(keyed, {"feed.xml": "<rss/>"})
    assert not copy_settings(bucket(keyed), *where)
    store(keyed, SHOW)
    assert copy_settings(bucket(keyed), *where)
    assert [path.name for path in (tmp_path / "show").rglob("*")] == ["feed.yaml"]
    store(keyed, {"feed.yaml": "x" * 1_000_001})
    with pytest.raises(UsageError, match="is longer than 1,000,000 bytes"):
        copy_settings(bucket(keyed), *where)


def test_a_bucket_that_does_not_exist_is_told_so_and_not_as_an_empty_one(keyed: Store, tmp_path: Path) -> None:
    missing = bucket_of(BucketSource("s3://none-of-ours/radio", None, None, "n"), None)
    with pytest.raises(UsageError) as refused:
        copy_settings(missing, tmp_path, tmp_path / "files.json")
    assert str(refused.value) == "There is no bucket `none-of-ours`. Correct the address in network.yaml."


def test_what_was_copied_before_a_failure_is_not_copied_again(keyed: Store, tmp_path: Path) -> None:
    """Of the file that is listed last the store breaks off: whatever comes before it has been waited for."""
    show = {"feed.yaml": "title: Radio\n", "talk.mp3": "sound"}
    store(keyed, show)
    there = bucket(keyed)
    real = there.read

    def read(key: str, start: int = 0) -> object:
        return None if key.endswith(".mp3") else real(key, start)

    there.read = read  # type: ignore[method-assign,assignment]
    with pytest.raises(RemoteError, match=r"talk.mp3 in s3://.* is gone, or being written"):
        copied(there, tmp_path)
    with CountingProxy(keyed.url) as proxy:
        assert copied(bucket(keyed, proxy.url), tmp_path) == show
        asked = [request.path for request in proxy.requests if "list-type" not in request.path]
    assert [path.rpartition("/")[2] for path in asked] == ["talk.mp3"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder that may not be written can be")
def test_a_disk_that_refuses_is_an_error_of_the_disk(keyed: Store, tmp_path: Path) -> None:
    store(keyed, SHOW)
    put(tmp_path, {"show": "a file"})
    with pytest.raises(OSError, match="show"):
        copy_all(bucket(keyed), tmp_path / "show", tmp_path / "files.json")
