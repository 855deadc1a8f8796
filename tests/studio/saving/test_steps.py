"""What each save did, key by key, and whether it can be taken back."""

from __future__ import annotations

from balado.studio.saving.copies import Step, digest_of
from balado.studio.saving.steps import PastSave, past_saves

PATH = "episodes/a/episode.md"


def text(title: str, *lines: str, notes: str = "Notes") -> bytes:
    return "\n".join(["---", f"title: {title}", *lines, "---", notes, ""]).encode()


def told(before: bytes, after: bytes, now: bytes | None, kept: bool = True) -> PastSave:
    copies = {digest_of(raw): raw for raw in (before, after)} if kept else {}
    step = Step(PATH, digest_of(before), digest_of(after), "2026-01-02T03:04:00+00:00")
    [past] = past_saves([step], copies.get, lambda _path: now)
    return past


def test_it_is_told_key_by_key() -> None:
    past = told(text("A", "season: 1"), text("B", "episode: 2", notes="Other"), text("B", "episode: 2", notes="Other"))
    assert [(one.path, one.before, one.after) for one in past.keys] == [
        (("title",), "A", "B"),
        (("season",), "1", None),
        (("episode",), None, "2"),
        (("notes",), "Notes", "Other"),
    ]
    assert past.standing == "open"


def test_later_changes_of_other_keys_do_not_keep_it_from_being_taken_back() -> None:
    assert told(text("A"), text("B"), text("B", "season: 1", notes="More")).standing == "open"


def test_where_nothing_of_it_is_left_there_is_nothing_to_take_back() -> None:
    assert told(text("A"), text("B"), text("A")).standing == "undone"
    assert told(text("A"), text("B"), text("A", "season: 1")).standing == "undone"
    assert told(text("A"), text("A", notes="B"), text("A", "season: 1")).standing == "undone"


def test_where_the_same_was_changed_since_it_says_what_all_three_say() -> None:
    past = told(text("A"), text("B"), text("C"))
    assert past.standing == "clashes"
    assert [(one.ours, one.base, one.theirs) for one in past.clashes] == [("A", "B", "C")]


def test_what_is_no_key_is_told_by_its_lines() -> None:
    past = told(text("A"), text("A", "# mine"), text("A", "# mine"))
    assert (past.keys, past.standing) == ((), "open")
    assert past.lines[-1] == "+# mine"
    past = told(b"---\ntitle: [\n---\n", text("A"), text("B"))
    assert past.standing == "unreadable"
    assert "-title: [" in past.lines


def test_a_file_or_a_copy_that_is_gone() -> None:
    assert told(text("A"), text("B"), None).standing == "gone"
    assert told(text("A"), text("B"), text("B"), kept=False).standing == "lost"
