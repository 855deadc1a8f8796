"""The address of the feed, or of a page, where that of the published folder is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import only, reading_of, told, where
from show_builder import Show

from balado.edition.memory import Memory
from balado.show.values.address import encoded, folder_of
from balado.source.files import scan
from balado.source.fix import fix
from balado.source.public_place import PublishedShow
from balado.source.read import Identities, read


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path)


def published_at(url: str) -> str:
    return f"{{to: public, url: '{url}'}}"


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("https://pod.example/valley/feed.xml", "https://pod.example/valley"),
        ("https://pod.example/valley/FEED.XML/", "https://pod.example/valley"),
        ("https://pod.example/feed.xml", "https://pod.example"),
        ("https://pod.example/feed%2Exml", "https://pod.example"),
    ],
)
def test_the_feed_is_not_its_own_folder(show: Show, url: str, folder: str) -> None:
    show.write_feed(publish=published_at(url))
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 12, "publish.url")
    assert told(fault).endswith(f"is the feed itself; what is written here is its folder. Write: url: {folder}")
    assert [one.path for one in fix(show.root)] == ["feed.yaml"]
    assert published_at(folder) in (show.root / "feed.yaml").read_text(encoding="utf-8")
    assert reading_of(show.root).faults == ()


@pytest.mark.parametrize("name", ["rss.xml", "index.html", "podcast.rss", "feed.json", "index.php", "émission.xml"])
def test_another_file_is_asked_about_and_left_as_it_is(show: Show, name: str) -> None:
    url = encoded(f"https://pod.example/valley/{name}")
    show.write_feed(publish=published_at(url))
    fault = only(reading_of(show.root))
    assert "Write: url: https://pod.example/valley (the feed is then https://pod.example/valley/feed.xml)" in told(
        fault
    )
    assert list(fix(show.root)) == []


@pytest.mark.parametrize("url", ["https://pod.example/v1.0", "https://pod.example/feed", "https://feed.xml"])
def test_a_folder_may_have_such_a_name(show: Show, url: str) -> None:
    show.write_feed(publish=published_at(url))
    assert reading_of(show.root).faults == ()


def test_the_command_line_is_judged_as_the_file_is(show: Show) -> None:
    show.write_feed()
    fault = only(reading_of(show.root, url="https://pod.example/feed.xml"))
    assert (where(fault)[0], fault.fix) == ("--url", None)


def test_the_place_in_a_bucket_is_judged_alike(show: Show) -> None:
    show.write_feed(publish="{to: s3://voices/valley/feed.xml, url: 'https://pod.internal/valley'}")
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 12, "publish.to")
    assert told(fault).endswith("Write: to: s3://voices/valley")
    known = Identities(PublishedShow(place="s3://voices/valley/feed.xml"))
    assert read(scan(show.root), published=known).faults == ()
    assert len(list(fix(show.root))) == 1
    assert reading_of(show.root).faults == ()


def test_a_query_behind_the_feed_is_cut_with_it(show: Show) -> None:
    show.write_feed(publish=published_at("https://pod.example/valley/feed.xml?x=1"))
    assert told(only(reading_of(show.root))).endswith("the address of the folder: https://pod.example/valley")


def test_a_show_that_lives_there_stays_there(show: Show) -> None:
    url = "https://pod.example/valley/feed.xml"
    show.write_feed(publish=published_at(url))
    known = Identities(PublishedShow("9b024349-ccf0-5f69-a609-6b82873eab3c", url))
    assert read(scan(show.root), published=known).faults == ()
    assert Memory(None).published == Identities()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://pod.example/été à Paris", "https://pod.example/%C3%A9t%C3%A9%20%C3%A0%20Paris"),
        ("https://pödcast.example/a?b=é", "https://xn--pdcast-wxa.example/a?b=%C3%A9"),
        ("https://pod.example:8443/%C3%A9", "https://pod.example:8443/%C3%A9"),
        ("no address", "no address"),
        ("https://[", "https://["),
    ],
)
def test_an_address_is_encoded_as_browsers_do(written: str, address: str) -> None:
    assert encoded(written) == address


def test_an_address_beyond_ascii_is_put_right_in_the_file(show: Show) -> None:
    show.write_feed(publish=published_at("https://pod.example/émission"))
    assert told(only(reading_of(show.root))).endswith("Write it encoded: https://pod.example/%C3%A9mission")
    assert len(list(fix(show.root))) == 1
    assert reading_of(show.root).faults == ()


def test_the_folder_of_a_folder_is_itself() -> None:
    assert folder_of("https://pod.example/valley/") == "https://pod.example/valley"


@pytest.mark.parametrize(
    ("url", "severity", "said"),
    [
        ("https://no-address-yet.invalid", "error", "no-address-yet.invalid leads nowhere"),
        ("https://a.b.INVALID./show", "error", "a.b.invalid leads nowhere"),
        ("http://localhost:9000/pod", "warning", "localhost leads to this computer"),
        ("http://127.0.0.1/pod", "warning", "127.0.0.1 leads to this computer"),
        ("https://podcast.example.org/show", "warning", "podcast.example.org is a name for examples"),
        ("https://pod.example", "warning", "pod.example is a name for examples"),
        ("https://intranet.test/a", "warning", "intranet.test is a name for examples"),
    ],
)
def test_a_bucket_is_told_that_nobody_can_subscribe(show: Show, url: str, severity: str, said: str) -> None:
    show.write_feed(publish=f"{{to: 's3://voices', url: '{url}'}}")
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 12, "publish.url")
    assert (fault.severity, said in told(fault)) == (severity, True)


@pytest.mark.parametrize(
    ("to", "url"),
    [
        ("public", "https://no-address-yet.invalid"),
        ("public", "http://localhost:8000"),
        ("public", "https://pod.example/show"),
        ("s3://voices", "https://notinvalid.fr/example"),
        ("s3://voices", "https://example.fr/test"),
        ("s3://voices", "https://myexample.org"),
    ],
)
def test_a_folder_may_be_tried_out_anywhere_and_other_names_are_somebodys(show: Show, to: str, url: str) -> None:
    show.write_feed(publish=f"{{to: '{to}', url: '{url}'}}")
    assert reading_of(show.root).faults == ()


def test_a_bucket_of_the_command_line_is_judged_with_the_address_of_the_file(show: Show) -> None:
    show.write_feed(publish=published_at("https://no-address-yet.invalid"))
    fault = only(read(scan(show.root), {"to": "s3://voices"}))
    assert where(fault) == ("feed.yaml", 12, "publish.url")
    fault = only(read(scan(show.root), {"to": "s3://voices", "url": "https://pod.test"}))
    assert fault.place.path == "--url"
