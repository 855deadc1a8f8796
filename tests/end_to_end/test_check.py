"""`balado check` on a show: everything wrong at once, at its line; ignored with a reason; refused by publish."""

import json
import subprocess
import sys

import pytest
from programs import need_program
from show_builder import NOW, Show

LONG_NOTES = "A word. " * 700


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    return show


def write_notes(show: Show, slug: str, notes: str) -> None:
    path = show.root / "episodes" / slug / "episode.md"
    front = path.read_text(encoding="utf-8").split("---\n")[1]
    path.write_text(f"---\n{front}---\n{notes}\n", encoding="utf-8")


def check(show: Show, *arguments: str, code: int = 0, **environment: str) -> str:
    run = show.run("check", "--now", NOW, *arguments, **environment)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout


def test_a_sound_show_has_no_error_and_no_warning(show):
    assert check(show, "--strict") is not None
    assert not (show.root / "public").exists()


def test_every_fault_is_told_at_once_whoever_finds_it(show):
    show.write_feed(language="french")
    write_notes(show, "01-a", LONG_NOTES)
    (show.root / "episodes" / "01-a" / "talk.mp3").write_bytes(b"no audio")
    told = check(show, code=1)
    assert "feed.yaml:4 (language): error:" in told
    assert "    4 | language: french" in told
    assert "episodes/01-a/talk.mp3: error:" in told


def test_a_finding_on_the_built_feed_stands_at_the_line_its_author_wrote(show):
    write_notes(show, "01-a", LONG_NOTES)
    [found] = [one for one in show.checked(0) if one.get("rule") == "notes-too-long"]
    assert (found["path"], found["episode"], found["severity"]) == ("episodes/01-a/episode.md", "01-a", "warning")
    assert found["line"] is not None


def test_a_rule_is_ignored_with_a_reason_and_told_when_that_is_not_needed_any_more(show):
    write_notes(show, "01-a", LONG_NOTES)
    text = show.root / "episodes" / "01-a" / "episode.md"
    text.write_text(text.read_text().replace("---\n", "---\nignore: {notes-too-long: a speech in full}\n", 1))
    events = show.checked(0, "--strict")
    assert events[-1]["ignored"] == 1
    write_notes(show, "01-a", "Short.")
    [told] = [one for one in show.checked(1, "--strict") if one["event"] == "fault" and one["severity"] == "warning"]
    assert told["key"] == "ignore.notes-too-long"
    assert told["line"] == 2


def test_a_rule_that_does_not_exist_cannot_be_ignored(show):
    show.write_feed(ignore="{notes-to-long: typing error}")
    assert "Did you mean `notes-too-long`?" in check(show, "--strict", code=1)


def test_publish_asks_the_same_rules_and_with_strict_refuses_warnings(show):
    write_notes(show, "01-a", LONG_NOTES)
    refused = show.publish("--strict", code=1)
    assert "Refused: --strict, and there are warnings. Nothing was published." in refused.stderr
    assert not (show.root / "public").exists()
    assert "warning" in show.publish().stderr


def test_without_the_store_the_difference_is_left_out_by_name(show):
    show.write_feed(publish="{to: 's3://no-such-bucket', url: 'https://pod.example/show'}")
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y",
                   "AWS_MAX_ATTEMPTS": "1"}  # fmt: skip
    run = show.run("check", "--now", NOW, **environment)
    assert run.returncode == 0, run.stderr
    assert "Not compared with what is published (guid-changed, episode-disappeared, " in run.stderr


def test_on_github_findings_become_annotations(show):
    write_notes(show, "01-a", LONG_NOTES)
    told = check(show, GITHUB_ACTIONS="true")
    assert "\n::warning file=episodes/01-a/episode.md,line=" in told


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_reports_for_code_hosts_are_json(show, form):
    write_notes(show, "01-a", LONG_NOTES)
    assert json.loads(check(show, "--format", form))


def test_the_manual_page_of_a_rule(show):
    told = check(show, "--explain", "description-too-long")
    assert told.startswith("description-too-long (error; apple, psp1; CHN-004)\n")
    assert "Did you mean" in show.run("check", "--explain", "description-to-long").stderr


def test_the_manual_page_of_a_rule_for_programs(show):
    run = show.run("check", "--explain", "description-too-long", "--format", "json")
    [event] = map(json.loads, run.stdout.splitlines())
    assert (event["event"], event["rule"], event["severity"]) == ("rule", "description-too-long", "error")
    assert (event["platforms"], event["numbers"]) == (["apple", "psp1"], ["CHN-004"])
    assert [one.partition(":")[0] for one in event["manual"]] == ["Why", "Example", "Remedy", "Source"]


def test_recordings_are_listened_to_on_demand(show):
    need_program("ffmpeg")
    rules = {one.get("rule") for one in show.checked(0, "--audio")}
    assert "silence-long" not in rules  # two seconds of silence are short
    show.add("02-b", date="2025-11-02 08:00", seconds=12)
    found = [one for one in show.checked(0, "--audio") if one.get("rule") == "silence-long"]
    assert {one["path"] for one in found} == {"episodes/02-b/talk.mp3"}


@pytest.mark.skipif(sys.platform == "win32", reason="there a run is not forked, and finds the ffmpeg of the tests")
def test_without_ffmpeg_it_is_said_that_nothing_was_heard(show):
    run = show.run("check", "--now", NOW, "--audio", PATH="/nowhere")
    assert run.returncode == 0, run.stderr
    assert "Nothing was listened to: ffmpeg is not installed." in run.stderr


def test_a_film_whose_index_stands_behind_the_sound_and_one_in_front(show):
    def record(*options: str) -> None:
        sound = ["-f", "lavfi", "-i", "sine=d=2", "-ar", "44100", "-c:a", "aac", *options]
        target = show.root / "episodes" / "01-a" / "talk.m4a"
        subprocess.run([need_program("ffmpeg"), "-y", *sound, str(target)], capture_output=True, check=True)

    (show.root / "episodes" / "01-a" / "talk.mp3").unlink()
    record()
    assert "index-behind-sound" in {one.get("rule") for one in show.checked(0)}
    record("-movflags", "+faststart")
    assert "index-behind-sound" not in {one.get("rule") for one in show.checked(0)}


def test_a_photograph_that_tells_where_it_was_taken(show):
    from PIL import Image

    picture = Image.new("RGB", (1400, 1400))
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(show.root / "episodes" / "01-a" / "cover.jpg", exif=exif)
    [found] = [one for one in show.checked(0) if one.get("rule") == "picture-tells-place"]
    assert (found["path"], found["severity"]) == ("episodes/01-a/cover.jpg", "warning")
