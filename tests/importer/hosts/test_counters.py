"""Services that count, and what is left of an address without them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.importer.hosts.counters import file_meant, without_counter

FILE = "host.example/a/b.mp3"


@pytest.mark.parametrize(
    ("front", "name"),
    [
        ("op3.dev/e/", "OP3"),
        ("op3.dev/e,pg=9b024349-ccf0-5f69-a609-6b82873eab3c/", "OP3"),
        ("dts.podtrac.com/redirect.mp3/", "Podtrac"),
        ("www.podtrac.com/pts/redirect.m4a/", "Podtrac"),
        ("play.podtrac.com/npr-510366/", "Podtrac"),
        ("chrt.fm/track/E2G895/", "Chartable"),
        ("chtbl.com/track/E2G895/", "Chartable"),
        ("pdst.fm/e/", "Podsights"),
        ("prfx.byspotify.com/e/", "Spotify"),
        ("mgln.ai/e/257/", "Magellan AI"),
        ("pscrb.fm/rss/p/", "Podscribe"),
        ("verifi.podscribe.com/rss/p/", "Podscribe"),
        ("arttrk.com/p/ABMA5/", "Claritas"),
        ("pfx.vpixl.com/6qj4J/", "Veritonic"),
        ("s.gum.fm/s-123/", "Gumball"),
        ("media.blubrry.com/quais/", "Blubrry"),
        ("media.blubrry.com/quais/p/", "Blubrry"),
        ("tracking.feedpress.it/link/1/2/", "FeedPress"),
    ],
)
def test_a_service_is_taken_off_and_named(front: str, name: str) -> None:
    assert without_counter(f"https://{front}{FILE}") == (f"https://{FILE}", (name,))
    assert without_counter(f"http://{front}https://{FILE}") == (f"https://{FILE}", (name,))


def test_several_before_one_file_are_taken_off_in_turn() -> None:
    chain = "https://dts.podtrac.com/redirect.mp3/pdst.fm/e/chrt.fm/track/479722/arttrk.com/p/X1/pscrb.fm/rss/p/"
    assert without_counter(chain + FILE) == (
        f"https://{FILE}",
        ("Podtrac", "Podsights", "Chartable", "Claritas", "Podscribe"),
    )


def test_the_file_may_be_named_with_signs_that_are_written_out() -> None:
    found = without_counter(f"https://anchor.fm/s/1a/podcast/play/4/https%3A%2F%2F{FILE.replace('/', '%2F')}")
    assert found == (f"https://{FILE}", ("Spotify for Creators",))


@pytest.mark.parametrize(
    ("query", "left", "taken"),
    [
        ("?dest-id=123", "", ("?dest-id",)),
        (
            "?aid=rss_feed&awCollectionId=1&awEpisodeId=2&feed=82FI35Px",
            "",
            ("?aid", "?awCollectionId", "?awEpisodeId", "?feed"),
        ),
        ("?t=1685693288&utm_source=rss#t=10", "?t=1685693288#t=10", ("?utm_source",)),
        ("?id=7&amp;source=feed", "?id=7", ("?source",)),
        ("?source=mobile", "?source=mobile", ()),
        ("?dest-id=1&Expires=1&Signature=abc", "?dest-id=1&Expires=1&Signature=abc", ()),
        ("?X-Amz-Signature=abc&utm_source=rss", "?X-Amz-Signature=abc&utm_source=rss", ()),
        ("?a=1&a=1&&b", "?a=1&a=1&&b", ()),
    ],
)
def test_parameters_that_only_count_are_taken_off_unless_the_address_is_signed(
    query: str, left: str, taken: tuple[str, ...]
) -> None:
    assert without_counter(f"https://{FILE}{query}") == (f"https://{FILE}{left}", taken)


@pytest.mark.parametrize(
    "url",
    [
        f"https://{FILE}",
        "https://op3.dev/e/",
        "https://op3.dev/e/a.mp3",
        "https://media.blubrry.com/quais/a.mp3",
        "https://www.podtrac.com/about",
        "https://host.example/op3.dev/e/other.example/a.mp3",
        "https://op3.dev.example/e/other.example/a.mp3",
        "ftp://op3.dev/e/host.example/a.mp3",
        "a.mp3",
        "",
    ],
)
def test_what_has_no_counter_stays(url: str) -> None:
    assert without_counter(url) == (url, ())


@given(
    st.text(max_size=80) | st.from_regex(r"https?://(op3\.dev/e/|chrt\.fm/track/1/|[a-z./?&=]){0,9}", fullmatch=True)
)
def test_any_address_is_left_as_it_is_or_shorter_and_twice_is_once(url: str) -> None:
    found = without_counter(url)
    assert (found.url == url) == (not found.taken) or len(found.url) <= len(url)
    assert without_counter(found.url).url == found.url


@pytest.mark.parametrize(
    "url",
    [
        f"http://{FILE}",
        f"https://op3.dev/e/{FILE}",
        f"https://op3.dev/e/{FILE}?src=trailer",
        f"https://{FILE}?utm_source=rss&amp;src=trailer",
    ],
)
def test_a_file_is_the_same_whoever_counts_on_the_way(url: str) -> None:
    assert file_meant(url) == file_meant(f"https://{FILE}")


@pytest.mark.parametrize("url", [f"https://{FILE}?id=7", f"https://{FILE}?id=7&part=8", f"https://other.{FILE}"])
def test_a_parameter_that_may_name_a_file_and_a_host_tell_files_apart(url: str) -> None:
    assert file_meant(url) != file_meant(f"https://{FILE}")
    assert file_meant(f"https://op3.dev/e/{url}") == file_meant(url)
