"""What feed.yaml alone says of where a show is published, and of its guid."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import put

from balado.network.elsewhere import BucketSource
from balado.network.settled import place_parts, read_settled

FEED = """\
title: Radio
guid: 0B9E1B0C-8F5E-5D0E-9D2C-6F9D1A5A7C11
publish:
  to: s3://public/radio
  state: state
"""


def test_places_and_guid_are_told_with_their_lines(tmp_path: Path) -> None:
    put(tmp_path, {"feed.yaml": FEED})
    found = read_settled("radio", tmp_path, "https://Store.example/")
    assert found is not None
    assert [(place.line, parts) for place, parts in found.places] == [
        (4, ("bucket", "https://store.example", "public", "radio")),
        (5, ("folder", *(tmp_path / "state").resolve().parts)),
    ]
    assert (found.guid[0].line, found.guid[1]) == (2, "0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11")
    assert (found.name, found.source) == ("radio", ())
    assert found.guid[0].path == (tmp_path / "feed.yaml").as_posix()


def test_a_show_that_names_no_place_is_published_beside_its_files(tmp_path: Path) -> None:
    put(tmp_path, {"feed.yaml": "title: Radio\n"})
    found = read_settled("radio", tmp_path, "")
    assert found is not None
    assert [parts for _, parts in found.places] == [("folder", *(tmp_path / "public").resolve().parts)]
    assert found.guid[1] == ""


def test_of_a_show_elsewhere_lines_are_told_below_its_name_and_its_own_place_is_known(tmp_path: Path) -> None:
    put(tmp_path, {"feed.yaml": FEED})
    source = BucketSource("s3://sources/radio", "https://other.example", None, "n")
    found = read_settled("s3://sources/radio", tmp_path, "", source)
    assert found is not None
    assert found.guid[0].path == "s3://sources/radio/feed.yaml"
    assert found.source == ("bucket", "https://other.example", "sources", "radio")


@pytest.mark.parametrize("body", [None, "publish: [", "- a\n"])
def test_what_cannot_be_read_is_left_to_the_shows_own_run(tmp_path: Path, body: str | None) -> None:
    if body is not None:
        put(tmp_path, {"feed.yaml": body})
    found = read_settled("radio", tmp_path, "")
    assert (found is None) == (body is None)
    assert found is None or found.guid[1] == ""


def test_what_is_no_place_of_a_bucket_has_no_parts(tmp_path: Path) -> None:
    assert place_parts("s3://", tmp_path, "") == place_parts("s3://a/../b", tmp_path, "") == ()
    assert place_parts("s3://a", tmp_path, "") == ("bucket", "", "a")
