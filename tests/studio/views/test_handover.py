"""What was changed in the studio, saved as a commit and handed over to the job that publishes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from git_trees import GitShow, committed_show, git_in, hook
from studio_runs import Answered, ServedStudio, edit, options_for, served_studio

from balado.source.keys.change import KeyChanges

NIGHTLY = ".github/workflows/nightly.yml"


@pytest.fixture
def made(tmp_path: Path) -> GitShow:
    return committed_show(tmp_path)


@pytest.fixture
def studio(made: GitShow) -> Iterator[ServedStudio]:
    with served_studio(options_for(made.show), made.show) as served:
        yield served


def fields_in(page: str) -> dict[str, str]:
    """What the form sends as it stands; of several files the one."""
    found = dict(re.findall(r'name="(shown|file)" value="([0-9a-f]+)"', page))
    [message] = re.findall(r'<textarea id="message"[^>]*>\n(.*?)</textarea>', page, re.DOTALL) or [""]
    return {**found, "message": html.unescape(message)}


def ended(studio: ServedStudio, answer: Answered) -> str:
    assert (answer.status, answer.headers["location"]) == (303, "/publish/run")
    studio.studio.publishing.publisher.wait()
    return studio.get("/publish/run").text


def save(studio: ServedStudio, **values: str) -> None:
    changes = KeyChanges({(name,): value for name, value in values.items()})
    assert studio.studio.saving.change("episodes/a/episode.md", changes).is_written


def test_a_save_becomes_a_commit_whose_message_is_made_from_the_difference(made: GitShow, studio: ServedStudio) -> None:
    assert 'href="/handover"' in wait_drawn(studio)
    save(studio, title="Another", summary="In short")
    fields = fields_in(studio.get("/handover").text)
    assert fields["message"] == "a: Title, Summary\n"
    told = ended(studio, studio.post("/handover", fields))
    assert "It is done." in told
    assert ", of 1 file." in told
    assert made.run("log", "--format=%B", "-1").strip() == "a: Title, Summary"
    assert made.pushed() == "Begun\n"
    again = studio.post("/handover", fields)
    assert again.headers["location"] == "/publish/run"
    assert "1 commit is not pushed yet" in studio.get("/handover").text


def wait_drawn(studio: ServedStudio) -> str:
    studio.settled()
    return studio.get("/publish").text


def test_where_a_job_publishes_the_button_hands_over(made: GitShow, studio: ServedStudio) -> None:
    (made.root / NIGHTLY).parent.mkdir(parents=True)
    (made.root / NIGHTLY).write_text("run: balado publish\n", encoding="utf-8")
    page = wait_drawn(studio)
    assert f"The job in <code>{NIGHTLY}</code> publishes this show" in page
    assert page.index("Hand over …") < page.index("Publish from this computer all the same") < page.index("Publish now")
    save(studio, title="Another")
    page = studio.get("/handover").text
    assert re.search(r'name="push" value="yes" checked', page)
    told = ended(studio, studio.post("/handover", {**fields_in(page), "pull": "yes", "push": "yes"}))
    assert f"It is handed over: the job in {NIGHTLY}" in told
    assert made.pushed() == "a: Title\nBegun\n"


def test_what_failed_is_told_beside_what_is_done(made: GitShow, studio: ServedStudio, tmp_path: Path) -> None:
    theirs = made.colleague(tmp_path / "theirs")
    (theirs / "x").write_text("x", encoding="utf-8")
    git_in(theirs, "add", "x")
    git_in(theirs, "commit", "--quiet", "--message=Theirs")
    git_in(theirs, "push", "--quiet")
    save(studio, title="Another")
    told = ended(studio, studio.post("/handover", {**fields_in(studio.get("/handover").text), "push": "yes"}))
    assert "Somebody else pushed meanwhile" in told
    assert "of 1 file." in told
    told = ended(studio, studio.post("/handover/pull", {}))
    assert "1 commit of others is brought in." in told


def test_what_changed_since_the_page_was_shown_is_shown_anew(made: GitShow, studio: ServedStudio) -> None:
    save(studio, title="Another")
    fields = fields_in(studio.get("/handover").text)
    edit(made.show, "a", "title: Another", "title: A third one")
    answer = studio.post("/handover", fields)
    assert answer.status == 409
    assert "Something changed since you looked" in answer.text
    assert made.run("log", "--format=%s") == "Begun\n"


def test_without_a_message_or_a_choice_nothing_is_done_and_what_was_entered_stays(studio: ServedStudio) -> None:
    save(studio, title="Another")
    fields = fields_in(studio.get("/handover").text)
    answer = studio.post("/handover", {**fields, "message": " \n", "push": "yes"})
    assert "A commit needs a message" in answer.text
    assert re.search(r'name="push" value="yes" checked', answer.text)
    nothing = {name: one for name, one in fields.items() if name != "file"}
    assert "Nothing was chosen" in studio.post("/handover", nothing).text


def test_what_the_repository_brings_is_named_and_not_run_by_looking(made: GitShow, studio: ServedStudio) -> None:
    mark = hook(made, "pre-commit", 0)
    save(studio, title="Another")
    page = studio.get("/handover").text
    assert "<code>pre-commit</code>" in page
    assert not mark.exists()
    ended(studio, studio.post("/handover", fields_in(page)))
    assert mark.exists()


def test_a_file_that_was_not_offered_is_not_committed(made: GitShow, studio: ServedStudio) -> None:
    (made.root / "secret.txt").write_text("x", encoding="utf-8")
    save(studio, title="Another")
    fields = fields_in(studio.get("/handover").text)
    answer = studio.post("/handover", {**fields, "file": "secret.txt"})
    assert "Nothing was chosen" in answer.text
    assert made.run("log", "--format=%s") == "Begun\n"


def test_without_git_there_is_none_of_it(english: ServedStudio) -> None:
    assert english.get("/handover").status == 404
    assert english.post("/handover", {}).status == 404
    assert "/handover" not in english.get("/publish").text


def test_without_its_token_nothing_is_committed(made: GitShow, studio: ServedStudio) -> None:
    save(studio, title="Another")
    fields = fields_in(studio.get("/handover").text)
    assert studio.post("/handover", {**fields, "csrf": ""}).status == 403
    assert made.run("log", "--format=%s") == "Begun\n"
