"""Findings on notes stand at the line their author wrote, and what listeners get is in the feed."""

from show_builder import Show

_NOTES = """

Times:
00:00 The begin
01:30 The middle
12:00 The end

| Ada | 10:00 |
|-----|-------|

[about](/about), [Ada](tel:+33)
"""


def test_a_finding_on_notes_stands_at_its_line(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    text = show.add("one") / "episode.md"
    front = text.read_text(encoding="utf-8").rpartition("---\n")[0]
    text.write_text(f"\n{front}---\n{_NOTES}", encoding="utf-8")
    lines = text.read_text(encoding="utf-8").split("\n")
    found = {one["rule"]: one for one in show.checked() if one["event"] == "fault" and one["rule"].startswith("notes")}
    assert lines[found["notes-with-other-html"]["line"] - 1] == "| Ada | 10:00 |"
    assert lines[found["notes-link-unfit"]["line"] - 1] == "[about](/about), [Ada](tel:+33)"
    assert {one["path"] for one in found.values()} == {"episodes/one/episode.md"}
    show.publish()
    feed = (tmp_path / "public" / "feed.xml").read_text(encoding="utf-8")
    assert "<p>Times:<br>00:00 The begin<br>01:30 The middle<br>12:00 The end</p>" in feed
    assert "<p>Ada – 10:00</p>\n<p>about, Ada (+33)</p>" in feed
