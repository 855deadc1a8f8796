from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import UsageError
from balado.store.place import bucket_and_prefix, bucket_place, is_bucket, is_elsewhere

NAMES = st.from_regex(r"[a-z0-9][a-z0-9.-]{1,20}", fullmatch=True)
PREFIXES = st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), max_size=3).map("/".join)


@given(NAMES, PREFIXES)
def test_a_bucket_and_its_prefix_are_read_as_they_are_written(bucket: str, prefix: str) -> None:
    place = bucket_place(bucket, prefix)
    assert is_bucket(place)
    assert bucket_and_prefix(place) == bucket_and_prefix(f"{place}/") == (bucket, prefix)


@pytest.mark.parametrize("place", ["s3://", "s3:///prefix", "s3://bad bucket", "s3://b/a//c", "s3://b/../c"])
def test_what_names_no_place_in_a_bucket_is_refused(place: str) -> None:
    with pytest.raises(UsageError):
        bucket_and_prefix(place)


@pytest.mark.parametrize(
    ("before", "now", "elsewhere"),
    [
        ("s3://a/show", "s3://b/show", True),
        ("s3://a/show", "s3://a/other", True),
        ("s3://a/show", "s3://a/show/", False),
        ("s3://a//show", "s3://a/show", False),
        ("/srv/show", "/home/ada/show", False),
        ("/srv/show", "s3://a/show", False),
        ("", "s3://a/show", False),
        ("s3://", "s3://a/show", True),
    ],
)
def test_buckets_are_two_places_when_they_differ_and_folders_never_are(before: str, now: str, elsewhere: bool) -> None:
    assert is_elsewhere(before, now) is elsewhere
