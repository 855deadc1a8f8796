"""`balado status` in every state an episode can be in."""

from __future__ import annotations

import json

from show_builder import NOW, Show, silent_mp3


def states(show: Show, *arguments: str, now: str = NOW) -> dict[str, str]:
    run = show.run("status", "--now", now, "--format", "json", *arguments)
    events = [json.loads(line) for line in run.stdout.splitlines()]
    return {event["episode"]: event["state"] for event in events if event["event"] == "episode"}


def test_every_state_has_its_word(show: Show) -> None:
    show.add("live")
    changed = show.add("changed")
    retold = show.add("retold")
    show.add("later", date="2025-12-24 18:00")
    show.publish()
    (changed / "talk.mp3").write_bytes(silent_mp3(9))
    (retold / "episode.md").write_text("---\nguid: guid-of-retold\ntitle: Told anew\ndate: 2025-11-01 08:00\n---\n")
    show.add("due")
    show.add("draft", draft="true")
    show.add("faulty", season="zero")
    show.add("silent", seconds=None)
    before = show.footprint()

    assert states(show) == {
        "live": "live",
        "changed": "changed",
        "retold": "changed",
        "later": "scheduled",
        "due": "due",
        "draft": "draft",
        "faulty": "held-back",
        "silent": "missing-audio",
    }
    assert show.footprint() == before, "status writes nothing"


def test_local_times_and_what_is_due_next_are_said(show: Show) -> None:
    show.add("a")
    show.add("b", date="2025-12-24 18:00")
    show.publish()
    run = show.run("status", "--now", NOW)
    assert run.returncode == 0
    assert "2025-12-24 18:00 CET  b “About b”  scheduled" in run.stdout
    assert "next due 2025-12-24 18:00 CET" in run.stdout


def test_overdue_is_a_heartbeat(show: Show) -> None:
    show.add("a")
    show.add("b", date="2025-11-24 08:00")
    show.publish()
    assert show.run("status", "--now", "2025-11-24T10:00:00+01:00", "--overdue", "3").returncode == 0
    late = show.run("status", "--now", "2025-11-24T11:00:00+01:00", "--overdue", "3")
    assert late.returncode == 1
    assert "b is due and not live" in late.stderr
    assert show.run("publish", "--now", "2025-11-24T11:00:00+01:00").returncode == 0
    assert show.run("status", "--now", "2025-11-24T11:00:00+01:00", "--overdue", "3").returncode == 0


def test_what_is_written_by_half_is_overdue_only_by_the_date_it_says(show: Show) -> None:
    show.add("a")
    show.publish()
    show.add("future", date="2026-05-05 10:00", explicit="maybe")
    show.add("undated", date="some day")
    show.add("unquoted", date="2026-05-05 10:00", title="a: b: c")
    early = show.run("status", "--now", NOW, "--overdue", "1")
    assert (early.returncode, "is due" in early.stderr) == (0, False)
    assert "2026-05-05 10:00 CEST  future “About future”  held back" in early.stdout
    late = show.run("status", "--now", "2026-05-06T10:00:00+02:00", "--overdue", "1")
    assert late.returncode == 1
    assert [line for line in late.stderr.splitlines() if "is due" in line] == [
        "future is due and not live.",
        "unquoted is due and not live.",
    ]


def test_a_feed_that_was_cut_short_is_overdue(show: Show) -> None:
    show.add("a")
    show.publish()
    (show.root / "public" / "feed.xml").unlink()
    run = show.run("status", "--now", NOW, "--overdue", "3")
    assert run.returncode == 1
    assert "cut short" in run.stdout


def test_a_live_episode_that_is_gone_from_here_is_shown(show: Show) -> None:
    show.add("a")
    folder = show.add("b")
    show.publish()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert states(show) == {"a": "live", "b": "leaves"}


def test_a_kept_copy_of_the_feed_that_is_gone_is_told_while_the_feed_can_still_give_it_back(show: Show) -> None:
    show.add("a")
    show.publish()
    for copy in (show.root / ".public.balado" / "feeds").iterdir():
        copy.unlink()
    run = show.run("status")
    assert run.returncode == 1
    assert "The copy of feed.xml that is kept in" in run.stderr
    assert show.run("publish", "--repair").returncode == 0
    assert show.run("status").returncode == 0


def test_what_was_kept_is_told_until_something_moves(show: Show) -> None:
    show.add("a")
    show.add("b", date="2025-12-24 18:00")
    draft = show.add("c", draft="true")
    show.publish()
    told = states(show)
    assert states(show) == told == {"a": "live", "b": "scheduled", "c": "draft"}

    assert states(show, now="2025-12-24T18:00:00+01:00")["b"] == "due"
    assert states(show, now="2025-11-24T12:00:00+01:00") == told

    text = (draft / "episode.md").read_text(encoding="utf-8").replace("draft: true", "draft: false")
    (draft / "episode.md").write_text(text, encoding="utf-8")
    assert states(show)["c"] == "due"
    (draft / "talk.mp3").unlink()
    assert states(show)["c"] == "missing-audio"
