"""What a show and its episodes say in the words of Podcasting 2.0, resolved: people, places, trailers, streams."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import podcast_specimens as of
import pytest
from assembling import ADDRESSES, END, START, STREAM, announced, made, ready, show
from specimens import NOON, episode

from balado.feed.assemble import assemble, only
from balado.feed.document import AttachmentLinks, Enclosure, Feed, Item
from balado.show.conference import Held, OtherPicture
from balado.show.model import Person
from balado.show.podcasting import ContentLink, Image, Location, ServiceBlock, Trailer
from balado.show.vocabulary import PERSON_ROLES

HEDON = Person(name="Claire Hédon", function="Défenseure des droits", role="guest", group="cast")
CASTEX = Person(name="Jean Castex")
TEAM = (Person(name="Martine", role="host"), Person(name="Luc", role="editor", group="video post-production"))


def item_of(attached: AttachmentLinks | None = None, of_show: dict[str, Any] | None = None, **changes: Any) -> Item:
    one = episode("a", **changes)
    return made(ready(one, attached=attached or AttachmentLinks()), **(of_show or {})).items[0]


def credited(people: tuple[Person, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(one.name, one.role, one.group) for one in people]


def test_a_show_says_what_it_wrote() -> None:
    written: dict[str, Any] = {
        "medium": "video",
        "locations": of.PLACES,
        "license": of.LICENSE,
        "funding": of.FUNDING,
        "trailers": of.TRAILERS,
        "update_frequency": of.FREQUENCY,
        "social": of.SOCIAL,
        "chat": of.CHAT,
        "txt": of.TXT,
        "podroll": of.PODROLL,
        "remote_items": of.PODROLL,
        "publisher": of.PUBLISHER,
        "value": (of.VALUE,),
        "uses_podping": True,
        "extra": of.EXTRA,
    }
    feed = made(**written)
    assert {name: getattr(feed, name) for name in written} == written


def test_an_episode_says_what_it_wrote() -> None:
    written: dict[str, Any] = {
        "license": of.LICENSE,
        "funding": of.FUNDING,
        "social": of.SOCIAL,
        "chat": of.CHAT,
        "txt": of.TXT,
        "value": (of.VALUE,),
        "soundbites": of.SOUNDBITES,
        "locations": of.PLACES,
        "episode_order": "3.5",
        "episode_display": "Trois et demi",
        "block": True,
        "author": "Somebody",
        "short_title": "Short",
        "extra": of.EXTRA,
    }
    item = item_of(**written)
    assert {name: getattr(item, name) for name in written} == written


def test_what_lies_beside_a_recording_is_announced() -> None:
    attached = AttachmentLinks(of.CHAPTERS, "https://pod.example/a.json", of.TRANSCRIPTS, of.ALTERNATES)
    item = item_of(attached)
    found = AttachmentLinks(item.chapters, item.chapters_url, item.transcripts, item.alternates)
    assert found == attached


@pytest.mark.parametrize("role", sorted(PERSON_ROLES))
def test_a_role_brings_its_group(role: str) -> None:
    assert credited(item_of(people=(Person(name="A", role=role),)).people) == [("A", role, PERSON_ROLES[role])]


def test_who_has_no_role_is_a_guest_and_no_function_is_told() -> None:
    assert credited(item_of(people=(HEDON, CASTEX)).people) == [
        ("Claire Hédon", "guest", "cast"),
        ("Jean Castex", "guest", "cast"),
    ]
    assert item_of(people=(HEDON,)).people[0].function is None


def test_of_two_groups_with_that_role_the_author_chooses() -> None:
    found = item_of(people=(Person(name="A", role="editor"), TEAM[1])).people
    assert credited(found) == [("A", "editor", "writing"), ("Luc", "editor", "video post-production")]


def test_an_item_with_people_names_the_team_again() -> None:
    """In apps its people stand in place of the channel's."""
    feed = made(ready(episode("a", people=(CASTEX,))), team=TEAM)
    assert credited(feed.people) == [("Martine", "host", "cast"), ("Luc", "editor", "video post-production")]
    assert credited(feed.items[0].people) == [("Jean Castex", "guest", "cast"), *credited(feed.people)]


def test_somebody_of_the_team_has_the_role_of_that_episode() -> None:
    found = item_of(people=(Person(name="Martine", role="narrator"),), of_show={"team": TEAM}).people
    assert credited(found) == [("Martine", "narrator", "cast"), ("Luc", "editor", "video post-production")]


def test_an_item_without_people_has_those_of_the_channel() -> None:
    assert item_of(of_show={"team": TEAM}).people == ()


def test_where_a_conference_was_held_is_where_it_was_made() -> None:
    prades, palace = Location(name="Prades"), Location(name="Conseil d’État", country="FR")
    item = item_of(locations=(prades,), held=Held(start=START, place=palace))
    assert item.locations == (prades, Location(name="Conseil d’État", country="FR", rel="creator"))


def test_a_place_that_the_author_wrote_too_is_said_once() -> None:
    palace = Location(name="Conseil d’État", rel="creator")
    item = item_of(locations=(palace,), held=Held(start=START, place=Location(name="Conseil d’État")))
    assert item.locations == (palace,)


def test_without_a_place_only_what_it_is_about_is_said() -> None:
    assert item_of(held=Held(start=START)).locations == ()


def test_the_page_to_watch_it_on_comes_first() -> None:
    replay = ContentLink(url="https://video.example/1", title="Voir")
    assert item_of(replay=replay, links=of.LINKS).content_links == (replay, *of.LINKS)
    assert item_of(links=of.LINKS).content_links == of.LINKS


def test_services_are_blocked_one_by_one_and_all_the_rest() -> None:
    feed = made(service_blocks={"spotify": False, "all": True})
    assert feed.service_blocks == (
        ServiceBlock(service="spotify", blocked=False),
        ServiceBlock(service=None, blocked=True),
    )


def test_every_picture_is_told_in_the_words_of_podcasting_2_too() -> None:
    cover = Image(url="https://pod.example/a.jpg", aspect_ratio="1/1", width=1400)
    named = tuple(OtherPicture(**image.model_dump(exclude_none=True)) for image in of.IMAGES)
    with_cover = replace(ready(episode("a", images=named, alt="Un pont")), picture=cover)
    feed = made(with_cover, ready(episode("b", images=named)), images=named, alt="Une borne")
    own = feed.images[0]
    assert (own.url, own.alt, own.purpose) == (feed.image_url, "Une borne", "artwork")
    assert feed.images[1:] == of.IMAGES
    images = {item.guid: item.images for item in feed.items}
    assert images["guid-of-b"] == of.IMAGES
    assert images["guid-of-a"] == (cover.model_copy(update={"alt": "Un pont", "purpose": "artwork"}), *of.IMAGES)


def test_a_picture_that_is_a_file_is_told_with_what_was_found_in_it() -> None:
    found = Image(url="https://pod.example/artwork/wide.jpg", aspect_ratio="16/9", width=1920)
    named = (OtherPicture(file="wide.jpg", alt="Un pont", purpose="social"), OtherPicture(file="gone.jpg"))
    one = ready(episode("a", images=named))
    one = replace(one, attached=replace(one.attached, images={"wide.jpg": found}))
    assert made(one).items[0].images == (found.model_copy(update={"alt": "Un pont", "purpose": "social"}),)


def with_trailer(**changes: Any) -> Feed:
    return made(ready(episode("t", type="trailer", **changes)), ready(episode("a")))


def test_a_trailer_announces_itself_once_it_is_live() -> None:
    feed = with_trailer(title="Bientôt", season=2)
    assert only(feed, {"guid-of-a"}).trailers == ()
    live = only(feed, {"guid-of-a", "guid-of-t"})
    assert live.trailers == (
        Trailer(
            url="https://pod.example/audio/t.mp3",
            title="Bientôt",
            date=live.items[1].published,
            length=1,
            type="audio/mpeg",
            season=2,
        ),
    )


def test_only_the_live_items_stay() -> None:
    feed = with_trailer()
    assert [item.guid for item in only(feed, {"guid-of-a", "elsewhere"}).items] == ["guid-of-a"]


def test_a_trailer_that_the_author_announced_is_announced_once() -> None:
    feed = with_trailer()
    written = Trailer(url="https://pod.example/audio/t.mp3", title="Mine", date=NOON)
    live = only(replace(feed, trailers=(written,)), {"guid-of-t"})
    assert live.trailers == (written,)
    assert only(live, {"guid-of-t"}) == live


def test_a_trailer_on_a_server_without_https_announces_itself_as_well() -> None:
    feed = with_trailer()
    [sound] = (item for item in feed.items if item.guid == "guid-of-t")
    old = replace(sound, enclosure=Enclosure("http://old.example/t.mp3", 1, "audio/mpeg"))
    [trailer] = only(replace(feed, items=(old,)), {"guid-of-t"}).trailers
    assert trailer.url == "http://old.example/t.mp3"


def test_a_long_title_of_a_trailer_is_cut() -> None:
    [trailer] = only(with_trailer(title="é" * 200), {"guid-of-t"}).trailers
    assert trailer.title == "é" * 127 + "…"
    [whole] = only(with_trailer(title="é" * 128), {"guid-of-t"}).trailers
    assert whole.title == "é" * 128


def test_a_stream_has_the_guid_of_the_episode_to_come() -> None:
    [live] = assemble(show(), (announced("a", people=(HEDON,), season=1),), ADDRESSES, NOON).live
    assert (live.status, live.start, live.end) == ("pending", START, END)
    later = made(ready(episode("a", people=(HEDON,), season=1))).items[0]
    assert live.item == replace(
        later,
        published=START,
        enclosure=Enclosure("https://live.example/stream.mp3", 0, "audio/mpeg"),
        duration_s=0,
        content_links=(ContentLink(url="https://live.example/", title="Suivre en direct"),),
    )


def test_a_stream_names_its_page_before_all_others() -> None:
    [live] = assemble(show(), (announced("a", links=of.LINKS),), ADDRESSES, NOON).live
    assert live.item.content_links == (ContentLink(url=STREAM.page, title=STREAM.title), *of.LINKS)


def test_a_stream_may_have_its_own_picture() -> None:
    one = replace(announced(), picture=Image(url="https://pod.example/a.jpg"))
    [live] = assemble(show(), (one,), ADDRESSES, NOON).live
    assert live.item.image_url == "https://pod.example/a.jpg"


def test_streams_stand_in_the_order_of_their_beginnings() -> None:
    later = Held(start=END)
    several = (announced("c", held=later), announced("b", "live"), announced("a"))
    found = assemble(show(), several, ADDRESSES, NOON).live
    assert [(one.item.guid, one.status) for one in found] == [
        ("guid-of-a", "pending"),
        ("guid-of-b", "live"),
        ("guid-of-c", "pending"),
    ]


@pytest.mark.parametrize("missing", ["live", "held"])
def test_a_stream_without_address_or_hour_is_a_mistake_of_the_program(missing: str) -> None:
    with pytest.raises(ValueError, match="soon is not announced"):
        assemble(show(), (announced(**{missing: None}),), ADDRESSES, NOON)
