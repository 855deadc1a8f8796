"""Another recording for an episode: where it lies, and what listeners notice, told before."""

from __future__ import annotations

from pathlib import Path

from show_builder import Show, silent_mp3
from studio_runs import options_for, served_studio


def test_it_says_where_the_file_lies_and_what_the_exchange_does_and_sees_it_done(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    folder = show.add("a")
    show.publish()
    show.add("b", date="2025-12-24 08:00")
    (folder / "transcript.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nA.\n", encoding="utf-8")
    [file] = folder.glob("*.mp3")
    with served_studio(options_for(show), show) as served:
        served.settled()
        page = served.get("/episodes/a/recording").text
        for told in (f"episodes/a/{file.name}", "publishing asks nothing", "keeps it", "transcript.vtt"):
            assert told in page
        assert "the next publication sends it" not in page
        assert "Nobody has it yet" in served.get("/episodes/b/recording").text
        file.write_bytes(silent_mp3(3))
        served.studio.state.refresh()
        served.studio.state.wait(
            lambda one: (
                one.drawn is not None
                and any(change.kind == "new-audio" for change in one.drawn.comparison.draft.plan.changes)
            )
        )
        assert "the next publication sends it" in served.get("/episodes/a/recording").text
        assert served.get("/episodes/x/recording").status == 404
