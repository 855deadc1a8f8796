"""Files that came are shown as what they are, with what may become of them; and an episode begins with them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_samples import whole_mp3
from dropped_files import dropped, made, proposed
from office_files import docx, paragraph, run
from photos import photo
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.views import uploads

WORD = docx(paragraph(run("00:00:01 Début")), paragraph(run("00:00:04 Questions")))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedStudio]:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a", season="2", episode="7")
    with served_studio(options_for(show, tmp_path / "cache" / "i.json"), show) as served:
        served.settled()
        yield served


def picture(side: int = 20) -> bytes:
    content = io.BytesIO()
    photo(size=(side, side)).save(content, "JPEG")
    return content.getvalue()


def test_an_episode_begins_with_what_was_dropped(served: ServedStudio) -> None:
    """By the verbs themselves: what is proposed is done, what cannot be is said."""
    address = dropped(
        served,
        "new",
        ("Mon_premier débat.wav", whole_mp3(200)),
        ("notes.pdf", WORD),
        ("small.png", picture()),
        ("a.zip", b"PK\3\4"),
    )
    page = served.get(address).text
    assert proposed(page) == {"role-1": "recording", "role-2": "notes", "role-3": "cover", "title": "Mon premier débat"}
    assert "If it is an archive (ZIP), unpack it" in page
    told = made(served, address, chapters="yes")
    folder = served.show.root / "episodes/08-mon-premier-debat"
    assert {one.name for one in folder.iterdir()} == {"episode.md", "mon-premier-debat.mp3", "chapters.txt"}
    text = (folder / "episode.md").read_text(encoding="utf-8")
    for line in ("title: Mon premier débat\n", "season: 2\n", "episode: 8\n", "draft: true"):
        assert line in text
    assert ("done", "The episode “Mon premier débat” is begun, as a draft.") in told
    assert any(tone == "fault" and "20 x 20 pixels" in text for tone, text in told)
    work = served.get("/work").text
    assert "Not all of it could be done" in work
    assert '<a href="/edit/episodes/08-mon-premier-debat">' in work
    assert served.get(address).status == 404
    assert list(served.studio.uploads.folder.iterdir()) == []


def test_what_cannot_be_done_so_is_asked_again_with_all_that_was_chosen(served: ServedStudio) -> None:
    address = dropped(served, "new", ("a.mp3", whole_mp3(20)), ("b.mp3", whole_mp3(30)), ("c.jpg", picture()))
    batch = address.rpartition("/")[2]
    given = {"batch": batch, "do": "make", "role-1": "recording", "role-2": "recording", "role-3": "cover"}
    twice = served.post("/files", {**given, "title": "T <b>", "alt-3": 'A "b"', "x-3": "7"})
    assert twice.status == 422
    assert "choose between a.mp3, b.mp3" in twice.text
    for kept in ("T &lt;b&gt;", "A &#34;b&#34;", 'max="100" step="1" value="7"'):
        assert kept in twice.text
    untitled = served.post("/files", {**given, "role-2": "none"})
    assert (untitled.status, "has no title" in untitled.text) == (422, True)
    assert not served.studio.tasks.is_running


def test_nothing_but_what_is_offered_can_be_chosen(served: ServedStudio) -> None:
    address = dropped(served, "episodes/01-a", ("c.jpg", picture()))
    given = {"batch": address.rpartition("/")[2], "do": "make", "role-1": "recording", "x-1": "-1", "y-1": "١"}
    assert "there is nothing to do" in served.post("/files", given).text


def test_what_nobody_wants_goes(served: ServedStudio) -> None:
    address = dropped(served, "episodes/01-a", ("c.jpg", picture()))
    answer = served.post("/files", {"batch": address.rpartition("/")[2], "do": "drop"})
    assert (answer.status, answer.headers["location"]) == (303, "/episodes/01-a")
    assert served.get(address).status == 404
    assert served.post("/files", {"batch": "x", "do": "make"}).status == 404


def test_a_picture_is_shown_and_nothing_else(served: ServedStudio) -> None:
    address = dropped(served, "new", ("c.jpg", picture()), ("p.html", b"<!DOCTYPE html><script>1</script>"))
    answer = served.get(f"{address}/1")
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "image/jpeg", picture())
    for wrong in (f"{address}/2", f"{address}/3", f"{address}/..%2f1", "/files/x/1"):
        assert served.get(wrong).status in (400, 404)


def test_a_live_recording_replaced_says_what_listeners_get(english: ServedStudio) -> None:
    page = english.get(dropped(english, "episodes/live", ("a.mp3", whole_mp3(20)))).text
    assert "This episode is live. Who has it keeps the old recording" in page
    assert "kept beside it, hidden" in page
    page = english.get(dropped(english, "episodes/draft", ("a.mp3", whole_mp3(20)))).text
    assert "This episode is live" not in page


def test_without_ffmpeg_it_is_said_and_the_files_stay(served: ServedStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    address = dropped(served, "new", ("a.mkv", b"\x1a\x45\xdf\xa3" + bytes(99)))
    assert "This needs ffmpeg" not in served.get(address).text
    monkeypatch.setattr(uploads, "find_ffmpeg", lambda: None)
    page = served.get(address).text
    assert "This needs ffmpeg, which is not here" in page
    assert "balado[sound]" in page
    given = {"batch": address.rpartition("/")[2], "do": "make", "title": "T", "role-1": "recording"}
    answer = served.post("/files", given)
    assert (answer.status, "install it, or leave them out" in answer.text) == (422, True)
    assert served.get(address).status == 200


def test_while_something_else_is_under_way_nothing_is_begun(served: ServedStudio) -> None:
    address = dropped(served, "new", ("c.jpg", picture()))
    served.studio.tasks.close(1)
    given = {"batch": address.rpartition("/")[2], "do": "make", "title": "T", "role-1": "cover"}
    answer = served.post("/files", given)
    assert (answer.status, "Something else is under way" in answer.text) == (422, True)
    assert served.get(address).status == 200
    served.studio.uploads.busy.add(given["batch"])
    assert served.post("/files", given).headers["location"] == "/work"
