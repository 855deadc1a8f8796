from __future__ import annotations

from pathlib import Path

import pytest
from networks import NETWORK
from readings import put, told, where

from balado.errors import SourceError, UsageError
from balado.network.model import ListedShow, NetworkPublish
from balado.network.read import read_network, read_text
from balado.show.model import Owner, Person


def test_a_network_is_read_whole() -> None:
    reading = read_text(NETWORK.encode())
    assert reading.faults == ()
    network = reading.sound()
    assert network.title == "Les conférences d'un ministère"
    assert network.owner == Owner(name="Le ministère", email="podcast@example.org")
    assert network.shows == (
        ListedShow(folder="ministere/*"),
        ListedShow(git="https://git.example.org/podcasts.git", revision="v1.2", path="colloques"),
        ListedShow(bucket="s3://archives/radio", endpoint="https://s3.example.org"),
        ListedShow(feed="https://radio.example.org/feed.xml", name="La radio"),
    )
    assert network.people == {"hedon": Person(name="Claire Hédon", function="Défenseure des droits")}
    assert [word.word for word in network.words] == ["SIRCOM", "Balado"]
    defaults = network.defaults.model_dump(exclude_none=True)
    assert (defaults["copyright"], defaults["team"][0]["name"]) == ("Le ministère", "Claire Hédon")
    assert defaults["require"]["transcript"].utcoffset() is not None
    assert network.publish == NetworkPublish(to="s3://page/network", url="https://podcasts.example.org")


def test_a_title_and_one_show_are_enough() -> None:
    network = read_text(b"title: A network\nshows: [a]\n").sound()
    assert (network.shows, network.publish) == ((ListedShow(folder="a"),), None)


def test_all_that_is_wrong_is_told_at_once_each_with_its_line() -> None:
    wrong = (
        NETWORK.replace("title:", "titel:")
        .replace("language: fr", "language: Klingon")
        .replace("  copyright: Le ministère", "  copyrigt: Le ministère\n  title: One for all")
        .replace("name: Conseil d'État, country: FR", "name: Conseil d'État, country: XX")
        .replace("team: [hedon]", "team: [hedonn]")
    )
    reading = read_text(wrong.encode())
    assert reading.network is None
    assert {where(fault) for fault in reading.faults} == {
        ("network.yaml", 1, "title"),
        ("network.yaml", 1, "titel"),
        ("network.yaml", 3, "language"),
        ("network.yaml", 18, "places.palais.country"),
        ("network.yaml", 21, "defaults.copyrigt"),
        ("network.yaml", 22, "defaults.title"),
        ("network.yaml", 24, "defaults.team.0"),
    }
    text = " ".join(map(told, reading.faults))
    for suggestion in ("Did you mean “title”?", "Did you mean “copyright”?", "Did you mean “hedon”?"):
        assert suggestion in text
    with pytest.raises(SourceError, match="7 faults"):
        reading.sound()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("../elsewhere", "does not stay inside the network's folder"),
        ("/srv/shows/a", "does not stay inside"),
        ("ministere/**", "is no folder of a show"),
        ("{git: 'http://git.example.org/a.git'}", "is no address that shows are fetched from"),
        ("{git: 'ext::sh -c id'}", "is no address that shows are fetched from"),
        ("{git: '--upload-pack=id'}", "is no address that shows are fetched from"),
        ("{git: 'https://user:word@git.example.org/a.git'}", "carries a user name or a password"),
        ("{git: 'https://git.example.org/a.git', revision: '--exec=id'}", "is no revision"),
        ("{git: 'https://git.example.org/a.git', revision: 'a..b'}", "is no revision"),
        ("{bucket: public}", "is no bucket"),
        ("{}", "here are 0"),
        ("{folder: a, feed: 'https://example.org/feed.xml'}", "here are 2"),
        ("{folder: a, revision: main}", "belongs to a show in `git`"),
        ("{folder: a, endpoint: 'https://s3.example.org'}", "belongs to a show in `bucket`"),
    ],
)
def test_a_show_that_is_nowhere_is_told(entry: str, said: str) -> None:
    reading = read_text(f"title: A network\nshows:\n  - a\n  - {entry}\n".encode())
    [fault] = reading.faults
    assert fault.place.line == 4
    assert fault.place.key.startswith("shows.1")
    assert said in told(fault)


@pytest.mark.parametrize(
    "address",
    ["https://git.example.org/a.git", "ssh://git@git.example.org/a", "git@git.example.org:a.git", "file:///a"],
)
def test_git_fetches_over_what_is_known(address: str) -> None:
    assert read_text(f"title: A\nshows: [{{git: '{address}'}}]\n".encode()).sound().shows[0].git == address


def test_a_credential_is_told_and_not_repeated() -> None:
    text = NETWORK + "secret_key: abcdefgh12345\n"
    [fault] = read_text(text.encode()).faults
    assert "password or an access key" in told(fault)
    assert "abcdefgh12345" not in told(fault)


def test_a_folder_without_a_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no network\.yaml"):
        read_network(tmp_path)
    with pytest.raises(UsageError, match=r"no network\.yaml"):
        read_network(tmp_path / "none")
    put(tmp_path, {"network.yaml": b"\xff\xfe"})
    assert read_network(tmp_path).network is None
