import pytest
from check_examples import judged
from live_examples import LIVE, LiveExample, misbehave, servers, visited
from misbehaving_server import (
    CHAPTERS,
    PAGE,
    RECORDING,
    File,
    Handler,
    after,
    chain,
    cut_short,
    drip_body,
    drip_headers,
    garbage,
    head_is,
    head_says,
    login_page,
    packed,
    page_called_audio,
    picture,
    redirect,
    reset,
    stall,
    status,
    whole_only,
    with_headers,
    without_length,
)

HASTE = ("--live", "--allow-private", "--patience", "0.8")
ENCLOSURE = "{0}/audio/1.mp3"

ELSEWHERE = {"address-asked-in-vain"}
"""Exemplified by a show that was counted, good and bad: tests/check/servers/test_asked_in_vain.py."""
EXAMPLES: dict[str, LiveExample] = {
    "address-not-answering": LiveExample(way=reset),
    "address-in-private-network": LiveExample(options=("--live",)),
    "certificate-not-accepted": LiveExample(edits=((ENCLOSURE, "{1}/audio/1.mp3"),)),
    "answered-with-an-error": LiveExample(way=status(404)),
    "page-instead-of-file": LiveExample(way=login_page),
    "answer-cut-short": LiveExample(way=cut_short),
    "answer-too-slow": LiveExample(way=drip_body, options=HASTE),
    "redirects-in-a-circle": LiveExample(way=redirect("/audio/1.mp3")),
    "too-many-redirects": LiveExample(files=chain("/audio/1.mp3", 6)),
    "redirect-out-of-https": LiveExample(
        files={"/audio/1.mp3": File(RECORDING, "audio/mpeg")}, edits=((ENCLOSURE, "{1}/down/1.mp3"),)
    ),
    "head-not-answered": LiveExample(way=head_is(405)),
    "head-differs-from-get": LiveExample(way=head_says(Content_Length="0")),
    "length-not-told": LiveExample(way=without_length),
    "ranges-not-supported": LiveExample(way=whole_only),
    "range-wrong": LiveExample(way=with_headers(Content_Range="bytes 0-4095/4096")),
    "type-as-served-wrong": LiveExample(way=with_headers(Content_Type="binary/octet-stream")),
    "recording-served-packed": LiveExample(way=packed),
    "web-players-locked-out": LiveExample("/text/1.vtt", with_headers(Access_Control_Allow_Origin=None)),
    "length-differs-from-served": LiveExample(files={"/audio/1.mp3": File(RECORDING[:-417], "audio/mpeg")}),
    "duration-differs-from-served": LiveExample(edits=(("<itunes:duration>16", "<itunes:duration>61"),)),
    "artwork-as-served-unfit": LiveExample(files={"/cover.jpg": File(picture(1400, 1500), "image/jpeg")}),
    "transcript-as-served-broken": LiveExample(files={"/text/1.vtt": File(b"Who opens?\n", "text/vtt")}),
    "chapters-as-served-broken": LiveExample(
        files={"/chapters/1.json": File(CHAPTERS.replace(b": 6", b': "six"'), "application/json+chapters")}
    ),
    "feed-without-validators": LiveExample("/feed.xml", with_headers(ETag=None)),
    "feed-sent-again-unchanged": LiveExample("/feed.xml", with_headers(ETag='"1"')),
    "feed-kept-too-long": LiveExample("/feed.xml", with_headers(Cache_Control="public, max-age=31536000, immutable")),
    "feed-keeping-unsaid": LiveExample("/feed.xml", with_headers(Cache_Control=None)),
    "feed-slow": LiveExample("/feed.xml", after(3.1, Handler.behave)),
    "feed-moved-for-now": LiveExample("/feed.xml", redirect("/new.xml", 302)),
}


@pytest.fixture(scope="module")
def houses():
    with servers() as found:
        yield found


@pytest.fixture
def trusted(houses, tmp_path, monkeypatch):
    (tmp_path / "authority.pem").write_bytes(houses[2])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def findings(houses, example, capsys):
    server, secure, _ = houses
    misbehave(server, secure, example)
    secure.files["/down/1.mp3"] = File(b"", "", redirect(f"{server.url}/audio/1.mp3"))
    return visited(server, capsys, *example.options)


def test_nothing_is_found_where_servers_behave(houses, capsys):
    found = findings(houses, LiveExample(), capsys)
    assert [one for one in found if one.severity != "info"] == []
    assert not {one.rule for one in found} & set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, houses, capsys, request):
    if name == "redirect-out-of-https":
        request.getfixturevalue("trusted")
    example = EXAMPLES[name]
    found = findings(houses, example, capsys)
    assert name in {one.rule for one in found}


FURTHER: dict[str, tuple[str, LiveExample]] = {
    "stall": ("address-not-answering", LiveExample(way=stall, options=HASTE)),
    "drip of headers": ("answer-too-slow", LiveExample(way=drip_headers, options=HASTE)),
    "no http": ("address-not-answering", LiveExample(way=garbage)),
    "unknown scheme": ("address-not-answering", LiveExample(way=redirect("ftp://example.org/1.mp3"))),
    "no address": ("address-not-answering", LiveExample(way=redirect("http://[::1/1.mp3"))),
    "forbidden": ("answered-with-an-error", LiveExample(way=status(403))),
    "server error": ("answered-with-an-error", LiveExample(way=status(500))),
    "no ranges at all": ("answered-with-an-error", LiveExample(way=status(416))),
    "redirect to nowhere": ("answered-with-an-error", LiveExample(way=status(302))),
    "page called audio": ("page-instead-of-file", LiveExample(way=page_called_audio)),
    "page for a picture": ("page-instead-of-file", LiveExample("/cover.jpg", login_page)),
    "page for the feed": ("page-instead-of-file", LiveExample("/feed.xml", login_page)),
    "circle of two": (
        "redirects-in-a-circle",
        LiveExample(way=redirect("/other"), files={"/other": File(b"", "", redirect("/audio/1.mp3"))}),
    ),
    "short transcript": ("answer-cut-short", LiveExample("/text/1.vtt", cut_short)),
    "HEAD forbidden for a picture": ("head-not-answered", LiveExample("/cover.jpg", head_is(403))),
    "HEAD of another type": ("head-differs-from-get", LiveExample(way=head_says(Content_Type="text/plain"))),
    "no Content-Range": ("range-wrong", LiveExample(way=with_headers(Content_Range=None))),
    "another part": ("range-wrong", LiveExample(way=with_headers(Content_Range="bytes 5-4100/250617"))),
    "picture of another type": (
        "type-as-served-wrong",
        LiveExample("/cover.jpg", with_headers(Content_Type="image/png")),
    ),
    "no type": ("type-as-served-wrong", LiveExample(way=with_headers(Content_Type=None))),
    "small picture": (
        "artwork-as-served-unfit",
        LiveExample(files={"/cover.jpg": File(picture(600, 600), "image/jpeg")}),
    ),
    "grey picture": (
        "artwork-as-served-unfit",
        LiveExample(files={"/cover.jpg": File(picture(mode="L"), "image/jpeg")}),
    ),
    "no picture": ("artwork-as-served-unfit", LiveExample(files={"/cover.jpg": File(b"GIF89", "image/jpeg")})),
    "transcript of another recording": (
        "transcript-as-served-broken",
        LiveExample(files={"/text/1.vtt": File(b"WEBVTT\n\n00:59:00.000 --> 00:59:04.000\nThe end.\n", "text/vtt")}),
    ),
    "chapter after the end": (
        "chapters-as-served-broken",
        LiveExample(files={"/chapters/1.json": File(CHAPTERS.replace(b": 6", b": 60"), "application/json+chapters")}),
    ),
}


@pytest.mark.parametrize("title", FURTHER)
def test_further_ways(title, houses, capsys):
    name, example = FURTHER[title]
    assert name in {one.rule for one in findings(houses, example, capsys)}


def test_a_server_that_is_busy_is_no_error(houses, capsys):
    found = findings(houses, LiveExample(way=status(429)), capsys)
    assert [(one.rule, one.severity) for one in found] == [("answered-with-an-error", "warning")]


@pytest.mark.parametrize("name", ["range-wrong", "head-differs-from-get", "length-differs-from-served"])
def test_a_length_that_is_wrong_is_told_once(name, houses, capsys):
    found = findings(houses, EXAMPLES[name], capsys)
    assert [one.rule for one in found if one.rule != "duration-differs-from-served"] == [name]


def test_behind_a_redirect_lengths_may_differ(houses, capsys):
    moved = {
        "/audio/1.mp3": File(b"", "", redirect("/ads/1.mp3", 302)),
        "/ads/1.mp3": File(RECORDING, "audio/mpeg", head_says(Content_Length="5")),
    }
    found = findings(houses, LiveExample(files=moved), capsys)
    assert [(one.rule, one.severity) for one in found] == [("head-differs-from-get", "warning")]


def test_a_finding_stands_at_the_line_of_the_address(houses, capsys):
    found = findings(houses, LiveExample(way=status(404)), capsys)
    lines = houses[0].files["/feed.xml"].body.decode().splitlines()
    assert ["/audio/1.mp3" in lines[one.line - 1] for one in found] == [True]


def test_nothing_but_the_feed_is_asked_for_without_live(houses, capsys):
    server = houses[0]
    server.reset()
    visited(server, capsys, "--allow-private")
    assert server.asked == [("GET", "/feed.xml")]


def test_a_file_is_checked_live_too(houses, tmp_path, capsys):
    server = houses[0]
    server.reset()
    server.files["/audio/2.mp3"].way = status(410)
    found = judged(server.feed(), tmp_path, capsys, *LIVE)
    assert [one.rule for one in found if one.severity == "error"] == ["answered-with-an-error"]
    assert ("GET", "/feed.xml") not in server.asked


def test_a_page_of_a_transcript_is_what_was_declared(houses, capsys):
    page = {"/text/1.vtt": File(PAGE, "text/html; charset=utf-8")}
    example = LiveExample(files=page, edits=(('text/1.vtt" type="text/vtt"', 'text/1.vtt" type="text/html"'),))
    assert "page-instead-of-file" not in {one.rule for one in findings(houses, example, capsys)}


def test_the_length_is_a_warning_behind_a_redirect(houses, capsys):
    moved = {
        "/audio/1.mp3": File(b"", "", redirect("/ads/1.mp3", 302)),
        "/ads/1.mp3": File(RECORDING[417:], "audio/mpeg"),
    }
    found = findings(houses, LiveExample(files=moved), capsys)
    assert ("length-differs-from-served", "warning") in {(one.rule, one.severity) for one in found}


def test_a_wrong_name_for_the_right_thing_is_a_warning(houses, capsys):
    found = findings(houses, LiveExample(way=with_headers(Content_Type="audio/mp3")), capsys)
    assert ("type-as-served-wrong", "warning") in {(one.rule, one.severity) for one in found}


def test_a_picture_of_an_episode_is_a_warning(houses, capsys):
    tag = '<itunes:image href="{0}/episode.png"/>'
    example = LiveExample(
        files={"/episode.png": File(picture(800, 600, "RGBA", "PNG"), "image/png")},
        edits=(("<title>The source</title>", "<title>The source</title>" + tag),),
    )
    found = [one for one in findings(houses, example, capsys) if one.rule == "artwork-as-served-unfit"]
    assert {one.severity for one in found} == {"warning"}
    assert len(found) == 3


def test_an_alternative_is_asked_for(houses, capsys):
    tag = (
        '<podcast:alternateEnclosure type="audio/opus"><podcast:source uri="{0}/1.opus"/></podcast:alternateEnclosure>'
    )
    example = LiveExample(edits=(("<title>The source</title>", "<title>The source</title>" + tag),))
    assert "answered-with-an-error" in {one.rule for one in findings(houses, example, capsys)}


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml; charset=utf-8", "application/rss+xml"])
def test_a_feed_may_be_called_xml(media_type, houses, capsys):
    found = findings(houses, LiveExample("/feed.xml", with_headers(Content_Type=media_type)), capsys)
    assert "type-as-served-wrong" not in {one.rule for one in found}


@pytest.mark.parametrize(
    ("media_type", "allowed", "found"),
    [
        ("application/vnd.apple.mpegurl", "*", set()),
        ("application/x-mpegURL", "*", set()),
        ("audio/mpeg", "*", {"type-as-served-wrong"}),
        ("application/vnd.apple.mpegurl", None, {"web-players-locked-out"}),
    ],
)
def test_a_stream_is_served_as_one_and_to_players_everywhere(media_type, allowed, found, houses, capsys):
    tag = (
        '<podcast:alternateEnclosure type="application/x-mpegURL" length="0"><podcast:source uri="{0}/1.m3u8"/>'
        "</podcast:alternateEnclosure>"
    )
    way = with_headers(Access_Control_Allow_Origin=allowed)
    example = LiveExample(
        files={"/1.m3u8": File(b"#EXTM3U\n", media_type, way)},
        edits=(("<title>The source</title>", "<title>The source</title>" + tag),),
    )
    asked = {"type-as-served-wrong", "web-players-locked-out"}
    assert {one.rule for one in findings(houses, example, capsys)} & asked == found
