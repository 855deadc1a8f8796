"""What a reader does is saved and answered with the lines that changed; the last word is `balado transcript accept`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_studio import ADDRESS, PATH, ReadingStudio, draft_of, reading_studio


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[ReadingStudio]:
    with reading_studio(tmp_path) as made:
        yield made


def test_a_change_is_saved_and_the_answer_holds_that_line_alone(reading: ReadingStudio) -> None:
    key, seen = reading.keys[2], reading.revision
    answer = json.loads(reading.change(do="text", key=key, text="Merci <à> tous", seen=seen, start="4").body)
    assert [(one["at"], one["removed"], one["html"].count("<li ")) for one in answer["splices"]] == [(2, 1, 1)]
    assert "Merci &lt;à&gt; tous" in answer["splices"][0]["html"]
    assert (answer["said"], answer["undo"], answer["redo"]) == ("Saved.", True, False)
    assert reading.text == draft_of().replace("Merci à vous", "Merci &lt;à&gt; tous")
    assert json.loads(reading.change(do="undo", seen=answer["revision"]).body)["revision"] == seen
    assert reading.text == draft_of()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "keep", "words": "2"}, "Kept as it is, no longer unsure."),
        ({"do": "split", "place": "8"}, "Split in two."),
        ({"do": "speaker", "name": "Claire Hédon", "scope": "everywhere"}, "5 captions changed."),
        ({"do": "remove"}, "Removed."),
        ({"do": "text", "text": "Bonjour à toutes et à tous"}, "Nothing changes."),
        ({"do": "undo"}, "There is nothing to take back."),
    ],
)
def test_it_says_what_was_done(reading: ReadingStudio, fields: dict[str, str], said: str) -> None:
    answer = reading.change(key=reading.keys[0], seen=reading.revision, **fields)
    assert (answer.status, json.loads(answer.body)["said"]) == (200, said)


def test_words_of_the_show_are_shown_before_they_are_put_right(reading: ReadingStudio) -> None:
    shown = reading.served.get(f"/transcript-found?file={PATH}&do=terms").text
    assert "<del>des tas</del> <ins>d’État</ins>" in shown
    assert reading.text == draft_of()
    answer = reading.change(do="terms", keys=reading.keys[1], seen=reading.revision)
    assert json.loads(answer.body)["said"] == "1 caption changed."
    assert "Le Conseil <c.unsure>d’État</c>" in reading.text


def test_what_is_looked_for_is_shown_before_it_is_replaced(reading: ReadingStudio) -> None:
    asked = f"/transcript-found?file={PATH}&text=A&new=%C3%A0&whole=on"
    shown = reading.served.get(asked).text
    assert "1 caption would change." in shown
    assert "<del>À</del> <ins>à</ins>" in shown
    reading.change(do="replace", text="A", new="à", whole="on", keys=reading.keys[3], seen=reading.revision)
    assert "à demain" in reading.text


def test_what_an_editor_changed_meanwhile_is_merged_or_shown_with_both_texts(reading: ReadingStudio) -> None:
    keys, seen = reading.keys, reading.revision
    reading.draft.write_text(reading.text.replace("Merci à vous", "De l’éditeur"), encoding="utf-8")
    merged = json.loads(reading.change(do="text", key=keys[4], text="La fin", seen=seen, start="8").body)
    assert [one["at"] for one in merged["splices"]] == [2, 4]
    refused = reading.change(do="text", key=keys[2], text="Du studio", seen=seen, start="4")
    told = json.loads(refused.body)
    assert refused.status == 409
    assert (told["conflict"]["mine"], told["conflict"]["theirs"]) == ("Du studio", "De l’éditeur")
    assert "De l’éditeur" in reading.text
    assert "La fin" in reading.text
    plain = reading.served.post(
        "/transcripts/change", {"file": PATH, "do": "text", "key": keys[2], "text": "Du studio", "start": "4"}
    )
    assert plain.status == 409
    assert "Both texts" in plain.text
    assert ">\nDu studio</textarea>" in plain.text


def test_without_a_script_a_line_is_edited_by_a_form(reading: ReadingStudio) -> None:
    key = reading.keys[0]
    form = reading.served.get(f"{ADDRESS}?line={key}").text
    assert f'name="key" value="{key}"' in form
    saved = reading.served.post(
        "/transcripts/change", {"file": PATH, "do": "text", "key": key, "text": "Bonsoir", "start": "0"}
    )
    assert saved.status == 303
    assert saved.headers["location"] == f"{ADDRESS}?saved=1#c-{reading.keys[0]}"
    assert "Saved." in reading.served.get(f"{ADDRESS}?saved=1").text
    refused = reading.served.post(
        "/transcripts/change", {"file": PATH, "do": "text", "key": reading.keys[0], "text": " "}
    )
    assert "A caption needs words." in refused.text


def test_what_was_heard_is_counted_and_kept_away_from_the_show(reading: ReadingStudio) -> None:
    answer = reading.served.post("/transcripts/progress", {"file": PATH, "heard": "0-3.9 x-y nan-4 5", "at": "3.9"})
    assert json.loads(answer.body)["counts"] == {"captions": 5, "unsure": 3, "unnamed": 5, "unheard": 3}
    assert 'data-at="3.9"' in reading.page
    assert {path.name for path in reading.draft.parent.iterdir()} == {"episode.md", "talk.mp3", "transcript.draft.vtt"}


def test_a_draft_is_accepted_as_it_was_read_and_no_other(reading: ReadingStudio) -> None:
    fields = {"file": PATH, "seen": reading.revision}
    marked = reading.served.post("/transcripts/accept", fields)
    assert marked.status == 409
    assert "3 of them marked as unsure, first at 0:00, 0:02." in marked.text
    reading.draft.write_text(reading.text.replace("Fin", "La fin"), encoding="utf-8")
    other = reading.served.post("/transcripts/accept", {**fields, "unsure": "on"})
    assert "another one than the one you read" in other.text
    (reading.draft.parent / "transcript.vtt").write_text("WEBVTT\n", encoding="utf-8")
    reading.served.studio.state.refresh()
    reading.served.studio.state.wait(lambda one: "episodes/parle/transcript.vtt" in one.glance.texts)
    there = reading.served.post("/transcripts/accept", {"file": PATH, "seen": reading.revision, "unsure": "on"})
    assert "There is a transcript already: episodes/parle/transcript.vtt." in there.text
    done = reading.served.post(
        "/transcripts/accept", {"file": PATH, "seen": reading.revision, "unsure": "on", "replace": "on"}
    )
    assert (done.status, done.headers["location"]) == (303, "/episodes/parle")
    assert not reading.draft.exists()
    accepted = (reading.draft.parent / "transcript.vtt").read_text(encoding="utf-8")
    assert "NOTE balado accepted" in accepted
    assert "Voix 1" not in accepted
    assert reading.served.get(ADDRESS).status == 404


@pytest.mark.parametrize(
    "path", ["feed.yaml", "episodes/parle/episode.md", "../x.vtt", "episodes/parle/x.vtt", "", "\0"]
)
def test_no_other_file_can_be_named(reading: ReadingStudio, path: str) -> None:
    assert reading.served.post("/transcripts/change", {"file": path, "do": "undo"}).status == 404
    assert reading.served.post("/transcripts/accept", {"file": path}).status == 404


def test_a_change_needs_the_token_of_our_forms(reading: ReadingStudio) -> None:
    assert reading.change(do="remove", key=reading.keys[0], csrf="x").status == 403
    assert reading.change(do="nothing", key=reading.keys[0]).status == 400
    assert reading.text == draft_of()


def test_a_preview_shows_the_transcript_and_changes_nothing(tmp_path: Path) -> None:
    with reading_studio(tmp_path, may_change=False) as reading:
        assert "/transcripts/change" not in reading.page
        assert reading.change(do="remove", key=reading.keys[0]).status in (403, 404, 405)
        assert reading.text == draft_of()
