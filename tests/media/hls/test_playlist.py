"""Playlists: every file that one names is found, nothing else is touched, and another name comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.media.hls.playlist import Elsewhere, address_of, file_named, read_playlist

OUTER = """#EXTM3U
#EXT-X-VERSION:7
# a comment, URI="nothing.mp4"
#EXT-X-MEDIA:TYPE=AUDIO,NAME="Son, URI=x",GROUP-ID="a",LANGUAGE="fr",URI="audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"
540p.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="540p-iframes.m3u8"
"""
INNER = """#EXTM3U\r
#EXT-X-TARGETDURATION:6\r
#EXT-X-MAP:URI="540p.mp4",BYTERANGE="795@0"\r
#EXTINF:6.006,a title, with a comma\r
#EXT-X-BYTERANGE:100@795\r
540p.mp4\r
#EXTINF:2,\r
the%20end.mp4\r
\r
#EXT-X-ENDLIST\r
"""


def test_what_lists_qualities_names_playlists() -> None:
    playlist = read_playlist(OUTER.encode())
    assert playlist is not None
    named = [(one.address, one.line) for one in playlist.references]
    assert named == [("audio.m3u8", 4), ("540p.m3u8", 6), ("540p-iframes.m3u8", 7)]
    assert (playlist.is_multivariant, playlist.has_end, playlist.seconds) == (True, False, 0)
    [quality] = playlist.tagged("EXT-X-STREAM-INF")
    assert (quality.attributes["CODECS"], quality.address) == ("avc1.64001f,mp4a.40.2", "540p.m3u8")


def test_what_lists_pieces_names_files_and_says_how_long_they_play() -> None:
    playlist = read_playlist(INNER.encode())
    assert playlist is not None
    assert [one.address for one in playlist.references] == ["540p.mp4", "540p.mp4", "the%20end.mp4"]
    assert (playlist.is_multivariant, playlist.has_end, playlist.seconds) == (False, True, 8.006)


@pytest.mark.parametrize("text", [OUTER, INNER])
def test_other_names_leave_all_else_and_come_back(text: str) -> None:
    playlist = read_playlist(text.encode())
    assert playlist is not None
    other = playlist.renamed(lambda name: f"key-of-{name}")
    assert other.count(b"key-of-") == len(playlist.references)
    again = read_playlist(other)
    assert again is not None
    assert again.renamed(lambda name: name.removeprefix("key-of-")) == text.encode()


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"\xef\xbb\xbf#EXTM3U\n", b"#EXTM3U\n\xff", b"#EXTM3U8\n", b"#EXTM3U\n" + bytes(16_000_000)],
)
def test_what_is_none_is_none(body: bytes) -> None:
    assert read_playlist(body) is None


@pytest.mark.parametrize(
    ("address", "folder", "found"),
    [
        ("540p.mp4", "", ("540p.mp4", None)),
        ("./a/../b%20c.mp4", "in", ("in/b c.mp4", None)),
        ("../up.mp4", "in", ("up.mp4", None)),
        ("../up.mp4", "", ("", "outside")),
        ("a/../../x.mp4", "", ("", "outside")),
        ("%2e%2e/x.mp4", "", ("", "outside")),
        ("..", "", ("", "outside")),
        ("https://a.example/x.mp4", "", ("", "address")),
        ("//a.example/x.mp4", "", ("", "address")),
        ("/etc/passwd", "", ("", "address")),
        ("%2Fetc/passwd", "", ("", "outside")),
        ("C:\\film.mp4", "", ("", "address")),
        ("a\\b.mp4", "", ("", "address")),
        ("a.mp4?token=1", "", ("", "address")),
        ("a.mp4#t=1", "", ("", "address")),
        ("{$host}/a.mp4", "", ("", "address")),
        ("a%00.mp4", "", ("", "address")),
        ("data:text/plain,a", "", ("", "address")),
        ("http://[", "", ("", "address")),
    ],
)
def test_an_address_names_a_file_in_the_folder_or_none(
    address: str, folder: str, found: tuple[str, Elsewhere | None]
) -> None:
    assert file_named(address, folder) == found


@given(st.text(max_size=40), st.sampled_from(["", "in", "in/side"]))
def test_no_address_leads_out(address: str, folder: str) -> None:
    path, elsewhere = file_named(address, folder)
    assert elsewhere is not None or not (path.startswith("/") or ".." in path.split("/"))


@given(st.lists(st.sampled_from(["a", "b c", "é", "d%e"]), min_size=1, max_size=3), st.sampled_from(["", "a", "a/b"]))
def test_the_address_of_a_file_names_it(parts: list[str], folder: str) -> None:
    path = "/".join(parts)
    assert file_named(address_of(path, folder), folder) == (path, None)


@given(st.text(alphabet='#EXT-XMAP:URI="a.mp4",\n\r =', max_size=80))
def test_the_same_names_give_the_same_text(text: str) -> None:
    playlist = read_playlist(f"#EXTM3U\n{text}".encode())
    assert playlist is not None
    assert playlist.renamed(lambda name: name) == f"#EXTM3U\n{text}".encode()
