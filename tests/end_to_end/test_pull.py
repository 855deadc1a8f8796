"""`balado pull`: a checkout without recordings gets them back, verified, and never over anything else."""

import hashlib

import pytest
from show_builder import Show, silent_mp3


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    folder = show.add("01-a", documents="[{title: Programme, file: programme.pdf}]")
    (folder / "programme.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "transcript.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nYes.\n")
    show.add("02-b", date="2030-01-01 08:00", seconds=3)
    show.publish()
    return show


def files_of(show: Show) -> dict[str, bytes]:
    top = show.root / "episodes"
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def pull(show: Show, *arguments: str, code: int = 0):
    run = show.run("pull", *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    return run


def lose(show: Show, *names: str) -> None:
    for name in names:
        (show.root / "episodes" / name).unlink()


def test_what_was_lost_comes_back_byte_for_byte_and_the_next_publication_sends_nothing(show):
    before = files_of(show)
    lose(show, "01-a/talk.mp3", "01-a/programme.pdf", "02-b/talk.mp3", "cover.jpg")
    assert "4 files brought, 1 here already." in pull(show).stderr
    assert files_of(show) == before
    assert "Nothing to do" in show.publish().stderr


def test_only_the_episodes_that_are_named(show):
    lose(show, "01-a/talk.mp3", "02-b/talk.mp3")
    pull(show, "02-b")
    assert "02-b/talk.mp3" in files_of(show)
    assert "01-a/talk.mp3" not in files_of(show)
    assert "There is no published episode `03-c`" in pull(show, "03-c", code=2).stderr


def test_a_file_with_other_bytes_stays(show):
    talk = show.root / "episodes" / "01-a" / "talk.mp3"
    talk.write_bytes(silent_mp3(9))
    assert "There is another file of that name here; it stays." in pull(show, code=1).stderr
    assert talk.read_bytes() == silent_mp3(9)


def test_a_pointer_is_replaced_by_its_file(show):
    talk = show.root / "episodes" / "01-a" / "talk.mp3"
    body = talk.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    talk.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(body)}\n")
    pull(show)
    assert talk.read_bytes() == body


def test_what_was_replaced_in_the_store_is_not_brought(show):
    [stored] = (show.root / "public" / "audio").glob("01-a-*")
    stored.write_bytes(silent_mp3(2, "other"))
    lose(show, "01-a/talk.mp3")
    assert "is not what was published under that name" in pull(show, code=3).stderr
    assert not any("pull" in name or name == "01-a/talk.mp3" for name in files_of(show))


def test_what_is_gone_from_the_store_is_said(show):
    [stored] = (show.root / "public" / "audio").glob("01-a-*")
    stored.unlink()
    lose(show, "01-a/talk.mp3")
    assert "is gone from" in pull(show, code=3).stderr


def test_a_recording_with_our_tags_is_brought_on_demand_only(tmp_path):
    show = Show(tmp_path)
    show.write_feed(embed="true")
    show.add("01-a")
    show.publish()
    lose(show, "01-a/talk.mp3")
    assert "the author's own file is not in the store" in pull(show, code=1).stderr
    assert "01-a/talk.mp3" not in files_of(show)
    pull(show, "--published")
    [stored] = (show.root / "public" / "audio").glob("*.mp3")
    assert files_of(show)["01-a/talk.mp3"] == stored.read_bytes()


def test_before_anything_is_published_there_is_nothing_to_bring(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    assert "Nothing is published yet" in pull(show, code=2).stderr


def test_keys_that_are_not_public_yet_are_not_shown(show):
    lose(show, "02-b/talk.mp3")
    [stored] = (show.root / "public" / "audio").glob("02-b-*")
    stored.unlink()
    told = pull(show, code=3)
    assert "02-b-****************.mp3" in told.stderr
    assert stored.name not in told.stderr + told.stdout
