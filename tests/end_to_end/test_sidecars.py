"""Transcripts, documents and films beside a recording: found, made, announced, and what is wrong with them."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from show_builder import Show

from balado.feed.read import read

VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Claire Hédon>Bonjour à toutes et à tous.\n"


def transcripts(show: Show) -> list[tuple[str, str, str | None, str | None]]:
    """Kind of file, type, language and rel of each, in the order of the feed."""
    links = read(show.published()["feed.xml"]).feed.items[0].transcripts
    return [(link.url.rpartition(".")[2], link.type, link.language, link.rel) for link in links]


def test_one_transcript_becomes_every_format_webvtt_first(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    show.publish()
    assert transcripts(show) == [
        ("vtt", "text/vtt", None, "captions"),
        ("srt", "application/x-subrip", None, "captions"),
        ("json", "application/json", None, "captions"),
        ("html", "text/html", None, None),
    ]
    texts = {key.rpartition(".")[2]: body.decode() for key, body in show.published().items() if "transcripts/" in key}
    assert "<v Claire Hédon>Bonjour" in texts["vtt"]
    assert "Claire Hédon: Bonjour" in texts["srt"]
    assert '"speaker": "Claire Hédon"' in texts["json"] or '"speaker":"Claire Hédon"' in texts["json"]
    assert "<cite>Claire Hédon" in texts["html"]
    assert 'lang="fr"' in texts["html"]


def test_a_second_language_is_named(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    (folder / "transcript.en.srt").write_text("1\n00:00:00,000 --> 00:00:01,500\nGood evening.\n", "utf-8")
    show.publish()
    assert {(kind, language) for kind, _, language, _ in transcripts(show)} == {
        (kind, language) for kind in ("vtt", "srt", "json", "html") for language in (None, "en")
    }


def test_plain_text_has_no_times_to_promise(show: Show) -> None:
    folder = show.add("a", transcripts="[{file: said.txt, language: de}]")
    (folder / "said.txt").write_text("Guten Abend.\n", "utf-8")
    show.publish()
    assert transcripts(show) == [("html", "text/html", "de", None), ("txt", "text/plain", "de", None)]


def test_a_corrected_transcript_has_a_new_address_and_the_recording_its_old_one(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    show.publish()
    before = show.published()
    (folder / "transcript.vtt").write_text(VTT.replace("Bonjour", "Bonsoir"), "utf-8")
    show.publish()
    after = show.published()
    assert before.keys() < after.keys(), "nothing is taken away from those who have the old addresses"
    assert not [key for key in after.keys() - before.keys() if not key.startswith("transcripts/")]
    (folder / "transcript.vtt").unlink()
    show.publish()
    assert "podcast:transcript" not in show.published()["feed.xml"].decode()


def test_of_two_in_one_language_one_counts_and_the_other_is_told(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.srt").write_text("no transcript", "utf-8")
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    assert "transcript.vtt is the transcript; transcript.srt is left out." in show.publish().stderr


@pytest.mark.parametrize(
    ("keys", "files"),
    [
        ({}, {"transcript.vtt": VTT, "transcript.fr.vtt": VTT}),
        ({"language": "en"}, {"transcript.vtt": VTT, "transcript.en.srt": "1\n00:00:00,000 --> 00:00:01,500\nGood.\n"}),
        ({"transcripts": "[{file: said.vtt}, {file: said.vtt}]"}, {"said.vtt": VTT}),
    ],
)
def test_a_language_is_announced_once(show: Show, keys: dict[str, str], files: dict[str, str]) -> None:
    folder = show.add("a", **keys)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    assert "this file is left out." in show.publish().stderr
    assert [kind for kind, *_ in transcripts(show)] == ["vtt", "srt", "json", "html"]
    before = show.footprint()
    assert "Nothing to do" in show.publish().stderr
    assert show.footprint() == before


@pytest.mark.parametrize(
    ("keys", "files", "said"),
    [
        ({}, {"transcript.vtt": VTT.replace("-->", "->")}, "episodes/a/transcript.vtt:3"),
        ({}, {"transcript.vtt": ""}, "The file is empty."),
        ({"transcripts": "[{file: said.vtt}]"}, {}, "There is no file episodes/a/said.vtt"),
        ({"documents": "[{title: Plan, file: plan.pdf}]"}, {}, "The file episodes/a/plan.pdf is not here"),
        ({"documents": "[{title: Plan, file: plan.pdf}]"}, {"plan.pdf": ""}, "The file is empty."),
        ({"documents": "[{title: Plan}]"}, {}, "It is either a file or an address."),
        ({"documents": "[{title: Plan, file: /etc/passwd}]"}, {}, "does not stay inside the show's folder"),
        ({"video": "{url: 'https://v.example/1.mp4'}"}, {}, "Add type: video/mp4"),
        ({"alternates": "[{file: ../x.mp4}]"}, {}, "does not stay inside the show's folder"),
    ],
)
def test_what_is_wrong_holds_back_this_episode_alone(
    show: Show, keys: dict[str, str], files: dict[str, str], said: str
) -> None:
    show.add("first")
    folder = show.add("a", date="2025-11-02 08:00", **keys)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    run = show.publish(code=1)
    assert said in run.stderr
    assert "a “About a” is held back" in run.stderr
    assert "guid-of-first" in show.published()["feed.xml"].decode()


def test_a_broken_transcript_of_a_live_episode_refuses(show: Show) -> None:
    folder = show.add("a")
    show.publish()
    (folder / "transcript.vtt").write_text(VTT.replace("-->", "->"), "utf-8")
    before = show.footprint()
    assert "Refused" in show.publish(code=1).stderr
    assert show.footprint() == before


def test_documents_are_linked_below_the_notes_in_the_language_of_the_show(show: Show) -> None:
    folder = show.add("a", documents="[{title: Programme, file: p.pdf}, {title: Étude, url: 'https://example.org/e'}]")
    (folder / "p.pdf").write_bytes(b"%PDF-1.7")
    show.publish()
    html = read(show.published()["feed.xml"]).feed.items[0].html
    assert "<p>Documents\u00a0:</p>" in html
    assert re.search(r'<a href="https://pod\.example/show/documents/a-p-[0-9a-f]{16}\.pdf">Programme</a>', html)
    assert '<a href="https://example.org/e">Étude</a>' in html


def test_a_film_is_not_the_recording_and_its_digest_is_true(show: Show) -> None:
    folder = show.add("a", video="{file: replay.mp4, height: 720}", replay="https://example.org/watch")
    (folder / "replay.mp4").write_bytes(b"a film")
    show.publish()
    found = read(show.published()["feed.xml"]).feed.items[0]
    assert found.enclosure.media_type == "audio/mpeg"
    [film] = found.alternates
    assert (film.type, film.length, film.height) == ("video/mp4", 6, 720)
    key = film.sources[0].uri.removeprefix("https://pod.example/show/")
    digest = base64.b64encode(hashlib.sha384(show.published()[key]).digest()).decode()
    assert film.integrity is not None
    assert film.integrity.value == f"sha384-{digest}"
    assert [link.url for link in found.content_links] == ["https://example.org/watch"]


def test_another_film_has_another_address_and_one_that_is_not_wanted_leaves_the_feed(show: Show) -> None:
    folder = show.add("a", video="{file: replay.mp4}")
    (folder / "replay.mp4").write_bytes(b"a film")
    show.publish()
    before = read(show.published()["feed.xml"]).feed.items[0]
    (folder / "replay.mp4").write_bytes(b"a longer film")
    show.publish()
    after = read(show.published()["feed.xml"]).feed.items[0]
    assert (after.alternates[0].length, before.alternates[0].length) == (13, 6)
    assert after.alternates[0].sources != before.alternates[0].sources
    assert (after.enclosure, after.guid) == (before.enclosure, before.guid)
    text = folder / "episode.md"
    text.write_text(text.read_text("utf-8").replace("video: {file: replay.mp4}\n", ""), "utf-8")
    (folder / "replay.mp4").unlink()
    show.publish()
    last = read(show.published()["feed.xml"]).feed.items[0]
    assert (last.alternates, last.enclosure) == ((), before.enclosure)
    assert len([key for key in show.published() if key.startswith("films/")]) == 2, "those who have the old address"


def test_another_language_is_told_and_only_what_names_it_is_sent(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    show.publish()
    before = show.published().keys()
    (folder / "transcript.vtt").rename(folder / "transcript.de.vtt")
    show.publish()
    assert {language for _, _, language, _ in transcripts(show)} == {"de"}
    assert [key.rpartition(".")[2] for key in show.published().keys() - before] == ["html"]


def test_a_film_elsewhere_is_its_authors_word(show: Show) -> None:
    show.add("a", video="{url: 'https://v.example/1.mp4', type: video/mp4, length: 123456}")
    show.publish()
    [film] = read(show.published()["feed.xml"]).feed.items[0].alternates
    assert (film.sources[0].uri, film.length, film.integrity) == ("https://v.example/1.mp4", 123456, None)


def test_two_recordings_need_a_word_which_is_the_film(show: Show) -> None:
    folder = show.add("a")
    (folder / "replay.mp4").write_bytes(b"a film")
    assert "or name the film: video: {file: …}" in show.publish(code=1).stderr


def test_people_places_and_names_by_their_keys(show: Show) -> None:
    show.write_feed(
        people="{hedon: {name: Claire Hédon, function: Défenseure des droits}}",
        team="[{name: Ada, role: animatrice}]",
        places="{palais: {name: Palais-Royal, geo: '48.8637,2.3372', country: fr}}",
        seasons="{1: Le premier cycle}",
        license="cc-by-4.0",
    )
    show.add(
        "a",
        season="1",
        people="[{person: hedon, role: intervenante}]",
        held="{start: 2025-10-30 17:30, place: palais}",
        locations="[Prades]",
    )
    show.publish()
    feed = read(show.published()["feed.xml"]).feed
    found = feed.items[0]
    assert [(person.name, person.role, person.group) for person in found.people] == [
        ("Claire Hédon", "guest", "cast"),
        ("Ada", "host", "cast"),
    ]
    assert [(place.name, place.geo, place.country, place.rel) for place in found.locations] == [
        ("Prades", None, None, "subject"),
        ("Palais-Royal", "geo:48.8637,2.3372", "FR", "creator"),
    ]
    assert found.season_name == "Le premier cycle"
    assert feed.license is not None
    assert feed.license.name == "CC-BY-4.0"
