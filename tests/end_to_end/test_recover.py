"""`balado recover`: the record of publications is lost, and subscribers lose nothing."""

import shutil

import pytest
from show_builder import Show, silent_mp3


@pytest.fixture(scope="module", params=["plain", "embedded"])
def published(tmp_path_factory, request):
    """The folder of a show that was published twice; each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("recover")
    show = Show(folder / "show", {"BALADO_CACHE_DIR": str(folder / "cache")})
    show.write_feed(embed="true" if request.param == "embedded" else "false", feeds="{all: {title: All, seasons: [1]}}")
    folder = show.add("01-a", season="1", chapters='[{start: "0:00", title: Begin}]')
    (folder / "transcript.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nYes.\n")
    show.publish()
    show.add("02-b", date="2025-11-02 08:00", season="1")
    show.publish()
    return show.root


@pytest.fixture
def show(published, tmp_path):
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return Show(tmp_path)


def state(show: Show):
    return show.root / ".public.balado"


def recover(show: Show, *arguments: str, code: int = 0) -> str:
    run = show.run("recover", *arguments)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stderr


def lose_everything(show: Show) -> None:
    for name in ("generations", "feeds"):
        shutil.rmtree(state(show) / name)


def lose_the_newest(show: Show) -> None:
    (state(show) / "generations" / "2.json").unlink()


def damage_the_newest(show: Show) -> None:
    (state(show) / "generations" / "2.json").write_text("{")


def lose_the_copies(show: Show) -> None:
    shutil.rmtree(state(show) / "feeds")


@pytest.mark.parametrize("accident", [lose_everything, lose_the_newest, damage_the_newest, lose_the_copies])
def test_what_is_served_stays_byte_for_byte_and_is_published_on(show, accident):
    before = show.published()
    accident(show)
    assert "Nothing was written." in recover(show)
    assert "The record is there again" in recover(show, "--yes")
    assert show.published() == before
    show.publish()
    assert show.published() == before
    show.add("03-c", date="2025-11-03 08:00")
    show.publish()
    assert {key for key in before if key.startswith("audio/")} < set(show.published())


def test_the_guard_knows_again_what_subscribers_have(show):
    lose_everything(show)
    recover(show, "--yes")
    shutil.rmtree(show.root / "episodes" / "01-a")
    assert "The live episode 01-a would leave the feed." in show.publish(code=1).stderr


def test_a_checkout_without_recordings_recovers_too(show):
    before = show.published()
    lose_everything(show)
    show.remove_audio()
    recover(show, "--yes")
    assert show.published() == before
    show.publish()
    assert show.published() == before


def test_a_recording_edited_before_is_not_taken_for_the_published_one(show):
    lose_everything(show)
    talk = show.root / "episodes" / "01-a" / "talk.mp3"
    sound = bytearray(silent_mp3(2, "01-a"))
    sound[-100:] = b"\x55" * 100  # the same length, another sound
    talk.write_bytes(bytes(sound))
    before = show.published()
    recover(show, "--yes")
    show.publish()
    sent = [body for key, body in show.published().items() if key.startswith("audio/01-a-") and key not in before]
    assert len(sent) == 1
    assert sent[0].endswith(bytes(sound[-1000:]))


def test_a_whole_record_is_left_alone(show):
    assert "is whole" in recover(show, "--yes", code=2)


def test_a_feed_whose_recording_is_gone_is_not_recorded(show):
    lose_everything(show)
    [recording] = (show.root / "public" / "audio").glob("01-a-*")
    recording.unlink()
    assert f"audio/{recording.name}" in recover(show, "--yes", code=1)
    assert not (state(show) / "generations").exists()


def test_a_feed_of_another_show_is_refused(show):
    lose_everything(show)
    feed = (show.root / "feed.yaml").read_text()
    (show.root / "feed.yaml").write_text(feed.replace("guid: 9b024349", "guid: 9b024340"))
    assert "another show" in recover(show, "--yes", code=1)


def test_a_lost_record_names_the_way_out(show):
    lose_the_newest(show)
    assert "`balado recover` makes it anew" in show.publish(code=1).stderr


def test_before_anything_is_served_there_is_nothing_to_recover(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    assert "there is nothing to recover" in recover(show, code=2)


def test_in_a_bucket_the_record_and_the_recordings_come_back_too(tmp_path, bucket):
    show = Show(tmp_path, bucket.environment())
    show.write_feed(publish=f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
    recording = show.add("01-a") / "talk.mp3"
    body = recording.read_bytes()
    show.publish()
    before = bucket.read_all()
    for key in before:
        if key.startswith("podcast/.balado/"):
            bucket.endpoint.client().delete_object(Bucket=bucket.bucket, Key=key)
    recording.unlink()
    recover(show, "--yes")
    assert show.run("pull").returncode == 0
    assert (recording.parent / "01-a.mp3").read_bytes() == body  # nothing tells the name it had
    show.publish()
    after = bucket.read_all()
    public = {key for key in before if not key.startswith("podcast/.balado/")}
    assert {key: after[key].body for key in public} == {key: before[key].body for key in public}
