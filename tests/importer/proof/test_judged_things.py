"""People, transcripts, chapters: each is found again, however it is written now, or it is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from balado.importer.proof.aspects import ITEM, SHOW
from balado.importer.proof.judged import Judge, Judgement, Sameness, Setting, same
from balado.importer.proof.judged_things import in_any_order, things
from balado.message import say
from balado.show.model import Person
from balado.show.podcasting import Chapter, Trailer, TranscriptLink

OURS = Setting("https://pod.example/")
CLAIRE, PAUL = Person(name="Claire"), Person(name="Paul", picture="https://old.example/p.jpg")


def judge_of(name: str) -> Judge:
    return next(aspect.judge for aspect in ITEM if aspect.name == name)


def judged(name: str, old: tuple[object, ...], new: tuple[object, ...]) -> Judgement:
    return judge_of(name)(old, new, OURS)


def test_a_picture_that_moves_with_the_show_is_the_same_person() -> None:
    moved = PAUL.model_copy(update={"picture": "https://pod.example/p.jpg"})
    assert judged("people", (CLAIRE, PAUL), (CLAIRE, moved)).sameness is Sameness.IMPROVED
    elsewhere = PAUL.model_copy(update={"picture": "https://old.example/q.jpg"})
    assert judged("people", (CLAIRE, PAUL), (CLAIRE, elsewhere)).sameness is Sameness.DIFFERENT


def test_two_of_the_same_are_two() -> None:
    assert judged("people", (CLAIRE, CLAIRE), (CLAIRE,)).sameness is Sameness.LOST
    assert judged("people", (CLAIRE,), (CLAIRE, CLAIRE)).sameness is Sameness.DIFFERENT


def test_another_order_is_seen_where_it_means_something() -> None:
    assert judged("people", (CLAIRE, PAUL), (PAUL, CLAIRE)).sameness is Sameness.DIFFERENT
    assert in_any_order(things())((CLAIRE, PAUL), (PAUL, CLAIRE), OURS).sameness is Sameness.EQUAL


def test_one_that_goes_and_one_that_comes_are_different() -> None:
    assert judged("people", (CLAIRE,), (PAUL,)).sameness is Sameness.DIFFERENT
    assert judged("people", (CLAIRE, PAUL), (Person(name="Zoé"),)).sameness is Sameness.LOST


def test_who_is_host_by_default_is_host() -> None:
    assert judged("people", (CLAIRE,), (CLAIRE.model_copy(update={"role": "host"}),)).sameness is Sameness.IMPROVED
    assert judged("people", (CLAIRE,), (CLAIRE.model_copy(update={"role": "guest"}),)).sameness is Sameness.DIFFERENT


def test_a_transcript_under_our_address_and_further_forms_of_it() -> None:
    old = TranscriptLink(url="https://old.example/t.srt", type="application/srt")
    ours = TranscriptLink(url="https://pod.example/t.srt", type="application/x-subrip", language="fr", rel="captions")
    page = TranscriptLink(url="https://pod.example/t.html", type="text/html", language="fr")
    assert judged("transcripts", (old,), (ours,)).sameness is Sameness.IMPROVED
    assert judged("transcripts", (old,), (ours, page)).sameness is Sameness.IMPROVED
    assert judged("transcripts", (old,), (page,)).sameness is Sameness.DIFFERENT
    assert judged("transcripts", (old,), ()).sameness is Sameness.LOST


def test_chapters_that_stood_in_a_file_alone_may_stand_in_the_feed() -> None:
    chapter = Chapter(start=timedelta(seconds=1), title="One")
    assert judged("chapters", (), (chapter,)).sameness is Sameness.IMPROVED
    assert judged("chapters", (chapter,), (chapter.model_copy(update={"title": "Two"}),)).sameness is (
        Sameness.DIFFERENT
    )


def test_a_trailer_that_was_an_episode_alone_is_announced_too_and_one_that_was_announced_may_not_go() -> None:
    judge = next(aspect.judge for aspect in SHOW if aspect.name == "trailers")
    trailer = Trailer(url="https://pod.example/t.mp3", title="Soon", date=datetime(2026, 11, 1, tzinfo=UTC))
    assert judge((), (trailer,), OURS).sameness is Sameness.IMPROVED
    assert judge((trailer,), (trailer, trailer.model_copy(update={"url": "https://pod.example/2.mp3"})), OURS).is_well
    assert judge((trailer,), (), OURS).sameness is Sameness.LOST
    assert judge((trailer,), (trailer.model_copy(update={"title": "Now"}),), OURS).sameness is Sameness.DIFFERENT


@pytest.mark.parametrize("again", ["t.mp3", "t.mp3?src=trailer"])
def test_a_trailer_that_is_announced_twice_is_no_better(again: str) -> None:
    judge = next(aspect.judge for aspect in SHOW if aspect.name == "trailers")
    trailer = Trailer(url="https://pod.example/t.mp3", title="Soon", date=datetime(2026, 11, 1, tzinfo=UTC))
    twice = (trailer, trailer.model_copy(update={"url": f"https://pod.example/{again}"}))
    counted = trailer.model_copy(update={"url": f"https://op3.dev/e/pod.example/{again}"})
    assert [judge(old, twice, OURS).sameness for old in ((), (trailer,), (counted,))] == [Sameness.DIFFERENT] * 3
    assert judge(twice, twice, OURS).sameness is Sameness.EQUAL
    assert judge((counted,), (trailer,), OURS).sameness is Sameness.IMPROVED


def test_what_is_known_to_go_is_different_with_its_reason() -> None:
    judge = things(gone=say("It goes."), name=same)
    assert judge((CLAIRE,), (), OURS) == Judgement(Sameness.DIFFERENT, say("It goes."))
