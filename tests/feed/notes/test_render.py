"""Show notes: exactly what comes out of each thing that people write in Markdown."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from slowness import cpu_seconds_below

from balado.feed.notes.render import RenderedNotes, paragraph, render_notes, shown_html, shown_of_html

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        pytest.param("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>", id="paragraphs"),
        pytest.param("One\nline", "<p>One line</p>", id="a soft break is a blank"),
        pytest.param("One  \ntwo\\\nthree", "<p>One<br>\ntwo<br>\nthree</p>", id="hard breaks"),
        pytest.param("# Title\n\nUnder\n=====", "<p>Title</p>\n<p>Under</p>", id="headings"),
        pytest.param("a *b* **c** ***d*** `e`", "<p>a b c d e</p>", id="emphasis and code"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", id="list"),
        pytest.param("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>", id="numbered list"),
        pytest.param("1. a\n1. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>", id="list that others number"),
        pytest.param("3. a\n4. b", "<p>3. a</p>\n<p>4. b</p>", id="list that begins later"),
        pytest.param("2024. A good year", "<p>2024. A good year</p>", id="a year is no number of an item"),
        pytest.param("1) a\n3) b\n\n   c", "<p>1) a</p>\n<p>3) b</p>\n<p>c</p>", id="list with a gap"),
        pytest.param("- 7. a", "<ul>\n<li>\n<p>7. a</p>\n</li>\n</ul>", id="later list in a list"),
        pytest.param("5. - a\n6. ", "<p>5.</p>\n<ul>\n<li>a</li>\n</ul>\n<p>6.</p>", id="numbers without text"),
        pytest.param(
            "- a\n  1. b\n- c",
            "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>",
            id="list in a list",
        ),
        pytest.param("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>", id="loose list"),
        pytest.param("> a\n> b", "<p>a b</p>", id="quotation"),
        pytest.param("a\n\n---\n\nb", "<p>a</p>\n<p>b</p>", id="rule"),
        pytest.param("```py\na < 1\nb\n```", "<p>a &lt; 1<br>b</p>", id="fenced code"),
        pytest.param("    a\n    b", "<p>a<br>b</p>", id="indented code"),
        pytest.param("|a|b|\n|-|-|\n|1|2|", "<p>a – b<br>\n1 – 2</p>", id="each row of a table is a line"),
        pytest.param(
            "a | *b* | \n:-|-:\n1 | | [c](https://e.example) | d \\| e\nend",
            '<p>a – b<br>\n1 – <a href="https://e.example">c</a> – d | e<br>\nend</p>',
            id="cells that are empty, or too many",
        ),
        pytest.param(
            "[12:30]: Lunch\n[Ada]: guest", "<p>[12:30]: Lunch [Ada]: guest</p>", id="words like a definition"
        ),
        pytest.param("a | b\n---", "<p>a | b</p>", id="a heading with a bar is no table"),
        pytest.param("t\n|a|b|\n|-|-|\n\n> |c|\n> |-|", "<p>t</p>\n<p>a – b</p>\n<p>c</p>", id="tables in text"),
        pytest.param("Dial *123*456# for 2*3*4 = 24.", "<p>Dial *123*456# for 2*3*4 = 24.</p>", id="stars in numbers"),
        pytest.param(
            "https://e.example/_a_/b*c*d _e_",
            "<p>https://e.example/_a_/b*c*d e</p>",
            id="signs in an address",
        ),
        pytest.param("2**10, x*2*y, *1984*, a*b*c", "<p>2**10, x*2*y, 1984, abc</p>", id="stars of emphasis"),
        pytest.param(
            "Times:\n00:00 A\n**01:30** B\nand C\n[1:02:00](https://e.example) D",
            '<p>Times:<br>00:00 A<br>01:30 B and C<br><a href="https://e.example">1:02:00</a> D</p>',
            id="lines that begin with a time stay lines",
        ),
        pytest.param("We meet at\n17:30 there.", "<p>We meet at 17:30 there.</p>", id="a time of day is no chapter"),
        pytest.param(
            "Map<String, List<Ada>> a<b and c>d", "<p>Map&lt;String, List&lt;Ada&gt;&gt; a&lt;b and c&gt;d</p>"
        ),
        pytest.param("![The *hall* & stairs](https://e.example/i.png)", "<p>The hall &amp; stairs</p>", id="image"),
        pytest.param("[![A](https://e.example/i.png)](https://e.example)", '<p><a href="https://e.example">A</a></p>'),
    ],
)
def test_markdown_becomes_the_common_set(markdown: str, written: str) -> None:
    assert render_notes(markdown).html == written


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("[a](https://e.example/x)", '<p><a href="https://e.example/x">a</a></p>'),
        ("[a](HTTPS://e.example)", '<p><a href="HTTPS://e.example">a</a></p>'),
        ('[a](https://e.example "https://tip")', '<p><a href="https://e.example">a</a></p>'),
        ("[a *b*](https://e.example)", '<p><a href="https://e.example">a b</a></p>'),
        ("[a]\n\n[a]: https://e.example", '<p><a href="https://e.example">a</a></p>'),
        ("[a](mailto:a@e.example)", '<p><a href="mailto:a@e.example">a</a></p>'),
        (
            "<https://e.example/?a=1&b=2>",
            '<p><a href="https://e.example/?a=1&amp;b=2">https://e.example/?a=1&amp;b=2</a></p>',
        ),
        ("<a@e.example>", '<p><a href="mailto:a@e.example">a@e.example</a></p>'),
        ("[a](<https://é.example/é à>)", '<p><a href="https://xn--9ca.example/%C3%A9%20%C3%A0">a</a></p>'),
        ("https://e.example", "<p>https://e.example</p>"),
        ("[a](http://e.example/x)", '<p><a href="http://e.example/x">a</a></p>'),
        ("[](https://e.example/x)", '<p><a href="https://e.example/x">https://e.example/x</a></p>'),
        ("<a href='https://e.example'></a>", '<p><a href="https://e.example">https://e.example</a></p>'),
        ("[![](i.png)](https://e.example)", '<p><a href="https://e.example">https://e.example</a></p>'),
        ("[a](tel:+331)", "<p>a (+331)</p>"),
        ("[+331](tel:+331) <tel:+331>", "<p>+331 tel:+331</p>"),
        ("[01 40 20 80 00](tel:+33140208000)", "<p>01 40 20 80 00</p>"),
        ("<a href='tel:+33140208000'>01.40.20.80.00</a>", "<p>01.40.20.80.00</p>"),
        ("[a](www.e.example/x)", "<p>a (www.e.example/x)</p>"),
        ("[a](e.example) <a href='e.example/x'>b</a>", "<p>a (e.example) b (e.example/x)</p>"),
        ("[a](ftp://e.example) [b](//e.example)", "<p>a (ftp://e.example) b (//e.example)</p>"),
    ],
)
def test_links_that_apps_follow(markdown: str, written: str) -> None:
    assert render_notes(markdown).html == written


@pytest.mark.parametrize(
    "written",
    [" https://e.example/x", "https://e.example/x \n", "&#32;https://e.example/x", "\t https://e.exam\nple/x"],
)
def test_blanks_around_an_address_in_html_are_none_of_it(written: str) -> None:
    """A show of 550 episodes had ten links that people pasted with a blank: browsers follow them, and apps do."""
    for markdown in (f'<p><a href="{written}">a</a></p>', f'<a href="{written}">a</a>', f"<a href='{written}'>a</a>"):
        assert render_notes(markdown) == RenderedNotes('<p><a href="https://e.example/x">a</a></p>')


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#10;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///C:/x",
        "/page",
        "page.html",
        "#part",
        "https:e.example",
        "https://",
        "",
    ],
)
def test_of_any_other_link_the_words_stay(address: str) -> None:
    assert render_notes(f"before [the words]({address}) after").html == "<p>before the words after</p>"
    assert render_notes(f'before <a href="{address}">the words</a> after').html == "<p>before the words after</p>"
    assert render_notes(f'<div><a href="{address}">the words</a></div>').html == "<p>the words</p>"


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        pytest.param("a <b>b</b> <span onclick='x()'>c</span>", "<p>a b c</p>", id="inline"),
        pytest.param("a<br/>b<BR>c", "<p>a<br>b<br>c</p>", id="breaks"),
        pytest.param("<p class='x' lang=fr title=t>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>", id="attributes"),
        pytest.param("<div>a</div>", "<p>a</p>", id="bare text gets its paragraph"),
        pytest.param("<div>\n\n**a**\n\n</div>", "<p>a</p>", id="around Markdown"),
        pytest.param("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", id="unclosed"),
        pytest.param("<ul><li>a</ul> b <div>c</div>d", "<ul><li>a</li></ul><p>b</p><p>c</p><p>d</p>", id="blocks"),
        pytest.param("a <ul><li>b<li>c</ul> d", "<p>a <br>b<br>c<br> d</p>", id="a list within a line"),
        pytest.param("<ol start=5>a<li>b</ol>", "<p>a</p><p>5. b</p>", id="words between items"),
        pytest.param("<ol start=5><li>a<li>b</ol>", "<p>5. a</p><p>6. b</p>", id="numbers of a list"),
        pytest.param(
            "<table>\n<tr>\n<td>a</td> <td><p>b</p> <b>c</b></td></tr><tr><th></th><td>d</td>\n</table>",
            "<p>a – b c</p><p>d</p>",
            id="table",
        ),
        pytest.param("a <td>b</td><td>c</td>", "<p>a  – b – c</p>", id="cells within a line"),
        pytest.param("10<sup>2</sup> 19<sup>e</sup> H<sub>2</sub>O", "<p>10^2 19e H2O</p>", id="powers"),
        pytest.param("a <style>p{color:red}</style>b <script>x()</script>", "<p>a b </p>", id="code within a line"),
        pytest.param("a <style>p{} b", "<p>a p{} b</p>", id="code without an end"),
        pytest.param(
            "<ul>\n    <li>a</li>\n\n    <li>b</li>\n</ul>\n\n    <c>",
            "<ul>\n    <li>a</li>\n<li>b</li>\n</ul>\n<p>&lt;c&gt;</p>",
            id="HTML with an empty line in it",
        ),
        pytest.param("<div>\n\n    <p>a</p>\n\n</div>\n\n*b*", "<p>a</p>\n<p>b</p>", id="HTML that looks like code"),
        pytest.param(
            "<p class=MsoNormal>a<o:p></o:p></p>\n\nb<o:p></o:p> <st1:place w:st='on'>c</st1:place>",
            "<p>a</p>\n<p>b c</p>",
            id="tags of Word",
        ),
        pytest.param("a <math><mi>x</mi><mo>=</mo></math> <svg><path d='M0'/></svg>", "<p>a x= </p>", id="drawings"),
        pytest.param("a <img src=x alt='the hall'>b", "<p>a the hall b</p>", id="picture within a line"),
        pytest.param("<div>see <https://e.example></div>", "<p>see &lt;https://e.example&gt;</p>", id="no tag"),
        pytest.param("<script>alert(1)</script>\n\na", "<p>a</p>", id="script"),
        pytest.param("<style>p {}</style>\n\na", "<p>a</p>", id="style"),
        pytest.param("<iframe src='https://e.example'></iframe>\n\na", "<p>a</p>", id="frame"),
        pytest.param("a <title> b\n\nc", "<p>a  b</p>\n<p>c</p>", id="an open tag swallows nothing"),
        pytest.param("<!-- ask Claire -->\n\na <!-- or\nnot --> b", "<p>a  b</p>", id="comments"),
        pytest.param("a <A HREF='https://e.example' TARGET=_blank>b</A>", '<p>a <a href="https://e.example">b</a></p>'),
        pytest.param("1 < 2 > 0, a<b", "<p>1 &lt; 2 &gt; 0, a&lt;b</p>", id="signs are no HTML"),
        pytest.param(
            "`<p>` \\<b> &lt;i&gt;", "<p>&lt;p&gt; &lt;b&gt; &lt;i&gt;</p>", id="HTML that is meant to be read"
        ),
    ],
)
def test_of_html_the_words_stay(markdown: str, written: str) -> None:
    assert render_notes(markdown).html == written


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("&eacute; é &amp; & &hellip;", "<p>é é &amp; &amp; …</p>"),
        (f"Quoi&nbsp;? Rien{NO_BREAK}!", f"<p>Quoi{NO_BREAK}? Rien{NO_BREAK}!</p>"),
        ("&amp;nbsp;", "<p>&amp;nbsp;</p>"),
        ("a ]]> b", "<p>a ]]&gt; b</p>"),
        ("« l’été » 🎙 e\u0301", "<p>« l’été » 🎙 e\u0301</p>"),
        ("a &#1; b", "<p>a \ufffd b</p>"),
        ("<div>a &#1;&#xFFFE; b</div>", "<p>a  b</p>"),
    ],
)
def test_characters(markdown: str, written: str) -> None:
    assert render_notes(markdown).html == written


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        " \n\t",
        "#",
        "---",
        "- \n- *",
        "<br>",
        "<p><br></p>",
        "![](https://e.example/i.png)",
        "<!-- later -->",
        "&nbsp;",
    ],
)
def test_notes_that_say_nothing_are_empty(markdown: str) -> None:
    assert render_notes(markdown).html == ""


def test_a_paragraph_escapes_its_text() -> None:
    assert paragraph('R&D < "été" l\'an ]]>') == '<p>R&amp;D &lt; "été" l\'an ]]&gt;</p>'


MARKDOWN = st.text(
    st.sampled_from("ab é\u00a0\n\t*_`#>-+1.()[]!<>/&;:\"'=|\\~") | st.characters(codec="utf-8"), max_size=60
)
PIECES = st.lists(
    MARKDOWN
    | st.sampled_from(
        [
            "<a href='",
            "https://e.example",
            "javascript:x",
            "<script>",
            "</p>",
            "<p>",
            "<svg>",
            "<!--",
            "-->",
            "&#1;",
            "]]>",
        ]
    ),
    max_size=8,
).map("".join)


@given(PIECES)
def test_whatever_is_written_only_the_common_set_comes_out(markdown: str) -> None:
    written = render_notes(markdown).html
    for tag in re.findall(r"<[^>]*>", written):
        assert re.fullmatch(r'</?(?:p|ul|ol|li)>|<br>|</a>|<a href="(?:https://|mailto:)[^"]+">', tag, re.IGNORECASE)
    if written:
        assert html.fragment_fromstring(written, create_parent=True).text_content().strip()


@given(st.lists(st.text("abcdefgéà’", min_size=1), min_size=1).map(" ".join))
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert render_notes(words).html == f"<p>{words}</p>"


@given(PIECES)
def test_a_document_can_carry_it(markdown: str) -> None:
    element = etree.Element("description")
    element.text = etree.CDATA(render_notes(markdown).html)
    read = etree.fromstring(etree.tostring(element, encoding="UTF-8"))
    assert (read.text or "").replace("\r", "") == render_notes(markdown).html.replace("\r", "")


_SAYS_NOTHING = re.compile(r'<(p|ul|ol|li|a)(?: href="[^"]*")?>(?:\s|<br>)*</\1>')
_PIECES = ("<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", '<a href="https://e.example">', "</a>")


@given(st.lists(st.sampled_from((*_PIECES, "<br>", "\n", " ", NO_BREAK, "ß", "**", "- ", "> ")), max_size=20))
def test_nothing_that_says_nothing_is_left(pieces: list[str]) -> None:
    markdown = "".join(pieces)
    written = render_notes(markdown).html
    assert not _SAYS_NOTHING.search(written)
    assert written.count("ß") == markdown.count("ß")


def test_markup_of_a_hundred_levels_is_its_words() -> None:
    assert render_notes("<div>" * 100 + "in" + "</div>" * 100 + "\n\nout").html == "<p>in</p>\n<p>out</p>"
    assert render_notes("<div>" * 10 + "<ul><li>in</li></ul>" + "</div>" * 10).html == "<ul><li>in</li></ul>"


def test_a_text_longer_than_notes_may_be_is_shown_as_it_is() -> None:
    written = render_notes("- *a* <b>\n" * 20_000).html
    assert written.startswith("<p>- *a* &lt;b&gt;<br>- *a*")


_ROUND = 8_000


@pytest.mark.parametrize(
    "fragment",
    [
        *("<ul><li>", "<div>", "<dl>", "<details>", "<li>", "<p>", "<blockquote>", "<table>", "<svg>", "<b>", "<a>"),
        *("[", "![", "[a](", "[a](<b", "]", "*", "*a ", "a**b", "*a_ ", "_", "`a", "> ", ">", "- ", "1. ", "&lt;"),
        *("<div>\n\n", "<ul>\n\n<li>\n\n", "<div>\n\n    <p>\n\n", "|a", "|a|\n|-|\n", "<td>", "<o:p>", "2*3*"),
        *("<style>", "<s title=a>", "[a](/b)", "![a](b)", "3. a\n", "[a]: b\n", "00:00 a\n", "https://a/*b*"),
        *("<!-- ", "<?x ", "<![CDATA[ ", "<https://", "\\", "~~~\n", "a\n", "- a\n", "<br>", "&", "<a href='", "<a b "),
        *(
            "<a>x</a>",
            '<div a="<">',
            '<div a="</div>">',
            "<x></y>",
            "<!--",
            "**a",
            "[a]: <",
            "[[a]",
            "<p>x<ul>",
            "\t- a\n",
        ),
    ],
    ids=lambda fragment: fragment.encode("unicode_escape").decode(),
)
@pytest.mark.untraced
def test_no_notes_take_the_square_of_their_length(fragment: str) -> None:
    def seconds(length: int) -> float:
        text = (fragment * (length // len(fragment)))[:length]
        began = time.process_time()
        render_notes(text)
        return time.process_time() - began

    most = 24 * min(seconds(_ROUND // 8) for _ in range(2)) + 0.2  # of a square it would be 64 times as much
    assert seconds(_ROUND) < most or seconds(_ROUND) < most


@pytest.mark.untraced
def test_formatting_that_each_paragraph_would_repeat_is_left_out() -> None:
    with cpu_seconds_below(3):  # a parser of HTML alone takes ten times as long
        render_notes("".join(f"<b i={number}>" for number in range(9_000)))


_HTML = (
    *("<p>", "</p>", "<br>", "<ul><li>", "</ul>", "<td>", "<pre>", "</pre>", "<!--", "-->", "<script>", "</script>"),
    *("\n", "    ", "\t", "a", "é ", "*b*", "[x](y)", "[x]: y\n", "&lt;", "&amp;", "<int>", "</a>", "<img alt='c'>"),
    *('<a href="https://a.example/?a=1&amp;b=2">', "https://a.example/?X-Amz-Signature=1"),
    *("\u00a0", "\x0b", "\x85", "\u2028"),
)


@given(st.lists(st.sampled_from(_HTML), max_size=12).map("".join))
def test_a_block_of_html_is_shown_as_markdown_shows_it(written: str) -> None:
    block = "\n".join(line for line in f"<div>\n{written}\n</div>".split("\n") if line.strip(" \t"))
    assert shown_of_html(block) == shown_html(block)
