from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    return made


def test_a_fault_leads_to_its_line(show: Show) -> None:
    edit(show, "a", "title: About a", "titel: About a")
    with served_studio(options_for(show), show) as served:
        served.settled()
        findings = served.get("/findings").text
        assert 'href="/text/episodes/a/episode.md?line=3#L3"' in findings
        page = served.get("/text/episodes/a/episode.md?line=3").text
    line = page.split('<li id="L3"')[1].split("</li>")[0]
    assert 'class="marked faulty"' in line
    assert "There is no key “titel” here." in line


@pytest.mark.parametrize("line", ["", "x", "-1", "0", "1" * 30, "²"])
def test_a_line_that_is_none_marks_nothing(english: ServedStudio, line: str) -> None:
    from urllib.parse import quote

    assert "marked" not in english.get(f"/text/feed.yaml?line={quote(line)}").text


def test_a_draft_of_a_transcript_can_be_read(english: ServedStudio) -> None:
    assert "Bonsoir." in english.get("/text/episodes/waiting/transcript.draft.vtt").text


def test_credentials_are_hidden_and_markup_is_text(show: Show) -> None:
    edit(show, "a", "Notes of", "<script>x</script> secret_key: hunter2hunter2 Notes of")
    with served_studio(options_for(show), show) as served:
        page = served.get("/text/episodes/a/episode.md").text
    assert "hunter2" not in page
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_link_that_leads_out_of_the_show_by_now_is_not_followed(show: Show, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret of the machine", encoding="utf-8")
    notes = show.root / "episodes" / "a" / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert "mine" in served.get("/text/episodes/a/notes.txt").text
        served.studio.state.close(20)
        notes.unlink()
        notes.symlink_to(secret)
        answer = served.get("/text/episodes/a/notes.txt")
    assert answer.status == 404
    assert "secret of" not in answer.text
