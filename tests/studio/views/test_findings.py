from __future__ import annotations

import re
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """An episode with two faults that have one answer each, and one that has none."""
    made = Show(tmp_path / "show")
    made.write_feed(explicit="non")
    made.add("a", guid=None)
    edit(made, "a", "title: About a", "title: About a\nnonsense: 1")
    return made


def names_of(page: str) -> list[str]:
    return re.findall(r'name="fault" value="([0-9a-f]{16})"', page)


def test_one_answer_is_given_by_a_button_and_the_rest_of_the_file_stays(show: Show) -> None:
    path = show.root / "episodes" / "a" / "episode.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get("/findings").text
        [name] = names_of(page)
        assert "New line" in page
        answer = served.post("/findings/fix", {"fault": name})
        assert answer.status == 303
        after = path.read_bytes()
        lines = after.split(b"\r\n")
        [guid] = [line for line in lines if line.startswith(b"guid: ")]
        assert after.replace(guid + b"\r\n", b"") == before
        told = served.get(answer.headers["location"]).text
        assert "Done: the line is put right." in told
        served.studio.state.wait(lambda one: one.checked is not None and not names_in(one.checked.faults))
        assert served.post("/findings/fix", {"fault": name}).status == 409
        assert path.read_bytes() == after
        form = dict(re.findall(r'name="(path|after)" value="([^"]+)"', told))
        assert served.post("/edit/undo", form).status == 303
    assert path.read_bytes() == before


def names_in(faults: tuple[object, ...]) -> list[object]:
    return [one for one in faults if getattr(one, "fix", None) is not None]


def test_nothing_is_done_in_a_file_that_is_another_by_now(show: Show) -> None:
    path = show.root / "episodes" / "a" / "episode.md"
    with served_studio(options_for(show), show) as served:
        served.settled()
        [name] = names_of(served.get("/findings").text)
        served.studio.state.close(20)
        path.write_text("---\nguid: mine\ntitle: Another\n---\n", encoding="utf-8")
        answer = served.post("/findings/fix", {"fault": name})
    assert answer.status == 409
    assert path.read_text(encoding="utf-8") == "---\nguid: mine\ntitle: Another\n---\n"


@pytest.mark.parametrize("fault", ["", "0" * 16, "../../feed.yaml", "x" * 5000])
def test_a_finding_that_is_none_changes_nothing(english: ServedStudio, fault: str) -> None:
    assert english.post("/findings/fix", {"fault": fault}).status == 409


def test_findings_stand_with_what_they_concern_and_say_why(english: ServedStudio) -> None:
    page = english.get("/findings").text
    assert '<a href="/episodes/live">About live</a>' in page
    assert re.search(r"<summary>Why: [a-z-]+</summary>", page)


@pytest.mark.parametrize("severity", ["error", "warning", "info", "nonsense"])
def test_those_of_one_severity(show: Show, severity: str) -> None:
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get(f"/findings?severity={severity}").text
    found = set(re.findall(r'<p class="finding (\w+)">', page.split('id="live-findings"')[1]))
    assert found == ({severity} if severity != "nonsense" else {"error", "warning", "info"})
