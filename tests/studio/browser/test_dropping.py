"""Files as a person drops them: by the mouse, by keyboard alone, and without a script."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audio_samples import tone_wav, whole_mp3
from chromium import Visits
from office_files import docx, paragraph, run
from page_judges import violations_in_both
from photos import photo
from playwright.sync_api import FilePayload, Page, expect
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.views import transcribe

WORD = docx(paragraph(run("Ce que dit la ville.")))
PATIENCE_MS = 90_000
"""What is dropped is looked at and mastered, which a busy machine takes its time for."""
_DROP = """files => {
    const carried = new DataTransfer();
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
        carried.items.add(new File([bytes], name));
    }
    for (const type of ["dragover", "drop"])
        document.querySelector("h1").dispatchEvent(
            new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("dropping")
    show = Show(folder / "show")
    show.write_feed()
    show.add("00-there", title="Déjà là", episode="1")
    options = options_for(show, folder / "cache" / "i.json", language="fr")
    with served_studio(replace(options, models=folder / "models"), show) as served:
        served.settled()
        yield served


def picture() -> bytes:
    content = io.BytesIO()
    photo(size=(1600, 1500)).save(content, "JPEG")
    return content.getvalue()


def dropped(page: Page, **files: bytes) -> None:
    """Drop files on the heading of a page, which is as good a place as any."""
    page.evaluate(_DROP, [[name.replace("_", "."), base64.b64encode(one).decode()] for name, one in files.items()])


def judged(page: Page, name: str) -> dict[str, object]:
    found: dict[str, object] = {name: told} if (told := violations_in_both(page)) else {}
    page.set_viewport_size({"width": 320, "height": 700})
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found[f"{name} on a phone"] = "is cut off"
    page.set_viewport_size({"width": 1024, "height": 700})
    return found


def test_files_are_dropped_on_the_board_as_well(visits: Visits, served: ServedStudio) -> None:
    page = visits.open(served.doors.first_address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Épisodes")
    dropped(page, notes_docx=WORD)
    expect(page.get_by_role("heading", name="Ce qui est arrivé")).to_be_visible(timeout=PATIENCE_MS)
    assert "Nouvel épisode" in page.locator("h1").inner_text()


def test_an_episode_is_dropped_in_french(visits: Visits, served: ServedStudio) -> None:
    page = visits.open(served.doors.first_address)
    page.get_by_role("link", name="Nouvel épisode").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nouvel épisode")
    barriers = judged(page, "/new")
    dropped(page, Voix_wav=tone_wav(3, 16_000), notes_docx=WORD, salle_jpg=picture(), x_zip=b"PK\3\4")
    expect(page.get_by_role("heading", name="Ce qui est arrivé")).to_be_visible(timeout=PATIENCE_MS)
    barriers |= judged(page, "/files")
    expect(page.get_by_label("Titre de l’épisode")).to_have_value("Voix")
    expect(page.get_by_role("group", name="x.zip")).to_contain_text("décompressez-la")
    page.get_by_label("Titre de l’épisode").fill("La ville parle")
    shown = page.get_by_role("group", name="salle.jpg")
    shown.get_by_label("Ce qu’elle montre").fill("Une salle")
    shown.locator("img").first.click(position={"x": 10, "y": 10})
    expect(shown.get_by_label("À partir de la gauche")).not_to_have_value("50")
    page.get_by_role("button", name="Commencer l’épisode").click()
    expect(page.get_by_role("link", name="Continuer")).to_be_visible(timeout=PATIENCE_MS)
    barriers |= judged(page, "/work")
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est fait")
    page.get_by_role("link", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La ville parle")
    folder = served.show.root / "episodes/02-la-ville-parle"
    assert {one.name for one in folder.iterdir()} == {"episode.md", "voix.wav", "voix.mp3", "voix.mp3.recipe.json",
                                                      "cover.jpg"}  # fmt: skip
    text = (folder / "episode.md").read_text(encoding="utf-8")
    assert "Ce que dit la ville." in text
    assert "alt: Une salle" in text
    visits.complaints.clear()  # of axe
    assert barriers == {}


def test_the_recording_of_an_episode_is_exchanged_on_its_page(visits: Visits, served: ServedStudio) -> None:
    page = visits.open(served.doors.first_address)
    page.goto(f"{served.doors.origin}/episodes/00-there")
    dropped(page, Autre_mp3=whole_mp3(60))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Déjà là", timeout=PATIENCE_MS)
    expect(page.get_by_role("group", name="Autre.mp3")).to_contain_text("gardé à côté, caché")
    page.get_by_role("button", name="Mettre les fichiers à leur place").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est fait", timeout=PATIENCE_MS)
    folder = served.show.root / "episodes/00-there"
    assert (folder / "talk.mp3").read_bytes() == whole_mp3(60)
    assert (folder / ".old-talk.mp3").is_file()


def test_the_other_pages_that_take_files_have_no_barrier(
    visits: Visits, served: ServedStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcribe, "has_library", lambda name: name == "faster-whisper")
    page, barriers = visits.open(served.doors.first_address), {}
    for path in ("/cover", "/episodes/00-there", "/episodes/00-there/recording", "/transcribe/00-there"):
        page.goto(f"{served.doors.origin}{path}")
        barriers |= judged(page, path)
        assert path != "/transcribe/00-there" or page.get_by_label("Le télécharger").is_visible()
    visits.complaints.clear()  # of axe
    assert barriers == {}


def test_the_square_that_is_shown_is_the_one_that_is_cut(visits: Visits, served: ServedStudio) -> None:
    """A picture of 1600 x 1500: of a point at the left edge nothing is cut there, the square begins at it."""
    page = visits.open(served.doors.first_address)
    page.goto(f"{served.doors.origin}/cover")
    dropped(page, salle_jpg=picture())
    cut = page.locator("fieldset.focus .cut")
    expect(cut).to_have_attribute("style", "object-position: 50% 50%;", timeout=PATIENCE_MS)
    for percent, shown in ((0, "0%"), (48, "18%"), (100, "100%")):
        page.get_by_label("À partir de la gauche").fill(str(percent))
        expect(cut).to_have_attribute("style", f"object-position: {shown} 50%;")


def test_by_keyboard_alone_with_what_is_said_to_who_does_not_see(visits: Visits, served: ServedStudio) -> None:
    page = visits.open(served.doors.first_address)
    page.goto(f"{served.doors.origin}/new")
    chosen = page.get_by_label("Enregistrement ou film", exact=False)
    chosen.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Choisissez d’abord un fichier.")).to_be_visible()
    chosen.set_input_files([FilePayload(name="a.pdf", mimeType="application/pdf", buffer=b"%PDF-1")])
    chosen.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce qui est arrivé")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="N’en prendre aucun").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Avec ce que vous avez")).to_be_visible()


def test_a_refusal_is_said_on_the_page_and_the_files_can_be_sent_again(visits: Visits, served: ServedStudio) -> None:
    page = visits.open(served.doors.first_address)
    page.goto(f"{served.doors.origin}/new")
    page.evaluate("document.querySelector('form.upload').action = '/upload/x/new'")
    dropped(page, a_pdf=b"%PDF-1")
    expect(page.locator("form.upload .told")).to_have_text(
        "Ce formulaire date d’une exécution précédente : rechargez sa page."
    )
    expect(page.get_by_role("button", name="Envoyer les fichiers")).to_be_enabled()
    visits.complaints.clear()  # that a form was refused


def test_without_a_script_the_form_is_sent(visits: Visits, served: ServedStudio, tmp_path: Path) -> None:
    (tmp_path / "Programme.pdf").write_bytes(b"%PDF-1")
    page = visits.context(java_script_enabled=False).new_page()
    page.goto(served.doors.first_address)
    page.goto(f"{served.doors.origin}/new")
    page.locator("#files").set_input_files(tmp_path / "Programme.pdf")
    page.get_by_role("button", name="Envoyer les fichiers").click()
    expect(page.get_by_role("group", name="Programme.pdf")).to_contain_text("un PDF")
    assert served.doors.secrets.upload not in page.url
