"""`balado init`, as a person and as a script call it."""

from __future__ import annotations

import json
import os
import re
import sys
import uuid
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from forked_runs import Run, shared_runs
from show_builder import Show, cover_jpeg, silent_mp3

from balado.cli.console import Console
from balado.commands.init import _faults as judged
from balado.commands.init import _offered as offered_in
from balado.commands.init_questions import Interview, remedy_at_prompt
from balado.message import Message
from balado.show.formats import MASTER_SUFFIXES
from balado.source.identity import show_guid

ANSWERS = {
    "--title": "Le dernier kilomètre : « quelles attentes » ?",
    "--description": "Une émission.",
    "--language": "fr",
    "--link": "https://example.org",
    "--author": "Moi & toi",
    "--email": "podcast@example.org",
    "--category": "Society & Culture > Documentary",
    "--timezone": "Europe/Paris",
    "--url": "https://pod.example/show/",
}


def arguments(**changes: str) -> list[str]:
    given = {**ANSWERS, **{f"--{name}": value for name, value in changes.items()}}
    return ["init", *(word for pair in given.items() for word in pair)]


def cover_png() -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (1400, 1400)).save(made, "PNG")
    return made.getvalue()


def test_a_show_that_was_begun_can_be_published(tmp_path: Path) -> None:
    show = Show(tmp_path)
    run = show.run(*arguments(category="Culture et société > Documentaire"))
    assert run.returncode == 0, run.stderr
    (tmp_path / "episodes" / "cover.jpg").write_bytes(cover_jpeg())
    (tmp_path / "talk.mp3").write_bytes(silent_mp3(2, "First words"))
    made = show.run("new", "talk.mp3", "--date", "2025-11-01T08:00", "--no-draft")
    assert made.returncode == 0, made.stderr

    show.publish()

    feed = show.published()["feed.xml"].decode()
    assert "<title>Le dernier kilomètre : « quelles attentes » ?</title>" in feed
    assert "<title>First words</title>" in feed
    assert re.search('<itunes:category text="Society &amp; Culture">\\s*<itunes:category text="Documentary"/>', feed)


def test_the_identity_is_that_of_the_specification(tmp_path: Path) -> None:
    run = Show(tmp_path).run(*arguments(url="https://podnews.net"), "--format", "json")
    [event] = [json.loads(line) for line in run.stdout.splitlines()]
    assert event["event"] == "created"
    text = (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    assert f"guid: {event['guid']}\n" in text
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert event["guid"] == str(uuid.uuid5(namespace, "podnews.net/feed.xml"))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://pod.example/feed.xml", "https://pod.example"),
        ("https://pod.example/show/feed.xml", "https://pod.example/show"),
        ("https://pod.example/show/Feed.XML/", "https://pod.example/show"),
        ("https://pod.example/show//feed.xml", "https://pod.example/show"),
    ],
)
def test_the_address_of_the_feed_stands_for_that_of_its_place(tmp_path: Path, given: str, written: str) -> None:
    run = Show(tmp_path).run(*arguments(url=given))
    assert run.returncode == 0, run.stderr
    assert f"will be {written}/feed.xml: Balado adds feed.xml itself, so {written} was written." in run.stderr
    text = (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    assert f"url: {written}   #" in text
    elsewhere = tmp_path / "plain"
    Show(tmp_path).run(*arguments(url=written)[:1], "plain", *arguments(url=written)[1:])
    assert (elsewhere / "feed.yaml").read_text(encoding="utf-8") == text, "and the identity is the same"


@pytest.mark.parametrize("url", ["https://pod.example/my-feed.xml", "https://pod.example/émission"])
def test_an_address_that_publish_would_refuse_is_refused(tmp_path: Path, url: str) -> None:
    run = Show(tmp_path).run(*arguments(url=url))
    assert run.returncode == 2
    assert "--url: error:" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_identity_comes_of_the_address_as_it_is_read(tmp_path: Path) -> None:
    Show(tmp_path).run(*arguments(url="HTTPS://Pod.Example/show/"))
    written = [line for line in (tmp_path / "feed.yaml").read_text(encoding="utf-8").splitlines() if "guid:" in line]
    assert written == [f"guid: {show_guid('https://pod.example/show/feed.xml')}"]
    assert "url: https://pod.example/show " in (tmp_path / "feed.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("url", ["https://feed.xml", "https://pod.example/feed.xml.d"])
def test_what_only_looks_like_the_feed_stays_in_the_address(tmp_path: Path, url: str) -> None:
    run = Show(tmp_path).run(*arguments(url=url))
    assert run.returncode == 0, run.stderr
    assert f"The address of the feed will be {url}/feed.xml." in run.stderr


def test_editors_find_the_schema_and_git_ignores_what_is_published(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/secret")
    Show(tmp_path).run(*arguments())
    first = (tmp_path / "feed.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text(encoding="utf-8"))["type"] == "object"
    lines = (tmp_path / ".gitignore").read_text().splitlines()
    assert lines[:3] == ["/secret", "/public/", "/.public.balado/"]
    assert {"/episodes/**/*.wav", "/episodes/**/*.aiff", "/episodes/**/*.flac"} <= set(lines)


def test_a_show_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").write_text("mine")
    run = Show(tmp_path).run(*arguments())
    assert run.returncode == 2
    assert (tmp_path / "feed.yaml").read_text() == "mine"


def test_a_script_is_told_every_option_it_left_out(tmp_path: Path) -> None:
    run = Show(tmp_path).run("init", "--title", "Only this")
    assert run.returncode == 2
    assert "--description, --language, --url, --link, --author, --email, --category, --timezone" in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("category", "Goverment", "Did you mean “Government”?"),
        ("language", "french", "`language: fr`"),
        ("url", "http://pod.example", "https://pod.example"),
        ("email", "nobody", "podcast@example.org"),
        ("title", "", "title: My show"),
    ],
)
def test_what_is_typed_is_judged_and_nothing_is_left_behind(
    tmp_path: Path, option: str, value: str, remedy: str
) -> None:
    run = Show(tmp_path).run(*arguments(**{option: value}))
    assert run.returncode == 2
    assert f"--{option}: error: " in run.stderr
    assert remedy in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_options_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    run = Show(tmp_path).run(*arguments(language="xx", timezone="Paris", link="here"), "--format", "json")
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [event.get("path") for event in events] == ["--language", "--link", "--timezone", None]
    assert events[-1]["event"] == "error"


def test_a_folder_that_cannot_be_completed_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "episodes").write_text("not a folder")
    (tmp_path / "show" / ".gitignore").mkdir()
    run = Show(tmp_path).run(*arguments()[:1], "show", *arguments()[1:])
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in (tmp_path / "show").iterdir()) == [".gitignore", "episodes"]


def test_a_gitignore_keeps_its_line_ends_and_is_not_completed_twice(tmp_path: Path) -> None:
    masters = b"".join(b"/episodes/**/*%s\r\n" % suffix.encode() for suffix in MASTER_SUFFIXES)
    before = masters + b"public\r\n.public.balado/\r\n\xe9t\xe9"
    (tmp_path / ".gitignore").write_bytes(before)
    assert Show(tmp_path).run(*arguments()).returncode == 0
    assert (tmp_path / ".gitignore").read_bytes() == before


def test_a_show_begun_elsewhere_is_named_in_the_next_step(tmp_path: Path) -> None:
    run = Show(tmp_path).run(*arguments()[:1], "deep/show", *arguments()[1:])
    assert run.returncode == 0, run.stderr
    assert "balado new --show deep/show RECORDING" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_a_person_is_asked_and_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    answers = {
        "Title": "Ma : série",
        "What it is": "Des voix.",
        "Language": "french\nfr",
        "Public address": "https://pod.example",
        "Web page": "https://example.org",
        "Who makes": "Moi",
        "e-mail": "",
        "category": "Arts",
        "unfit": "oui",
        "picture": "",
        "recording": "",
    }
    said = on_a_terminal(["init", "--timezone", "Europe/Paris"], "\n".join([*answers.values(), ""]), tmp_path)
    positions = [said.find(question) for question in answers]
    assert positions == sorted(positions), said
    assert -1 not in positions, said
    assert "“french” is not a language code.\n    Write: fr\n" in said
    assert "language:" not in said, "who answers a question writes no YAML"
    text = (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    assert 'title: "Ma : série"\n' in text
    assert "language: fr\n" in text
    assert "\nowner:" not in text
    assert "explicit: true" in text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_the_zone_of_the_machine_is_offered(tmp_path: Path) -> None:
    given = [word for word in arguments() if word not in ("--timezone", "Europe/Paris")]
    on_a_terminal(given, "\n\n\n\n", tmp_path, TZ="America/Montreal")
    assert "timezone: America/Montreal " in (tmp_path / "feed.yaml").read_text(encoding="utf-8")


def on_a_terminal(words: list[str], typed: str, folder: Path, **environment: str) -> str:
    """What `balado` shows when it runs on a terminal where that is typed."""
    import pty

    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, typed.encode())
        [run] = shared_runs().run(Run(folder, words, environment, terminals={0: terminal}))
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert run.code == 0, run.said
    return run.err.decode()


def test_a_show_without_an_address_gets_one_later_without_anybodys_consent(tmp_path: Path) -> None:
    show = Show(tmp_path)
    run = show.run(*arguments(url=""))
    assert run.returncode == 0, run.stderr
    assert "The show has no address yet" in run.stderr
    written = (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    [guid] = re.findall(r"^guid: (.*)$", written, re.MULTILINE)
    assert uuid.UUID(guid).version == 4, "minted: one derived of an address that nobody has would be everybody's"
    (tmp_path / "episodes" / "cover.jpg").write_bytes(cover_jpeg())
    show.add("a")
    assert "Nobody can subscribe yet" in show.publish().stderr
    public = written.replace("https://no-address-yet.invalid", "https://pod.example/show")
    (tmp_path / "feed.yaml").write_text(public, encoding="utf-8")
    show.publish()
    assert f"<podcast:guid>{guid}<".encode() in show.published()["feed.xml"]
    other = public.replace("pod.example", "elsewhere.example")
    (tmp_path / "feed.yaml").write_text(other, encoding="utf-8")
    assert "Every address of the feed would change" in show.publish(code=1).stderr, "now somebody may have it"


def test_picture_and_recording_are_taken_along(tmp_path: Path) -> None:
    (tmp_path / "Ma photo (1).png").write_bytes(cover_png())
    (tmp_path / "première.mp3").write_bytes(silent_mp3(2, "First words"))
    run = Show(tmp_path).run(*arguments(), "--cover", "Ma\\ photo\\ \\(1\\).png", "--recording", "'première.mp3'")
    assert run.returncode == 0, run.stderr
    assert "artwork: episodes/cover.png" in (tmp_path / "feed.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "episodes" / "cover.png").read_bytes() == cover_png()
    assert (tmp_path / "episodes" / "01-first-words" / "première.mp3").exists()
    assert "edit episodes/01-first-words/episode.md" in run.stderr


@pytest.mark.parametrize("option", ["--cover", "--recording"])
@pytest.mark.parametrize("content", [b"nothing", None], ids=["junk", "not there"])
def test_a_file_that_is_none_is_refused_and_nothing_is_left_behind(
    tmp_path: Path, option: str, content: bytes | None
) -> None:
    name = str(tmp_path.parent / f"{tmp_path.name}.file")
    if content is not None:
        Path(name).write_bytes(content)
    run = Show(tmp_path).run(*arguments(), option, name)
    assert run.returncode == 2
    assert f"{option}: error: " in run.stderr
    assert list(tmp_path.iterdir()) == []


class Typist:
    """A console where somebody answers; `said` is what was shown, `offered` what stood in brackets."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.said: list[str] = []
        self.offered: list[str | None] = []

    def ask(self, _question: Message, offered: str | None) -> str:
        self.offered.append(offered)
        return self.answers.pop(0) or offered or ""

    def show(self, message: Message) -> None:
        self.said.append(str(message))


def interview(typist: Typist, *names: str) -> dict[str, str]:
    return Interview(cast("Console", typist), lambda _answers: (), {"explicit": "no"}).ask(list(names))


def test_a_way_leads_back_and_offers_what_was_answered() -> None:
    typist = Typist("<", "A slip", "About it", "<", "<", "The title", "", "fr")
    assert interview(typist, "title", "description", "language") == {
        "title": "The title", "description": "About it", "language": "fr",
    }  # fmt: skip
    assert typist.offered == [None, None, None, None, "About it", "A slip", "About it", None]


@pytest.mark.parametrize(
    ("answers", "meant"),
    [(("OUI",), "yes"), (("o",), "yes"), (("peut-être", "non"), "no"), (("Y",), "yes"), (("",), "no")],
)
def test_yes_and_no_are_understood_in_both_languages(answers: tuple[str, ...], meant: str) -> None:
    typist = Typist(*answers)
    assert interview(typist, "explicit") == {"explicit": meant}
    assert typist.said.count("Answer yes or no.") == len(answers) - 1


@pytest.mark.parametrize("name", [*ANSWERS])
@pytest.mark.parametrize("wrong", ["", "\t", "french", "http://x", "Ma: b # c", "émission", "a" * 300])
def test_nobody_at_a_prompt_is_told_to_write_yaml(name: str, wrong: str) -> None:
    key = name.removeprefix("--")
    for fault in judged({key: wrong}):
        assert not re.search(
            r"\b[a-z_]+: \w", str(remedy_at_prompt(fault, key)).replace("Write: ", "").replace("example: ", "")
        )


@pytest.mark.parametrize(("language", "no"), [("fr", "non"), ("en", "no")])
def test_what_enter_alone_answers_is_in_the_language_that_is_spoken(language: str, no: str) -> None:
    offered = offered_in(language)
    assert (offered["language"], offered["explicit"]) == (language, no)


@pytest.mark.parametrize(
    ("answer", "taken"), [("gouvernement", True), ("Arts > Livres", True), ("Gouvernemant", False)]
)
def test_a_category_is_answered_in_french(answer: str, taken: bool) -> None:
    assert (judged({"category": answer}) == ()) is taken
