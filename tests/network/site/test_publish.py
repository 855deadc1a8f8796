"""What a network publishes is a transaction: all of it or nothing, once, and only where something changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from network_sites import NOW, NetworkWorld, OwnShow, SteppedStorage, ministry, show_feed
from runs_in_process import Killed, Steps
from served_site import lead_nowhere

from balado.errors import RefusedError, UsageError
from balado.feed.read import read
from balado.record.generation import FileRecord, PictureFormRecord, SiteFileRecord
from balado.store.target import Target


def writes(calls: list[str]) -> list[str]:
    return [call for call in calls if call.split()[0] in ("put", "put_if_absent", "delete")]


def test_the_first_run_publishes_page_feed_list_and_calendar() -> None:
    world = ministry()
    outcome = world.publish()
    assert (outcome.published, outcome.faults) == (True, ())
    assert {"index.html", "network.opml", "calendar.ics", "search.json", "list/1.html"} < world.served.keys()
    page = world.served["index.html"].decode()
    for told in ("Radio un", "Radio deux", "Radio trois", "Épisode a", "Épisode e", "Conférence x"):
        assert told in page
    feed = read(world.served["feed.xml"]).feed
    assert (feed.medium, feed.guid, feed.items) == ("publisher", world.identity.guid, ())
    assert [(one.feed_guid, one.feed_url, one.medium) for one in feed.remote_items] == [
        (f"guid-of-{name}", f"https://{name}.example/feed.xml", "podcast") for name in ("un", "deux", "trois")
    ]


def test_a_run_with_nothing_to_do_asks_once_for_each_show_and_writes_nothing() -> None:
    world = ministry()
    world.publish()
    served = world.served
    calls = world.calls(world.publish)
    assert (
        sorted(calls)
        == ["examine feed.xml", "get generations/1.json", "get generations/2.json"] + ["head feed.xml"] * 2
    )
    assert [status for _, status in world.others.asked[-1:]] == [304]
    assert world.served == served


def test_what_the_run_before_knows_of_a_show_is_not_asked_again() -> None:
    world = ministry()
    world.publish()
    world.numbers = {"un": 1, "deux": 1}
    assert len(world.calls(world.publish)) == 3


def test_a_show_with_news_is_read_anew_and_the_others_from_their_copies() -> None:
    world = ministry()
    world.publish()
    world.own[1].publish(show_feed("deux", "nouveau", "c"))
    calls = world.calls(world.publish)
    assert "Épisode nouveau" in world.served["index.html"].decode()
    assert calls.count("head feed.xml") == 2
    assert len([call for call in calls if call.startswith("get feeds/")]) == 3
    assert not world.publish().published


def test_a_feed_that_is_made_anew_for_each_who_asks_is_no_news() -> None:
    world = ministry()
    world.publish()
    told = show_feed("trois", "d", "e")
    world.list(replace(told, built=told.built + timedelta(hours=1)))
    served = world.served
    assert writes(world.calls(world.publish)) == []
    assert world.served == served


def test_a_show_that_cannot_be_had_stays_as_it_was_and_is_told() -> None:
    world = ministry()
    world.publish()
    world.others.documents.clear()
    outcome = world.publish()
    assert not outcome.published
    [fault] = outcome.faults
    assert (fault.severity, fault.place.line) == ("warning", 2)
    assert "stays on the network's page as it was" in str(fault.what)
    assert "Radio trois" in world.served["index.html"].decode()


@pytest.mark.parametrize("document", [None, b"<html><body>No feed</body></html>"], ids=["nothing", "a web page"])
def test_a_show_that_never_could_be_had_is_left_out_and_stops_no_other(document: bytes | None) -> None:
    world = ministry()
    if document is None:
        del world.others.documents[world.listed[0]]
    else:
        world.others.documents[world.listed[0]] = document
    outcome = world.publish()
    assert outcome.published
    assert [fault.severity for fault in outcome.faults] == ["error"]
    assert "Radio trois" not in world.served["index.html"].decode()
    assert "Radio deux" in world.served["index.html"].decode()


def test_a_show_without_a_feed_yet_and_one_that_hides_are_not_told() -> None:
    world = ministry()
    world.own.append(OwnShow("quatre"))
    world.list(show_feed("cinq", "f", block=True))
    outcome = world.publish()
    assert outcome.faults == ()
    page = world.served["index.html"].decode()
    assert "Radio trois" in page
    assert "Radio cinq" not in page
    assert "cinq.example" not in world.served["network.opml"].decode()


def test_a_show_that_is_gone_is_refused_until_it_is_consented_to() -> None:
    world = ministry()
    world.publish()
    served = world.served
    gone, world.own = world.own, []
    with pytest.raises(RefusedError, match="would lose shows") as refused:
        world.publish()
    assert [str(fault.what) for fault in refused.value.faults] == [
        f"“{one.name}” would leave the network's page: it is not found where it was." for one in reversed(gone)
    ]
    assert world.served == served
    world.consent = ("un",)
    with pytest.raises(RefusedError) as refused:
        world.publish()
    assert [str(fault.remedy).endswith("--consent deux") for fault in refused.value.faults] == [True]
    world.consent = ("un", "deux")
    assert world.publish().published
    with pytest.raises(UsageError, match="`--consent deux` is not needed"):
        world.publish()


def test_a_show_whose_feed_was_emptied_away_is_gone_too_and_a_renamed_one_is_not() -> None:
    world = ministry()
    world.publish()
    del world.own[0].storage.objects["feed.xml"]
    world.own[1].name = "another name"
    with pytest.raises(RefusedError) as refused:
        world.publish()
    assert ["“un” would leave" in str(fault.what) for fault in refused.value.faults] == [True]


def test_no_first_page_is_empty() -> None:
    world = NetworkWorld()
    world.own.append(OwnShow("quatre"))
    with pytest.raises(RefusedError, match="its page would be empty") as refused:
        world.publish()
    assert ["“quatre” has no feed yet" in str(fault.what) for fault in refused.value.faults] == [True]
    assert world.served == {}


def test_a_conference_that_is_over_leaves_page_and_calendar() -> None:
    world = ministry()
    first = world.publish().generation
    assert first.next_due == NOW + timedelta(days=2, hours=2)
    world.now = first.next_due
    assert world.publish().generation.next_due is None
    assert "Conférence x" not in world.served["index.html"].decode()
    assert b"VEVENT" not in world.served["calendar.ics"]


def test_the_feed_says_when_it_changed_and_not_when_the_page_did() -> None:
    world = ministry()
    world.publish()
    feed = world.served["feed.xml"]
    world.now += timedelta(hours=1)
    world.own[1].publish(show_feed("deux", "nouveau", "c"))
    assert world.publish().published
    assert world.served["feed.xml"] == feed
    world.list(show_feed("six", "g"))
    world.publish()
    assert read(world.served["feed.xml"]).feed.built == world.now


def test_of_two_at_once_one_commits_and_the_other_looks_again() -> None:
    world, other = ministry(), NetworkWorld()
    other.target, other.own, other.others, other.listed = world.target, world.own, world.others, world.listed

    def first() -> None:
        world.state.before.clear()
        other.publish()

    world.state.before["put_if_absent generations/1.json"] = first
    outcome = world.publish()
    assert (outcome.published, outcome.generation.number) == (False, 1)
    assert [event.name for event in world.events] == ["overtaken"]


@pytest.mark.parametrize("key", ["index.html", "network.opml", "feed.xml"])
def test_a_run_that_was_cut_short_is_ended_by_the_next_one(key: str) -> None:
    world, undisturbed = ministry(), ministry()
    undisturbed.publish()

    def cut_short() -> None:
        raise InterruptedError

    world.public.before[f"put {key}"] = cut_short
    with pytest.raises(InterruptedError):
        world.publish()
    world.public.before.clear()
    outcome = world.publish()
    assert (outcome.published, outcome.generation.number) == (False, 1)
    assert world.served == undisturbed.served


def test_a_copy_that_is_lost_is_fetched_again() -> None:
    world = ministry()
    record = world.publish().generation.shows[2]
    del world.state.objects[f"feeds/{record.sha256}.xml.gz"]
    world.own[1].publish(show_feed("deux", "nouveau", "c"))
    assert world.publish().published
    assert f"feeds/{record.sha256}.xml.gz" in world.state.objects
    assert "Épisode d" in world.served["index.html"].decode()


def test_the_place_of_a_show_is_refused() -> None:
    world = ministry()
    world.target = world.own[0].target
    with pytest.raises(RefusedError, match="guid-of-un"):
        world.publish()


def test_of_a_show_of_its_own_page_and_small_cover_are_known() -> None:
    world = NetworkWorld()
    forms = {
        "d" * 64: (
            PictureFormRecord("artwork/large.jpg", "image/jpeg", 1400, 1400),
            PictureFormRecord("artwork/small.webp", "image/webp", 320, 320),
            PictureFormRecord("artwork/small.jpg", "image/jpeg", 320, 320),
            PictureFormRecord("artwork/tiny.jpg", "image/jpeg", 160, 160),
        )
    }
    cover, index = FileRecord("cover.jpg", "d" * 64, "artwork/cover.jpg"), SiteFileRecord.of("index.html", b"page")
    world.show(show_feed("un", "a"), forms=forms, artwork=cover)
    with_page = show_feed("deux", "b")
    shown = OwnShow("deux")
    shown.publish(with_page, site=(index,), documents={index.sha256: b"page"})
    world.own.append(shown)
    world.publish()
    page = world.served["index.html"].decode()
    assert re.findall(r'<img src="([^"]*)"', page) == [
        "https://un.example/artwork/small.jpg",
        "https://deux.example/cover.jpeg",
    ]
    assert '<a href="https://deux.example/">Radio deux</a>' in page


def test_killed_before_any_of_its_steps_it_is_ended_by_the_next_run_and_no_reader_is_led_nowhere() -> None:
    world = ministry()
    public, state = SteppedStorage("public"), SteppedStorage("state")
    world.target = Target(public, state)
    world.publish()
    before = dict(public.objects), dict(state.objects)
    world.own[1].publish(show_feed("deux", "nouveau", "c"))
    world.list(show_feed("six", "g"))

    def run(die_at: int | None) -> Steps:
        public.steps = state.steps = Steps(die_at)
        world.publish()
        return public.steps

    count = len(run(None).taken)
    ended = world.served
    assert count > 15
    for number in range(1, count + 1):
        public.objects, state.objects = dict(before[0]), dict(before[1])
        with pytest.raises(Killed):
            run(number)
        assert lead_nowhere(world.served) == set()
        run(None)
        assert world.served == ended
