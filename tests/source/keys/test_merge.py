"""Who edits at the same time keeps what they wrote: other keys are brought together, the same key is shown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import files

from balado.errors import Fault
from balado.source.folder import TextFile
from balado.source.keys.change import Content, KeyChanges, changed, read_content
from balado.source.keys.merge import Clash, brought_together, difference
from balado.source.keys.written import as_read

BASE = Content({"title": "A", "owner": {"name": "B", "email": "c@d.e"}, "people": ["ada"]}, "Notes")


def test_other_keys_are_brought_together() -> None:
    theirs = Content({**BASE.tree, "title": "New", "season": "1"}, "Other notes")
    ours = KeyChanges({("owner", "email"): "x@y.z", ("people",): None})
    assert brought_together(BASE, theirs, ours) == (ours, ())


def test_keys_of_one_group_are_brought_together() -> None:
    theirs = Content({**BASE.tree, "owner": {"name": "New", "email": "c@d.e"}}, "Notes")
    ours = KeyChanges({("owner", "email"): "x@y.z"})
    assert brought_together(BASE, theirs, ours) == (ours, ())


def test_the_same_key_is_shown_with_all_three_values() -> None:
    theirs = Content({**BASE.tree, "title": "Theirs"}, "Their notes")
    ours = KeyChanges({("title",): "Ours", ("people",): ["eve"]}, "Our notes")
    left, clashes = brought_together(BASE, theirs, ours)
    assert left.values == {("people",): ["eve"]}
    assert clashes == (
        Clash(("title",), "A", "Theirs", "Ours"),
        Clash(("notes",), "Notes", "Their notes", "Our notes"),
    )


def test_a_group_that_is_gone_clashes_with_a_key_of_it() -> None:
    theirs = Content({"title": "A", "people": ["ada"]}, "Notes")
    _, clashes = brought_together(BASE, theirs, KeyChanges({("owner", "email"): "x@y.z"}))
    assert [clash.path for clash in clashes] == [("owner", "email")]


def test_the_same_change_made_twice_is_no_clash() -> None:
    theirs = Content({**BASE.tree, "title": "New"}, "New notes")
    left, clashes = brought_together(BASE, theirs, KeyChanges({("title",): "New"}, "New notes"))
    assert (dict(left.values), clashes) == ({}, ())


@given(data=st.data())
@settings(derandomize=True, max_examples=25)
def test_the_difference_of_two_files_makes_one_of_the_other(data: st.DataObject) -> None:
    before, after = (data.draw(files(episode=True)) for _ in range(2))
    path = "episodes/01-a/episode.md"
    contents = [read_content(TextFile(path, one.raw)) for one in (before, after)]
    if any(isinstance(one, Fault) for one in contents):
        return
    old, new = (one for one in contents if isinstance(one, Content))
    result = changed(TextFile(path, before.raw), difference(old, new))
    if isinstance(result, bytes):
        again = read_content(TextFile(path, result))
        assert isinstance(again, Content)
        assert (_bare(again.tree), again.notes) == (_bare(new.tree), new.notes)


def _bare(value):
    """Without groups that hold nothing: a key in them is neither there nor not."""
    if isinstance(value, dict):
        inner = {name: _bare(one) for name, one in value.items()}
        return {name: one for name, one in inner.items() if one not in (None, {})}
    return as_read(value)
