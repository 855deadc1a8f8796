"""Feeds in the manner of hosts and programs, one each, of shows that do not exist. All words are ours."""

from __future__ import annotations

_SPACES = {
    "acast": "https://schema.acast.com/1.0/",
    "anchor": "https://anchor.fm/xmlns",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fyyd": "https://fyyd.de/fyyd-ns/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "libsyn": "http://libsyn.com/rss-extension",
    "media": "http://search.yahoo.com/mrss/",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "podcastRF": "http://radiofrance.fr/Lancelot/Podcast#",
    "psc": "http://podlove.org/simple-chapters",
    "rawvoice": "https://blubrry.com/developer/rawvoice-rss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "spotify": "http://www.spotify.com/ns/rss",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
_DATE = "<pubDate>Wed, 19 Oct 2022 15:30:00 +0000</pubDate>"


def _feed(channel: str, item: str) -> bytes:
    spaces = "".join(
        f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items() if f"{prefix}:" in channel + item
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{spaces}><channel><title>Les quais</title>'
        f"<link>https://quais.example/</link><description>Sur les quais</description>{channel}"
        f"<item><title>Un pont</title>{_DATE}{item}</item></channel></rss>"
    ).encode()


def _file(url: str) -> str:
    return f'<enclosure url="{url}" length="23456789" type="audio/mpeg"/>'


POWERPRESS = _feed(
    '<!-- podcast_generator="Blubrry PowerPress/11.9" mode="advanced" --><generator>https://wordpress.org/?v=6.6</generator>'
    "<sy:updatePeriod>hourly</sy:updatePeriod><rawvoice:frequency>Weekly</rawvoice:frequency>"
    '<rawvoice:subscribe feed="https://quais.example/feed/podcast/" itunes="https://podcasts.apple.com/fr/podcast/id1"/>',
    "<comments>https://quais.example/pont/#respond</comments><wfw:commentRss>https://quais.example/pont/feed/</wfw:commentRss>"
    '<slash:comments>0</slash:comments><dc:creator>lea</dc:creator><guid isPermaLink="false">https://quais.example/?p=1</guid>'
    "<category>Ponts</category><itunes:subtitle>Un pont, le soir</itunes:subtitle><itunes:author>Léa</itunes:author>"
    + _file("https://media.blubrry.com/quais/p/quais.example/media/pont.mp3?_=1"),
)
PODLOVE = _feed(
    "<generator>Podlove Podcast Publisher v4.1.10</generator>"
    '<atom:link rel="first" href="https://quais.example/feed/mp3/"/>'
    '<atom:link rel="next" href="https://quais.example/feed/mp3/?paged=2"/>'
    '<atom:link rel="payment" title="Merci" href="https://quais.example/merci" type="text/html"/>'
    "<atom:contributor><atom:name>Léa</atom:name><atom:uri>https://lea.example/</atom:uri></atom:contributor>"
    "<fyyd:verify>abc</fyyd:verify>",
    '<guid isPermaLink="false">podlove-2022-10-19t15:30:00+00:00-0a1b2c3d4e5f6a7</guid>'
    '<atom:link rel="http://podlove.org/deep-link" href="https://quais.example/pont/#"/>'
    '<psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Le pont"/></psc:chapters>'
    + _file("https://quais.example/podlove/file/12/s/feed/c/mp3/pont.mp3?ptm_source=feed&amp;ptm_context=mp3"),
)
SERIOUSLY_SIMPLE = _feed(
    '<!-- podcast_generator="SSP by Castos/3.5" Seriously Simple Podcasting plugin for WordPress -->'
    "<generator>https://wordpress.org/?v=6.6</generator><googleplay:author>Léa</googleplay:author>"
    '<googleplay:image href="https://quais.example/a.jpg"/>',
    '<guid isPermaLink="false">https://quais.example/?post_type=podcast&amp;p=1</guid>'
    "<googleplay:description>Un pont</googleplay:description><dc:creator>Léa</dc:creator>"
    + _file("https://quais.example/podcast-download/12/pont.mp3?ref=feed"),
)
CASTOPOD = _feed(
    "<generator>Castopod - https://castopod.org/</generator><podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>"
    '<podcast:funding url="https://quais.example/merci">Merci</podcast:funding>',
    "<guid>https://quais.example/@quais/episodes/pont</guid>"
    '<podcast:socialInteract protocol="activitypub" uri="https://quais.example/@quais/posts/1"/>'
    + _file(
        "https://op3.dev/e,pg=9b024349-ccf0-5f69-a609-6b82873eab3c/quais.example/audio/@quais/pont.mp3?_from=op3.dev"
    ),
)
ACAST = _feed(
    "<generator>acast.com</generator><acast:showId>62a0</acast:showId>"
    '<acast:signature key="EXAMPLE==" algorithm="aes-256-cbc"/>'
    "<acast:settings>abc</acast:settings>",
    '<guid isPermaLink="false">62a1</guid><acast:episodeId>62a1</acast:episodeId>'
    "<acast:episodeUrl>pont</acast:episodeUrl>" + _file("https://sphinx.acast.com/p/open/s/62a0/e/62a1/media.mp3"),
)
AUSHA = _feed(
    "<generator>Ausha (https://www.ausha.co)</generator><webMaster>feeds@ausha.co (Ausha)</webMaster>"
    "<spotify:countryOfOrigin>fr</spotify:countryOfOrigin><googleplay:author>Léa</googleplay:author>"
    "<itunes:keywords>ponts,quais</itunes:keywords>",
    '<guid isPermaLink="false">0a1b2c</guid><itunes:subtitle>Un pont</itunes:subtitle>'
    + _file("https://chtbl.com/track/47E579/https://audio.ausha.co/B4mpWfDq5KDa.mp3?t=1685693288"),
)
BUZZSPROUT = _feed(
    "<generator>Buzzsprout (https://www.buzzsprout.com)</generator>"
    '<podcast:locked owner="lea@quais.example">yes</podcast:locked>',
    '<guid isPermaLink="false">Buzzsprout-456</guid><itunes:summary>Un autre résumé</itunes:summary>'
    "<description>Un pont</description>" + _file("https://www.buzzsprout.com/123/episodes/456-un-pont.mp3"),
)
LIBSYN = _feed(
    "<generator>Libsyn RSSgen 1.0</generator><docs>https://quais.example/</docs>"
    "<managingEditor>lea@quais.example (Léa)</managingEditor><pubDate>Wed, 19 Oct 2022 15:30:00 +0000</pubDate>",
    '<guid isPermaLink="false">0a1b2c</guid><libsyn:itemId>456</libsyn:itemId>'
    + _file("https://dts.podtrac.com/redirect.mp3/traffic.libsyn.com/secure/quais/pont.mp3?dest-id=123"),
)
ANCHOR = _feed(
    "<generator>Anchor Podcasts</generator><author>Léa</author><itunes:author>Léa</itunes:author>",
    '<guid isPermaLink="false">0a1b2c</guid><dc:creator>Léa</dc:creator>'
    + _file(
        "https://anchor.fm/s/1a2b/podcast/play/456/https%3A%2F%2Fd3ctxlq1ktw2nl.cloudfront.net%2Fstaging%2Fpont.mp3"
    ),
)
SOUNDCLOUD = _feed(
    '<atom:link rel="next" href="https://feeds.soundcloud.com/users/soundcloud:users:1/sounds.rss?before=456"/>'
    "<webMaster>feeds@soundcloud.com (SoundCloud Feeds)</webMaster>",
    '<guid isPermaLink="false">tag:soundcloud,2010:tracks/456</guid>'
    + _file("https://feeds.soundcloud.com/stream/456-quais-un-pont.mp3"),
)
PODBEAN = _feed(
    "<generator>https://podbean.com/?v=5.5</generator><spotify:countryOfOrigin>fr</spotify:countryOfOrigin>"
    "<category>Arts:Design</category><ttl>1440</ttl>",
    '<guid isPermaLink="false">quais.podbean.com/0a1b2c</guid><comments>https://quais.podbean.com/e/pont/#comments</comments>'
    + _file("https://mcdn.podbean.com/mf/web/0a1b2c/pont.mp3"),
)
RADIO_FRANCE = _feed(
    "<generator>Radio France</generator><itunes:category text='Arts'/>",
    '<guid isPermaLink="false">12345@0a1b2c</guid><podcastRF:originStation>1</podcastRF:originStation>'
    + _file("https://rf.proxycast.org/0a1b2c/12345-19.10.2022-ITEMA_1.mp3"),
)
YOUTUBE = (
    b'<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
    b'xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"><yt:channelId>UC1</yt:channelId>'
    b"<title>Les quais</title><entry><yt:videoId>1</yt:videoId><media:group><media:title>Un pont</media:title>"
    b"</media:group></entry></feed>"
)
SPECIMENS = {
    "PowerPress": POWERPRESS,
    "Podlove": PODLOVE,
    "Seriously Simple Podcasting": SERIOUSLY_SIMPLE,
    "Castopod": CASTOPOD,
    "Acast": ACAST,
    "Ausha": AUSHA,
    "Buzzsprout": BUZZSPROUT,
    "Libsyn": LIBSYN,
    "Spotify for Creators": ANCHOR,
    "SoundCloud": SOUNDCLOUD,
    "Podbean": PODBEAN,
    "Radio France": RADIO_FRANCE,
}
"""By the name of their row."""
