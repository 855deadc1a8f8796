from __future__ import annotations

from pathlib import Path

import pytest
from readings import put

from balado.source.files import scan
from balado.source.settings import publish_settings


def settings_of(root: Path, feed: str | bytes) -> dict[str, str]:
    return dict(publish_settings(scan(put(root, {"feed.yaml": feed}))))


def test_they_are_the_texts_under_publish(tmp_path: Path) -> None:
    feed = "title: x\npublish:\n  to: s3://bucket/prefix\n  url: https://pod.example/\n  region:\n  addressing: auto\n"
    assert settings_of(tmp_path, feed) == {
        "to": "s3://bucket/prefix",
        "url": "https://pod.example/",
        "addressing": "auto",
    }


@pytest.mark.parametrize("feed", ["", "title: x", "publish: public", "publish:\n- a", "a: b: c", b"\xff\xfe", b"\xe9"])
def test_there_are_none_where_nothing_can_be_read(tmp_path: Path, feed: str | bytes) -> None:
    assert settings_of(tmp_path, feed) == {}


def test_there_are_none_without_a_show(tmp_path: Path) -> None:
    assert publish_settings(scan(tmp_path)) == {}
