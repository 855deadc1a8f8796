"""Who knows the key of a scheduled file has the file: no output of any verb, and nothing that is public, tells one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from full_show import TRANSCRIPT, with_chapters, write_full_show
from show_builder import NOW, Show, cover_jpeg, silent_mp3

LATER = "2099-12-31T08:00:00+01:00"
VERBS = (
    *(("publish", "--now", NOW, "--format", form) for form in ("text", "json")),
    *(("publish", "--dry-run", "--now", now, "--format", "json") for now in (NOW, LATER)),
    *(("diff", "--now", now, "--format", form) for now in (NOW, LATER) for form in ("text", "json", "markdown")),
    *(("check", "--now", now, "--format", form) for now in (NOW, LATER) for form in ("json", "sarif")),
    *(("check", "--now", LATER, "--format", form) for form in ("text", "github", "gitlab", "junit")),
    ("status", "--now", LATER, "--format", "json"),
    ("history", "--format", "json"),
    ("prune", "--format", "json"),
    ("pull", "--format", "json"),
    ("recover", "--format", "json"),
    ("rollback", "1", "--format", "json"),
    ("takedown", "guid-of-c", "--format", "json"),
    ("--debug", "publish", "--now", NOW, "--format", "json"),
)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A show with every kind of attachment, live and scheduled, and a recorded conference that is still announced."""
    show = Show(tmp_path / "show")
    write_full_show(show)
    waiting = show.root / "episodes/c"
    text = (waiting / "episode.md").read_text("utf-8")
    assert "date: 2025-12-24 08:00" in text
    pictured = "chapters: [{start: '0', title: One, picture: one.jpg}, {start: '3', title: Two}]"
    (waiting / "episode.md").write_text(text.replace("date: 2025-12-24 08:00", f"date: 2099-12-24 08:00\n{pictured}"))
    (waiting / "one.jpg").write_bytes(cover_jpeg("green"))
    (waiting / "cover.jpg").write_bytes(cover_jpeg("red"))
    (waiting / "transcript.vtt").write_text(TRANSCRIPT.replace("Bonjour", "Bonsoir"), encoding="utf-8")
    (waiting / "transcript.en.srt").write_text("1\n00:00:00,000 --> 00:00:01,500\nClaire: Good night.\n", "utf-8")
    recorded = show.add(
        "e",
        date="2099-12-25 08:00",
        held="{start: 2099-11-30 17:30, end: 2099-11-30 20:00, place: Palais}",
        live="{url: 'https://live.example/e.mp3', page: 'https://example.org/live'}",
        documents="[{title: Slides, file: slides.pdf}]",
    )
    (recorded / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    (recorded / "cover.jpg").write_bytes(cover_jpeg("teal"))
    (recorded / "transcript.vtt").write_text(TRANSCRIPT.replace("Bonjour", "Adieu"), encoding="utf-8")
    return show


def hidden_digests(show: Show) -> set[str]:
    """The first 16 digits of every digest of a file that waits, as keys have them: the source's and the published."""
    records = sorted((show.root / ".public.balado/generations").glob("*.json"), key=lambda path: int(path.stem))
    record = json.loads(records[-1].read_bytes())
    waiting = [one for one in record["episodes"] if one["state"] == "scheduled"]
    assert {one["slug"] for one in waiting} == {"c", "e"}
    keys = {file["key"] for one in waiting for file in (one["audio"], one["artwork"]) if file}
    keys |= {key for one in waiting for side in one["beside"] for key in side["keys"]}
    assert {key.partition("/")[0] for key in keys} == {
        "artwork", "audio", "chapters", "documents", "films", "transcripts"
    }  # fmt: skip
    digests = {stored["sha256"] for stored in record["objects"] if stored["key"] in keys}
    digests |= {file["sha256"] for one in waiting for file in (one["audio"], one["artwork"]) if file}
    digests |= {side["sha256"] for one in waiting for side in one["beside"] if side["sha256"]}
    digests |= {key.rpartition(".")[0][-16:] for key in keys}
    return {digest[:16] for digest in digests}


def test_no_verb_in_no_format_and_no_public_file_tells_what_waits(show: Show) -> None:
    first = show.publish()
    outputs = {"the first publication": first.stdout + first.stderr}
    hidden = hidden_digests(show)
    for verb in VERBS:
        run = show.run(*verb)
        assert run.returncode in (0, 1, 2), (verb, run.stderr)
        outputs[" ".join(verb)] = run.stdout + run.stderr
    for key, body in show.published().items():
        if not any(digest in key for digest in hidden):
            outputs[f"public {key}"] = body.decode("latin-1")
    found = {name: digest for name, text in outputs.items() for digest in hidden if digest in text}
    assert not found


def test_nor_does_any_tell_what_will_wait_of_a_file_that_changed_here(show: Show) -> None:
    show.publish()
    changed = with_chapters(silent_mp3(6, "another"))
    (show.root / "episodes/c/talk.mp3").write_bytes(changed)
    (show.root / "episodes/c/programme.pdf").write_bytes(b"%PDF-1.7 other")
    hidden = {hashlib.sha256(body).hexdigest()[:16] for body in (changed, b"%PDF-1.7 other")}
    outputs = {}
    for now in (NOW, LATER):
        for verb in (("publish", "--dry-run"), ("diff",), ("diff", "--format", "markdown"), ("check",), ("status",)):
            run = show.run(*verb, "--now", now)
            outputs[" ".join((*verb, now))] = run.stdout + run.stderr
            assert "Traceback" not in run.stderr
    run = show.publish("--format", "json")
    outputs["publish"] = run.stdout + run.stderr
    hidden |= hidden_digests(show)
    assert not {name: digest for name, text in outputs.items() for digest in hidden if digest in text}
