"""A feed as a document: what stands in it, where, and in what form."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from feed_specimens import PARIS, SPACES, channel_of, feed, item, item_of, shape_of
from hypothesis import given
from hypothesis import strategies as st
from programs import lacking, need_program

from balado.feed.document import Enclosure
from balado.feed.write import write
from balado.show.model import Category, Owner, Person

SUMMER = timezone(timedelta(hours=2))
NEWFOUNDLAND = timezone(-timedelta(hours=3, minutes=30))
DOCUMENT = """\
<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0" \
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>Le dernier kilomètre</title>
    <link>https://example.org/</link>
    <description>Conférences.</description>
    <atom:link href="https://pod.example/feed.xml" rel="self" type="application/rss+xml"/>
    <copyright>Une institution</copyright>
    <generator>Balado</generator>
    <image>
      <url>https://pod.example/cover.jpeg</url>
      <title>Le dernier kilomètre</title>
      <link>https://example.org/</link>
    </image>
    <language>fr</language>
    <lastBuildDate>Mon, 23 Nov 2026 06:00:00 +0100</lastBuildDate>
    <itunes:author>Une institution</itunes:author>
    <itunes:owner>
      <itunes:name>Une institution</itunes:name>
      <itunes:email>podcast@example.org</itunes:email>
    </itunes:owner>
    <itunes:image href="https://pod.example/cover.jpeg"/>
    <itunes:category text="Society &amp; Culture">
      <itunes:category text="Documentary"/>
    </itunes:category>
    <itunes:category text="Government"/>
    <itunes:explicit>false</itunes:explicit>
    <itunes:type>serial</itunes:type>
    <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    <podcast:locked owner="podcast@example.org">yes</podcast:locked>
    <item>
      <title>Quelles attentes ?</title>
      <link>https://example.org/1</link>
      <description><![CDATA[<p>R&amp;D</p>]]></description>
      <content:encoded><![CDATA[<p>R&amp;D</p>]]></content:encoded>
      <guid isPermaLink="false">guid-of-a</guid>
      <enclosure url="https://pod.example/audio/a.mp3" length="1234" type="audio/mpeg"/>
      <pubDate>Mon, 23 Nov 2026 06:00:00 +0100</pubDate>
      <itunes:duration>3605</itunes:duration>
      <itunes:explicit>true</itunes:explicit>
      <itunes:image href="https://pod.example/a.png"/>
      <itunes:season>1</itunes:season>
      <itunes:episode>2</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <podcast:season name="2022-2023">1</podcast:season>
      <podcast:episode>2</podcast:episode>
      <podcast:person role="host" group="cast">Claire Hédon</podcast:person>
    </item>
  </channel>
</rss>
"""


def test_a_whole_document() -> None:
    one = item(
        title="Quelles attentes ?",
        link="https://example.org/1",
        html="<p>R&amp;D</p>",
        explicit=True,
        image_url="https://pod.example/a.png",
        season=1,
        season_name="2022-2023",
        episode=2,
        people=(Person(name="Claire Hédon", role="host", group="cast"),),
    )
    categories = (Category(name="Society & Culture", subcategory="Documentary"), Category(name="Government"))
    assert write(feed(one, categories=categories, copyright="Une institution")).decode() == DOCUMENT


def test_the_show_stands_before_its_items() -> None:
    names = [name for name, *_ in shape_of(channel_of(feed(item("a"), item("b"))))]
    assert names[-2:] == ["item", "item"]
    assert "item" not in names[:-2]


def test_what_rss_has_once_stands_once() -> None:
    channel = channel_of(feed(item(), copyright="A", short_title="T", new_feed_url="https://new.example/feed.xml"))
    names = Counter(name for name, *_ in shape_of(channel))
    assert [name for name, count in names.items() if count > 1] == []
    within = Counter(name for name, *_ in shape_of(channel.find("item")))
    assert [name for name, count in within.items() if count > 1] == []


def test_the_link_is_the_page_and_the_feed_names_itself() -> None:
    channel = channel_of(feed())
    assert channel.findtext("link") == "https://example.org/"
    assert channel.findtext("image/link") == channel.findtext("link")
    assert channel.findtext("image/title") == channel.findtext("title")
    assert [dict(link.attrib) for link in channel.findall("atom:link", SPACES)] == [
        {"href": "https://pod.example/feed.xml", "rel": "self", "type": "application/rss+xml"}
    ]


@pytest.mark.parametrize("name", ["cover.jpeg", "cover.JPG", "cover.jpg?v=2", "cover.png"])
def test_any_picture_is_named_for_the_show_and_for_an_episode(name: str) -> None:
    url = f"https://pod.example/{name}"
    channel = channel_of(feed(item(image_url=url), image_url=url))
    assert [image.get("href") for image in channel.iterfind(".//itunes:image", SPACES)] == [url, url]
    assert channel.findtext("image/url") == url


@pytest.mark.parametrize(("explicit", "written"), [(True, "true"), (False, "false")])
def test_explicit_is_true_or_false(explicit: bool, written: str) -> None:
    channel = channel_of(feed(item(explicit=not explicit), explicit=explicit))
    assert channel.findtext("itunes:explicit", namespaces=SPACES) == written
    assert channel.findtext("item/itunes:explicit", namespaces=SPACES) == ("false" if explicit else "true")


def test_nothing_tells_of_the_program_but_its_name() -> None:
    channel = channel_of(feed())
    assert channel.findtext("generator") == "Balado"
    assert channel.find("docs") is None


def test_items_keep_the_order_of_the_feed() -> None:
    guids = [one.findtext("guid") for one in channel_of(feed(item("b"), item("c"), item("a"))).iterfind("item")]
    assert guids == ["guid-of-b", "guid-of-c", "guid-of-a"]


def test_a_guid_is_no_address() -> None:
    guid = item_of(item(guid="https://example.org/?p=1")).find("guid")
    assert (guid.text, guid.get("isPermaLink")) == ("https://example.org/?p=1", "false")


def test_the_enclosure_is_said_exactly() -> None:
    enclosure = Enclosure("https://pod.example/a.m4a?x=1&y=2", 2**33, "audio/x-m4a")
    assert dict(item_of(item(enclosure=enclosure)).find("enclosure").attrib) == {
        "url": "https://pod.example/a.m4a?x=1&y=2",
        "length": "8589934592",
        "type": "audio/x-m4a",
    }


@pytest.mark.parametrize(
    "notes", ["<p>a ]]> b</p>", "]]>", "]]", "<![CDATA[a]]>", "<p>&amp; &lt;b&gt; é</p>", "<ul>\n<li>a</li>\n</ul>"]
)
def test_description_and_content_are_the_same_notes(notes: str) -> None:
    one = item_of(item(html=notes))
    assert one.findtext("description") == notes
    assert one.findtext("content:encoded", namespaces=SPACES) == notes
    names = [name for name, *_ in shape_of(one)]
    assert names.index("description") < names.index("content:encoded")


def test_notes_are_readable_in_the_document() -> None:
    assert b"<description><![CDATA[<p>R&amp;D</p>]]></description>" in write(feed(item(html="<p>R&amp;D</p>")))


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 3, 6, tzinfo=PARIS), "Tue, 03 Nov 2026 06:00:00 +0100"),
        (
            datetime(2026, 8, 9, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=2))),
            "Sun, 09 Aug 2026 23:59:59 +0200",
        ),
        (datetime(2026, 2, 1, tzinfo=UTC), "Sun, 01 Feb 2026 00:00:00 +0000"),
        (
            datetime(2026, 12, 31, 20, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
            "Thu, 31 Dec 2026 20:00:00 -0330",
        ),
    ],
)
def test_dates_are_english_with_a_numeric_zone(moment: datetime, written: str) -> None:
    channel = channel_of(feed(item(published=moment), built=moment))
    assert channel.findtext("lastBuildDate") == written
    assert channel.findtext("item/pubDate") == written


FRENCH = """
import locale, pathlib, sys, time
locale.setlocale(locale.LC_ALL, "fr_FR.UTF-8")
assert time.strftime("%A", (2026, 1, 1, 0, 0, 0, 0, 1, 0)) == "lundi"
from feed_specimens import feed, item
from balado.feed.write import write
sys.stdout.buffer.write(write(feed(item("a"), item("b"))))
assert locale.setlocale(locale.LC_ALL) == "fr_FR.UTF-8"
"""


def test_the_language_and_the_zone_of_the_process_change_nothing(tmp_path: Path) -> None:
    localedef = need_program("localedef")
    made = subprocess.run([localedef, "-i", "fr_FR", "-f", "UTF-8", tmp_path / "fr_FR.UTF-8"], check=False)
    if made.returncode != 0:
        lacking("the source of the locale fr_FR")
    environment = {
        "LOCPATH": str(tmp_path),
        "TZ": "Asia/Kathmandu",
        "PYTHONPATH": str(Path(__file__).parents[1] / "support"),
    }
    run = subprocess.run(
        [sys.executable, "-c", FRENCH], env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout == write(feed(item("a"), item("b")))


def test_writing_leaves_the_locale_alone_as_other_threads_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: pytest.fail("the locale is the whole process's"))
    assert b"<lastBuildDate>Mon, 23 Nov 2026 06:00:00 +0100</lastBuildDate>" in write(feed(item()))


def test_the_same_feed_is_the_same_bytes() -> None:
    assert write(feed(item("a"), item("b"))) == write(feed(item("a"), item("b")))


def test_a_feed_without_items_is_a_document_too() -> None:
    assert channel_of(feed()).find("item") is None


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff\r", exclude_categories=("Cc", "Cs"))
    | st.sampled_from("\n\t&<>]['\"\u2028\u00a0\U0001f399"),
    min_size=1,
)


@given(title=XML_TEXT, name=XML_TEXT, notes=XML_TEXT)
def test_any_text_of_xml_survives(title: str, name: str, notes: str) -> None:
    person = Person.model_construct(name=name, role="guest", href=None, picture=None)
    owner = Owner.model_construct(name=name, email="podcast@example.org")
    one = item(title=title, short_title=title, html=notes, people=(person,), season=1, season_name="x", author=name)
    made = feed(one, title=title, description=notes, author=name, owner=owner, copyright=name)

    channel = channel_of(made)

    assert [channel.findtext(path, namespaces=SPACES) for path in ("title", "image/title", "item/title")] == [title] * 3
    assert [channel.findtext(path) for path in ("description", "item/description")] == [notes] * 2
    assert channel.findtext("item/content:encoded", namespaces=SPACES) == notes
    paths = ("copyright", "itunes:author", "itunes:owner/itunes:name", "item/itunes:author", "item/podcast:person")
    assert [channel.findtext(path, namespaces=SPACES) for path in paths] == [name] * 5


@given(XML_TEXT.filter(lambda text: not set("\n\t") & set(text)))
def test_any_text_survives_in_an_attribute(name: str) -> None:
    season = item_of(item(season=3, season_name=name)).find("podcast:season", SPACES)
    assert (season.get("name"), season.text) == (name, "3")


def test_a_character_that_xml_lacks_is_never_written() -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        write(feed(item(title="a\x01b")))
