"""Tags in published recordings: what listeners get inside the file, and what is told of what they do not get."""

from __future__ import annotations

import io
from pathlib import Path

from editions import a_show, inspected
from mutagen.id3 import GEOB, ID3, USLT
from PIL import Image
from show_builder import silent_mp3

PICTURED = "[{start: 0, title: One, picture: one.jpg}, {start: 3, title: Two}]"


def test_pictures_of_chapters_travel_inside_and_what_is_left_out_is_advice(tmp_path: Path) -> None:
    show = a_show(tmp_path, embed="true")
    folder = show.add("a", seconds=10, chapters=PICTURED)
    Image.new("RGB", (800, 800), "navy").save(folder / "one.jpg")
    tag = ID3(folder / "talk.mp3")
    tag.add(GEOB(mime="text/plain", filename="a", desc="b", data=b"c"))
    tag.add(USLT(lang="fra", desc="", text="Les mots"))
    tag.save()
    found = inspected(show, "a")
    assert found.candidate is not None
    assert found.candidate.audio.body is not None
    made = ID3(io.BytesIO(found.candidate.audio.body.head))
    assert [len(frame.sub_frames.getall("APIC")) for frame in made.getall("CHAP")] == [1, 0]
    assert [one.text for one in made.getall("USLT")] == ["Les mots"]
    told = [(fault.severity, str(fault.what)) for fault in found.faults if "left out" in str(fault.what)]
    assert told == [("info", "In the published recording these frames of its own tags are left out: GEOB.")]


def test_without_tags_of_its_own_nothing_is_told(tmp_path: Path) -> None:
    show = a_show(tmp_path, embed="true")
    (show.add("a", seconds=None) / "talk.mp3").write_bytes(silent_mp3(10))
    assert inspected(show, "a").faults == ()
