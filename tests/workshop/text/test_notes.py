"""What offices write becomes notes: all that a reader sees, and nothing that they do not; the rest is named."""

from __future__ import annotations

import re
import struct
import sys
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import PICTURE, docx, item, odt, package, paragraph, run
from slowness import cpu_seconds_below

from balado.errors import MediaError
from balado.feed.notes.lines import as_lines
from balado.feed.notes.render import render_notes
from balado.media.reading import Unsound
from balado.workshop.text.notes import OfficeNotes, _notes, read_notes

TEXT = st.lists(st.text(alphabet="abé1 *_.:#-[(<&\u00a0’", min_size=1, max_size=15), min_size=1, max_size=5)


def notes(content: bytes | str, suffix: str) -> OfficeNotes:
    return _notes(content.encode() if isinstance(content, str) else content, suffix)


def left_out(written: OfficeNotes) -> list[str]:
    return [str(message) for message in written.left_out]


def test_a_word_file_keeps_headings_lists_links_and_emphasis() -> None:
    body = (
        paragraph(run("Le dernier kilomètre"), properties='<w:pStyle w:val="Titre1"/>'),
        paragraph(run("Avec "), run("Claire Hédon", "<w:b/>"), run(", "), run("Défenseure", "<w:i/>"), run(".")),
        item("un"),
        item("deux", 1),
        item("trois"),
        paragraph('<w:hyperlink r:id="a">', run("le site"), "</w:hyperlink>"),
    )
    written = notes(docx(*body, links={"a": "https://a.example/?x=1&amp;y=2"}), ".docx")
    assert written.markdown == (
        "# Le dernier kilomètre\n\nAvec **Claire Hédon**, *Défenseure*.\n\n- un\n  1. deux\n- trois\n\n"
        "[le site](https://a.example/?x=1&y=2)"
    )
    assert left_out(written) == []


def test_changes_that_word_tracks_are_read_as_accepted_and_comments_not_at_all() -> None:
    body = paragraph(
        run("Nous "),
        '<w:del w:id="1"><w:r><w:delText>ne </w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("le ")}</w:ins>',
        f'<w:moveFrom w:id="3">{run("ici ")}</w:moveFrom>',
        '<w:commentRangeStart w:id="0"/>',
        run("voulons "),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        f'<w:moveTo w:id="4">{run("là")}</w:moveTo>',
    )
    assert notes(docx(body), ".docx").markdown == "Nous le voulons là"


def test_footnotes_of_word_stand_at_the_end() -> None:
    body = paragraph(run("Le droit"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" est là."))
    foot = f'<w:footnote w:id="2">{paragraph(run("Loi de 2002."))}</w:footnote>'
    assert notes(docx(body, footnotes=foot), ".docx").markdown == "Le droit\\[1\\] est là.\n\n1. Loi de 2002."


def test_a_table_becomes_a_list_and_what_cannot_be_kept_is_named() -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in row)}</w:tr>"
        for row in (("9 h", "Ouverture"), ("10 h", "Débat"))
    )
    body = (
        f"<w:tbl>{rows}</w:tbl>",
        paragraph(PICTURE, run("Salle "), run("secret", "<w:vanish/>"), run("vue", '<w:vanish w:val="0"/>')),
        paragraph('<w:hyperlink r:id="a">', run("clic"), "</w:hyperlink>"),
    )
    written = notes(docx(*body, links={"a": "javascript:alert(1)"}), ".docx")
    assert written.markdown == "- 9 h – Ouverture\n- 10 h – Débat\n\nSalle vue\n\nclic"
    assert left_out(written) == [
        "A picture was left out: “A hall”.",
        "A table became a list, one row after the other: look whether it still says the same.",
        "What is hidden in the file was left out.",
        "A link was taken away that leads nobody there: javascript:alert(1)",
    ]


STYLES_OF_ODT = """
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="T1">
<style:text-properties fo:font-style="italic" fo:font-weight="normal"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-number text:level="2" style:num-format="1" text:start-value="3"/></text:list-style>"""


def test_a_text_of_libreoffice_keeps_headings_lists_links_and_emphasis() -> None:
    body = """<text:h text:outline-level="2">Programme</text:h>
    <text:p>Avec <text:span text:style-name="T1">Claire</text:span><text:s text:c="3"/><text:span
    text:style-name="T2">Hédon</text:span><text:line-break/>au <text:a xlink:href="https://a.example">Conseil</text:a>
    <text:span text:style-name="T3">secret</text:span></text:p>
    <text:list text:style-name="L1"><text:list-item><text:p>un</text:p><text:list><text:list-item><text:p>deux</text:p>
    </text:list-item></text:list></text:list-item><text:list-item><text:p>trois</text:p><text:p>encore</text:p>
    </text:list-item></text:list>"""
    written = notes(odt(body, STYLES_OF_ODT), ".odt")
    assert written.markdown == (
        "## Programme\n\nAvec **Claire** *Hédon*\\\nau [Conseil](https://a.example)\n\n"
        "- un\n\n  3. deux\n- trois\n\n  encore"
    )
    assert left_out(written) == ["What is hidden in the file was left out."]


def test_what_libreoffice_deleted_commented_and_drew_is_not_in_the_notes() -> None:
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>parti</text:p></text:deletion>
    </text:changed-region></text:tracked-changes>
    <text:p>Le droit<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Loi.</text:p>
    </text:note-body></text:note> est<office:annotation><text:p>non</text:p></office:annotation> là.<draw:frame>
    <draw:image/><svg:desc>Une salle</svg:desc></draw:frame></text:p>
    <text:section text:display="none"><text:p>secret</text:p></text:section>
    <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Heure</text:p></table:table-cell>
    <table:table-cell><text:p>Sujet</text:p></table:table-cell></table:table-row></table:table-header-rows>
    <table:table-row><table:table-cell><text:p>9 h</text:p></table:table-cell><table:table-cell><text:p>Débat</text:p>
    </table:table-cell></table:table-row></table:table>"""
    written = notes(odt(body), ".odt")
    assert written.markdown == "Le droit\\[1\\] est là.\n\nHeure – Sujet\n\n- 9 h – Débat\n\n1. Loi."
    assert [one.partition(":")[0] for one in left_out(written)] == [
        "A picture was left out", "A table became a list, one row after the other",
        "What is hidden in the file was left out.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>Un<p>Deux<br>Trois", "Un\n\nDeux\\\nTrois"),
        ("<ul><li>a<li>b<ol start=4><li>c</ol><li><p>d<p>e</ul>f", "- a\n- b\n\n  4. c\n- d\n\n  e\n\nf"),
        ("<h2>A <b>b</b></h2><blockquote><p>q</blockquote>", "## A **b**\n\n> q"),
        ("<script>x</script><style>y</style><p hidden>z</p><p style='display: none'>z</p><p>a", "a"),
        ("<a href=' javascript:x'>a</a> <a href='#b'>b</a> <a href='MAILTO:c@d.example'>c</a>",
         "a b [c](MAILTO:c@d.example)"),
        ("<p><span style='font-weight:700'>a</span> <b style='font-weight:normal'>b</b></p>", "**a** b"),
        ("<table><tr><th>H<th>S<tr><td>9<td>a<br>b</table>", "**H** – **S**\n\n- 9 – a b"),
        ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>a</p>"
         "<p style='mso-list:l0 level2 lfo1'>b</p><p>c", "- a\n  - b\n\nc"),
        ("a < b & c &lt;d&gt; </p></div> <img alt='x'>", "a \\< b & c \\<d>"),
        ("<pre>00:00 a\n01:00 b</pre>", "00:00 a\\\n01:00 b"),
    ],
)  # fmt: skip
def test_a_web_page_is_read_as_browsers_show_it(page: str, markdown: str) -> None:
    assert notes(page, ".html").markdown == markdown


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        ("été".encode("cp1252"), ".txt"),
        ("\ufeffété".encode(), ".txt"),
        ("été".encode("utf-16"), ".txt"),
        ("<meta charset=iso-8859-15>été".encode("latin-1"), ".htm"),
        ("<meta charset=nonsense>été".encode("cp1252"), ".html"),
    ],
)
def test_texts_are_read_in_the_encodings_of_offices(content: bytes, suffix: str) -> None:
    assert notes(content, suffix).markdown == "été"


def test_markdown_stays_as_it_is() -> None:
    assert notes("# Un\r\n\r\n*deux* <b>\r\n", ".md").markdown == "# Un\n\n*deux* <b>\n"


def shown(written: OfficeNotes) -> str:
    return re.sub(r"\s+", "", "".join(as_lines(render_notes(written.markdown).html)))


@settings(max_examples=15, deadline=None)
@given(TEXT)
def test_every_letter_of_a_file_reaches_listeners_whatever_program_wrote_it(texts: list[str]) -> None:
    said = re.sub(r"\s+", "", "".join(texts))
    safe = [escape(text) for text in texts]
    made = {
        ".docx": docx(*(paragraph(run(text)) for text in safe)),
        ".odt": odt("".join(f"<text:p>{text}</text:p>" for text in safe)),
        ".html": "".join(f"<p>{text}</p>" for text in safe).encode(),
    }
    assert {suffix: shown(notes(content, suffix)) for suffix, content in made.items()} == dict.fromkeys(made, said)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def declared(content: bytes, size: int) -> bytes:
    """The package with another size of its largest part written into it."""
    at = content.index(b"PK\1\2")
    while not content[at:].partition(b"PK\1\2")[2][42:].startswith((b"word/document.xml", b"content.xml")):
        at = content.index(b"PK\1\2", at + 4)
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


@pytest.mark.parametrize(
    ("content", "suffix", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ".doc", "an old Word"),
        (b"%PDF-1.7", ".pdf", "no text that notes are made of"),
        (b"{\\rtf1 a}", ".rtf", "no text that notes are made of"),
        (b"a\0\0\0b", ".txt", "no text that notes are made of"),
        (package({"xl/workbook.xml": "<x/>"}), ".xlsx", "no text of Word or LibreOffice"),
        (docx(paragraph(run("a")))[:-30], ".docx", "damaged"),
        (docx(word__document="<w:document"), ".docx", "damaged"),
        (docx(word__document=BOMB), ".docx", "damaged"),
        (docx(paragraph(run("a")), word__styles=BOMB.encode("utf-16")), ".docx", "damaged"),
        (package({"content.xml": BOMB}), ".odt", "damaged"),
        (package({"content.xml": "<office/>"}), ".odt", "damaged"),
        (docx("<w:p>" * 2000 + "</w:p>" * 2000), ".docx", "damaged"),
        (declared(docx(paragraph(run("a"))), 2_000_000_000), ".docx", "far too long"),
        (declared(odt("<text:p/>"), 2_000_000_000), ".odt", "far too long"),
        (b"a" * 2_000_001, ".txt", "far too long"),
    ],
)  # fmt: skip
def test_what_is_no_text_or_a_trap_is_answered_with_one_sentence(content: bytes, suffix: str, said: str) -> None:
    with pytest.raises(Unsound, match=said):
        notes(content, suffix)


@pytest.mark.parametrize(
    "page", ["<b>" * 60_000, "<p>a" * 20_000, "<ul><li>" * 40_000 + "a", "a<i></i>" * 20_000, "<td>" * 20_000 + "</b>"]
)
@pytest.mark.untraced
def test_a_page_that_was_made_to_take_long_does_not(page: str) -> None:
    with cpu_seconds_below(5):
        notes(page, ".html")


def test_without_its_reader_a_word_file_is_answered_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    (tmp_path / "brief.docx").write_bytes(docx(paragraph(run("a"))))
    with pytest.raises(MediaError) as refusal:
        read_notes(tmp_path / "brief.docx")
    assert 'pip install "balado[office]"' in str(refusal.value.faults[0].remedy)
