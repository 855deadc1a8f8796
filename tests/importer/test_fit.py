"""Values of other hosts in the forms that an author may write."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from balado.importer.fit import Fitter, absolute, cut, cut_bytes
from balado.show.model import Episode, Show


@pytest.mark.parametrize(
    ("model", "key", "written", "fitting"),
    [
        (Show, "language", "fr_FR", "fr-fr"),
        (Show, "language", "french", "fr"),
        (Show, "language", "zh-Hans-CN", "zh"),
        (Show, "language", "in", "id"),
        (Show, "language", "iw_IL", "he-il"),
        (Show, "language", "in-Latn", "id"),
        (Show, "language", "iw-Latn-IL", "he"),
        (Show, "language", "ind", "id"),
        (Show, "language", "mol", "ro"),
        (Show, "language", "swe", "sv"),
        (Show, "language", "swe-Latn-SE", "sv"),
        (Show, "language", "fre-CA", "fr-ca"),
        (Show, "title", "A <b>bold</b> &amp; good show", "A bold & good show"),
        (Show, "link", "http://a.example/ü", "https://a.example/ü"),
        (Show, "link", "www.a.example", "https://www.a.example"),
        (Show, "link", "https://a.example/a b", "https://a.example/a%20b"),
        (Show, "link", "https://a.ex  ample/x", "https://a.example/x"),
        (Show, "categories", ["Health"], ["Health & Fitness"]),
        (Show, "medium", "Podcast", "Podcast"),
        (Episode, "title", "x" * 300, f"{'x' * 254}…"),
        (Episode, "title", "a\x00b\u2028c", "a b c"),
        (Episode, "season", 3, 3),
        (Episode, "block", False, False),
        (Episode, "people", [{"name": "Ada", "role": "magician"}], [{"name": "Ada"}]),
        (Episode, "funding", [{"url": "https://a.example", "title": "x " * 100}],
         [{"url": "https://a.example", "title": f"{'x ' * 62}x…"}]),
        (Episode, "license", {"name": "CC-BY-4.0", "url": "nothing"}, {"name": "CC-BY-4.0"}),
        (Episode, "remote", {"url": "https://a.example/a.mp3?x-amz-signature=1"}, {"url": "https://a.example/a.mp3"}),
    ],
)  # fmt: skip
def test_what_has_one_right_form_is_put_right(model: Any, key: str, written: Any, fitting: Any) -> None:
    assert Fitter(model).fit(key, written) == fitting


@pytest.mark.parametrize(
    ("model", "key", "written"),
    [
        (Show, "language", "klingon"),
        (Show, "language", "enm"),
        (Show, "language", "frc-Latn"),
        (Show, "link", "nothing"),
        (Show, "owner", {"name": "Me", "email": "nothing"}),
        (Show, "categories", ["Nonsense"]),
        (Show, "people", {}),
        (Episode, "season", 0),
        (Episode, "season", -1),
        (Episode, "soundbites", []),
        (Episode, "title", " \u200b\x01"[2:]),
        (Episode, "license", {"name": "my own"}),
        (Episode, "value", [{"type": "lightning", "method": "keysend", "recipients": [{"type": "node"}]}]),
    ],
)
def test_what_means_nothing_is_left_out(model: Any, key: str, written: Any) -> None:
    assert Fitter(model).fit(key, written) is None


def test_of_a_list_only_what_is_wrong_goes_and_is_told_by_its_place() -> None:
    fitter = Fitter(Episode)
    good = {"url": "https://a.example"}
    assert fitter.fit("funding", [good, {"url": "nothing"}, good]) == [good, good]
    assert [one.key for one in fitter.adjustments] == ["funding.1.url", "funding.1.url"]
    assert len({one.kind for one in fitter.adjustments}) == 2


def test_a_value_is_told_by_the_key_that_its_author_knows() -> None:
    fitter = Fitter(Episode)
    fitter.fit("remote", {"url": "https://a.example/a.mp3", "type": "nothing"}, "audio")
    assert [one.key for one in fitter.adjustments] == ["audio.type"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//a.example/x", "//a.example/x"),
        ("a.example/x.mp3", "https://a.example/x.mp3"),
        ("/x.mp3", "https://base.example/x.mp3"),
        ("x.mp3", "https://base.example/podcast/x.mp3"),
        (None, None),
    ],
)
def test_an_address_within_the_site_is_made_whole(written: str | None, found: str | None) -> None:
    assert absolute(written, "https://base.example/podcast/") == found


def test_a_picture_is_never_taken_for_a_file_of_the_show() -> None:
    fitter = Fitter(Show)
    assert fitter.picture("cover.jpg", "") is None
    assert [one.key for one in fitter.adjustments] == ["artwork"]


def test_of_a_group_of_names_only_what_is_wrong_goes() -> None:
    assert Fitter(Show).fit("seasons", {"1": "One", "0": "None", "2": "Two"}) == {"1": "One", "2": "Two"}


def test_what_is_right_stays_and_nothing_is_told() -> None:
    fitter = Fitter(Episode)
    assert fitter.fit("link", "https://a.example/x?y=1#z") == "https://a.example/x?y=1#z"
    assert fitter.adjustments == []


@given(
    st.text(max_size=400), st.sampled_from(["title", "link", "author", "guid", "summary", "artwork", "episode_display"])
)
def test_whatever_is_written_the_model_takes_what_is_left(text: str, key: str) -> None:
    found = Fitter(Episode).fit(key, text)
    if found is not None:
        fields = {"slug": "x", "folder": "episodes/x", "guid": "g", key: found}
        try:
            Episode.model_validate(fields)
        except ValidationError as error:  # pragma: no cover (it would be shown)
            pytest.fail(str(error))


@given(st.text(), st.integers(10, 300))
def test_a_cut_text_is_short_enough(text: str, most: int) -> None:
    if len(text) > most:
        assert len(cut(text, most)) <= most
    if len(text.encode()) > most:
        assert len(cut_bytes(text, most).encode()) <= most
