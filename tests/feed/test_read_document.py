"""Documents that are broken, hostile, or no feeds."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from depth import depth
from feed_specimens import feed, item
from feed_strategies import feeds
from foreign_feeds import DATE, ENCLOSURE, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balado.errors import SourceError
from balado.feed.document import Feed
from balado.feed.read import ReadFeed, read, read_own
from balado.feed.write import write

NEEDED = {"title": "a", "link": "b", "feed_url": "c", "image_url": "d", "description": "e", "language": "fr"}
RECORDING = '<enclosure url="https://host.example/a.mp3" length="1" type="audio/mpeg"/>'


def title_of(channel: str) -> tuple[str, list[tuple[int, str]]]:
    """The title of the show, and lines and texts of what was not placed."""
    found = read(document(channel))
    return found.feed.title, [(one.line, one.text) for one in found.unplaced]


@pytest.mark.parametrize(
    ("bytes_", "sentence"),
    [
        (b"", "The document is empty."),
        (b" \n\t", "The document is empty."),
        (b"\0" * 100, "The document is empty."),
        (b"Not found", "The document is no XML."),
        (b'{"version": "https://jsonfeed.org/version/1"}', "This is JSON, not a feed."),
        (b"[]", "This is JSON, not a feed."),
        (b"\x1f\x8b\x08\x00\x00", "The document is compressed (gzip): unpack it first."),
        (b"PK\x03\x04", "The document is compressed (ZIP): unpack it first."),
        (b"ID3\x03", "This is a recording, not a feed."),
        (b"%PDF-1.7", "This is a PDF file, not a feed."),
        (b"<script>location = 'x'</script>", "This is a web page, not a feed."),
        (b"<", "The document is no XML."),
        (b"<!DOCTYPE html><html><body>404</body></html>", "This is a web page, not a feed."),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "This is an Atom feed; podcasts are RSS."),
        (b"<opml/>", "This is a list of feeds (OPML), not one of them."),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
            "This is a feed of RSS 1.0, which cannot carry recordings.",
        ),
        (b"<urlset/>", "The document is no RSS feed: it begins with <urlset>."),
        (b"<rss/>", "The feed has no channel: it says nothing of a show."),
    ],
)
def test_what_is_no_feed_is_called_what_it_is(bytes_: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(bytes_, "https://host.example/feed")
    [fault] = caught.value.faults
    assert (str(fault.what), fault.place.path) == (sentence, "https://host.example/feed")
    assert str(fault.remedy) == "Give the address or the file of the show's RSS feed."


def test_a_web_page_that_names_its_feed_is_told_with_it() -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="https://h.example/feed.xml">'
    with pytest.raises(SourceError) as caught:
        read(b"<!DOCTYPE html><html><head><meta charset=utf-8>" + link + b"<title>A show</title><body><p>Hello<br>")
    assert str(caught.value.faults[0].remedy) == "It names this one: https://h.example/feed.xml"


def test_an_attribute_whose_quote_was_forgotten_ends_where_the_next_begins() -> None:
    one = '<item><title>1</title><enclosure url="https://h.example/1.mp3 length="1" type="audio/mpeg"/></item>'
    found = read(document(f"{one}<item><title>2</title>{RECORDING}</item>"))
    assert [one.enclosure.url for one in found.feed.items] == [
        "https://h.example/1.mp3",
        "https://host.example/a.mp3",
    ]


def test_too_long_a_document_is_not_even_decoded() -> None:
    with pytest.raises(SourceError, match=r"60\.0 MB long; feeds of up to 50\.0 MB are read"):
        read(bytes(60_000_000))


@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">',
        "<!ENTITY % a \"<!ENTITY b 'x'>\"> %a;",
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x PUBLIC "-//X//" "http://127.0.0.1/x">',
        '<!ENTITY x "' + "x" * 20_000 + '">',
        '<!ENTITY x "never ends',
    ],
)
def test_declarations_that_do_harm_are_refused(declarations: str) -> None:
    with pytest.raises(SourceError, match="fill the memory or read other files"):
        read(f"<!DOCTYPE rss [{declarations}]><rss><channel><title>&x;&c;</title></channel></rss>".encode())


def test_no_file_is_ever_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    inside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = '<rss><channel><title>a&x;</title><i xmlns:xi="x" href="http://127.0.0.1:9/"/></channel></rss>'
    twice = read(f"<!DOCTYPE rss>{inside}{body}".encode())
    within = read(body.replace("<title>", f"{inside}<title>").encode())
    assert (twice.feed.title, within.feed.title) == ("a&x;", "a&x;")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
        "<!-- made by a script -->\n<!DOCTYPE rss>",
    ],
)
def test_a_document_type_elsewhere_is_ignored(doctype: str) -> None:
    found = read(f"<?xml version='1.0'?>{doctype}<rss><channel><title>Été</title></channel></rss>".encode())
    assert (found.feed.title, found.unplaced) == ("Été", ())


def test_declared_names_are_not_followed_and_said() -> None:
    found = read(b'<!DOCTYPE rss [\n<!ENTITY who "me">]>\n<rss><channel><title>&who;&nbsp;!</title></channel></rss>')
    assert found.feed.title == "&who;\xa0!"
    assert [(one.line, one.text) for one in found.unplaced] == [(1, '<!ENTITY who "me">'), (3, "&who;")]


@pytest.mark.parametrize(
    "monster",
    [
        "<a>" * 300,
        "<a " + " ".join(f'a{number}=""' for number in range(200)) + "/>",
        "<title>" + "x" * 11_000_000 + "</title>",
    ],
    ids=["deep", "attributes", "long"],
)
def test_what_would_fill_the_memory_is_refused(monster: str) -> None:
    with pytest.raises(SourceError, match="fill the memory"):
        read(document(monster))


def test_of_a_document_without_end_it_is_said_how_long_it_may_be() -> None:
    with pytest.raises(SourceError, match="more than 500,000 elements"):
        read(document("<a/>" * 500_001))


def test_what_balado_itself_wrote_is_read_whatever_others_may_send(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = document(
        "<title>Été</title>" + "".join(f"<item>{DATE}{ENCLOSURE}<guid>{n}</guid></item>" for n in range(5))
    )
    for bound in ("read_tree._MOST_ELEMENTS", "read_document.MOST_BYTES"):
        with monkeypatch.context() as patch:
            patch.setattr(f"balado.feed.{bound}", 9)
            with pytest.raises(SourceError):
                read(whole)
            assert len(read_own(whole).feed.items) == 5


_TIMES = depth(150_000, 500_000)


@pytest.mark.parametrize(
    "monster",
    [
        *(piece * _TIMES for piece in ("& ", "< ", "<![CDATA[", "<!--", "\x01", "&a;", "</x>")),
        *(piece * (_TIMES * 2 // 5) for piece in ("<a <a ' ", "<a \"'", "<p><b></p>", "<a a=")),
        *(f"<pubDate>{'a' * 4 * _TIMES}1</pubDate>", f"<i xmlns='{'/' * 4 * _TIMES}x'/>"),
        *(f"</i{'a' * 45_000}</i>", f"<i{'a' * 45_000}<i>", f"<x:a xmlns:x='{'1' * _TIMES}x'/>" * 3),
    ],
    ids=lambda monster: monster[:12].encode("unicode_escape").decode(),
)
@pytest.mark.untraced
def test_no_text_takes_the_square_of_its_length(monster: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        read(document(f"<title>{text}"))
        return time.process_time() - began

    eighth = min(seconds(monster[: len(monster) // 8]) for _ in range(2))
    assert seconds(monster) < 24 * eighth + 0.5  # of a square it would be 64 times as much


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("caf&eacute;&nbsp;&laquo;&hellip;&raquo;", "café\xa0«…»"),
        ("R&amp;D &lt;b&gt; &quot;x&quot; &apos;y&apos;", "R&D <b> \"x\" 'y'"),
        ("&#233;&#xE9;&#146;&#x1F399;", "éé’🎙"),
        ("<![CDATA[R&D &eacute; <b>]]>", "R&D &eacute; <b>"),
        ("<!-- R&D -->a<!-- b -->c", "ac"),
        ("&LT;&AMP;&lbrace;", "<&{"),
    ],
)
def test_characters_in_all_their_spellings(written: str, title: str) -> None:
    assert title_of(f"<title>{written}</title>") == (title, [])


@pytest.mark.parametrize(
    ("written", "title", "quoted"),
    [
        ("R&D", "R&D", "<title>R&D</title>"),
        ("a < b", "a < b", "<title>a < b</title>"),
        ("a ]]> b", "a ]]> b", "<title>a ]]> b</title>"),
        ("a&nosuch;b", "a&nosuch;b", "&nosuch;"),
        ("a&#1;b&#xFFFF;", "ab", "&#1;"),
        ("a\x0bb\x00", "ab", r"\x0b"),
    ],
)
def test_what_xml_does_not_allow_is_read_as_meant(written: str, title: str, quoted: str) -> None:
    found, [(line, text)] = title_of(f"<title>{written}</title>")
    assert (found, line) == (title, 2)
    assert quoted in text


@pytest.mark.parametrize("opening", ["<? ", "<?x ", "<!-- -- ", "<!x ", "<![CDATA[", "<x a='", '<x """<!--">'])
@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#x000DFFF;", "&#1;", "&#0;"])
def test_a_number_of_no_character_is_dropped_wherever_it_stands(opening: str, reference: str) -> None:
    found = read(document(f"<title>a{opening}b{reference}</title><link>c{reference}</link>"))
    assert write(replace(found.feed, **NEEDED))


def test_bare_ampersands_of_addresses_keep_what_follows() -> None:
    found = read(document('<item><enclosure url="https://h.example/?a=1&b=2&copy=3" length="1"/><guid>g</guid></item>'))
    assert found.feed.items[0].enclosure.url == "https://h.example/?a=1&b=2&copy=3"


def test_text_in_front_of_the_feed_is_skipped_and_its_lines_count() -> None:
    found = read(
        b"Warning: mysql\nfailed\n<?xml version='1.0'?>\n<rss><channel><title>a</title><title>b</title></channel></rss>"
    )
    assert found.feed.title == "a"
    assert [(one.line, one.path, one.text) for one in found.unplaced] == [
        (1, "/", "Warning: mysql\nfailed"),
        (4, "/rss/channel/title[2]", "b"),
    ]


@pytest.mark.parametrize("start", ["\n\n", "\ufeff", " \t", "<?xml version='1.0'?>\n", "<!-- x -->"])
def test_blanks_and_marks_in_front_do_no_harm(start: str) -> None:
    found = read(f"{start}<rss><channel><title>é</title></channel></rss>".encode())
    assert (found.feed.title, found.unplaced) == ("é", ())


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(line: str) -> None:
    found = read(line.join(["<rss>", "<channel>", "<enclosure/>", "</channel>", "</rss>"]).encode())
    assert [one.line for one in found.unplaced] == [3]


def test_lines_are_counted_past_sixty_five_thousand() -> None:
    assert read(document("\n" * 70_000 + "<enclosure/>")).unplaced[0].line == 70_002


def test_a_feed_cut_off_gives_what_is_there() -> None:
    whole = document(
        f"<title>a</title><item><title>1</title>{RECORDING}</item><item><title>2</title>{RECORDING}</item>"
    )
    found = read(whole[: whole.index(b"<title>2") + 8])
    assert [one.title for one in found.feed.items] == ["1"]
    assert any("XML is broken here (<title> of line" in str(one.what) for one in found.unplaced)


@pytest.mark.parametrize(
    "inside",
    [
        "<title>1",
        "<title>1</titel>",
        "<title>1</title></x>",
        "<title>1</title><description><p>a<p>b<br>c</description>",
        "<title>1</title><description>a<br>b</description>",
        "<title>1</title><description><ul><li>a<li>b</description>",
        "<title>1</title><x a=b c='<' d>a</x>",
        "<title>1</title><x>me <me@host.example></x>",
        "<title>1</title><x><![CDATA[</x></item>]]></x></y>",
        "<title>1</title><!-- </item> --></y>",
        "<title>1</title></y><item",
    ],
)
def test_a_slip_in_one_episode_harms_no_other(inside: str) -> None:
    one = f"<item>{inside}{RECORDING}</item>"
    other = one.replace("a.mp3", "b.mp3")
    found = read(document(f"<title>a</title>{one}{other}<item>{RECORDING}<title>2</title></item><link>b</link>"))
    assert [one.title for one in found.feed.items] == ["1", "1", "2"]
    assert found.feed.link == "b"
    assert any("XML is broken" in str(one.what) for one in found.unplaced)


@pytest.mark.parametrize(
    "open_tag",
    [
        '<itunes:category text="Arts">',
        '<itunes:category text="Arts"><itunes:category text="Books">',
        "<itunes:owner><itunes:name>a",
        '<itunes:image href="https://host.example/a.jpg">',
        '<atom:link rel="self" href="https://host.example/feed">',
        "<image><url>https://host.example/a.jpg",
        "<podcast:podroll>",
        '<podcast:person role="host">A',
        "<itunes:summary><p>a",
        "<category>a",
        "<language>fr",
    ],
)
def test_a_tag_of_the_show_without_its_end_takes_nothing_with_it(open_tag: str) -> None:
    items = "".join(f"<item><title>{number}</title>{RECORDING}</item>" for number in range(3))
    found = read(document(f"<title>a</title>{open_tag}<itunes:type>serial</itunes:type>{items}"))
    assert [one.title for one in found.feed.items] == ["0", "1", "2"]
    assert (found.feed.title, found.feed.show_type) == ("a", "serial")


@pytest.mark.parametrize(
    "open_tag",
    [
        "<enclosure url='https://h.example/b.mp3' length='1' type='audio/mpeg'>",
        '<podcast:transcript url="https://h.example/a.vtt" type="text/vtt">',
        "<podcast:value type='a' method='b'>",
        "<description><b>bold",
    ],
)
def test_a_tag_of_an_episode_without_its_end_takes_nothing_with_it(open_tag: str) -> None:
    one = f"<item><title>1</title>{open_tag}<guid>g</guid><itunes:season>2</itunes:season>{RECORDING}</item>"
    found = read(document(f"<title>a</title>{one}{one.replace('<guid>g', '<guid>h')}"))
    assert [(item.title, item.guid, item.season) for item in found.feed.items] == [("1", "g", 2), ("1", "h", 2)]


def test_an_episode_that_never_ends_ends_where_the_next_begins() -> None:
    found = read(document(f"<item><title>1</title>{RECORDING}<item><title>2</title>{RECORDING}</item>"))
    assert [one.title for one in found.feed.items] == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso-8859-1"])
def test_a_feed_is_the_same_in_every_encoding(encoding: str) -> None:
    known = feed(item(title="Où l'État réussit"), title="Été")
    text = write(known).decode().replace("UTF-8", encoding.removesuffix("-sig").upper(), 1)
    assert read(text.encode(encoding)) == ReadFeed(known, ())


@settings(max_examples=depth(20, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(feeds(), st.data())
def test_damage_of_any_kind_gives_a_feed_or_a_source_error(known: Feed, data: st.DataObject) -> None:
    damaged = bytearray(write(known))
    for _ in range(data.draw(st.integers(1, 12))):
        start = data.draw(st.integers(0, len(damaged)))
        length = data.draw(st.sampled_from([0, 1, 2, 40]))
        patch = data.draw(st.binary(max_size=4) | st.sampled_from([b"<", b">", b"&", b'"', b"<item>", b"]]>", b"<!--"]))
        damaged[start : start + length] = patch
    try:
        found = read(bytes(damaged))
    except SourceError:
        return
    assert isinstance(found.feed, Feed)
    assert isinstance(found.feed.built, type(known.built))


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_feed_or_a_source_error(anything: bytes) -> None:
    for bytes_ in (anything, b"<rss><channel>" + anything, document("<item>") + anything):
        try:
            found = read(bytes_)
        except SourceError:
            continue
        assert isinstance(found, ReadFeed)
