"""Objects of Podcasting 2.0, of each kind one with everything and one with what it must have."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from balado.show.extra import Extra
from balado.show.model import Person
from balado.show.podcasting import (
    AlternateEnclosure,
    Chapter,
    Chat,
    ContentLink,
    Funding,
    Image,
    Integrity,
    License,
    Location,
    RemoteItem,
    ServiceBlock,
    SocialInteract,
    Soundbite,
    Source,
    Trailer,
    TranscriptLink,
    Txt,
    UpdateFrequency,
    Value,
    ValueRecipient,
    ValueTimeSplit,
)

PARIS = timezone(timedelta(hours=1))
OTHER_GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
PEOPLE = (
    Person(
        name="Claire Hédon",
        role="guest",
        group="cast",
        href="https://example.org/hedon",
        picture="https://example.org/hedon.jpg",
    ),
    Person(name="Jean & Jeanne", role="audio editor", group="audio post-production"),
)
PLACES = (
    Location(name="Conseil d’État", geo="geo:48.8637,2.3372", osm="W55503397", country="FR", rel="creator"),
    Location(name="La Réunion", country="FR"),
)
IMAGE = Image(
    url="https://pod.example/wide.jpg",
    alt="Une salle pleine",
    aspect_ratio="16/9",
    width=1920,
    height=1080,
    type="image/jpeg",
    purpose="social",
)
ELSEWHERE = RemoteItem(
    feed_guid=OTHER_GUID,
    feed_url="https://other.example/feed.xml",
    item_guid="https://other.example/?p=1&q=2",
    medium="music",
    title="Une chanson",
)
SHOW_ELSEWHERE = RemoteItem(
    feed_guid=OTHER_GUID, feed_url="https://other.example/feed.xml", medium="podcast", title="Une autre émission"
)
RECIPIENT = ValueRecipient(
    name="Une institution",
    type="node",
    address="02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52",
    split=95,
    custom_key="112111100",
    custom_value="wal_1",
)
FEE = ValueRecipient(type="lnaddress", address="pay@wallet.example", split=5, fee=True)
VALUE = Value(
    type="lightning",
    method="keysend",
    suggested="0.00000005000",
    recipients=(RECIPIENT, FEE),
    time_splits=(
        ValueTimeSplit(
            start=timedelta(seconds=60),
            duration=timedelta(seconds=237),
            remote_start=timedelta(seconds=174),
            remote_percentage=90,
            remote_item=ELSEWHERE,
        ),
        ValueTimeSplit(start=timedelta(seconds=330.5), duration=timedelta(seconds=53), recipients=(RECIPIENT, FEE)),
    ),
)
SOCIAL = (
    SocialInteract(
        protocol="activitypub",
        uri="https://social.example/@show/1",
        account="@show@social.example",
        account_url="https://social.example/@show",
        priority=1,
    ),
    SocialInteract(protocol="disabled"),
)
CHAT = Chat(server="chat.example", protocol="matrix", account="@show:chat.example", space="#room:chat.example")
TXT = (Txt(text="S6lpp-7ZCn8-dZfGc-OoyaG", purpose="verify"), Txt(text="Un texte & rien de plus"))
FUNDING = (
    Funding(url="https://example.org/don", title="Soutenir l’émission"),
    Funding(url="https://example.org/adhesion", title="Adhérer"),
)
LICENSE = License(name="Licence Ouverte 2.0", url="https://example.org/licence")
CHAPTERS = (
    Chapter(start=timedelta(0), title="Ouverture"),
    Chapter(
        start=timedelta(minutes=12, seconds=30.5),
        title="Les « invisibles » & nous",
        href="https://example.org/12",
        picture="https://pod.example/12.jpg",
    ),
    Chapter(start=timedelta(minutes=20), picture="https://pod.example/20.jpg", listed=False),
)
ALTERNATES = (
    AlternateEnclosure(
        type="video/mp4",
        length=7924786,
        bitrate=511276,
        height=720,
        language="fr",
        title="Le film",
        rel="replay",
        codecs="avc1.64001f, mp4a.40.2",
        default=True,
        sources=(
            Source(uri="https://pod.example/film.mp4"),
            Source(uri="ipfs://QmX33FYehk6ckGQ6g1D9D3FqZPix5JpKstKQKbaS8quUFb", type="video/mp4"),
        ),
        integrity=Integrity(
            type="sri", value="sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"
        ),
    ),
    AlternateEnclosure(type="audio/mpeg", sources=(Source(uri="https://pod.example/en.mp3"),)),
)
TRANSCRIPTS = (
    TranscriptLink(url="https://pod.example/a.vtt", type="text/vtt", language="fr", rel="captions"),
    TranscriptLink(url="https://pod.example/a.html", type="text/html"),
)
SOUNDBITES = (
    Soundbite(start=timedelta(seconds=73), duration=timedelta(seconds=60), title="Qui décide ?"),
    Soundbite(start=timedelta(seconds=1234.5), duration=timedelta(seconds=42.25)),
)
LINKS = (
    ContentLink(url="https://video.example/watch?v=1&t=2", title="Voir la vidéo"),
    ContentLink(url="https://example.org/page"),
)
TRAILERS = (
    Trailer(
        url="https://pod.example/trailer.mp3",
        title="Bientôt : la saison 1",
        date=datetime(2022, 9, 1, 8, 30, tzinfo=PARIS),
        length=12345,
        type="audio/mpeg",
        season=1,
    ),
    Trailer(url="https://pod.example/t2.mp4", title="En images", date=datetime(2022, 10, 1, tzinfo=PARIS)),
)
FREQUENCY = UpdateFrequency(
    title="Chaque deuxième mercredi",
    rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=5",
    start=datetime(2026, 11, 23, 6, tzinfo=PARIS),
    complete=True,
)
SERVICE_BLOCKS = (ServiceBlock(service="spotify", blocked=False), ServiceBlock(service=None, blocked=True))
PODROLL = (SHOW_ELSEWHERE, ELSEWHERE, RemoteItem(feed_guid=OTHER_GUID))
PUBLISHER = RemoteItem(
    feed_guid=OTHER_GUID,
    feed_url="https://pub.example/feed.xml",
    item_guid="https://pub.example/1",
    medium="publisher",
    title="L’éditeur",
)
IMAGES = (IMAGE, Image(url="https://pod.example/square.jpg"))
EXTRA = (
    Extra(name="spotify:limit", attributes={"recentCount": "10"}),
    Extra.model_validate(
        {
            "name": "foo:moods",
            "namespace": "http://foo.example/",
            "text": "Good & bad",
            "children": [{"name": "foo:mood", "attributes": {"xml:lang": "fr"}, "text": "Content"}],
        }
    ),
    Extra(name="category", text="Marche"),
)
