"""The page of an episode tells everything that belongs to the conference, and nothing that is not there."""

from __future__ import annotations

from typing import Any

from built_sites import BuiltSite, said, sections
from lxml import html
from site_specimens import HEDON, HOST, conference, episode, full_episode, show, transcript

from balado.site.model import SiteChapter, SiteEpisode, SiteFilm, SiteLink, SiteShow, SiteTranscript
from balado.transcripts.transcript import Cue, Transcript, Voice

KEY = "episodes/quelles-attentes.html"


def whole(**changes: Any) -> SiteEpisode:
    values: dict[str, Any] = {
        "film": SiteFilm(SiteLink("", "https://video.example/un.mp4", "video/mp4", 104_857_600), 720),
        "replay": SiteLink("", "https://example.org/revoir"),
        "documents": (SiteLink("Programme", "documents/programme.pdf", "application/pdf", 23_456),),
        "chapters_key": "chapters/un.json",
        "links": (SiteLink("L’étude annuelle", "https://example.org/etude"),),
        "renditions": (SiteLink("", "audio/un.m4a", "audio/x-m4a", 1_000_000),),
    }
    return full_episode(**{**values, **changes})


def page_of(one: SiteEpisode, *others: SiteEpisode, **changes: Any) -> html.HtmlElement:
    return BuiltSite(show(one, *others, **changes)).page(KEY)


def section(page: html.HtmlElement, title: str) -> html.HtmlElement:
    return next(one for one in page.iter("section") if said(one.find(".//h2")) == title)


def test_every_section_of_a_conference_is_there() -> None:
    assert sections(page_of(whole(), episode("precedent", season=1))) == [
        "Écouter",
        "Présentation",
        "La vidéo",
        "Avec la participation de",
        "Documents à consulter",
        "Chapitres",
        "Transcription",
        "La conférence en podcast",
        "Télécharger",
        "Citer cet épisode",
        "Pour en savoir plus",
        "Les conférences du cycle",
    ]


def test_what_is_not_there_leaves_no_section() -> None:
    bare = episode(summary="", notes_html="")
    assert sections(page_of(bare)) == [
        "Écouter",
        "La conférence en podcast",
        "Télécharger",
        "Citer cet épisode",
        "Pour en savoir plus",
    ]


def test_title_hour_and_place_stand_at_the_top() -> None:
    page = page_of(whole())
    assert said(page.find(".//h1")) == "Titre de quelles-attentes : quelles attentes ?"
    assert [said(one) for one in page.xpath("//dl[@class='meeting']//dd")] == [
        "mercredi 19 octobre 2022, de 17 h 30 à 20 h",
        "Conseil d’État, 1 place du Palais-Royal, Paris",
    ]
    assert page.xpath("//dl[@class='meeting']//time/@datetime") == ["2022-10-19T17:30:00+02:00"]


def test_the_player_is_the_browsers_own_with_its_captions() -> None:
    english = SiteTranscript("en", Transcript(()), (SiteLink("", "transcripts/en.vtt", "text/vtt"),))
    text = SiteTranscript("fr", Transcript(()), (SiteLink("", "transcripts/fr.txt", "text/plain"),))
    page = page_of(whole(transcripts=(transcript("Bonjour."), english, text)))
    audio = page.find(".//audio")
    assert (audio.get("preload"), audio.get("src")) == ("none", "../audio/quelles-attentes-0123456789abcdef.mp3")
    assert audio.get("controls") is not None
    found = [(one.get("kind"), one.get("srclang"), one.get("label"), one.get("src")) for one in page.iter("track")]
    assert found == [
        ("captions", "fr", "français", "../transcripts/un.vtt"),
        ("subtitles", "en", "anglais", "../transcripts/en.vtt"),
    ]


def test_a_recording_elsewhere_is_played() -> None:
    page = page_of(whole(audio=SiteLink("", "https://elsewhere.example/un.mp3", "audio/mpeg", 5)))
    assert page.xpath("//audio/@src") == ["https://elsewhere.example/un.mp3"]
    assert section(page, "Chapitres").xpath(".//a/@href")[0] == "https://elsewhere.example/un.mp3#t=0"


def test_one_without_https_is_a_link() -> None:
    page = page_of(whole(audio=SiteLink("", "http://elsewhere.example/un.mp3", "audio/mpeg", 5)))
    assert page.find(".//audio") is None
    assert section(page, "Écouter").xpath(".//a/@href") == ["http://elsewhere.example/un.mp3"]
    assert section(page, "Chapitres").xpath(".//a/@href")[0] == "http://elsewhere.example/un.mp3#t=0"


def test_a_film_of_the_show_is_played_and_one_elsewhere_is_a_link() -> None:
    own = SiteFilm(SiteLink("", "video/un.mp4", "video/mp4", 5))
    assert page_of(whole(film=own)).xpath("//video/@src") == ["../video/un.mp4"]
    elsewhere = page_of(whole())
    assert elsewhere.find(".//video") is None
    assert [said(link) for link in section(elsewhere, "La vidéo").iter("a")] == [
        "Voir la vidéo MP4, 105 Mo",
        "Revoir la conférence",
    ]


def test_chapters_lead_into_the_recording() -> None:
    chapters = (SiteChapter(0, "Ouverture"), SiteChapter(3723.5, "Débat", "https://example.org/debat"))
    links = section(page_of(whole(chapters=chapters)), "Chapitres").findall(".//a")
    assert [(said(link), link.get("href")) for link in links] == [
        ("0:00 Ouverture", "../audio/quelles-attentes-0123456789abcdef.mp3#t=0"),
        ("1:02:03 Débat", "../audio/quelles-attentes-0123456789abcdef.mp3#t=3723"),
        ("Pour en savoir plus : Débat", "https://example.org/debat"),
    ]


def test_people_have_function_and_role() -> None:
    found = section(page_of(whole()), "Avec la participation de")
    assert [said(one) for one in found.iter("dt")] == ["Intervention", "Moderator"]
    assert said(found.find(".//dd/a")) == HEDON.name
    assert said(found.find(".//dd/span")) == HEDON.function
    assert found.xpath(".//a/@href") == [f"../people/{one.page}.html" for one in (HEDON, HOST)]


def test_documents_and_downloads_say_format_and_size() -> None:
    page = page_of(whole())
    assert [said(one) for one in section(page, "Documents à consulter").iter("a")] == ["Programme PDF, 23 ko"]
    assert [said(one) for one in section(page, "Télécharger").iter("a")] == [
        "Enregistrement MP3, 36 Mo",
        "Enregistrement M4A, 1 Mo",
        "Transcription (français) WebVTT",
        "Chapitres JSON",
    ]


def test_the_summary_is_not_said_twice() -> None:
    twice = whole(summary="Les attentes du public", notes_html="<p>Les attentes\ndu public &amp; les réformes.</p>")
    assert section(page_of(twice), "Présentation").xpath(".//p[@class='lead']") == []
    assert said(section(page_of(whole()), "Présentation").find(".//p")) == "Ce que chacun attend des services publics."


def test_the_cycle_leads_on_and_back() -> None:
    later, earlier = (
        episode("apres", season=1),
        episode("avant", season=1, replay=SiteLink("", "https://example.org/r")),
    )
    page = BuiltSite(show(later, whole(), earlier)).page(KEY)
    assert page.xpath("//nav[@class='beside']/a/@href") == ["../episodes/avant.html", "../episodes/apres.html"]
    first = next(section(page, "Les conférences du cycle").iter("li"))
    assert said(first).endswith("Revoir : Titre de avant : quelles attentes ?")
    assert page.xpath("//*[@aria-current='page']//strong")[0] is not None


def test_what_is_to_come_is_announced_on_the_newest_page_alone() -> None:
    built = BuiltSite(show(whole(), episode("avant"), conferences=(conference(),)))
    assert "Prochaines conférences" in sections(built.page(KEY))
    assert "Prochaines conférences" not in sections(built.page("episodes/avant.html"))
    assert "guid-of-a-venir" in built.files[KEY].guids


def test_an_episode_in_another_language_says_so() -> None:
    english = whole(language="en", title="Who? The last mile", transcripts=())
    page = page_of(english)
    assert (page.get("lang"), page.find(".//h1").get("lang"), page.find(".//title").get("lang")) == ("fr", "en", "en")
    assert page.find(".//h1").text == "Who? The last mile"


def test_a_show_from_right_to_left_says_so_beside_english_labels() -> None:
    arabic = whole(language="ar", title="الميل الأخير")
    page = page_of(arabic, language="ar", page_language="")
    assert (page.get("lang"), page.get("dir")) == ("en", None)
    assert (page.find(".//h1").get("lang"), page.find(".//h1").get("dir")) == ("ar", "rtl")
    assert "Chapters" in sections(page)


def test_the_citation_and_the_code_name_the_episode() -> None:
    page = page_of(whole())
    assert said(page.xpath("//p[@class='citation']")[0]) == (
        "Une institution, « Titre de quelles-attentes : quelles attentes ? », Réussir le dernier kilomètre [podcast], "
        "19 octobre 2022, 1 h 2 min, https://pod.example/show/episodes/quelles-attentes.html"
    )
    frame = html.fragment_fromstring(page.xpath("//textarea[@id='embed-code']")[0].text)
    assert frame.get("src") == "https://pod.example/show/embed/quelles-attentes.html"
    assert frame.get("title") == "Titre de quelles-attentes : quelles attentes ?"


def test_without_its_transcript_a_page_is_small() -> None:
    cues = tuple(Cue((Voice("x" * 50, f"P{number % 7}"),)) for number in range(300))
    spoken = SiteTranscript("fr", Transcript(cues), ())
    built = BuiltSite(show(whole(transcripts=(spoken, *whole().transcripts))))
    assert len(built.files[KEY].body) - 300 * 50 < 60_000


def test_an_untimed_transcript_has_no_links() -> None:
    plain = SiteTranscript("fr", Transcript((Cue((Voice("Bonjour.", None),)),)), ())
    found = section(page_of(whole(transcripts=(plain,))), "Transcription")
    assert (found.get("data-transcript"), found.xpath(".//p/a")) == (None, [])


def test_pages_of_a_show_without_a_region_take_its_region() -> None:
    canadian: SiteShow = show(episode(), language="fr-CA", page_language="")
    assert BuiltSite(canadian).page(KEY).get("lang") == "fr-CA"


def test_a_licence_is_named_and_linked_where_it_has_an_address() -> None:
    page = page_of(whole(), license=SiteLink("ARR", ""))
    assert section(page, "Citer cet épisode").xpath(".//a[@rel='license']/@href") == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert "Tous droits réservés" in said(page.find(".//footer"))
    own = page_of(whole(license=SiteLink("Licence maison", "")))
    assert "Licence : Licence maison" in said(section(own, "Citer cet épisode"))


def test_a_replay_without_a_title_is_named_by_what_it_is() -> None:
    page = page_of(whole(replay=SiteLink("https://example.org/r", "https://example.org/r")))
    assert said(section(page, "La vidéo").findall(".//a")[-1]) == "Revoir la conférence"


def test_labels_of_ours_never_run_from_right_to_left() -> None:
    page = page_of(whole(language="ar"), language="ar", page_language="", conferences=(conference(language="ar"),))
    labels = ("Subscribe", "Chapters", "Download", "Add to calendar", "Follow live")
    for label in labels:
        found = [one for one in page.iter() if isinstance(one.tag, str) and (one.text or "").strip() == label]
        assert found, label
        assert [one for one in found if one.xpath("ancestor-or-self::*[@dir]")] == [], label
