from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from balado.show.values.address import (
    destination,
    encoded,
    file_at,
    folder_of,
    public_address,
    service_address,
    web_address,
)
from balado.show.values.plain import objection
from balado.show.values.podcast import uri


def refused(form: Callable[[object], Any], written: str) -> str:
    with pytest.raises(PydanticCustomError) as caught:
        form(written)
    return " ".join(map(str, objection(caught.value)))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("https://example.org/?se=fr&sign=x&signature=y", "https://example.org/?se=fr&sign=x&signature=y"),
        ("https://Example.org:8443/Événement", "https://example.org:8443/%C3%89v%C3%A9nement"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://localhost/a", "http://localhost/a"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("HTTPS://example.org/a", "https://example.org/a"),
    ],
)
def test_a_web_address_is_absolute_and_ascii(written: str, address: str) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("example.org", "not a full web address"),
        ("//example.org", "not a full web address"),
        ("https://", "not a full web address"),
        ("ftp://example.org", "not a full web address"),
        ("https://example.org/a b", "not a full web address"),
        ("https://example.org:99999/", "not a full web address"),
        ("https://[::1/", "not a full web address"),
        ("https://b.s3.amazonaws.com/a.mp4?X-Amz-Date=1&X-Amz-Signature=abc", "carries a signature"),
        ("https://storage.googleapis.com/b/a.mp4?x-goog-signature=abc", "carries a signature"),
        ("https://b.s3.example/a.mp4?AWSAccessKeyId=AK&Signature=abc&Expires=1", "carries a signature"),
        ("https://d1.cloudfront.net/a?Expires=1&Signature=abc&Key-Pair-Id=K", "carries a signature"),
        ("https://b.blob.core.windows.net/a.mp4?sv=2024&se=2026-01-01&sp=r&sig=abc", "carries a signature"),
        ("https://b.blob.core.windows.net/a.mp4?sig=abc&sv=2024&se=2026-01-01", "carries a signature"),
        ("https://storage.gra.cloud.ovh.net/v1/A/b/a.mp4?temp_url_sig=abc&temp_url_expires=1", "carries a signature"),
        ("https://storage.googleapis.com/b/a.mp4?GoogleAccessId=a&Expires=1&Signature=abc", "carries a signature"),
        ("https://b.b-cdn.net/a.mp4?token=abc&expires=1", "carries a signature"),
        ("https://-.example", "names no computer"),
        ("https://a..b/", "names no computer"),
        ("http://example.org/a", "Write https://example.org/a"),
        ("http://127.0.0.1.example.org/", "Write https://127.0.0.1.example.org/"),
        ("https://me:secret@example.org/", "The address of example.org carries a user name"),
    ],
)
def test_any_other_is_refused(written: str, message: str) -> None:
    told = refused(web_address, written)
    assert message in told
    assert "secret" not in told


def test_a_public_address_ends_without_slash_and_carries_nothing_more() -> None:
    assert public_address("https://pod.example/show//") == "https://pod.example/show"
    assert "https://pod.example/show" in refused(public_address, "https://pod.example/show?x=1")
    assert "https://pod.example/show" in refused(public_address, "https://pod.example/show#x")


def test_a_store_inside_a_private_network_may_speak_http() -> None:
    assert service_address("http://minio:9000/") == "http://minio:9000"
    assert "secret" not in refused(service_address, "http://me:secret@minio:9000")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("public", "public"),
        ("../out", "../out"),
        ("/srv/www", "/srv/www"),
        ("s3://bucket", "s3://bucket"),
        ("s3://bucket/", "s3://bucket"),
        ("S3://my.bucket-1/a/b/", "s3://my.bucket-1/a/b"),
    ],
)
def test_a_destination_is_a_folder_or_a_bucket(written: str, place: str) -> None:
    assert destination(written) == place


@pytest.mark.parametrize(
    "written", ["s3://", "s3:///a", "s3://b/a//b", "s3://b/../c", "s3://b b", "gs://bucket", "https://example.org"]
)
def test_any_other_place_is_refused(written: str) -> None:
    assert "not a place to publish to" in refused(destination, written)


@pytest.mark.parametrize("written", [".", "./", "..", "episodes", "episodes/public", "./episodes"])
def test_the_shows_own_folders_are_no_destination(written: str) -> None:
    assert "the show's own files" in refused(destination, written)


@pytest.mark.parametrize("form", [web_address, public_address, service_address, destination])
@given(st.one_of(st.text(), st.text().map(lambda rest: f"https://{rest}"), st.text().map(lambda rest: f"s3://{rest}")))
def test_any_text_has_a_form_or_is_refused(form: Callable[[object], Any], text: str) -> None:
    try:
        address = form(text)
    except PydanticCustomError:
        refused(form, text)
        return
    assert form(address) == address
    if form is not destination:
        assert address.isascii()
        assert urlsplit(address).hostname


@pytest.mark.parametrize("form", [web_address, uri])
def test_no_form_of_address_takes_one_that_is_signed(form: Callable[[object], Any]) -> None:
    told = refused(form, "https://b.s3.example/film.mp4?X-Amz-Signature=abcdef")
    assert "The address of a file at b.s3.example carries a signature" in told
    assert "abcdef" not in told


ODD = [
    "https://a.example:x/é",
    "https://a.example:99999/é",
    "https://[::1/é",
    "https://[v1.x]:é/feed",
    "//[",
    "https://é:é",
]


@pytest.mark.parametrize("form", [encoded, file_at, folder_of])
@pytest.mark.parametrize("written", ODD)
def test_what_is_no_address_is_left_as_it_is_and_fails_nobody(form: Callable[[str], str], written: str) -> None:
    assert form(written) in (written, "")


@given(st.text(alphabet="htps:/[]@.%é1x?#", max_size=30))
def test_no_text_fails_those_who_look_at_addresses(written: str) -> None:
    for form in (encoded, file_at, folder_of):
        assert isinstance(form(f"https://{written}"), str)
