"""`balado import`, as a person and as a script call it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from feed_specimens import full_feed, full_item, item
from forked_runs import Run
from host_specimens import SPECIMENS
from show_builder import Show

from balado.cli.main import _run
from balado.feed.notes.render import render_notes
from balado.feed.write import write

ADDRESS = "https://podcast.example.org/show"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    (tmp_path / "old.xml").write_bytes(
        write(replace(full_feed(full_item("a"), item("b")), live=(), show_type="episodic"))
    )
    return Show(tmp_path)


def last_event(run: Run) -> dict[str, object]:
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_a_script_gets_one_event_at_the_end(show: Show) -> None:
    run = show.run("import", "old.xml", "new", "--url", f"{ADDRESS}/feed.xml", "--format", "json")
    assert run.returncode == 0, run.stderr
    told = last_event(run)
    assert (told["event"], told["path"], told["episodes"], told["added"]) == ("imported", "new", 2, 2)
    assert f"url: {ADDRESS} " in (show.root / "new" / "feed.yaml").read_text("utf-8")


def test_a_person_is_told_what_was_made_and_what_is_next(show: Show) -> None:
    run = show.run("import", "old.xml", "new")
    assert run.returncode == 0, run.stderr
    assert "new: a show of 2 episodes." in run.stderr
    assert "balado check" in run.stderr


def test_what_was_edited_is_named(show: Show) -> None:
    show.run("import", "old.xml", "new")
    [path, _] = sorted((show.root / "new").glob("episodes/*/episode.md"))
    path.write_text(path.read_text("utf-8") + "\nMine.\n", "utf-8")
    run = show.run("import", "old.xml", "new")
    assert f"{path.relative_to(show.root / 'new').as_posix()} was edited here" in run.stderr
    assert path.read_text("utf-8").endswith("Mine.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.xml", "new"), 2, "none.xml"),
        (("old.xml", "new", "--url", "nothing"), 2, "--url"),
        (("http://127.0.0.1:1/feed.xml", "new"), 3, "private network"),
        (("http://127.0.0.1:1/feed.xml", "new", "--allow-private"), 3, "cannot be reached"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(
    show: Show, arguments: tuple[str, ...], code: int, said: str
) -> None:
    run = show.run("import", *arguments)
    assert run.returncode == code
    assert said in run.stderr
    assert not (show.root / "new").exists()


def test_what_a_rule_would_refuse_is_published_as_subscribers_have_it(show: Show) -> None:
    long = replace(item("long"), html=f"<p>{'word ' * 3000}</p>")
    (show.root / "old.xml").write_bytes(write(replace(full_feed(item("b"), long), live=(), show_type="episodic")))
    run = show.run("import", "old.xml", "new", "--url", ADDRESS, "--format", "json")
    assert (run.returncode, last_event(run)["lost"]) == (0, 0)
    assert "`notes-too-long` is not asked of it" in run.stderr
    texts = {path: path.read_text("utf-8") for path in (show.root / "new").glob("episodes/*/episode.md")}
    assert sum("ignore: {notes-too-long: It was published so at the old host.}" in text for text in texts.values()) == 1

    again = show.run("import", "old.xml", "new", "--format", "json")
    told = last_event(again)
    assert (again.returncode, told["lost"], told["updated"], told["kept"]) == (0, 0, 0, 0)
    assert {path: path.read_text("utf-8") for path in texts} == texts
    assert show.run("publish", "--show", "new").returncode == 0


def test_what_somebody_took_out_of_the_show_is_not_lost(show: Show) -> None:
    show.run("import", "old.xml", "new", "--url", ADDRESS)
    [folder, _] = sorted((show.root / "new" / "episodes").iterdir())
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    again = show.run("import", "old.xml", "new", "--format", "json")
    assert (again.returncode, last_event(again)["lost"]) == (0, 0)
    assert not folder.exists()


def test_an_address_that_comes_too_late_is_told_and_not_written(show: Show) -> None:
    show.run("import", "old.xml", "new")
    path = show.root / "new" / "feed.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    run = show.run("import", "old.xml", "new", "--url", ADDRESS)
    assert f"--url was not written. Write url: {ADDRESS} below `publish`" in run.stderr
    assert ADDRESS not in path.read_text("utf-8")


def test_the_proof_renders_no_notes_that_were_rendered_before(
    show: Show, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rendering is the dearest part of an import, and what comes of a text does not change on the way."""
    again: list[str] = []
    monkeypatch.setattr("balado.edition.render.render_notes", lambda text: again.append(text) or render_notes(text))
    monkeypatch.chdir(show.root)
    assert _run(["import", "old.xml", "podcast"]) == 0
    assert again == []
    assert _run(["import", "old.xml", "podcast", "--verify"]) == 0
    assert len(again) == 2, "the count does count"
    capsys.readouterr()


@pytest.mark.parametrize("options", [("new",), ("new", "--verify"), ()])
def test_where_the_proof_cannot_be_written_nothing_is_begun(show: Show, options: tuple[str, ...]) -> None:
    run = show.run("import", "old.xml", *options, "--proof", "missing/proof.html")
    assert run.returncode == 2
    assert "there is no folder missing" in run.stderr
    assert [path.name for path in show.root.iterdir()] == ["old.xml"]


def test_the_proof_may_lie_in_the_folder_that_is_made(show: Show) -> None:
    run = show.run("import", "old.xml", "new", "--proof", "new/proof.html")
    assert run.returncode == 0, run.stderr
    assert (show.root / "new" / "proof.html").exists()


def test_a_title_without_end_is_told_in_short(show: Show) -> None:
    feed = replace(full_feed(replace(item("a"), title="Very " * 200_000)), live=())
    (show.root / "old.xml").write_bytes(write(feed))
    run = show.run("import", "old.xml", "new", "--proof", "proof.html", "--verbose", "--format", "json")
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert max(len(str(one.get("title", ""))) for one in rows) < 300
    assert len(run.stderr) < 50_000
    assert (show.root / "proof.html").stat().st_size < 100_000


def test_which_host_made_the_feed_is_said(show: Show) -> None:
    (show.root / "old.xml").write_bytes(SPECIMENS["Ausha"])
    run = show.run("import", "old.xml", "new", "--format", "json")
    assert last_event(run)["host"] == "Ausha"
    assert "The feed is one of Ausha." in run.stderr
