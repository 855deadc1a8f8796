"""A page that shows one list of captions becomes the other by what changed, and no more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.studio.captions.document import PlacedCaption, read_captions
from balado.studio.captions.splices import splices


def captions(words: list[int]) -> tuple[PlacedCaption, ...]:
    lines = [f"00:{number:02}.000 --> 00:{number + 1:02}.000\nMot {word}" for number, word in enumerate(words)]
    return read_captions("\n\n".join(["WEBVTT", *lines]).encode() + b"\n", "a.vtt").captions


def test_one_changed_caption_of_many_is_one_splice() -> None:
    old, new = captions([1, 2, 3, 4]), captions([1, 2, 9, 4])
    [only] = splices([one.key for one in old], new)
    assert (only.at, only.removed, [one.text for one in only.captions]) == (2, 1, ["Mot 9"])


@given(st.lists(st.integers(0, 9), max_size=20, unique=True), st.lists(st.integers(0, 9), max_size=20, unique=True))
def test_splices_lead_from_one_list_to_the_other(old_words: list[int], new_words: list[int]) -> None:
    old = [one.key for one in captions(old_words)]
    new = captions(new_words)
    shown = list(old)
    for splice in splices(old, new):
        shown[splice.at : splice.at + splice.removed] = [one.key for one in splice.captions]
    assert shown == [one.key for one in new]


def test_every_second_of_three_thousand_is_found_at_once() -> None:
    old = [f"k{number}" for number in range(3000)]
    new = captions([])
    assert splices(old, new)[0].removed == 3000
