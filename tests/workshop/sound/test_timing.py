"""What counts from the beginning of a recording moves with it: once, by the difference, and after an interruption."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from masters import given, tools

from balado.errors import RefusedError
from balado.show.sound import SoundSettings
from balado.workshop.sound.master import Mastered, Order, master
from balado.workshop.sound.recipe import read_recipe, recipe_path
from balado.workshop.times.files import TextMove, TimedText

CHAPTERS = "# mine\n00:00 Opening\n00:01.5 The talk\n"
CAPTIONS = "WEBVTT\n\n00:00.500 --> 00:02.000\nHello.\n"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A talk of 2.5 seconds with chapters and captions."""
    (tmp_path / "chapters.txt").write_text(CHAPTERS)
    (tmp_path / "transcript.vtt").write_text(CAPTIONS)
    texts = (
        TimedText(tmp_path / "chapters.txt", "episodes/a/chapters.txt", "chapters"),
        TimedText(tmp_path / "transcript.vtt", "episodes/a/transcript.vtt", "transcript"),
    )
    talk = given(tmp_path / "talk.wav")
    return Order((talk,), tmp_path / "talk.mp3", SoundSettings(), "01234567", texts=texts)


def with_intro(order: Order, seconds: float) -> Order:
    """The same behind an intro, which fades into it for a second."""
    folder = order.target.parent / "sound"
    folder.mkdir(exist_ok=True)
    path = folder / f"{seconds}.wav"
    if not path.exists():
        given(path, "mono", 0.0, "-t", str(seconds))
    return replace(order, around={"intro": path})


def texts(order: Order) -> list[str]:
    return [text.path.read_text() for text in order.texts]


def moved(seconds: str, start: str, end: str) -> list[str]:
    return [
        CHAPTERS.replace("00:01.5", seconds),
        CAPTIONS.replace("00:00.500", start).replace("00:02.000", end),
    ]


def names(made: Mastered) -> list[str]:
    return [move.text.path.name for move in made.timing.moves]


def test_they_move_once_and_by_the_difference_and_back_again(order: Order) -> None:
    assert master(order, tools()).timing.moves == ()
    assert texts(order) == [CHAPTERS, CAPTIONS]
    first = master(with_intro(order, 2.0), tools())
    assert (first.recipe.begins, names(first)) == (1.0, ["chapters.txt", "transcript.vtt"])
    assert texts(order) == moved("00:02.5", "00:01.500", "00:03.000")
    again = master(with_intro(order, 2.0), tools())
    assert (again.treatment, again.timing.moves) == (None, ())
    assert texts(order) == moved("00:02.5", "00:01.500", "00:03.000")
    longer = master(with_intro(order, 2.25), tools())
    assert (longer.timing.by_seconds, names(longer)) == (0.25, ["chapters.txt", "transcript.vtt"])
    assert texts(order) == moved("00:02.75", "00:01.750", "00:03.250")
    master(order, tools())
    assert texts(order) == [CHAPTERS.replace("1.5", "1.50"), CAPTIONS]


def test_another_setting_moves_nothing(order: Order) -> None:
    master(with_intro(order, 2.0), tools())
    other = replace(with_intro(order, 2.0), settings=SoundSettings.model_validate({"bitrate": "64k"}))
    assert master(other, tools()).timing.moves == ()
    order.target.unlink()
    assert master(other, tools()).timing.moves == ()
    assert texts(order) == moved("00:02.5", "00:01.500", "00:03.000")


def test_a_recording_that_was_not_made_here_has_a_clock_that_nobody_knows(order: Order) -> None:
    order.target.write_bytes(b"by somebody else")
    made = master(replace(with_intro(order, 2.0), may_replace=True), tools())
    assert made.timing.moves == ()
    assert [str(one.reason) for one in made.timing.unmoved] == [
        "The recording that it was timed on was not made here."
    ] * 2
    assert texts(order) == [CHAPTERS, CAPTIONS]


def test_what_cannot_be_read_stays_and_the_rest_is_moved(order: Order) -> None:
    broken = "00:00 Opening\nno time\n"
    order.texts[0].path.write_text(broken)
    made = master(with_intro(order, 2.0), tools())
    assert [one.name for one in made.timing.unmoved] == ["episodes/a/chapters.txt"]
    assert texts(order) == [broken, moved("", "00:01.500", "00:03.000")[1]]


@pytest.mark.parametrize("written", [0, 1])
def test_a_run_that_is_killed_among_the_texts_is_gone_on_with(
    order: Order, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[TextMove] = []
    carry_out = TextMove.carry_out

    def killed(move: TextMove) -> None:
        if len(carried) == written:
            raise KeyboardInterrupt
        carried.append(move)
        carry_out(move)

    wanted = with_intro(order, 2.0)
    with monkeypatch.context() as patch:
        patch.setattr(TextMove, "carry_out", killed)
        with pytest.raises(KeyboardInterrupt):
            master(wanted, tools())
    later = master(with_intro(order, 2.0), tools())
    assert (later.treatment, names(later)) == (None, ["chapters.txt", "transcript.vtt"][written:])
    assert texts(order) == moved("00:02.5", "00:01.500", "00:03.000")
    assert master(with_intro(order, 2.0), tools()).timing.moves == ()


def test_a_run_that_is_killed_before_the_recipe_has_its_name_is_gone_on_with(order: Order) -> None:
    master(with_intro(order, 2.0), tools())
    recipe = recipe_path(order.target)
    aside = recipe.with_name(f".{recipe.name}.part")
    made = read_recipe(order.target)
    recipe.replace(aside)
    again = master(with_intro(order, 2.0), tools())
    assert (again.treatment, again.recipe) == (None, made)
    assert (recipe.is_file(), aside.exists()) == (True, False)
    recipe.replace(aside)
    order.target.write_bytes(b"by somebody else")
    with pytest.raises(RefusedError):
        master(with_intro(order, 2.0), tools())


def test_a_recipe_says_of_texts_only_where_some_were_moved(order: Order) -> None:
    master(order, tools())
    assert "moved" not in recipe_path(order.target).read_text()
    master(with_intro(order, 2.0), tools())
    recipe = read_recipe(order.target)
    assert recipe is not None
    assert [one.file for one in recipe.moved] == ["chapters.txt", "transcript.vtt"]
    assert recipe.moved_by == 1.0
