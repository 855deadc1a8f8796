"""A feed imported into a folder: whole or not at all, then only what is new, and nothing over what was edited."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from feed_specimens import BUILT, feed, full_feed, full_item, item

from balado.errors import UsageError
from balado.feed.document import Feed
from balado.feed.read import ReadFeed
from balado.importer import write
from balado.importer.fetch_feed import FoundFeed
from balado.importer.run import Imported, ImportRequest, import_feed
from balado.source.begin.show import NO_ADDRESS
from balado.source.files import scan
from balado.source.read import read

MINTED = "0d9a9c5e-9e3a-4b6e-8a53-7d2a5f6f1c11"


def imported(root: Path | None, old: Feed, url: str | None = None) -> Imported:
    return import_feed(FoundFeed(ReadFeed(old, ()), "old.xml"), ImportRequest(root, url, MINTED))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def old_feed(*names: str) -> Feed:
    items = (full_item(name, published=BUILT + timedelta(days=number)) for number, name in enumerate(names))
    return replace(feed(*reversed(list(items))), live=())


def text_of(root: Path, guid: str) -> Path:
    [found] = [path for path in root.glob("episodes/*/episode.md") if f"guid: {guid}\n" in path.read_text("utf-8")]
    return found


def test_a_new_folder_holds_a_show_that_can_be_read(tmp_path: Path) -> None:
    made = imported(tmp_path / "show", full_feed(full_item("a"), full_item("b")))
    found = read(scan(tmp_path / "show"))
    assert [str(fault) for fault in found.faults if fault.severity == "error"] == []
    assert made.is_new
    assert {path for path in files(tmp_path / "show") if not path.startswith("episodes/")} == {
        "feed.yaml", ".import.json", ".gitignore", ".schema/feed.schema.json", ".schema/episode.schema.json",
    }  # fmt: skip
    assert list(tmp_path.iterdir()) == [tmp_path / "show"]


def test_without_a_folder_it_is_called_like_the_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert imported(None, replace(old_feed("a"), title="../Été & Cie")).folder == Path("ete-cie")
    assert imported(None, replace(old_feed("a"), title="🎙")).folder == Path("podcast")
    assert imported(None, replace(old_feed("a"), title="Con")).folder == Path("con-podcast")  # a device of Windows


def test_the_address_is_the_one_that_was_given(tmp_path: Path) -> None:
    imported(tmp_path / "a", old_feed("a"), "https://new.example.org/show")
    imported(tmp_path / "b", old_feed("a"))
    assert "url: https://new.example.org/show " in (tmp_path / "a" / "feed.yaml").read_text("utf-8")
    assert f"url: {NO_ADDRESS} " in (tmp_path / "b" / "feed.yaml").read_text("utf-8")


def test_beside_other_files_of_a_folder_the_show_is_put(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine too")
    imported(tmp_path, old_feed("a"))
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / ".gitignore").read_text() == "mine too"
    assert read(scan(tmp_path)).show is not None


def test_nothing_is_left_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write._create

    def full_disk(path: Path, text: str) -> None:
        if path.name == "episode.md":
            raise OSError(28, "No space left on device", str(path))
        whole(path, text)

    monkeypatch.setattr(write, "_create", full_disk)
    with pytest.raises(UsageError, match="No space left"):
        imported(tmp_path / "show", old_feed("a"))
    assert list(tmp_path.iterdir()) == []


def test_once_more_nothing_changes(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a", "b"))
    before = files(tmp_path)
    again = imported(tmp_path, old_feed("a", "b"))
    assert files(tmp_path) == before
    assert not again.is_new
    changes = again.changes
    assert (changes.added, changes.updated, changes.kept, changes.deleted, changes.gone) == ((), (), (), (), ())


def test_once_more_what_is_new_is_added_and_what_changed_follows(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a", "b"))
    [*others, first] = old_feed("a", "b", "c").items
    later = replace(old_feed(), items=(*others, replace(first, title="Corrected")))
    changes = imported(tmp_path, later).changes
    assert changes.added == ("guid-of-c",)
    assert "guid-of-a" in changes.updated
    assert "title: Corrected" in text_of(tmp_path, "guid-of-a").read_text("utf-8")


def test_what_was_edited_stays_and_is_named(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a", "b"))
    mine = text_of(tmp_path, "guid-of-a")
    mine.write_text(mine.read_text("utf-8").replace("title: About a", "title: Mine"), "utf-8")
    [other, first] = old_feed("a", "b").items
    changes = imported(tmp_path, replace(old_feed(), items=(other, replace(first, title="Theirs")))).changes
    assert changes.kept == ("guid-of-a",)
    assert "title: Mine" in mine.read_text("utf-8")


def test_a_feed_yaml_that_was_edited_stays_and_new_people_are_written_in_full(tmp_path: Path) -> None:
    imported(tmp_path, replace(old_feed("a"), people=()))
    show = tmp_path / "feed.yaml"
    show.write_text(show.read_text("utf-8").replace("title: ", "title: My "), "utf-8")
    changes = imported(tmp_path, replace(old_feed("a", "b", "c"), people=())).changes
    assert "" in changes.kept
    found = read(scan(tmp_path))
    assert [str(fault) for fault in found.faults if fault.severity == "error"] == []
    assert found.show is not None
    assert found.show.title.startswith("My ")


def rename(path: Path) -> None:
    path.parent.rename(path.parent.with_name("my-own-name"))


def delete(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()


def test_an_episode_whose_folder_was_renamed_is_found_by_its_guid(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a", "b"))
    rename(text_of(tmp_path, "guid-of-a"))
    [other, first] = old_feed("a", "b").items
    imported(tmp_path, replace(old_feed(), items=(other, replace(first, title="Corrected"))))
    assert "title: Corrected" in (tmp_path / "episodes" / "my-own-name" / "episode.md").read_text("utf-8")
    assert len(list((tmp_path / "episodes").iterdir())) == 2


@pytest.mark.parametrize("change", [rename, delete])
def test_what_was_renamed_or_deleted_is_not_made_anew(tmp_path: Path, change: Callable[[Path], None]) -> None:
    imported(tmp_path, old_feed("a", "b"))
    change(text_of(tmp_path, "guid-of-a"))
    before = files(tmp_path)
    changes = imported(tmp_path, old_feed("a", "b")).changes
    assert files(tmp_path).keys() == before.keys()
    assert changes.added == ()
    assert changes.deleted == (("guid-of-a",) if change is delete else ())
    assert imported(tmp_path, old_feed("a", "b")).changes == changes


def test_what_left_the_feed_stays_and_is_named(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a", "b"))
    changes = imported(tmp_path, replace(old_feed(), items=old_feed("a", "b").items[:1])).changes
    assert changes.gone == ("guid-of-a",)
    assert text_of(tmp_path, "guid-of-a").exists()


def test_an_import_that_was_cut_off_does_not_take_its_own_files_for_somebody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, old_feed("a", "b"))
    whole, count = write.write_text, iter(range(100))

    def killed(path: Path, text: str) -> None:
        if next(count) == 2:
            raise KeyboardInterrupt
        whole(path, text)

    monkeypatch.setattr(write, "write_text", killed)
    changed = replace(old_feed(), items=tuple(replace(one, title="New") for one in old_feed("a", "b").items))
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path, changed)
    monkeypatch.setattr(write, "write_text", whole)
    newest = replace(old_feed(), items=tuple(replace(one, title="Newest") for one in old_feed("a", "b").items))
    assert imported(tmp_path, newest).changes.kept == ()
    assert sum(b"title: Newest" in content for content in files(tmp_path).values()) == 2


def test_a_folder_with_another_show_is_refused(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    before = files(tmp_path)
    other = replace(feed(item("x")), guid="917393e3-1b1e-5cef-ace4-edaa54e1f810", live=())
    with pytest.raises(UsageError, match="another show"):
        imported(tmp_path, other)
    assert files(tmp_path) == before


def test_a_show_without_a_guid_anywhere_is_known_by_its_episodes(tmp_path: Path) -> None:
    nobody = replace(old_feed("a"), guid="", feed_url="")
    assert imported(tmp_path, nobody).texts.guid == MINTED
    again = replace(old_feed("a", "b"), guid="", feed_url="")
    made = import_feed(
        FoundFeed(ReadFeed(again, ()), "old.xml"), ImportRequest(tmp_path, None, MINTED.replace("0", "1"))
    )
    assert made.texts.guid == MINTED


def test_a_show_that_was_not_imported_keeps_all_its_files(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    (tmp_path / ".import.json").unlink()
    before = files(tmp_path)
    changed = replace(old_feed("b"), items=(*old_feed("b").items, replace(old_feed("a").items[0], title="Theirs")))
    changes = imported(tmp_path, changed).changes
    assert changes.added == ("guid-of-b",)
    assert "guid-of-a" in changes.kept
    assert before.items() <= files(tmp_path).items()


def killed_at(monkeypatch: pytest.MonkeyPatch, number: int, *, is_half: bool) -> None:
    """The process ends when it is about to put that file in its place, or (`is_half`) to write it."""
    whole, count = write.write_text, iter(range(100))

    def killed(path: Path, text: str) -> None:
        if next(count) != number:
            whole(path, text)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_half:
            path.with_name(f".{path.name}.import").write_text(text[:5], "utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "write_text", killed)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("is_half", [False, True])
def test_what_an_import_that_was_killed_was_about_to_add_is_added_by_the_next(
    tmp_path: Path, number: int, is_half: bool
) -> None:
    imported(tmp_path / "show", old_feed("a"))
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, number, is_half=is_half)
        with pytest.raises(KeyboardInterrupt):  # the state, feed.yaml, two episodes, the state
            imported(tmp_path / "show", old_feed("a", "b", "c"))
    again = imported(tmp_path / "show", old_feed("a", "b", "c")).changes
    assert (again.kept, again.deleted, again.gone) == ((), (), ())
    imported(tmp_path / "whole", old_feed("a"))
    imported(tmp_path / "whole", old_feed("a", "b", "c"))
    assert files(tmp_path / "show") == files(tmp_path / "whole")


def test_what_was_deleted_after_such_an_import_stays_deleted(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    with pytest.MonkeyPatch.context() as patch:
        killed_at(patch, 2, is_half=False)
        with pytest.raises(KeyboardInterrupt):
            imported(tmp_path, old_feed("a", "b", "c"))
    imported(tmp_path, old_feed("a", "b", "c"))
    delete(text_of(tmp_path, "guid-of-b"))
    assert imported(tmp_path, old_feed("a", "b", "c")).changes.deleted == ("guid-of-b",)


@pytest.mark.parametrize("name", ["../../outside", "/outside", ".git", "..", "a/b"])
def test_a_state_that_came_from_elsewhere_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    root = tmp_path / "show"
    imported(root, old_feed("a"))
    state = json.loads((root / ".import.json").read_bytes())
    state["files"]["guid-of-b"] = {"folder": name, "sha256": ["0" * 64], "begun": True}
    (root / ".import.json").write_text(json.dumps(state), "utf-8")
    imported(root, old_feed("a", "b"))
    assert text_of(root, "guid-of-b").parent.parent == root / "episodes"
    assert list(tmp_path.iterdir()) == [root]


def test_into_an_empty_folder_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    imported(Path(), old_feed("a"))
    assert (tmp_path / "feed.yaml").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".import-")]


def linked_away(path: Path, to: Path) -> None:
    """Put a link in the place of a file or folder, which lies elsewhere now."""
    path.rename(to)
    path.symlink_to(to)


def links(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): str(path.readlink()) for path in root.rglob("*") if path.is_symlink()}


def corrected(*names: str) -> Feed:
    return replace(old_feed(), items=tuple(replace(one, title=f"New {one.title}") for one in old_feed(*names).items))


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
@pytest.mark.parametrize("what", ["folder", "text"])
def test_what_a_link_leads_to_is_somebodys_and_stays(tmp_path: Path, what: str, *, inside: bool) -> None:
    root = tmp_path / "show"
    imported(root, old_feed("a", "b"))
    text = text_of(root, "guid-of-a")
    place = text.parent if what == "folder" else text
    linked_away(place, (root if inside else tmp_path) / "elsewhere")
    before, made_links = text.read_bytes(), links(root)
    made = imported(root, corrected("a", "b"))
    assert (text.read_bytes(), links(root)) == (before, made_links)
    assert "title: New About b" in text_of(root, "guid-of-b").read_text("utf-8")
    assert (made.changes.added, made.changes.deleted) == ((), ())
    assert (made.changes.kept if inside else made.changes.unread) == ("guid-of-a",)
    told = [str(place.relative_to(root))]
    assert [fault.place.path for fault in made.faults] == ([] if inside else told)
    again = imported(root, corrected("a", "b")).changes
    assert (again.kept, again.unread, again.deleted) == (made.changes.kept, made.changes.unread, ())


def test_of_a_folder_and_a_link_to_it_the_folder_follows_the_feed(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    folder = text_of(tmp_path, "guid-of-a").parent
    (folder.parent / "00-first").symlink_to(folder.name)
    assert imported(tmp_path, corrected("a")).changes.updated[-1] == "guid-of-a"
    assert "title: New" in (folder / "episode.md").read_text("utf-8")
    assert links(tmp_path) == {"episodes/00-first": folder.name}


@pytest.mark.parametrize("is_new", [True, False])
def test_where_the_episodes_lead_out_nothing_is_written(tmp_path: Path, *, is_new: bool) -> None:
    root, outside = tmp_path / "show", tmp_path / "outside"
    if is_new:
        root.mkdir()
        outside.mkdir()
        (root / "episodes").symlink_to(outside)
    else:
        imported(root, old_feed("a"))
        linked_away(root / "episodes", outside)
    before = files(tmp_path)
    with pytest.raises(UsageError, match="leads out of the show's folder"):
        imported(root, old_feed("a", "b"))
    assert files(tmp_path) == before


def test_a_feed_yaml_that_is_a_link_stays_one(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    linked_away(tmp_path / "feed.yaml", tmp_path / "shared.yaml")
    changes = imported(tmp_path, replace(old_feed("a"), title="Another")).changes
    assert (changes.kept, links(tmp_path)) == (("",), {"feed.yaml": str(tmp_path / "shared.yaml")})


@pytest.mark.skipif(os.geteuid() == 0, reason="who may read everything is refused nothing")
def test_a_text_that_cannot_be_read_is_not_deleted(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    text_of(tmp_path, "guid-of-a").chmod(0)
    assert imported(tmp_path, corrected("a")).changes.unread == ("guid-of-a",)


def test_a_text_that_is_too_long_to_read_is_not_deleted(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    text_of(tmp_path, "guid-of-a").write_bytes(b"x" * 1_000_001)
    made = imported(tmp_path, corrected("a"))
    assert (made.changes.unread, made.changes.deleted) == (("guid-of-a",), ())
    assert len(made.faults) == 1


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_a_feed_yaml_without_a_letter_is_no_show(tmp_path: Path, text: str) -> None:
    (tmp_path / "feed.yaml").write_text(text)
    made = imported(tmp_path, old_feed("a"))
    assert (made.is_new, made.changes.kept) == (True, ())
    assert read(scan(tmp_path)).show is not None


def test_one_that_somebody_emptied_later_is_theirs(tmp_path: Path) -> None:
    imported(tmp_path, old_feed("a"))
    (tmp_path / "feed.yaml").write_text("")
    assert imported(tmp_path, old_feed("a")).changes.kept == ("",)
    assert (tmp_path / "feed.yaml").read_text() == ""
