"""What can become of each file, and what is proposed: of what an episode has one, the first gets it."""

from __future__ import annotations

from pathlib import Path

from balado.studio.uploads.batch import UploadBatch, UploadedFile, UploadTarget
from balado.studio.uploads.kinds import LookedAt, UploadKind
from balado.studio.uploads.roles import NOTHING, ROLES, chosen_twice, likely_roles, roles_of

NEW, THERE, SHOW = UploadTarget(), UploadTarget("01-a"), UploadTarget(is_show=True)


def batch(target: UploadTarget, *kinds: UploadKind) -> UploadBatch:
    files = tuple(
        UploadedFile(number, Path(kind), kind, 1, LookedAt(kind, title=f"Title {number}"))
        for number, kind in enumerate(kinds, 1)
    )
    return UploadBatch("x", target, Path(), files)


def test_the_first_of_each_kind_gets_what_there_can_be_one_of() -> None:
    kinds = (UploadKind.PICTURE, UploadKind.RECORDING, UploadKind.PICTURE, UploadKind.FILM, UploadKind.TEXT)
    found = likely_roles(batch(NEW, *kinds, UploadKind.TEXT, UploadKind.CAPTIONS, UploadKind.USELESS))
    assert list(found.values()) == ["cover", "recording", "none", "none", "notes", "document", "draft", "none"]
    assert likely_roles(batch(NEW, UploadKind.FILM)) == {1: "both"}
    assert likely_roles(batch(THERE, UploadKind.FILM, UploadKind.TEXT)) == {1: "film", 2: "document"}
    assert likely_roles(batch(UploadTarget("01-a", is_recorded=False), UploadKind.FILM)) == {1: "both"}
    assert likely_roles(batch(SHOW, UploadKind.RECORDING, UploadKind.PICTURE)) == {1: "none", 2: "cover"}


def test_every_role_has_a_name_and_everything_can_be_left_out() -> None:
    for target in (NEW, THERE, SHOW):
        for file in batch(target, *UploadKind).files:
            assert roles_of(file, target)[-1] == NOTHING
            assert set(roles_of(file, target)) <= ROLES.keys()


def test_what_was_chosen_twice_is_known() -> None:
    assert chosen_twice(["recording", "both", "document", "document", "cover"]) == ("recording", "both")
    assert chosen_twice(["recording", "film", "notes", "none", "none"]) == ()


def test_the_title_is_that_of_the_recording() -> None:
    assert batch(NEW, UploadKind.PICTURE, UploadKind.FILM).title == "Title 2"
    assert batch(NEW, UploadKind.PICTURE).title == ""
