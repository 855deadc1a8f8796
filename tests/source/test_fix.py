"""What has one right answer is put right, and everything else stays as it was written."""

import pytest
from show_builder import Show

from balado.source.fix import fix


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    return show


def edit(show: Show, name: str, old: str, new: str) -> None:
    path = show.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("feed.yaml", "language: fr", "language: french"),
        ("feed.yaml", "categories: [News > Politics]", "categories: [News & Politics]"),
        ("feed.yaml", "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c", "guid: 9B024349-CCF0-5F69-A609-6B82873EAB3C"),
        ("episodes/01-a/episode.md", 'title: "Le dernier kilomètre : quoi ?"', "title: Le dernier kilomètre : quoi ?"),
    ],
)
def test_one_answer_is_written_and_nothing_else_moves(show, name, right, wrong):
    key = right.partition(":")[0]
    path = show.root / name
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key}:")]
    old = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"{key}:"))
    edit(show, name, old, f"# mine\n{wrong}")
    [fixed] = fix(show.root)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert right in lines
    assert [line for line in lines if line not in ("# mine", right)] == kept
    assert f"-{wrong}" in fixed.difference
    assert f"+{right}" in fixed.difference


def test_guids_that_are_missing_are_written_where_they_belong(show):
    edit(show, "feed.yaml", "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c\n", "")
    edit(show, "episodes/01-a/episode.md", "guid: guid-of-01-a\n", "")
    assert [one.path for one in fix(show.root)] == ["episodes/01-a/episode.md", "feed.yaml"]
    assert (show.root / "feed.yaml").read_text().startswith("guid: ")
    assert (show.root / "episodes/01-a/episode.md").read_text().startswith("---\nguid: ")
    assert fix(show.root) == ()


def test_what_has_no_single_answer_stays(show):
    edit(show, "feed.yaml", "timezone: Europe/Paris", "timezone: Paris")
    edit(show, "feed.yaml", "explicit: false", "explicit: perhaps")
    before = (show.root / "feed.yaml").read_text()
    assert fix(show.root) == ()
    assert (show.root / "feed.yaml").read_text() == before


def test_line_ends_of_windows_stay(show):
    path = show.root / "feed.yaml"
    path.write_bytes(path.read_bytes().replace(b"language: fr", b"language: french").replace(b"\n", b"\r\n"))
    fix(show.root)
    assert b"language: fr\r\n" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_the_command_shows_the_difference_and_then_what_is_left(show):
    edit(show, "feed.yaml", "language: fr", "language: french")
    run = show.run("check", "--fix", "--now", "2025-11-23T12:00:00+01:00")
    assert run.returncode == 0, run.stderr
    assert "-language: french\n+language: fr\n" in run.stdout
    assert "1 file put right." in run.stderr
    assert show.run("check", "--fix", str(show.root / "feed.yaml")).returncode == 2
