"""A recording takes the place of another one, which is kept; at every moment there is a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.errors import UsageError
from balado.source.files import scan
from balado.studio.uploads.recording import episode_folder, free_name, name_for, put_recording, recordings_of


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    (tmp_path / "aside").mkdir()
    return show


def given(show: Show, name: str, content: bytes = b"new") -> Path:
    path = show.root.parent / "aside" / name
    path.write_bytes(content)
    return path


def names(show: Show) -> set[str]:
    return {one.name for one in (show.root / "episodes/01-a").iterdir()}


def put(show: Show, path: Path, *beside: Path) -> tuple[str, tuple[str, ...]]:
    folder = episode_folder(show.root, "01-a")
    made = path.rename(path.with_name(name_for(show.root, folder, path, path.suffix)))
    return put_recording(show.root, "01-a", made, *beside)


def test_of_the_same_format_it_takes_the_name_over(show: Show) -> None:
    old = (show.root / "episodes/01-a/talk.mp3").read_bytes()
    assert put(show, given(show, "other.mp3")) == ("episodes/01-a/talk.mp3", (".old-talk.mp3",))
    assert (show.root / "episodes/01-a/talk.mp3").read_bytes() == b"new"
    assert (show.root / "episodes/01-a/.old-talk.mp3").read_bytes() == old
    assert scan(show.root).episodes[0].audio == ("episodes/01-a/talk.mp3",)


def test_of_another_format_the_old_one_goes_when_the_new_one_is_there(show: Show) -> None:
    assert put(show, given(show, "other.m4a"))[0] == "episodes/01-a/other.m4a"
    assert names(show) == {"episode.md", "other.m4a", ".old-talk.mp3"}


def test_what_the_old_one_was_made_of_goes_with_it_and_that_of_the_new_one_comes(show: Show) -> None:
    folder = show.root / "episodes/01-a"
    (folder / "talk.wav").write_bytes(b"master")
    (folder / "talk.mp3.recipe.json").write_bytes(b"{}")
    name = free_name(show.root, "episodes/01-a", "talk.wav")
    beside = (given(show, name, b"new master"), given(show, "talk.mp3.recipe.json", b"{ }"))
    _, kept = put(show, given(show, "made.mp3"), *beside)
    assert set(kept) == {".old-talk.mp3", ".old-talk.wav", ".old-talk.mp3.recipe.json"}
    assert names(show) == {"episode.md", "talk.mp3", "talk-2.wav", "talk.mp3.recipe.json", *kept}
    assert (folder / "talk.mp3.recipe.json").read_bytes() == b"{ }"


def test_where_there_was_none_nothing_is_kept(show: Show) -> None:
    (show.root / "episodes/01-a/talk.mp3").unlink()
    assert put(show, given(show, "other.mp3")) == ("episodes/01-a/other.mp3", ())


def test_a_film_of_the_episode_is_no_recording_of_it(show: Show) -> None:
    folder = show.root / "episodes/01-a"
    (folder / "film.mp4").write_bytes(b"film")
    text = (folder / "episode.md").read_text(encoding="utf-8")
    (folder / "episode.md").write_text(text.replace("title:", "video: {file: film.mp4}\ntitle:", 1), encoding="utf-8")
    assert recordings_of(show.root, episode_folder(show.root, "01-a")) == ("episodes/01-a/talk.mp3",)


def test_killed_between_two_steps_there_is_a_recording(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    from balado.studio.uploads import recording

    def killed(*_given: object, **_named: object) -> str:
        raise KeyboardInterrupt

    for step in ("keep_hidden", "place_over"):
        path = given(show, "talk.mp3")
        with monkeypatch.context() as patched:
            patched.setattr(recording, step, killed)
            with pytest.raises(KeyboardInterrupt):
                put(show, path)
        assert "talk.mp3" in names(show)


def test_an_episode_that_is_gone_is_said(show: Show) -> None:
    with pytest.raises(UsageError, match="no episode 02-b any more"):
        episode_folder(show.root, "02-b")
