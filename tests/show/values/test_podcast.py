"""The forms of Podcasting 2.0's values: what is accepted, what is refused, what is suggested."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from objections import objection_to
from pydantic import BaseModel, ValidationError

from balado.show.values import podcast
from balado.show.values.plain import objection_in
from balado.show.values.podcast import (
    count,
    country,
    geo,
    is_subresource_integrity,
    license_name,
    limited,
    long_text,
    media_type,
    medium,
    osm,
    percentage,
    service,
    uri,
)
from balado.show.vocabulary import COUNTRIES, LICENSES, MEDIA, SERVICES


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("geo:48.8637,2.3372", "geo:48.8637,2.3372"),
        ("48.8637, 2.3372", "geo:48.8637,2.3372"),
        ("geo:-33.8568,151.2153", "geo:-33.8568,151.2153"),
        ("geo:90,-180", "geo:90,-180"),
        ("geo:48.8637,2.3372,35", "geo:48.8637,2.3372,35"),
        ("geo:48.8637,2.3372,-12.5;u=100", "geo:48.8637,2.3372,-12.5;u=100"),
        (" geo:0,0 ", "geo:0,0"),
    ],
)
def test_a_point_on_earth(written: str, kept: str) -> None:
    assert geo(written) == kept


@pytest.mark.parametrize("written", ["geo:91,0", "geo:0,181", "-90.5,0", "0,-180.01"])
def test_a_point_beyond_the_earth(written: str) -> None:
    what, remedy = objection_to(geo, written)
    assert what == f"“{written}” is no point on earth: latitude goes to 90, longitude to 180."
    assert remedy == "Write latitude and longitude: geo:48.8637,2.3372"


@pytest.mark.parametrize("written", ["Paris", "geo:48.8", "48,86 2,33", "geo:48.8;2.3", "geo:1,2;crs=moon", "٤,٥"])
def test_what_is_no_point(written: str) -> None:
    assert objection_to(geo, written)[0] == f"“{written}” is no point on earth (RFC 5870)."


@given(st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6))
def test_every_point_on_earth_is_one(latitude: Any, longitude: Any) -> None:
    assert geo(f"geo:{latitude:f},{longitude:f}") == f"geo:{latitude:f},{longitude:f}"


@pytest.mark.parametrize(
    ("written", "kept"), [("W55503397", "W55503397"), ("r148838", "R148838"), ("N1#12", "N1#12"), (" n42 ", "N42")]
)
def test_an_object_of_openstreetmap(written: str, kept: str) -> None:
    assert osm(written) == kept


@pytest.mark.parametrize(
    "written", ["55503397", "X1", "W0", "W", "W12a", "W1#", "https://www.openstreetmap.org/way/55503397"]
)
def test_what_is_no_object_of_openstreetmap(written: str) -> None:
    what, remedy = objection_to(osm, written)
    assert what.endswith("is no object of OpenStreetMap.")
    assert remedy == "Write N, W or R (node, way, relation) and its number, for example W55503397."


@pytest.mark.parametrize("written", ["FR", "fr", " Fr "])
def test_a_country_is_written_in_capitals(written: str) -> None:
    assert country(written) == "FR"


@pytest.mark.parametrize("written", ["France", "UK", "EU", "F", "FRA", "XX"])
def test_what_is_no_country(written: str) -> None:
    assert objection_to(country, written) == (
        f"“{written}” is not a country code.",
        "Write the two letters of ISO 3166, for example FR.",
    )


def test_every_country_is_one() -> None:
    assert {country(code.lower()) for code in COUNTRIES} == COUNTRIES


@pytest.mark.parametrize("name", LICENSES)
def test_a_licence_of_the_list_is_written_as_there(name: str) -> None:
    assert license_name(name.lower()) == license_name(f" {name} ") == name


def test_a_licence_of_ones_own_keeps_its_name() -> None:
    assert license_name("Licence Ouverte 2.0") == "Licence Ouverte 2.0"
    assert "129 characters" in objection_to(license_name, "é" * 129)[0]


@pytest.mark.parametrize("name", MEDIA)
def test_a_medium_is_of_the_list(name: str) -> None:
    assert medium(name.upper()) == medium(name) == name


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("podcasts", "Did you mean “podcast”?"),
        ("audio book", "Did you mean “audiobook”?"),
        ("zzz", f"Write one of: {', '.join(MEDIA)}."),
    ],
)
def test_what_is_no_medium(written: str, remedy: str) -> None:
    assert objection_to(medium, written) == (f"“{written}” is not possible here.", remedy)


@pytest.mark.parametrize("name", sorted({*SERVICES, "all"}))
def test_a_service_is_of_the_list(name: str) -> None:
    assert service(name.title()) == name


@pytest.mark.parametrize(
    ("written", "remedy"),
    [("spotfy", "Did you mean “spotify”?"), ("zzz", "Write for example spotify, or all.")],
)
def test_what_is_no_service(written: str, remedy: str) -> None:
    assert objection_to(service, written) == (
        f"“{written}” is no service that the podcast namespace knows.",
        remedy,
    )


@pytest.mark.parametrize(
    "written",
    ["video/mp4", "audio/mpeg", "application/x-mpegURL", "image/svg+xml", "text/html; charset=utf-8"],
)
def test_a_media_type(written: str) -> None:
    assert media_type(written) == written


@pytest.mark.parametrize("written", ["mp4", "video/", "/mp4", "video mp4", "video/mp4/x", ".mp4", "vidéo/mp4"])
def test_what_is_no_media_type(written: str) -> None:
    assert objection_to(media_type, written) == (
        f"“{written}” is no media type.",
        "Write for example video/mp4 or audio/mpeg.",
    )


def test_the_kind_of_a_media_type_is_written_small() -> None:
    assert media_type("Video/MP4") == "video/MP4"


@pytest.mark.parametrize(
    "written",
    ["https://example.org/a?b=c", "ipfs://QmX33", "magnet:?xt=urn:btih:1", "nostr:note1", "at://did:plc:1/app.bsky/2"],
)
def test_an_address_of_any_kind(written: str) -> None:
    assert uri(written) == written


@pytest.mark.parametrize("written", ["example.org/a", "https:", "two words:x y", "//example.org", "https://a/<b>"])
def test_what_is_no_address(written: str) -> None:
    assert objection_to(uri, written) == (f"“{written}” is no address.", "Write it with its beginning: https://…")


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("1200", 1200), (7, 7), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_a_count(written: object, number: int) -> None:
    assert count(written) == number


@pytest.mark.parametrize("written", ["-1", "1.5", "1 000", "many", 1.5, True, "²", "9" * 16, "1e3"])
def test_what_is_no_count(written: object) -> None:
    assert objection_to(count, written)[1] in ("Write for example 1200.", "Write it on one line.")


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("100", 100), (42, 42)])
def test_a_percentage(written: object, number: int) -> None:
    assert percentage(written) == number


def test_more_than_all_is_no_percentage() -> None:
    assert objection_to(percentage, "101") == ("“101” is more than 100 percent.", "Write a number from 0 to 100.")


def test_lines_end_where_the_namespace_says() -> None:
    assert limited(32, "é" * 32) == "é" * 32
    assert objection_to(partial(limited, 32), "é" * 33) == (
        "It is 33 characters long; podcast apps accept 32.",
        "Shorten it.",
    )
    assert long_text("é\n" * 1999 + "é") == "é\n" * 1999 + "é"
    assert objection_to(long_text, "é" * 4001)[0] == "It is 4001 characters long; podcast apps accept 4000."


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo", True),
        ("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", True),
        ("sha512-" + "A" * 86 + "==", True),
        ("sha384-tooshort", False),
        ("sha256-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo", False),
        ("md5-1B2M2Y8AsgTpgAmY7PhCfg==", False),
        ("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", False),
    ],
)
def test_a_digest_of_subresource_integrity(written: str, is_one: bool) -> None:
    assert is_subresource_integrity(written) is is_one


class Words(BaseModel):
    """A field of each form that is a closed list or a pattern."""

    decimals: podcast.Decimals = "1"
    ratio: podcast.Ratio = "1"
    social: podcast.SocialProtocol = "disabled"
    chat: podcast.ChatProtocol = "irc"
    recipient: podcast.RecipientType = "node"
    integrity: podcast.IntegrityType = "sri"
    state: podcast.LiveState = "live"
    rel: podcast.LocationRel = "subject"
    group: podcast.PersonGroup = "cast"
    part: podcast.NotesPart = "people"


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("decimals", "3.5", "3.5"),
        ("decimals", 3.5, "3.5"),
        ("decimals", 4, "4"),
        ("ratio", "16/9", "16/9"),
        ("ratio", "1.91 / 1", "1.91 / 1"),
        ("ratio", "0.00000005000", "0.00000005000"),
        ("social", "ActivityPub", "activitypub"),
        ("chat", "Matrix", "matrix"),
        ("recipient", "lnaddress", "lnaddress"),
        ("integrity", "PGP-signature", "pgp-signature"),
        ("state", "Pending", "pending"),
        ("rel", "Creator", "creator"),
        ("group", "Audio Post-Production", "audio post-production"),
        ("part", "Chapters", "chapters"),
    ],
)
def test_words_and_numbers_are_kept_as_apps_compare_them(field: str, written: object, kept: str) -> None:
    assert getattr(Words(**{field: written}), field) == kept  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "written", "remedy"),
    [
        ("decimals", "three", "Write for example 3.5."),
        ("decimals", "-1", "Write for example 3.5."),
        ("ratio", "16:9", "Write for example 16/9."),
        (
            "social",
            "mastodon",
            "Write one of: disabled, activitypub, twitter, lightning, atproto, hive, matrix, nostr.",
        ),
        ("social", "activity pub", "Did you mean “activitypub”?"),
        ("chat", "discord", "Write one of: irc, xmpp, nostr, matrix."),
        ("recipient", "nod", "Did you mean “node”?"),
        ("integrity", "md5", "Write one of: sri, pgp-signature."),
        ("state", "over", "Write one of: pending, live, ended."),
        ("rel", "subjekt", "Did you mean “subject”?"),
        ("group", "casst", "Did you mean “cast”?"),
        ("part", "document", "Did you mean “documents”?"),
    ],
)
def test_a_word_outside_its_list(field: str, written: object, remedy: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Words(**{field: written})  # type: ignore[arg-type]
    [error] = raised.value.errors()
    assert str(objection_in(error["ctx"])[1]) == remedy
