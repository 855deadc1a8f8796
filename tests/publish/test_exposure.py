"""A record in a folder that a web server shows is found out before anything is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripted_store import Answer, Asked, ScriptedStore
from show_builder import Show

from balado.publish.exposure import exposed_address, is_likely_shown
from balado.store.target import TargetSettings, open_target


@pytest.mark.parametrize(
    ("to", "state", "url", "address"),
    [
        ("www/podcast", None, "https://example.org/podcast", "https://example.org/.podcast.balado"),
        ("www/a/podcast", None, "https://example.org/a/podcast", "https://example.org/a/.podcast.balado"),
        ("www/a/podcast", "www/records", "https://example.org/a/podcast", "https://example.org/records"),
        ("www/a/podcast", "records", "https://example.org/a/podcast", None),
        ("www/podcast", None, "https://podcast.example.org", None),
        ("www/podcast", "records", "https://example.org/podcast", None),
        ("s3://b/podcast", None, "https://example.org/podcast", None),
    ],
)
def test_the_record_is_looked_for_where_folders_above_have_an_address(
    tmp_path: Path, to: str, state: str | None, url: str, address: str | None
) -> None:
    target = open_target(TargetSettings(to, tmp_path, state=state))
    assert exposed_address(target, url) == address


def test_the_same_name_at_the_end_of_folder_and_address_makes_it_likely(tmp_path: Path) -> None:
    target = open_target(TargetSettings("www/podcast", tmp_path))
    assert is_likely_shown(target, "https://example.org/podcast")
    assert not is_likely_shown(target, "https://example.org/show")
    assert not is_likely_shown(target, "https://podcast.example.org")


def shown(root: Path, *, but: str = "none") -> ScriptedStore:
    """A web server that gives whatever is below a folder, but what is below names that begin so."""

    def answer(asked: Asked) -> Answer:
        path = root / asked.path.lstrip("/")
        if not path.is_file() or any(part.startswith(but) for part in path.relative_to(root).parts):
            return Answer(404, b"not here", {"Content-Type": "text/plain"})
        return Answer(200, path.read_bytes(), {"Content-Type": "text/plain"})

    return ScriptedStore(answer)


def show_in(root: Path, url: str, more: str = "") -> Show:
    show = Show(root / "show")
    show.write_feed(publish=f"{{to: '{root}/www/podcast', url: '{url}/podcast'{more}}}")
    show.add("a")
    show.add("secret", date="2099-01-01 08:00")
    return show


def test_nothing_is_published_while_everybody_can_read_the_record(tmp_path: Path) -> None:
    with shown(tmp_path / "www") as server:
        show = show_in(tmp_path, server.url)
        refused = show.publish(code=1)
        assert f"Everybody can read the record of publications at {server.url}/.podcast.balado" in refused.stderr
        assert not (tmp_path / "www/podcast").exists()
        assert not list((tmp_path / "www/.podcast.balado").glob("generations/*"))
        show.write_feed(
            publish=f"{{to: '{tmp_path}/www/podcast', url: '{server.url}/podcast', state: '{tmp_path}/records'}}"
        )
        first = show.publish()
    assert f"The record of publications is kept in {tmp_path}/records" in first.stderr


def test_a_server_that_refuses_names_with_a_dot_is_a_way_out(tmp_path: Path) -> None:
    with shown(tmp_path / "www", but=".") as server:
        show = show_in(tmp_path, server.url)
        show.publish()
        assert "Nothing to do" in show.publish().stderr
        assert [asked.path for asked in server.asked] == ["/.podcast.balado/exposure/probe.txt"]


def test_a_record_that_was_readable_is_moved_away_and_gone_on_with(tmp_path: Path) -> None:
    with shown(tmp_path / "www") as server:
        show = show_in(tmp_path, server.url, ", verify: false")
        show.publish()
        place = f"to: '{tmp_path}/www/podcast', url: '{server.url}/podcast'"
        show.write_feed(publish=f"{{{place}}}")
        show.add("b")
        before = show.footprint()
        assert f"`mv {tmp_path}/www/.podcast.balado" in show.publish("--dry-run", code=1).stderr
        assert show.footprint() == before
        assert not (tmp_path / "www/.podcast.balado/exposure").exists()
        assert f"`mv {tmp_path}/www/.podcast.balado" in show.publish(code=1).stderr
        (tmp_path / "www/.podcast.balado").rename(tmp_path / "records")
        show.write_feed(publish=f"{{{place}, state: '{tmp_path}/records'}}")
        assert "(publication 2)" in show.publish().stderr


def test_the_rehearsal_of_a_first_publication_says_where_the_record_might_be_read(tmp_path: Path) -> None:
    """Nothing is asked for, which is not there yet, and nothing written."""
    with shown(tmp_path / "www") as server:
        show = show_in(tmp_path, server.url)
        before = show.footprint()
        said = show.publish("--dry-run").stderr
        assert f"everybody can read it at {server.url}/.podcast.balado" in said
        assert f"in {tmp_path}/www/.podcast.balado" in said
        assert show.footprint() == before
        assert not (tmp_path / "www").exists()
        assert server.asked == []


@pytest.mark.parametrize(
    ("folder", "more"),
    [("www/podcast", ", verify: false"), ("www/other", ""), ("www/podcast", ", state: '{root}/records'")],
)
def test_a_rehearsal_says_nothing_of_a_record_that_nobody_sees(tmp_path: Path, folder: str, more: str) -> None:
    show = Show(tmp_path / "show")
    more = more.format(root=tmp_path)
    show.write_feed(publish=f"{{to: '{tmp_path}/{folder}', url: 'https://example.org/podcast'{more}}}")
    show.add("a")
    assert "everybody can read" not in show.publish("--dry-run").stderr
