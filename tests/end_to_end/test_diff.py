"""`balado diff` and the rehearsal: what publishing would change, told before anything moves."""

import json
import re

import pytest
from show_builder import NOW, Show


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    show.publish()
    return show


def edit(show: Show, slug: str, old: str, new: str) -> None:
    path = show.root / "episodes" / slug / "episode.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def diff(show: Show, *arguments: str, code: int = 0) -> str:
    before = show.footprint()
    run = show.run("diff", "--now", NOW, *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    assert show.footprint() == before
    return run.stdout + (run.stderr if code else "")


def test_nothing_changed_is_no_difference(show):
    assert diff(show) == "No difference: https://pod.example/show/feed.xml is up to date.\n"


def test_a_title_and_a_word_in_the_notes_are_told_field_by_field(show):
    edit(show, "01-a", "title: About 01-a", "title: All about it")
    edit(show, "01-a", "Notes of", "Some notes of")
    told = diff(show)
    assert "Changed: All about it" in told
    assert "    title: About 01-a → All about it" in told
    assert re.search(r"    notes: .*Notes of.* → .*Some notes of", told)


def test_for_machines_each_field_with_its_whole_texts(show):
    edit(show, "01-a", "title: About 01-a", "title: All about it")
    events = [json.loads(line) for line in diff(show, "--format", "json").splitlines()]
    [changed] = [event for event in events if event["event"] == "difference"]
    assert (changed["change"], changed["guid"]) == ("changed", "guid-of-01-a")
    assert changed["fields"] == [{"field": "title", "before": "About 01-a", "after": "All about it"}]


def test_before_the_first_publication_everything_is_new(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    told = diff(show)
    assert "Nothing is published there yet: everything is new." in told
    assert "01-a “About 01-a” goes live" in told
    assert re.search(r"would send audio/01-a-[0-9a-f]{16}\.mp3 \([\d,]+ bytes\)", told)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_what_is_not_public_yet_is_masked_everywhere(show, form):
    show.add("02-b", date="2030-01-01 08:00")
    told = diff(show, "--format", form)
    assert "02-b" in told
    assert "2030-01-01" in told
    assert "****************" in told.replace("\\", "")
    assert not re.search(r"02-b-[0-9a-f]{16}", told.replace("\\", ""))
    assert "About 02-b" not in told


def test_markdown_for_a_pull_request_opens_each_change_and_lets_nothing_break_out(show):
    edit(show, "01-a", "title: About 01-a", "title: 'A | B <3 @everyone [x](http://y)'")
    told = diff(show, "--format", "markdown")
    assert told.startswith("### Publishing this changes the feed.\n")
    assert "| field | before | after |" in told
    [row] = [line for line in told.splitlines() if line.startswith("| title")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert "<3" not in told
    assert "@everyone" not in told
    assert "[x](" not in row


def test_what_the_guard_refuses_is_shown_beside_the_difference(show):
    edit(show, "01-a", "guid: guid-of-01-a", "guid: another")
    told = diff(show, code=1)
    assert "New in the feed: About 01-a" in told
    assert "No longer in the feed: About 01-a" in told
    assert "write `guid: guid-of-01-a` in its episode.md" in told
    assert "This would be refused, or held back" in diff(show, "--format", "markdown", code=1)
    assert diff(show, "--consent", "guid-of-01-a")


def test_the_show_itself_and_its_further_feeds_are_told(show):
    show.write_feed(description="Other words.", feeds="{all: {title: Everything, seasons: [1]}}")
    told = diff(show)
    assert "Changed: the show itself" in told
    assert "    description: " in told
    assert "all.xml is new" in told


def test_a_rehearsal_tells_the_same(show):
    edit(show, "01-a", "title: About 01-a", "title: All about it")
    rehearsed = show.publish("--dry-run")
    assert "    title: About 01-a → All about it" in rehearsed.stdout
    assert rehearsed.stderr.endswith("Dry run: nothing was written.\n")


def test_a_copy_of_the_feed_that_is_gone_is_replaced_by_what_is_served(show):
    for copy in (show.root / ".public.balado").rglob("*.xml.gz"):
        copy.unlink()
    edit(show, "01-a", "title: About 01-a", "title: All about it")
    assert "    title: About 01-a → All about it" in diff(show)


def test_a_rehearsal_shows_the_notes_of_new_episodes_as_listeners_get_them(show):
    for number in range(4):
        text = show.add(f"new-{number}") / "episode.md"
        text.write_text(
            text.read_text(encoding="utf-8") + "\n- [about](/a)\n- [b](https://e.example)\n", encoding="utf-8"
        )
    rehearsed = show.publish("--dry-run")
    assert rehearsed.stdout.count("as listeners read them") == 3
    assert "    Notes of new-0.\n\n    - about\n    - b <https://e.example>\n" in rehearsed.stdout
    assert "The notes of 1 more new episode are shown with `--only SLUG`." in rehearsed.stderr
    told = [one for one in show.events("--dry-run") if one["event"] == "notes"]
    assert [one["episode"] for one in told] == ["new-0", "new-1", "new-2", "new-3"]
    assert "<li>about</li>" in told[0]["html"]
