from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readings import told, where

from balado.errors import FAULTS_MAX, Place
from balado.source.yaml import quoting, reader
from balado.source.yaml.document import Tree, YamlDocument
from balado.source.yaml.parse import parse
from balado.source.yaml.reader import YamlReader


def test_every_scalar_is_text() -> None:
    text = "a: 010\nb: no\nc: 12:00\nd: 1.50\ne: 2022-10-19\nf: 0x1F\ng: true\nh: '1'\n"
    document = parse(text, "feed.yaml")
    assert document.faults == []
    assert document.tree == {
        "a": "010", "b": "no", "c": "12:00", "d": "1.50", "e": "2022-10-19", "f": "0x1F", "g": "true", "h": "1",
    }  # fmt: skip


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "# nothing"])
def test_a_key_without_value_has_none(empty: str) -> None:
    assert parse(f"a: {empty}\nb: 1", "f").tree == {"a": None, "b": "1"}


def test_the_word_null_in_quotes_is_text() -> None:
    assert parse('a: "null"', "f").tree == {"a": "null"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "---\n", "---\n...\n", "~"])
def test_a_file_without_keys_is_an_empty_one(text: str) -> None:
    document = parse(text, "f")
    assert (document.tree, document.faults) == ({}, [])


def test_the_line_of_every_key_is_known() -> None:
    text = "title: x\nowner:\n  name: a\n\n  email: b\npeople:\n- hedon\n- {name: a,\n   role: b}\n"
    document = parse(text, "feed.yaml", first_line=10)
    lines = {
        "title": 10, "owner": 11, "owner.name": 12, "owner.email": 14,
        "people": 15, "people.0": 16, "people.1": 17, "people.1.name": 17, "people.1.role": 18,
    }  # fmt: skip
    assert document.lines == lines
    assert document.place("owner.email") == Place("feed.yaml", 14, "owner.email")


def test_what_is_not_written_stands_where_it_belongs() -> None:
    document = parse("title: x\nowner:\n  name: a\n", "feed.yaml")
    assert document.place("owner.email") == Place("feed.yaml", 2, "owner.email")
    assert document.place("link") == Place("feed.yaml", 1, "link")


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        ("a: 1\nb: 2\na: 3", 3, "a", "“a” is written twice, here and in line 1."),
        ("o:\n  a: 1\n  a: 2", 3, "o.a", "“a” is written twice, here and in line 2."),
        ("a: 1\n---\nb: 2", 2, "", "A second document begins here."),
        ("a: &x 1", 1, "a", '“&”, “*” and “!” before a value'),
        ("a: 1\nb: *a", 2, "b", 'Put the value in quotes if it is text: b: "*a"'),
        ("a: !important x", 1, "a", 'Put the value in quotes if it is text: a: "!important x"'),
        ("a: !!python/object:os.system x", 1, "a", "“&”, “*” and “!” before a value"),
        ("a: !!map {b: c}", 1, "a", "“&”, “*” and “!” before a value"),
        ("a: 1\n<<: {b: 2}", 2, "", "This is not a key"),
        ("? [a, b]\n: 1", 1, "", "This is not a key"),
        ("&x a: 1", 1, "", "This is not a key"),
        ("- a\n- b", 1, "", "not a line of the form `key: value`"),
        ("just words", 1, "", "“just words” is not a line of the form"),
        ("title:My show", 1, "", "A blank is missing after the colon. Write: title: My show"),
        ("a: " + "[" * 40 + "]" * 40, 1, "a", "nested more deeply"),
        ("a: b\u2028c", 1, "", "U+2028 LINE SEPARATOR"),
    ],
)  # fmt: skip
def test_what_authors_do_not_mean_is_refused(text: str, line: int, key: str, message: str) -> None:
    (fault,) = parse(text, "feed.yaml").faults
    assert where(fault) == ("feed.yaml", line, key)
    assert message in told(fault)
    assert fault.severity == "error"


def test_several_such_faults_are_all_reported() -> None:
    document = parse("a: *x\nb: &y 1\nb: 2\nc: !z 3\n", "feed.yaml")
    assert [fault.place.line for fault in document.faults] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("escape", "character"),
    [
        *((r"\x1E", "U+001E"), (r"\0", "U+0000"), (r"\a", "U+0007"), (r"\e", "U+001B"), (r"\x7F", "U+007F")),
        *((r"\x9b", "U+009B"), (r"\uFFFE", "U+FFFE"), (r"\uFFFF", "U+FFFF"), (r"\U0000FFFF", "U+FFFF")),
        *((r"\N", "U+0085"), (r"\L", "U+2028 LINE SEPARATOR"), (r"\uFEFF", "U+FEFF")),
    ],
)
def test_a_character_that_no_feed_can_carry_is_seen_behind_its_escape(escape: str, character: str) -> None:
    document = parse(f'a: 1\nb:\n  - {{c: "x{escape}y", "d{escape}": z}}\n', "episode.md", first_line=2)
    assert [where(fault) for fault in document.faults] == [("episode.md", 4, "b.0.c"), ("episode.md", 4, "b.0")]
    assert all(f"invisible character ({character}" in told(fault) for fault in document.faults)
    assert document.tree == {"a": "1", "b": [{"c": "x y", "d ": "z"}]}


def test_half_of_a_surrogate_pair_is_no_yaml() -> None:
    document = parse(r'title: "\uD800"', "feed.yaml")
    assert (document.tree, len(document.faults)) == (None, 1)


def test_after_a_hundred_faults_they_are_only_counted() -> None:
    faults = parse("".join(f"a: {number} #x\n" for number in range(300)), "feed.yaml").faults
    assert len(faults) == 101
    assert told(faults[100]).startswith("There are 499 more faults in this file.")
    assert where(faults[100]) == (*where(faults[99])[:2], "")


def test_what_is_only_counted_is_an_error_where_one_of_it_is() -> None:
    warnings = "".join(f"a{number}: b #x\n" for number in range(150))
    assert parse(warnings, "feed.yaml").faults[100].severity == "warning"
    assert parse(f"{warnings}z: *y\n", "feed.yaml").faults[100].severity == "error"


def test_a_file_of_more_values_than_a_person_writes_is_not_read() -> None:
    document = parse("people:\n" + "- x\n" * 60_000, "feed.yaml")
    (fault,) = document.faults
    assert document.tree is None
    assert "more than 50,000 values" in told(fault)


def test_a_key_of_a_page_is_none() -> None:
    """It would be kept with each key below it: half a megabyte of a key, with 100,000 below, is 50 GB."""
    document = parse(f"? {'k' * 101}\n: {{a: 1, b: 2}}\n", "feed.yaml")
    assert document.tree == {}
    assert "not a key that Balado can read" in told(document.faults[0])


@pytest.mark.parametrize("text", [f"a: &x {'b' * 5000}", f"a: b #{'c' * 5000}", f"{'a' * 5000}", f"a: b: {'c' * 5000}"])
def test_a_line_of_a_page_is_not_repeated(text: str) -> None:
    document = parse(text, "feed.yaml")
    assert document.faults
    assert all(len(told(fault)) < 500 for fault in document.faults)


@pytest.mark.parametrize(
    ("line", "key", "meant"),
    [
        ("title: Conference #2", "title", 'title: "Conference #2"'),
        ("title: Episode #5: The mayor", "title", 'title: "Episode #5: The mayor"'),
        ("title: #6 The baker", "title", 'title: "#6 The baker"'),
        ('title: "Carmen" #2', "title", "title: '\"Carmen\" #2'"),
        ('title: "Carmen"#2', "title", "title: '\"Carmen\"#2'"),
        ("title: 'Carmen'#2", "title", "title: \"'Carmen'#2\""),
        ("people:\n  - Jean #5", "people.0", '- "Jean #5"'),
        ("people:\n  - name: #5 Jean", "people.0.name", '- name: "#5 Jean"'),
    ],
)
def test_a_text_that_a_comment_swallows_is_a_fault_with_the_line_to_write(line: str, key: str, meant: str) -> None:
    (fault,) = parse(line, "feed.yaml").faults
    assert (fault.severity, fault.place.key) == ("error", key)
    assert fault.fix is None, "it may be a comment"
    assert f"{meant} (A comment" in told(fault)


def test_a_comment_behind_a_value_of_few_words_is_a_warning_and_one_with_a_blank_is_a_comment() -> None:
    document = parse("explicit: false #as ever\ndate: #none yet\ntitle: Us # as ever\nnote: a#b\n", "feed.yaml")
    assert [(fault.severity, fault.place.key) for fault in document.faults] == [
        ("warning", "explicit"),
        ("warning", "date"),
    ]


@pytest.mark.parametrize("text", ["people: [Jean #5, hedon]", "owner: {name: Jean #5, email: a@b.org}\nb: 1"])
def test_a_comment_within_brackets_is_named(text: str) -> None:
    (fault,) = parse(text, "feed.yaml").faults
    assert "because “#” begins a comment" in told(fault)


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("people: [{name: Jean Dupont, préfet}]", "people.0.préfet", 'name: "Jean Dupont, préfet"'),
        ("held: {place: Paris, salle 2, start: 1}", "held.salle 2", 'place: "Paris, salle 2"'),
        ("owner: {préfet, name: A}", "owner.préfet", "Write its value behind a colon"),
        ("owner: {name: A, email: }", None, ""),
    ],
)
def test_a_word_behind_a_comma_is_not_lost_in_silence(text: str, key: str | None, remedy: str) -> None:
    faults = parse(text, "feed.yaml").faults
    assert [fault.place.key for fault in faults] == ([] if key is None else [key])
    assert all(remedy in told(fault) for fault in faults)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\ntitle: Le dernier kilomètre : attentes\nb: 2", 2, 'Write: title: "Le dernier kilomètre : attentes"'),
        ("title: @home", 1, 'Write: title: "@home"'),
        ("title: `a`", 1, 'Write: title: "`a`"'),
        ("title: %a", 1, 'Write: title: "%a"'),
        ("title: 'L'accès'", 1, 'Write: title: "L\'accès"'),
        # YAML stumbles at the end of the file, or at the next quote, far below the mistake.
        ('a: 1\ntitle: "Open\nb: 2\nc: 3', 2, 'Write: title: "Open"'),
        ('a: 1\ntitle: "Open\nb: 2\nc: "3"\n', 2, 'Write: title: "Open"'),
        ('title: "Closed" and more\nb: 2', 1, "Write: title: '\"Closed\" and more'"),
        ("title:My show\nb: 2", 1, "Write: title: My show"),
        ("people:\n  - name: Jean: mayor\n", 2, 'Write: - name: "Jean: mayor"'),
        ("owner:\n\tname: a", 2, "Replace each tab by two blanks."),
        ("categories: [Government, Arts\nb: 2", 1, "Close it"),
        ("a: 1\n  b: 2", 2, "“b: 2” cannot be read here."),
        ("a: 1\nwords alone\n", 2, "“words alone” cannot be read here."),
    ],
)
def test_a_syntax_error_says_what_to_write(text: str, line: int, message: str) -> None:
    document = parse(text, "feed.yaml")
    (fault,) = document.faults
    assert (document.tree is None) == (fault.fix is None), "what has one answer is read as if put right"
    assert (fault.place.path, fault.place.line) == ("feed.yaml", line)
    assert message in told(fault)


def test_an_error_of_front_matter_has_the_line_of_the_file() -> None:
    (fault,) = parse("a: 1\ntitle: a: b", "episode.md", first_line=2).faults
    assert where(fault) == ("episode.md", 3, "title")


def _is_plain(tree: Tree) -> bool:
    if isinstance(tree, list):
        return all(_is_plain(item) for item in tree)
    if isinstance(tree, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in tree.items())
    return tree is None or isinstance(tree, str)


@given(st.one_of(st.text(), st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\t", max_size=60)))
@example("%YAML 9.9\n---\na: 1")
@example("? ")
@example("\ta")
def test_any_text_is_a_tree_or_a_fault(text: str) -> None:
    document = parse(text, "feed.yaml")
    if document.tree is None:
        assert document.faults
    else:
        assert _is_plain(document.tree)
    assert all(fault.place.line is not None and str(fault) for fault in document.faults)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("people: [Null, {name: Null}]", {"people": ["Null", {"name": "Null"}]}),
        ("author: Null\ntitle: Null", {"author": "Null", "title": "Null"}),
        ("title: null\nauthor: ~", {"title": None, "author": None}),
        ("season: Null", {"season": None}),
    ],
)
def test_null_with_a_capital_letter_is_a_name_where_a_name_stands(text: str, tree: Tree) -> None:
    assert parse(text, "episode.md").tree == tree


@pytest.mark.parametrize(
    ("text", "severity", "words"),
    [
        ("title: Talk\n  of the town #5", "error", "“#5” is left out"),
        ("title: 'Talk\n  of' #5", "error", "“#5” is left out"),
        ("title: Talk # 5 of six", "warning", 'title: "Talk # 5 of six"'),
    ],
)
def test_a_number_behind_a_title_is_no_comment(text: str, severity: str, words: str) -> None:
    [fault] = parse(text, "f").faults
    assert fault.severity == severity
    assert words in told(fault)


@pytest.mark.parametrize("text", ["title: Talk # ask Ada", "episode: 5 # 2024", "title: Talk\n  # 5\nseason: 1"])
def test_a_comment_stays_a_comment(text: str) -> None:
    assert parse(text, "f").faults == []


def test_each_word_behind_a_comma_is_in_the_line_to_write() -> None:
    faults = parse("people:\n- {name: Ada, countess, of numbers, role: guest}", "f").faults
    lines = ('name: "Ada, countess"', 'name: "Ada, countess, of numbers"')
    assert [
        told(fault).endswith(f"Put text with a comma in quotes: {line}")
        for fault, line in zip(faults, lines, strict=True)
    ] == [True, True]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (r'title: "a \ud83c\udf99 b"', "Write the character itself: 🎙"),
        (r'title: "a \uD83Db"', "Delete it, or write the character itself."),
        (r'title: "a \udf99 b"', "Delete it, or write the character itself."),
    ],
)
def test_a_character_as_json_escapes_it_is_told(text: str, remedy: str) -> None:
    [fault] = parse(text, "f").faults
    assert told(fault).endswith(remedy)


class CountedText(str):
    """A text that counts how often it is searched."""

    __slots__ = ("searches",)
    searches: int

    def __contains__(self, part: str) -> bool:  # type: ignore[override]
        self.searches = getattr(self, "searches", 0) + 1
        return super().__contains__(part)


@pytest.mark.parametrize("line", ["k{}: &a{} x", "k{}: x", "k{}: 'x'"])
def test_a_text_is_searched_for_comments_once_however_many_values_it_has(
    monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(reader, "LOADER", lambda text, real=reader.LOADER: real(str(text)))
    text = CountedText("".join(line.format(number, number) + "\n" for number in range(300)))
    YamlReader(text, YamlDocument("feed.yaml", text=text), 1).read()
    assert text.searches == 1


@pytest.mark.parametrize("line", ["k{}: &a{} x", "k{}: !t x", "k{}: *a"])
def test_what_to_write_instead_is_looked_for_only_where_it_is_told(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr(quoting, "repair", looked_at.append)
    document = parse("a0: &a x\n" + "".join(line.format(number, number) + "\n" for number in range(300)), "feed.yaml")
    assert len(document.faults) == FAULTS_MAX + 1
    assert sum(bool(line) for line in looked_at) == FAULTS_MAX
