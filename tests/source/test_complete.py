from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from balado.errors import Place
from balado.facts import AudioTags
from balado.show.model import Episode, Person
from balado.source.complete import Completion, complete, taken_from_tags

PARIS = ZoneInfo("Europe/Paris")
COMPLETION = Completion(PARIS, ("Conseil d'État",), lambda slug, key: Place(f"episodes/{slug}/episode.md", 1, key))
BARE = Episode(slug="a", folder="episodes/a", guid="abc")
DATED = BARE.model_copy(update={"title": "Written", "date": datetime(2022, 10, 19, tzinfo=PARIS)})
TAGS = AudioTags(
    title=" From the tags ",
    artists=("Claire Hédon", "conseil d'état", "Claire Hédon", "Jean Castex"),
    track=3,
    disc=1,
    date="2022-10-19",
    comment="A comment",
    description="A description",
)


def test_what_is_missing_comes_from_the_tags() -> None:
    episode, faults = complete(BARE, TAGS, COMPLETION)
    assert faults == ()
    assert episode.title == "From the tags"
    assert (episode.season, episode.episode) == (1, 3)
    assert episode.date == datetime(2022, 10, 19, tzinfo=PARIS)
    assert episode.summary == "A description"
    assert episode.people == (Person(name="Claire Hédon", role="guest"), Person(name="Jean Castex", role="guest"))


def test_what_is_written_counts_more() -> None:
    written = DATED.model_copy(
        update={"season": 9, "episode": 8, "summary": "Mine", "people": (Person(name="X", role="host"),)}
    )
    assert complete(written, TAGS, COMPLETION) == (written, ())


def test_a_comment_stands_in_for_a_description() -> None:
    episode, _ = complete(DATED, AudioTags(comment="A comment"), COMPLETION)
    assert episode.summary == "A comment"


@pytest.mark.parametrize(
    "tags",
    [
        AudioTags(track=0, disc=-1, comment="  ", artists=("", " ")),
        AudioTags(date="2022", title="<b>", description=""),
        AudioTags(artists=("CONSEIL D'ÉTAT",)),
    ],
)
def test_a_tag_that_could_not_be_written_is_passed_over(tags: AudioTags) -> None:
    assert complete(DATED, tags, COMPLETION) == (DATED, ())


@pytest.mark.parametrize(
    ("tag", "date"),
    [
        ("2022-10-19T17:30:00", datetime(2022, 10, 19, 17, 30, tzinfo=PARIS)),
        ("2022-10-19", datetime(2022, 10, 19, tzinfo=PARIS)),
    ],
)
def test_the_date_of_a_tag_is_in_the_zone_of_the_show(tag: str, date: datetime) -> None:
    episode, _ = complete(BARE, AudioTags(title="x", date=tag), COMPLETION)
    assert episode.date == date
    assert episode.date is not None
    assert episode.date.utcoffset() == date.utcoffset()


def test_title_and_date_that_nobody_says_are_faults() -> None:
    _, (title, date) = complete(BARE, AudioTags(), COMPLETION)
    assert (title.place, title.slug) == (Place("episodes/a/episode.md", 1, "title"), "a")
    assert "title: …" in str(title.remedy)
    assert date.place.key == "date"
    assert "date: 2022-10-19 17:30" in str(date.remedy)


def test_a_year_alone_is_no_date_and_is_named() -> None:
    _, (fault,) = complete(BARE, AudioTags(title="x", date="2022"), COMPLETION)
    assert "says only “2022”" in str(fault.what)


def test_what_was_taken_is_told_in_words() -> None:
    episode, _ = complete(BARE, TAGS, COMPLETION)
    assert [str(one) for one in taken_from_tags(BARE, episode)] == [
        "the title “From the tags”",
        "the date 2022-10-19 00:00",
        "season 1",
        "episode 3",
        "guests: Claire Hédon, Jean Castex",
        "the summary “A description”",
    ]
    assert taken_from_tags(DATED, complete(DATED, AudioTags(title="Other"), COMPLETION)[0]) == ()
