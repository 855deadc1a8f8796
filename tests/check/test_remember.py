"""A check of a show that has not changed says again what it said, without judging again."""

import json
from dataclasses import replace

import pytest
from show_builder import NOW, Show

from balado.check.remember import Checked, recall, remember
from balado.errors import Fault, InsertLine, Place, ReplaceText
from balado.message import Joined, say, say_many

FAULT = Fault(
    Place("episodes/a/episode.md", 3, "title"),
    say("{one} and {many}", one="é", many=say_many("{count} thing", "{count} things", 2)),
    say("Write:\n{text}", text=Joined(("---", say("guid: {guid}", guid="caf\udce9"), "---"))),
    "a",
    "info",
    "title-with-number",
)


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    fixes = (None, ReplaceText(3, 8, "a: b", '"a: b"'), InsertLine(2, "guid: abc"))
    checked = Checked(tuple(replace(FAULT, fix=fix) for fix in fixes), ignored=3)
    remember(tmp_path / "check.json", "key", checked)
    assert recall(tmp_path / "check.json", "key") == checked
    assert recall(tmp_path / "check.json", "another") is None
    assert str(recall(tmp_path / "check.json", "key").faults[0].what) == "é and 2 things"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 2, "key": "key", "faults": [{}], "ignored": 0}'])
def test_what_is_damaged_is_not_known(tmp_path, damage):
    (tmp_path / "check.json").write_text(damage)
    assert recall(tmp_path / "check.json", "key") is None


def test_what_could_not_be_looked_at_is_not_kept(tmp_path):
    remember(tmp_path / "check.json", "key", replace(Checked(()), skipped=(say("no store"),)))
    assert not (tmp_path / "check.json").exists()


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    show.write_feed()
    show.add("01-a")
    show.publish()
    return show


def rules(show: Show, *arguments: str) -> list[str]:
    return sorted(one["rule"] for one in show.checked(0, *arguments) if one["event"] == "fault")


def test_a_second_check_loads_no_rule_and_says_the_same(show, tmp_path):
    first = rules(show)
    code = (
        "import sys; from balado.cli.main import _run;"
        f"_run(['check', '--now', {NOW!r}, '--format', 'json']);"
        "assert 'lxml' not in sys.modules"
    )
    run = show.python("-c", code)
    assert run.returncode == 0, run.stderr
    assert sorted(one["rule"] for one in map(json.loads, run.stdout.splitlines()) if one["event"] == "fault") == first


def test_a_change_of_a_text_a_recording_the_store_or_the_profile_is_judged(show):
    assert "transcript-missing" in rules(show)
    assert "transcript-missing" not in rules(show, "--profile", "youtube")
    text = show.root / "episodes" / "01-a" / "episode.md"
    text.write_text(text.read_text().replace("About 01-a", "Ep. 1 About it"))
    assert "title-with-number" in rules(show)
