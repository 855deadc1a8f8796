"""Whole feeds in the manner of well-known hosts and programs, of shows that do not exist."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from foreign_feeds import said

from balado.feed.document import Enclosure
from balado.feed.read import read
from balado.show.extra import Extra
from balado.show.model import Category, Owner, Person
from balado.show.podcasting import Funding, Location, Soundbite, TranscriptLink

BLOG = """\
<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"
\txmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
>
<channel>
\t<title>La ville &#038; la nuit</title>
\t<atom:link href="https://nuit.example/feed/podcast/" rel="self" type="application/rss+xml" />
\t<link>https://nuit.example</link>
\t<description>Marcher dans la ville</description>
\t<lastBuildDate>Wed, 19 Oct 2022 15:30:00 +0000</lastBuildDate>
\t<language>fr-FR</language>
\t<sy:updatePeriod>hourly</sy:updatePeriod>
\t<generator>https://blog.example/?v=6</generator>
\t<itunes:summary>Marcher dans la ville</itunes:summary>
\t<itunes:author>Léa &amp; Omar</itunes:author>
\t<itunes:explicit>clean</itunes:explicit>
\t<itunes:owner><itunes:name>Léa</itunes:name><itunes:email>lea@nuit.example</itunes:email></itunes:owner>
\t<item>
\t\t<title>Les ponts &#8211; première partie</title>
\t\t<link>https://nuit.example/les-ponts/</link>
\t\t<comments>https://nuit.example/les-ponts/#respond</comments>
\t\t<pubDate>Wed, 19 Oct 2022 15:30:00 +0000</pubDate>
\t\t<dc:creator><![CDATA[lea]]></dc:creator>
\t\t<guid isPermaLink="false">https://nuit.example/?p=12</guid>
\t\t<category><![CDATA[Marche]]></category>
\t\t<description><![CDATA[Sous les ponts [&#8230;]]]></description>
\t\t<content:encoded><![CDATA[<p>Où, <a href="https://nuit.example/?a=1&amp;b=2">la carte</a></p>]]></content:encoded>
\t\t<enclosure url="https://nuit.example/media/ponts.mp3" length="23456789" type="audio/mpeg" />
\t\t<itunes:duration>42:07</itunes:duration>
\t</item>
</channel>
</rss>
"""

HOSTED = """\
<?xml version="1.0" encoding="UTF-8" ?>
<?xml-stylesheet href="/styles.xsl" type="text/xsl"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <atom:link href="https://host.example/7.rss" rel="self" type="application/rss+xml" />
  <atom:link href="https://hub.example/" rel="hub" xmlns="http://www.w3.org/2005/Atom" />
  <title>Two Cups</title>
  <podcast:locked owner="hi@cups.example">yes</podcast:locked>
  <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
  <podcast:funding url="https://cups.example/give">Buy us one</podcast:funding>
  <podcast:location osm="W55503397" geo="geo:48.8637,2.3372">Paris</podcast:location>
  <itunes:category text="Arts"><itunes:category text="Food" /></itunes:category>
  <itunes:keywords>tea, coffee</itunes:keywords>
  <item>
    <itunes:title>Steam</itunes:title>
    <title>Steam</title>
    <guid isPermaLink="false">Host-7-1</guid>
    <pubDate>Wed, 19 Oct 2022 11:30:00 -0400</pubDate>
    <podcast:chapters url="https://host.example/7/1.json" type="application/json" />
    <podcast:transcript url="https://host.example/7/1.srt" type="application/x-subrip" language="en" rel="captions"/>
    <podcast:soundbite startTime="12.5" duration="30.0" />
    <podcast:person role="Guest" group="cast" href="https://ada.example">Ada</podcast:person>
    <podcast:season name="Leaves">2</podcast:season>
    <itunes:duration>1800</itunes:duration>
    <itunes:episodeType>full</itunes:episodeType>
    <enclosure url="https://host.example/7/1.mp3" length="12" type="audio/mpeg" />
  </item>
</channel>
</rss>
"""

BY_HAND = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd">
<channel>
<title>Radio Café & Cie</title>
<link>http://cafe.example/?p=1&q=2</link>
<description>L'été à l'écoute</description>
<itunes:image url="x"/>
<itunes:link rel="image" type="video/jpeg" href="http://cafe.example/a.jpg">Café</itunes:link>
<item>
<title>N° 1</title>
<description>Un <b>bel</b> été<br>et la suite</description>
<enclosure url="http://cafe.example/n 1.mp3" length="12,5 Mo" type="audio/mp3"/>
<pubDate>Thu, 19 Oct 2022 17:30:00 CEST</pubDate>
</item>
<item>
<title>N° 2</title>
<enclosure url="http://cafe.example/2.mp3"/>
<pubDate>2022-10-20</pubDate>
</item>
</channel>
</rss>
"""


def test_a_blog_with_recordings() -> None:
    found = read(BLOG.encode())
    [item] = found.feed.items
    assert (found.feed.title, found.feed.author, found.feed.language) == ("La ville & la nuit", "Léa & Omar", "fr-FR")
    assert found.feed.owner == Owner(name="Léa", email="lea@nuit.example")
    assert (item.title, item.guid, item.link) == (
        "Les ponts – première partie",
        "https://nuit.example/?p=12",
        "https://nuit.example/les-ponts/",
    )
    assert item.html == '<p>Où, <a href="https://nuit.example/?a=1&amp;b=2">la carte</a></p>'
    assert (item.summary, item.author, item.duration_s) == ("Sous les ponts [&#8230;]", "lea", 2527)
    assert found.feed.extra == (Extra(name="sy:updatePeriod", text="hourly"),)
    assert item.extra == (
        Extra(name="comments", text="https://nuit.example/les-ponts/#respond"),
        Extra(name="category", text="Marche"),
    )
    assert said(found) == []


def test_a_host_of_podcasting_2() -> None:
    found = read(HOSTED.encode())
    [item] = found.feed.items
    assert (found.feed.guid, found.feed.locked) == ("9b024349-ccf0-5f69-a609-6b82873eab3c", True)
    assert found.feed.funding == (Funding(url="https://cups.example/give", title="Buy us one"),)
    assert found.feed.locations == (Location(name="Paris", geo="geo:48.8637,2.3372", osm="W55503397"),)
    assert found.feed.categories == (Category(name="Arts", subcategory="Food"),)
    assert (item.guid, item.short_title, item.season, item.season_name) == ("Host-7-1", "Steam", 2, "Leaves")
    assert item.published == datetime(2022, 10, 19, 15, 30, tzinfo=UTC)
    assert item.chapters_url == "https://host.example/7/1.json"
    assert item.transcripts == (
        TranscriptLink(url="https://host.example/7/1.srt", type="application/x-subrip", language="en", rel="captions"),
    )
    assert item.soundbites == (Soundbite(start=timedelta(seconds=12.5), duration=timedelta(seconds=30)),)
    assert item.people == (Person(name="Ada", role="guest", group="cast", href="https://ada.example"),)
    assert found.feed.extra == (Extra(name="itunes:keywords", text="tea, coffee"),)
    assert said(found) == []


def test_a_feed_written_by_hand_in_another_encoding() -> None:
    found = read(BY_HAND.encode("cp1252"))
    first, second = found.feed.items
    assert (found.feed.title, found.feed.link) == ("Radio Café & Cie", "http://cafe.example/?p=1&q=2")
    assert found.feed.description == "L'été à l'écoute"
    assert (first.title, first.html) == ("N° 1", "Un <b>bel</b> été<br>et la suite")
    assert first.enclosure == Enclosure("http://cafe.example/n 1.mp3", 0, "audio/mp3")
    assert first.published == datetime(2022, 10, 19, 15, 30, tzinfo=UTC)
    assert (second.title, second.guid, second.html) == ("N° 2", "http://cafe.example/2.mp3", "")
    assert [(one.line, one.path) for one in found.unplaced] == [
        (1, "/"),
        (4, "/"),
        (7, "/rss/channel/itunes:image/@href"),
        (7, "/rss/channel/itunes:image/@url"),
        (11, "/"),
        (12, "/rss/channel/item[1]/enclosure/@length"),
    ]
