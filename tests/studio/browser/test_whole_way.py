"""The whole way of somebody who publishes: from an empty folder to listeners, a correction, and back; in French.

The real command, its clock and its files, Chromium, a folder and then a bucket. Nothing is typed in a terminal but the
command itself. What is clicked and typed is counted, and may not become much more.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from audio_samples import tone_wav
from chromium import Visits
from forked_runs import Run, shared_runs
from office_files import docx, paragraph, run
from photos import photo, written
from playwright.sync_api import Locator, Page, expect
from published_place import BucketPlace
from store_servers import Endpoint, new_store

PATIENCE_MS = 90_000
"""For what is mastered or published on a busy machine."""
URL = "https://pod.example/cycle"
DRAFT = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonsoir a tous.\n\n00:01.000 --> 00:02.000\nLe dernier kilometre.\n"


@dataclass
class Officer:
    """Somebody at a browser."""

    page: Page
    clicks: int = 0
    words: int = 0

    def click(self, name: str | re.Pattern[str]) -> None:
        self.clicks += 1
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def go(self, name: str | re.Pattern[str]) -> None:
        self.clicks += 1
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def type(self, label: str, text: str) -> None:
        self.words += len(text.split())
        self.page.get_by_label(label).first.fill(text)

    def drop(self, label: str, *paths: Path) -> None:
        """Choose files as a click and a choice do."""
        self.clicks += 2
        self.page.get_by_label(label).first.set_input_files([str(path) for path in paths])

    def sees(self, text: str) -> Locator:
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible(timeout=PATIENCE_MS)
        return found


@contextmanager
def studio(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """`balado studio` as a process; gives the address that it tells."""
    arguments = ("studio", "--no-browser", "--port", "0", "--format", "json")
    process = shared_runs().start(Run(folder, arguments, environment))
    try:
        yield json.loads(process.first_line())["url"]
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait().code == 0
    finally:
        if process.ended is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """What lies on the desk of the one who publishes."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "Conférence du 12.wav").write_bytes(tone_wav(4, 44_100))
    (folder / "Note.docx").write_bytes(docx(paragraph(run("Ce soir, le dernier kilomètre."))))
    written(folder / "IMG_2041.jpg", photo(size=(1800, 1500)), "JPEG")
    return folder


def begin_the_show(officer: Officer) -> None:
    officer.go("Commencer un podcast")
    officer.type("Titre du podcast", "Le dernier kilomètre")
    officer.type("De quoi il parle", "Comment une politique publique arrive, ou n’arrive pas, chez les gens.")
    officer.type("Qui le réalise", "Conseil d’État")
    officer.type("Page web du podcast", "https://www.conseil-etat.fr")
    officer.type("Catégorie", "Actualités > Politique")
    officer.type("Adresse publique", URL)
    officer.click("Commencer le podcast")
    officer.sees("Avec ce que vous avez")


def give_it_a_cover(officer: Officer, desk: Path) -> None:
    officer.go("Lui en donner une")
    officer.drop("Image", desk / "IMG_2041.jpg")
    officer.click("Envoyer les fichiers")
    officer.sees("Ce qui est arrivé")
    officer.type("Ce qu’elle montre", "La salle d’assemblée du Conseil")
    officer.click("Mettre les fichiers à leur place")
    officer.sees("C’est fait")
    officer.go("Épisodes")
    officer.go("Nouvel épisode")


def begin_the_episode(officer: Officer, desk: Path) -> None:
    officer.drop("Enregistrement ou film", *(desk / name for name in ("Conférence du 12.wav", "Note.docx")))
    officer.click("Envoyer les fichiers")
    officer.sees("Ce qui est arrivé")
    officer.type("Titre de l’épisode", "La mise en œuvre")
    officer.click("Commencer l’épisode")
    officer.sees("C’est fait")
    officer.go("Continuer")


def correct_the_transcript(officer: Officer) -> None:
    officer.go("Épisodes")
    officer.go("La mise en œuvre")
    officer.go(re.compile("^Relire le brouillon de sa transcription"))
    officer.page.wait_for_selector(".tools:not([hidden])")
    for line, words in enumerate(("Bonsoir à tous.", "Le dernier kilomètre.")):
        officer.clicks += 1
        officer.words += len(words.split())
        officer.page.locator("#captions p").nth(line).click()
        officer.page.keyboard.press("Control+a")
        officer.page.keyboard.type(words)
        officer.page.keyboard.press("Enter")
        expect(officer.page.locator("#captions > li").nth(line)).to_contain_text(words)
        expect(officer.page.locator("#said")).to_have_text("Enregistré.")
    officer.click("Accepter comme transcription")
    officer.page.wait_for_url("**/episodes/01-la-mise-en-oeuvre")


def date_it(officer: Officer, date: datetime) -> None:
    officer.go("Modifier")
    officer.clicks += 1
    officer.words += 1
    officer.page.get_by_label("Date").first.fill(date.strftime("%Y-%m-%dT%H:%M"))
    officer.page.get_by_label("Brouillon").first.select_option("non")
    officer.click("Enregistrer")
    officer.sees("Enregistré.")


def publish(officer: Officer, number: int) -> None:
    officer.go("Publier")
    officer.click("Publier maintenant")
    officer.sees(f"(publication {number})")


def correct_the_title(officer: Officer, title: str) -> None:
    officer.go("Épisodes")
    officer.go("La mise en œuvre")
    officer.go("Modifier")
    officer.type("Titre", title)
    officer.click("Enregistrer")
    officer.sees("Enregistré.")


def go_back(officer: Officer) -> None:
    officer.go("Historique")
    officer.go("Publication 1")
    officer.go("Revenir à cette publication…")
    officer.type("saisissez le titre du podcast", "Le dernier kilomètre")
    officer.click("Revenir à la publication 1")
    officer.sees("c’est la publication 3")


@pytest.mark.in_depth
@pytest.mark.first
def test_from_an_empty_folder_to_listeners_a_correction_and_back(
    visits: Visits, desk: Path, tmp_path: Path, radosgw_endpoint: Endpoint
) -> None:
    store, show = new_store(radosgw_endpoint), tmp_path / "show"
    show.mkdir()
    place = BucketPlace(store.endpoint.client(), store.bucket, "cycle")
    environment = store.endpoint.environment() | {"BALADO_CACHE_DIR": str(tmp_path / "cache"), "LANGUAGE": "fr"}
    with studio(show, environment) as address:
        officer = Officer(visits.open(address, locale="fr-FR", timezone_id="Europe/Paris"))
        begin_the_show(officer)
        give_it_a_cover(officer, desk)
        begin_the_episode(officer, desk)
        episode = show / "episodes" / "01-la-mise-en-oeuvre"
        (episode / "transcript.draft.vtt").write_text(DRAFT, encoding="utf-8")  # as `balado transcribe` leaves it
        correct_the_transcript(officer)

        now = datetime.now(ZoneInfo("Europe/Paris"))
        date_it(officer, now + timedelta(days=2))
        publish(officer, 1)
        officer.sees("Aucun épisode n’est encore en ligne")
        officer.go("Épisodes")
        officer.sees("programmé")
        assert not (show / "public" / "feed.xml").exists()

        officer.go("La mise en œuvre")
        date_it(officer, now - timedelta(hours=1))
        publish(officer, 2)
        served = {
            path.relative_to(show / "public").as_posix(): path.read_text("utf-8") for path in show.glob("public/**/*ml")
        }
        assert "La mise en œuvre" in served["feed.xml"]
        assert "Le dernier kilomètre." in served["episodes/01-la-mise-en-oeuvre.html"]

        in_the_editor = show / "feed.yaml"  # by somebody else, while the page is open
        officer.go("Publier")
        text = in_the_editor.read_text("utf-8")
        in_the_editor.write_text(text.replace("  to: public ", f"  to: s3://{store.bucket}/cycle "), encoding="utf-8")
        officer.sees(f"s3://{store.bucket}/cycle")
        publish(officer, 1)  # the first there
        first = place.objects()["feed.xml"].decode()
        assert "La mise en œuvre" in first

        correct_the_title(officer, "La mise en œuvre, et après")
        publish(officer, 2)
        assert "et après" in place.objects()["feed.xml"].decode()

        go_back(officer)
        assert place.objects()["feed.xml"].decode() == first
        assert "title: La mise en œuvre, et après" in (episode / "episode.md").read_text("utf-8")
        visits.close()  # whatever listens to a studio complains when that ends
    assert officer.clicks <= 50
    assert officer.words <= 60
