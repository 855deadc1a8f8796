from __future__ import annotations

from pathlib import Path

import pytest
from readings import put, told, where

from balado.network.clashes import Clashes, find_clashes
from balado.network.read import read_text
from balado.network.shows import list_shows


def clashes(root: Path, shows: dict[str, str], network: str = "") -> Clashes:
    put(root, {f"shows/{name}/feed.yaml": text for name, text in shows.items()})
    reading = read_text(f"title: A network\nshows: ['shows/*']\n{network}".encode())
    return find_clashes(reading, list_shows(reading, root).shows, root)


def published(to: str, **more: str) -> str:
    return "title: A show\npublish:\n" + "".join(f"  {key}: '{value}'\n" for key, value in {"to": to, **more}.items())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (published("s3://pod/a"), published("s3://pod/a/")),
        (published("../../out"), published("../../x/../out/")),
        (published("s3://pod/a", state="s3://kept/a"), published("s3://pod/b", state="s3://kept/a")),
        (published("s3://pod/a", endpoint="https://s3.example.org/"), published("s3://pod/a")),
    ],
    ids=["a bucket", "a folder", "the state", "the same store"],
)
def test_two_shows_in_one_place_are_told_of_both(tmp_path: Path, one: str, other: str) -> None:
    shared = "defaults: {publish: {endpoint: 'https://s3.example.org'}}\n"
    found = clashes(tmp_path, {"a": one, "b": other, "c": published("s3://pod/c")}, shared)
    assert set(found.faults) == {"shows/a", "shows/b"}
    [fault] = found.faults["shows/b"]
    assert "“shows/b” is published to the place of “shows/a”" in told(fault)
    assert fault.place.path.endswith("shows/b/feed.yaml")
    assert fault.place.line in (3, 4)


def test_two_shows_of_one_guid_are_told_of_both(tmp_path: Path) -> None:
    guid = "guid: 0B9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11\n"
    found = clashes(tmp_path, {"a": guid, "b": "title: B\n" + guid.lower(), "c": "title: C\n"})
    assert [where(fault)[1:] for faults in found.faults.values() for fault in faults] == [(1, "guid"), (2, "guid")]


def test_shows_in_places_of_their_own_and_what_cannot_be_read_clash_with_nothing(tmp_path: Path) -> None:
    shows = {
        "a": "title: A\n", "b": "title: B\n", "c": published("s3://pod/c"), "d": published("s3://pod/cd"),
        "e": published("s3://pod/c", endpoint="https://s3.example.org"), "f": "title: [\n", "g": published("s3://"),
        "h": published("s3://"), "i": "publish: [to]\n",
    }  # fmt: skip
    assert clashes(tmp_path, shows) == Clashes({})


@pytest.mark.parametrize(("to", "told_of"), [("s3://pod/c/page", 1), ("s3://pod/c", 1), ("s3://pod", 0), ("page", 0)])
def test_the_page_has_a_place_of_its_own(tmp_path: Path, to: str, told_of: int) -> None:
    page = f"publish:\n  url: https://podcasts.example\n  to: '{to}'\n"
    found = clashes(tmp_path, {"c": published("s3://pod/c")}, page)
    assert [where(fault) for fault in found.page] == [("network.yaml", 5, "publish.to")] * told_of
