"""What has one right answer is put right, and everything else stays as it was written."""

import stat
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from show_builder import Show, feed_yaml

from balado.errors import Fault
from balado.source import correct
from balado.source.correct import corrections
from balado.source.episode import episode_document
from balado.source.fix import fix as fixes
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.read import read
from balado.source.yaml.document import YamlDocument


def fix(root):
    return tuple(fixes(root))


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path)
    show.write_feed()
    show.add("01-a")
    return show


def edit(show: Show, name: str, old: str, new: str) -> None:
    path = show.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("feed.yaml", "language: fr", "language: french"),
        ("feed.yaml", "categories: [News > Politics]", "categories: [News & Politics]"),
        ("feed.yaml", "categories: [News > Politics]", "categories: [news > politics]"),
        ("feed.yaml", "categories: [News]", "categories: News"),
        ("feed.yaml", "timezone: Europe/Paris", "timezone: europe/paris"),
        ("feed.yaml", "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c", "guid: 9B024349-CCF0-5F69-A609-6B82873EAB3C"),
        ("episodes/01-a/episode.md", 'title: "Le dernier kilomètre : quoi ?"', "title: Le dernier kilomètre : quoi ?"),
    ],
)
def test_one_answer_is_written_and_nothing_else_moves(show, name, right, wrong):
    key = right.partition(":")[0]
    path = show.root / name
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key}:")]
    old = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"{key}:"))
    edit(show, name, old, f"# mine\n{wrong}")
    [fixed] = fix(show.root)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert right in lines
    assert [line for line in lines if line not in ("# mine", right)] == kept
    assert f"-{wrong}" in fixed.difference
    assert f"+{right}" in fixed.difference


def test_guids_that_are_missing_are_written_where_they_belong(show):
    edit(show, "feed.yaml", "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c\n", "")
    edit(show, "episodes/01-a/episode.md", "guid: guid-of-01-a\n", "")
    assert [one.path for one in fix(show.root)] == ["feed.yaml", "episodes/01-a/episode.md"]
    assert (show.root / "feed.yaml").read_text().startswith("guid: ")
    assert (show.root / "episodes/01-a/episode.md").read_text().startswith("---\nguid: ")
    assert fix(show.root) == ()


def test_what_has_no_single_answer_stays(show):
    edit(show, "feed.yaml", "timezone: Europe/Paris", "timezone: Paris")
    edit(show, "feed.yaml", "explicit: false", "explicit: perhaps")
    before = (show.root / "feed.yaml").read_text()
    assert fix(show.root) == ()
    assert (show.root / "feed.yaml").read_text() == before


def test_line_ends_of_windows_stay(show):
    path = show.root / "feed.yaml"
    path.write_bytes(path.read_bytes().replace(b"language: fr", b"language: french").replace(b"\n", b"\r\n"))
    fix(show.root)
    assert b"language: fr\r\n" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_the_command_shows_the_difference_and_then_what_is_left(show):
    edit(show, "feed.yaml", "language: fr", "language: french")
    run = show.run("check", "--fix", "--now", "2025-11-23T12:00:00+01:00")
    assert run.returncode == 0, run.stderr
    assert "-language: french\n+language: fr\n" in run.stdout
    assert "1 file put right." in run.stderr
    assert show.run("check", "--fix", str(show.root / "feed.yaml")).returncode == 2


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('"Carmen" et "Faust"', """'"Carmen" et "Faust"'"""),
        ("'Carmen' and 'Faust'", """"'Carmen' and 'Faust'\""""),
        ('"Norma", puis "Aïda" et "Tosca"', """'"Norma", puis "Aïda" et "Tosca"'"""),
        ('"Nabucco" (1842)', """'"Nabucco" (1842)'"""),
        ('"Le "Faust" de Gounod"', """'Le "Faust" de Gounod'"""),
        ("'L'accès d'autrui'", """"L'accès d'autrui\""""),
        ("«Carmen» : l'opéra", """"«Carmen» : l'opéra\""""),
    ],
)
def test_quotes_of_the_author_stay_in_the_text(show, wrong, right):
    edit(show, "episodes/01-a/episode.md", "title: About 01-a", f"title: {wrong}")
    assert len(fix(show.root)) == 1
    assert f"\ntitle: {right}\n" in (show.root / "episodes/01-a/episode.md").read_text()


@pytest.mark.parametrize(
    "title",
    [
        "'tis the season",
        "'90s 'music'",
        '"Faust de Gounod',
        "'The boys' club'",
        '"5" screens"',
        r'"C:\new\path"',
        r'"a \"b" c"',
        "'it''s' 'b",
        "Le dernier kilomètre : quoi\n  donc ?",
        "> 100 jours\n  et plus",
        "&co",
        "Conference #2",
        "Conférence\npeople: Jean Dupont",
        "Conférence\nlinks: https://a.example, https://b.example",
    ],
)
def test_a_line_that_may_mean_two_things_is_left_to_the_author(show, title):
    edit(show, "episodes/01-a/episode.md", "title: About 01-a", f"title: {title}")
    before = (show.root / "episodes/01-a/episode.md").read_bytes()
    assert fix(show.root) == ()
    assert (show.root / "episodes/01-a/episode.md").read_bytes() == before


@pytest.mark.parametrize("keys", ["locked: {a: b}\nguid:   # of the show\n", "---\nlocked: true\n", "# My show\n"])
def test_a_guid_is_put_where_yaml_allows_it(show, keys):
    edit(show, "feed.yaml", "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c\n", keys)
    assert [one.path for one in fix(show.root)] == ["feed.yaml"]
    text = (show.root / "feed.yaml").read_text()
    assert text.count("guid: ") == 1
    assert fix(show.root) == ()


def test_any_number_of_faults_is_put_right_in_one_run(show):
    links = ", ".join(f"{{url: 'http://example.org/{n}', title: T}}" for n in range(150))
    edit(show, "feed.yaml", "explicit: false", f"explicit: false\nfunding: [{links}]")
    fix(show.root)
    assert "http://" not in (show.root / "feed.yaml").read_text()


@pytest.mark.parametrize(("lines", "indent"), [(3, "  "), (150, "    "), (1000, "  ")])
def test_as_many_lines_as_there_are_are_put_right_in_a_few_looks(
    show: Show, monkeypatch: pytest.MonkeyPatch, lines: int, indent: str
) -> None:
    """Seasons have numbers for keys; and more faults than are told at once do not make it more looks."""
    path = show.root / "feed.yaml"
    seasons = "".join(f"{indent}{number}: Une année : {number}\n" for number in range(1, lines + 1))
    path.write_text(path.read_text(encoding="utf-8") + f"seasons:\n{seasons}", encoding="utf-8")
    looks = sizes_looked_at(monkeypatch)
    fix(show.root)
    wanted = [f'{indent}{number}: "Une année : {number}"' for number in range(1, lines + 1)]
    assert path.read_text(encoding="utf-8").splitlines()[-lines:] == wanted
    assert len(looks) <= 4


@pytest.mark.parametrize("value", ["Une année : {}", "@nom-{}", "% de {} voix"])
def test_lines_that_are_no_better_when_read_end_the_search_by_what_is_read(
    show: Show, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Keys that nobody knows are as wrong in quotes; the one that is known is found among them."""
    path = show.root / "feed.yaml"
    text = path.read_text(encoding="utf-8")
    unknown = "".join(f"k{number}: {value.format(number)}\n" for number in range(40))
    path.write_text(f"{text}{unknown}copyright: A: B\n", encoding="utf-8")
    monkeypatch.setattr(correct, "_TRIED_MAX_BYTES", 30_000)
    looks = sizes_looked_at(monkeypatch)
    fix(show.root)
    assert path.read_text(encoding="utf-8") == f'{text}{unknown}copyright: "A: B"\n'
    assert sum(looks) <= 30_000 + 4 * max(looks)


def sizes_looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes of the show's file, each time that it is read; in a list that grows."""
    sizes: list[int] = []
    read_show = correct.read_show
    every_broken_line = correct.every_broken_line
    monkeypatch.setattr(
        correct,
        "read_show",
        lambda scan, *rest: sizes.append(len(scan.show_file.raw)) or read_show(scan, *rest),
    )

    def counted(document: YamlDocument) -> list[Fault]:
        faults = every_broken_line(document)
        if faults:
            sizes.append(len(document.text))
        return faults

    monkeypatch.setattr(correct, "every_broken_line", counted)
    return sizes


SIGNS = st.text("ab'\"\\:#-[]{}>|&*!%@, é«", min_size=1, max_size=12)
TITLES = st.one_of(SIGNS, st.builds("{} {}".format, st.sampled_from(['"a" b', "'a", 'a "b"', "a: b", "a"]), SIGNS))


def show_of(raw: bytes) -> Scan:
    """A show of one episode, in memory."""
    folder = EpisodeFolder("a", "a", "episodes/a", TextFile("episodes/a/episode.md", raw), ("episodes/a/a.mp3",))
    return Scan("/", TextFile("feed.yaml", feed_yaml().encode()), (folder,), find=lambda path: path)


@given(TITLES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), st.booleans())
def test_whatever_a_title_is_its_line_alone_changes_once_and_says_the_same(title, end, mark, has_guid):
    top = ["---", *(["guid: abc"] if has_guid else [])]
    lines = [*top, f"title: {title}", "date: 2024-03-01 10:00", "---", "Notes: \u2028 *here*", ""]
    scan = show_of((mark + end.join(lines)).encode())
    found = [raw for file, raw in corrections(scan) if file.path.endswith("episode.md")]
    if not found:
        return
    after = found[0].decode().removeprefix(mark).split(end)
    assert found[0].startswith(mark.encode())
    assert [line for line in after if not line.startswith(("guid:", "title:"))] == [
        line for line in lines if not line.startswith(("guid:", "title:"))
    ]
    again = replace(scan, episodes=(replace(scan.episodes[0], text=TextFile("episodes/a/episode.md", found[0])),))
    assert list(corrections(again)) == []
    document, notes = episode_document(TextFile("episodes/a/episode.md", found[0]))
    assert notes == "Notes: \u2028 *here*"
    if f"title: {title}" not in after:
        bare = title.strip()
        says = (document.tree or {}).get("title")
        assert says in (bare, bare[1:-1], bare.partition(" #")[0].strip()), (says, title)


def test_what_a_file_is_stays(show):
    """Its permissions, a mark in front, and that it is a link."""
    real = show.root / "episodes/01-a/text.md"
    path = show.root / "episodes/01-a/episode.md"
    path.rename(real)
    path.symlink_to("text.md")
    real.write_bytes(b"\xef\xbb\xbf" + real.read_bytes().replace(b"guid: guid-of-01-a\n", b""))
    real.chmod(0o640)
    assert [one.path for one in fix(show.root)] == ["episodes/01-a/episode.md"]
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert real.read_bytes().startswith(b"\xef\xbb\xbf---\nguid: ")


def test_lines_that_are_no_yaml_are_put_right_together(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks at the file: one that finds them all, one that finds nothing any more."""
    broken = "".join(f"  {key}: {{name: A}}\n  {key}x:\n    name: B: {key}\n" for key in ("a", "b", "c", "d"))
    path = show.root / "feed.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"people:\n{broken}copyright: A: B\n", encoding="utf-8")
    looks: list[bytes] = []
    read_show = correct.read_show
    monkeypatch.setattr(
        correct, "read_show", lambda scan, *rest: looks.append(scan.show_file.raw) or read_show(scan, *rest)
    )
    [fixed] = fix(show.root)
    assert 'copyright: "A: B"' in path.read_text(encoding="utf-8")
    assert [line for line in fixed.difference if line.startswith("+    ")] == [
        f'+    name: "B: {key}"' for key in ("a", "b", "c", "d")
    ]
    assert len(set(looks)) == 2


WRITTEN = {
    "title": TITLES,
    "summary": TITLES,
    "date": st.sampled_from(["2024-03-01 10:00", "1/3/2024 10h", "1er mars 2024", "tomorrow", "03-04-05"]),
    "explicit": st.sampled_from(["true", "no", "Yes", "clean", "01"]),
    "episode": st.sampled_from(["1", "007", "1.0", "one", '"2"']),
    "type": st.sampled_from(["full", "Full", "trailers", "bonus"]),
    "people": st.sampled_from(
        ["Jean", "[{name: A, role: Invité}]", "Jean Dupont, préfet", "jean, marie", "[{name: no}]"]
    ),
    "links": st.sampled_from(["http://e.example/a", "[https://e.example/é]", "https://e.example/a, http://e.example"]),
}


@given(st.fixed_dictionaries({"title": TITLES}, optional={key: one for key, one in WRITTEN.items() if key != "title"}))
def test_a_value_that_was_read_and_taken_says_the_same_afterwards(written):
    lines = ["---", "guid: abc", *(f"{key}: {value}" for key, value in written.items()), "---", "Notes", ""]
    scan = show_of("\n".join(lines).encode())
    found = [raw for file, raw in corrections(scan) if file.path.endswith("episode.md")]
    if not found:
        return
    faulty = {
        fault.place.key.partition(".")[0] for fault in read(scan).faults if fault.place.path.endswith("episode.md")
    }
    before, _ = episode_document(scan.episodes[0].text)
    after, notes = episode_document(TextFile("episodes/a/episode.md", found[0]))
    assert notes == "Notes"
    assert {key: value for key, value in (before.tree or {}).items() if key not in faulty} == {
        key: value for key, value in (after.tree or {}).items() if key in (before.tree or {}) and key not in faulty
    }
    left = found[0].decode().split("\n")
    assert len(left) == len(lines)
    assert [
        one for one, line in zip(lines, left, strict=True) if one != line and one.partition(":")[0] not in faulty
    ] == []
