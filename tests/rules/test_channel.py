import pytest
from check_examples import SOUND, Example, example, feed, judged, show_rule

DESCRIPTION = "Canals and those who live on them."
_ITEMS = SOUND[SOUND.index("    <item>") : SOUND.index("  </channel>")]

EXAMPLES: dict[str, Example] = {
    "show-title-missing": example("<title>La voie d'eau</title>", "<title> </title>", line=8),
    "show-title-with-html": example("La voie d'eau", "&lt;b&gt;La voie d'eau&lt;/b&gt;", line=8),
    "show-title-stuffed": example("La voie d'eau", "Canals | boats | locks | travel | interviews", line=8),
    "show-link-missing": example(
        "<link>https://podcast.example.org/</link>", "<link>podcast.example.org</link>", line=9
    ),
    "description-missing": example(f"<description>{DESCRIPTION}</description>", ""),
    "description-too-long": example(DESCRIPTION, "é" * 2001, line=10),
    "description-with-html": example(DESCRIPTION, f"<![CDATA[<p>{DESCRIPTION}</p>]]>", line=10),
    "language-missing": example("<language>fr</language>", "<language>french</language>", line=11),
    "author-missing": example("<itunes:author>Radio du Canal</itunes:author>", ""),
    "owner-email-missing": example("<itunes:email>podcast@example.org</itunes:email>", ""),
    "copyright-with-sign": example("<copyright>Radio du Canal", "<copyright>© 2024 Radio du Canal"),
    "no-items": example(_ITEMS, ""),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)


@pytest.mark.parametrize("code", ["fr", "fr-CA", "en-us", "zh-Hant", "es-419"])
def test_languages_that_apple_knows(code, tmp_path, capsys):
    assert judged(feed(("<language>fr<", f"<language>{code}<")), tmp_path, capsys) == []


@pytest.mark.parametrize("title", ["A <3 story", "Sous l'eau - une série", "1 < 2", "Post-Production"])
def test_titles_that_are_only_names(title, tmp_path, capsys):
    escaped = title.replace("<", "&lt;")
    assert judged(feed(("La voie d'eau", escaped)), tmp_path, capsys) == []


AUTHOR = "<itunes:author>Radio du Canal</itunes:author>"


@pytest.mark.parametrize(
    ("profile", "levels"),
    [("apple", ["warning"]), ("psp1", ["warning"]), ("spotify", ["error"]), ("all", ["error"]), ("youtube", [])],
)
def test_an_author_is_required_by_spotify_and_recommended_by_others(profile, levels, tmp_path, capsys):
    found = judged(feed((AUTHOR, "")), tmp_path, capsys, "--profile", profile)
    assert [one.severity for one in found if one.rule == "author-missing"] == levels


@pytest.mark.parametrize("locked", ['<podcast:locked owner="a@example.org">yes<', "<podcast:locked>yes<"])
def test_the_owner_of_locked_is_no_owner_whom_platforms_write_to(locked, tmp_path, capsys):
    body = feed(("<itunes:email>podcast@example.org</itunes:email>", ""), ("<podcast:locked>yes<", locked))
    assert [one.rule for one in judged(body, tmp_path, capsys)] == ["owner-email-missing"]


@pytest.mark.parametrize("end", ["</itunes:category>\n    <itunes:explicit>", "</itunes:owner>"])
def test_episodes_that_hang_in_an_open_tag_are_not_said_to_be_missing(end, tmp_path, capsys):
    found = judged(feed((end, end.replace("</itunes:category>", "") if "category" in end else "")), tmp_path, capsys)
    assert "no-items" not in {one.rule for one in found}
    assert [one.line for one in found if one.rule == "not-well-formed"] == [19 if "category" in end else 14]
