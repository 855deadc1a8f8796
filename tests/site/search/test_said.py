from __future__ import annotations

import json
from dataclasses import replace

from site_specimens import episode, said_files, show, transcript

from balado.site.model import SiteFile, SiteTranscript
from balado.site.search.said import said_keys, without_said
from balado.site.search.word_lists import read_moments
from balado.transcripts.transcript import Cue, Transcript, Voice


def moments(file: SiteFile) -> dict[str, dict[str, int]]:
    """What is said in each episode, by its page."""
    written = json.loads(file.body)
    said = read_moments(written["words"], len(written["episodes"]))
    return {page: words for (_, page), words in zip(written["episodes"], said, strict=True)}


def test_every_telling_word_leads_to_the_second_at_which_it_is_said_first() -> None:
    spoken = transcript("Bonjour à l’école,", "les écoles des œuvres", "et bonjour")
    [made] = said_files(show(episode("un", transcripts=(spoken,))))
    assert (made.key, made.media_type, made.guids) == ("search/1.json", "application/json", {"guid-of-un"})
    assert moments(made) == {"un": {"bonjour": 0, "ecole": 0, "oeuvre": 4}}


def test_words_are_those_of_the_language_of_the_recording() -> None:
    english = replace(transcript("Welcome."), language="en")
    [made] = said_files(show(episode("un", language="en", transcripts=(transcript("Bienvenue."), english))))
    assert list(moments(made)["un"]) == ["welcome"]


def test_what_has_no_times_cannot_be_led_to() -> None:
    untimed = SiteTranscript("fr", Transcript((Cue((Voice("Bonjour"),)),)), ())
    of_nothing = SiteTranscript("fr", Transcript(()), ())
    made = show(
        *(episode(f"e{number}", transcripts=found) for number, found in enumerate([(), (untimed,), (of_nothing,)]))
    )
    assert said_files(made) == []
    assert said_keys(made) == ()


def test_a_new_episode_changes_one_file_and_full_ones_never() -> None:
    episodes = tuple(episode(f"e{number}", transcripts=(transcript(f"mot{number}"),)) for number in range(102))
    for count in (49, 50, 51, 100, 101):
        before = {file.key: file for file in said_files(show(*episodes[-count:]))}
        after = {file.key: file for file in said_files(show(*episodes[-count - 1 :]))}
        assert len([key for key in after if after[key] != before.get(key)]) == 1
        assert said_keys(show(*episodes[-count:])) == tuple(before)


def test_an_episode_is_taken_out_with_the_words_that_it_alone_said() -> None:
    others = (
        episode("un", transcripts=(transcript("kilomètre"),)),
        episode("trois", transcripts=(transcript("pont"),)),
    )
    gone = episode("deux", transcripts=(transcript("kilomètre", "secret"),))
    [made] = said_files(show(others[0], gone, others[1]))
    [without_it] = said_files(show(*others))
    assert without_said(made.body, gone.guid) == without_it.body
    assert without_said(made.body, "another") == made.body
    assert b"secret" not in without_it.body


def test_the_same_show_gives_the_same_bytes() -> None:
    made = show(episode("un", transcripts=(transcript("Le dernier kilomètre", "des politiques"),)))
    assert said_files(made) == said_files(replace(made, episodes=tuple(made.episodes)))
