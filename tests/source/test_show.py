from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from readings import only, put, reading_of, told, where
from show_builder import GUID, Show

from balado.show.model import Category, Owner, Person
from balado.source.files import scan
from balado.source.identity import show_guid
from balado.source.show import missing_show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path)


def test_a_show_is_read_whole(show: Show) -> None:
    show.write_feed(
        title='"Réussir le dernier kilomètre : un défi"',
        language="FR-ca",
        categories='[Government, "Society & Culture > Documentary"]',
        explicit="no",
        type="Serial",
        locked="false",
        people="{hedon: {name: Claire Hédon, function: Défenseure des droits, role: Host}}",
        seasons="{01: La première, 2: La deuxième}",
        publish="{to: 's3://bucket/prefix/', url: 'https://pod.internal/show/', endpoint: 'http://minio:9000'}",
    )

    reading = reading_of(show.root)

    assert reading.faults == ()
    read = reading.show
    assert read is not None
    assert read.guid == GUID
    assert read.title == "Réussir le dernier kilomètre : un défi"
    assert read.language == "fr-ca"
    assert read.owner == Owner(name="Une institution", email="podcast@example.org")
    assert read.categories == (
        Category(name="Government"),
        Category(name="Society & Culture", subcategory="Documentary"),
    )
    assert (read.explicit, read.type, read.locked) == (False, "serial", False)
    assert read.artwork == "episodes/cover.jpg"
    assert read.people == {"hedon": Person(name="Claire Hédon", function="Défenseure des droits", role="host")}
    assert read.seasons == {1: "La première", 2: "La deuxième"}
    assert (read.publish.to, read.publish.url) == ("s3://bucket/prefix", "https://pod.internal/show")
    assert read.publish.endpoint == "http://minio:9000"
    assert reading.completion.zone == ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("written", ["true", "false"])
def test_a_key_that_decides_nothing_any_more_is_told(show: Show, written: str) -> None:
    show.write_feed(open_tags=written)
    [fault] = reading_of(show.root).faults
    assert (fault.severity, fault.place.key, "no effect" in str(fault.what)) == ("info", "open_tags", True)


def test_what_the_command_line_says_replaces_what_is_written(show: Show) -> None:
    show.write_feed()
    read = reading_of(show.root, to="elsewhere", url="http://127.0.0.1:8000/").show
    assert read is not None
    assert (read.publish.to, read.publish.url) == ("elsewhere", "http://127.0.0.1:8000")


def test_a_fault_of_the_command_line_does_not_stand_in_the_file(show: Show) -> None:
    show.write_feed()
    fault = only(reading_of(show.root, url="pod.example"))
    assert where(fault) == ("--url", None, "")


def test_windows_line_ends_and_a_byte_order_mark_are_accepted(show: Show) -> None:
    show.write_feed()
    feed = show.root / "feed.yaml"
    feed.write_bytes(b"\xef\xbb\xbf" + feed.read_bytes().replace(b"\n", b"\r\n"))
    assert reading_of(show.root).faults == ()


# Line 1 is the guid, 2 the title, and so on: the order of `show_builder.feed_yaml`.
@pytest.mark.parametrize(
    ("key", "value", "at", "message"),
    [
        ("guid", "9B024349-CCF0-5F69-A609-6B82873EAB3C", (1, "guid"), f"Write `guid: {GUID}`."),
        ("guid", "42", (1, "guid"), "“42” is not a guid"),
        ("title", "<b>Le dernier</b> kilomètre", (2, "title"), "Write plain text: Le dernier kilomètre"),
        ("title", "Fish &amp; chips", (2, "title"), "Write plain text: Fish & chips"),
        ("title", "x" * 256, (2, "title"), "256 characters long"),
        ("title", "[a, b]", (2, "title"), "It should be text, but it is a list."),
        ("title", "{a: b}", (2, "title"), "It should be text, but it is a group of keys."),
        ("title", "'  '", (2, "title"), "It is empty."),
        ("title", "", (2, "title"), "It is empty."),
        ("title", None, (1, "title"), "“title” is missing. Write for example: title: My show"),
        ("description", "é" * 2001, (3, "description"), "It is 4002 bytes long"),
        ("language", "french", (4, "language"), "Write `language: fr`."),
        ("language", "fr_FR", (4, "language"), "Write `language: fr-fr`."),
        ("language", "xx", (4, "language"), "“xx” is not a language code."),
        ("link", "www.example.org", (5, "link"), "“www.example.org” is not a full web address."),
        ("link", "http://example.org/a", (5, "link"), "Write https://example.org/a"),
        ("author", None, (1, "author"), "“author” is missing."),
        ("owner", "{name: A}", (7, "owner.email"), "“email” is missing."),
        ("owner", "{name: A, email: a at b}", (7, "owner.email"), "“a at b” is not an e-mail address."),
        ("owner", "Somebody", (7, "owner"), "It should be a group of keys, but it is text."),
        ("categories", "Government", (8, "categories"), "Write: categories: [Government]"),
        ("categories", "[]", (8, "categories"), "It is empty."),
        ("categories", "[Government, Goverment]", (8, "categories.1"), "Did you mean “Government”?"),
        ("categories", "[Documentary]", (8, "categories.0"), "Write “Society & Culture > Documentary”."),
        ("categories", "[Society & culture > documentary]", (8, "categories.0"), "“Society & Culture > Documentary”."),
        ("categories", "[Arts > Documentary]", (8, "categories.0"), "“Society & Culture > Documentary”."),
        ("categories", "[Games & Hobbies]", (8, "categories.0"), "Apple replaced it: write “Leisure”."),
        ("categories", "[xyz]", (8, "categories.0"), "Write one of: Arts, Business"),
        ("explicit", "clean", (9, "explicit"), "“clean” is neither true nor false."),
        ("explicit", None, (1, "explicit"), "“explicit” is missing."),
        ("artwork", "cover.jpg", (10, "artwork"), "There is no file cover.jpg in the show's folder."),
        ("artwork", "../cover.jpg", (10, "artwork"), "does not stay inside the show's folder"),
        ("artwork", "/srv/cover.jpg", (10, "artwork"), "does not stay inside the show's folder"),
        ("artwork", "C:\\cover.jpg", (10, "artwork"), "does not stay inside the show's folder"),
        ("timezone", "Europe/paris", (11, "timezone"), "`timezone: Europe/Paris`"),
        ("timezone", "Europe", (11, "timezone"), "“Europe” is not a time zone."),
        ("timezone", "../etc/passwd", (11, "timezone"), "is not a time zone"),
        ("publish", None, (1, "publish"), "“publish” is missing."),
        ("publish", "{to: public}", (12, "publish.url"), "“url” is missing."),
        ("publish", "{url: 'http://pod.example'}", (12, "publish.url"), "Write https://pod.example"),
        ("publish", "{url: 'https://pod.example/?a=1'}", (12, "publish.url"), "only the address of the folder: https://pod.example"),
        ("publish", "{url: 'https://me:pw@pod.example'}", (12, "publish.url"), "a user name or a password"),
        ("publish", "{url: 'https://pod.example', to: 'ftp://a'}", (12, "publish.to"), "not a place to publish to"),
        ("publish", "{url: 'https://pod.example', addressing: pth}", (12, "publish.addressing"), "mean “path”?"),
        ("publish", "{url: 'https://pod.example', ur: x}", (12, "publish.ur"), "Did you mean “url”?"),
        ("type", "series", (13, "type"), "Write one of: episodic, serial."),
        ("people", "[a]", (13, "people"), "It should be a group of keys, but it is a list."),
        ("people", "{a: Claire}", (13, "people.a"), "It should be a group of keys, but it is text."),
        ("people", "{a: {name: Claire, role: gest}}", (13, "people.a.role"), "Did you mean “guest”?"),
        ("people", "{a: {name: Claire, rôle: guest}}", (13, "people.a.rôle"), "Did you mean “role”?"),
        ("seasons", "{0: a}", (13, "seasons.0"), "“0” is not a whole number of 1 or more."),
        ("descripton", "x", (13, "descripton"), "There is no key “descripton” here. Did you mean “description”?"),
        ("image", "x", (13, "image"), "Did you mean “artwork”?"),
        ("zzz", "x", (13, "zzz"), "Delete the line, or write one of: guid, title,"),
        ("new_feed_url", "feed.xml", (13, "new_feed_url"), "is not a full web address"),
        ("licence", "CC-BY-4.0", (13, "licence"), "Did you mean “license”?"),
        ("license", "CC", (13, "license"), "“CC” is no licence of the podcast namespace's list, and has no address."),
        ("license", "CC", (13, "license"), "Write one of ARR, CC-BY-4.0,"),
        ("location", "Paris", (13, "location"), "Did you mean “locations”?"),
        ("locations", "[{name: Paris, geo: '91,2'}]", (13, "locations.0.geo"), "latitude goes to 90"),
        ("places", "{p: {name: Paris, country: FRA}}", (13, "places.p.country"), "“FRA” is not a country code."),
        ("places", "{p: {name: Paris, goe: 1}}", (13, "places.p.goe"), "Did you mean “geo”?"),
        ("update_frequency", "{title: x, rrule: FREQ=DAILY}", (13, "update_frequency.rrule"), "Did you mean “rule”?"),
        ("update_frequency", "{title: x, rule: BYDAY=WE}", (13, "update_frequency.rule"), "Begin with FREQ"),
        ("medium", "podcasts", (13, "medium"), "Did you mean “podcast”?"),
        ("service_blocks", "{spotfy: true}", (13, "service_blocks.spotfy"), "Did you mean “spotify”?"),
        ("notes_end", "[docments]", (13, "notes_end.0"), "Did you mean “documents”?"),
        ("podroll", "[{feed_guid: abc}]", (13, "podroll.0.feed_guid"), "Copy what stands in that feed"),
        ("podroll", f"[{{feed_guid: {GUID.upper()}}}]", (13, "podroll.0.feed_guid"), f"Write `feed_guid: {GUID}`."),
        ("trailers", "[{url: 'https://a.org', title: T, date: demain}]", (13, "trailers.0.date"), "is not a date"),
        ("team", "[ada]", (13, "team.0"), "Write the name itself: - {name: ada}"),
        ("team", "[{name: Ada, role: hst}]", (13, "team.0.role"), "Did you mean “host”?"),
        ("feeds", "{s: {season: [1]}}", (13, "feeds.s.season"), "Did you mean “seasons”?"),
        ("feeds", "{s: {people: [ada]}}", (13, "feeds.s.people.0"), "Write the key of somebody under `people`."),
        ("feeds", "{Saison 1: {seasons: [1]}}", (13, "feeds.Saison 1"), "Write small letters, figures and hyphens"),
        ("feeds", "{feed: {newest: 1}}", (13, "feeds.feed"), "cannot be the name of a feed's file"),
        ("feeds", "{archive-1: {newest: 1}}", (13, "feeds.archive-1"), "cannot be the name of a feed's file"),
        ("feeds", f"{{s: {{guid: {GUID}}}}}", (13, "feeds.s.guid"), "This guid is that of another feed of the show."),
    ],
)  # fmt: skip
def test_a_fault_says_where_it_is_and_what_to_write(
    show: Show, key: str, value: str | None, at: tuple[int, str], message: str
) -> None:
    show.write_feed(**{key: value})

    reading = reading_of(show.root)

    fault = only(reading)
    assert where(fault) == ("feed.yaml", *at)
    assert message in told(fault)
    assert (fault.slug, fault.severity) == (None, "error")
    assert reading.show is None


def test_a_show_without_guid_is_given_the_line_to_paste(show: Show) -> None:
    show.write_feed(guid=None, publish="{url: 'https://pod.example/show/'}")
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 1, "guid")
    assert told(fault).endswith(f"Paste this line: guid: {show_guid('pod.example/show/feed.xml')}")


def test_the_guid_to_paste_is_that_of_the_written_address(show: Show) -> None:
    show.write_feed(guid=None, publish="{url: 'https://pod.example/show'}")
    fault = only(reading_of(show.root, url="http://127.0.0.1:8000"))
    assert show_guid("pod.example/show/feed.xml") in told(fault)


def test_a_show_without_guid_and_address_is_asked_for_the_address_first(show: Show) -> None:
    show.write_feed(guid=None, publish="{to: public}")
    first, second = reading_of(show.root).faults
    assert "Write the public address" in told(first)
    assert where(second)[2] == "publish.url"


@pytest.mark.parametrize(
    ("key", "value", "at"),
    [
        ("aws_secret_access_key", "abc", "aws_secret_access_key"),
        ("publish", "{url: 'https://pod.example', access_key: abc}", "publish.access_key"),
        ("publish", "{url: 'https://pod.example', region: AKIAIOSFODNN7EXAMPLE}", "publish.region"),
        ("password", "abc", "password"),
        ("api_token", "abc", "api_token"),
    ],
)
def test_a_credential_is_refused_and_not_shown(show: Show, key: str, value: str, at: str) -> None:
    show.write_feed(**{key: value})
    fault = only(reading_of(show.root))
    assert fault.place.key == at
    assert "AWS_ACCESS_KEY_ID" in told(fault)
    assert "abc" not in str(fault)
    assert "AKIA" not in str(fault)


@pytest.mark.parametrize(
    "line",
    [
        "secret: hush: hush",
        "aws_access_key: @hush",
        "password: hush #hush",
        "token: *hush",
        "x: 'https://me:hush@pod.example",
        "password: hush\udce9",
    ],
)
def test_a_line_with_a_credential_that_cannot_be_read_is_not_repeated(show: Show, line: str) -> None:
    show.write_feed()
    feed = show.root / "feed.yaml"
    feed.write_bytes(feed.read_bytes() + line.encode("utf-8", "surrogateescape") + b"\n")
    faults = reading_of(show.root).faults
    assert faults
    assert "hush" not in "".join(map(str, faults))


def test_people_may_be_called_as_they_like(show: Show) -> None:
    show.write_feed(people="{tokenaga: {name: Tokenaga}, secretaire: {name: Anne}}")
    assert reading_of(show.root).faults == ()


@pytest.mark.parametrize(
    ("key", "value", "at"),
    [("team", "[hedon, hedn]", "team.1"), ("feeds", "{s: {people: [hedon, hedn]}}", "feeds.s.people.1")],
)
def test_a_key_that_nobody_has_is_answered_with_the_nearest(show: Show, key: str, value: str, at: str) -> None:
    show.write_feed(people="{hedon: {name: Claire Hédon}}", **{key: value})
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 14, at)
    assert told(fault) == "“hedn” is not in the directory `people` of feed.yaml. Did you mean “hedon”?"


def test_a_team_is_made_of_keys_and_names(show: Show) -> None:
    show.write_feed(
        people="{hedon: {name: Claire Hédon, role: host, function: Défenseure des droits}}",
        team="[hedon, {person: hedon, role: réalisatrice}, {name: Ada}]",
    )
    reading = reading_of(show.root)
    assert reading.show is not None
    assert [(one.name, one.role, one.function) for one in reading.show.team] == [
        ("Claire Hédon", "host", "Défenseure des droits"),
        ("Claire Hédon", "director", "Défenseure des droits"),
        ("Ada", "host", None),
    ]


def test_dates_of_a_show_are_in_its_zone(show: Show) -> None:
    show.write_feed(
        trailers="[{url: 'https://example.org/t.mp3', title: T, date: 2025-10-01 08:00}]",
        update_frequency="{title: Dix fois, rule: FREQ=WEEKLY;COUNT=10, start: 2025-12-01 08:00}",
    )
    reading = reading_of(show.root)
    assert reading.show is not None
    assert str(reading.show.trailers[0].date) == "2025-10-01 08:00:00+02:00"
    assert reading.show.update_frequency is not None
    assert str(reading.show.update_frequency.start) == "2025-12-01 08:00:00+01:00"


def test_there_is_no_show_without_feed_yaml(tmp_path: Path) -> None:
    assert "balado init" in told(only(reading_of(tmp_path)))
    assert "Rename feed.yml to feed.yaml." in told(only(reading_of(put(tmp_path, {"feed.yml": ""}))))


@pytest.mark.parametrize("name", ["feed.yml", "Feed.yaml", "FEED.YML", "feed.yaml.txt", "podcast.yaml"])
def test_a_name_like_feed_yaml_is_to_be_renamed(tmp_path: Path, name: str) -> None:
    put(tmp_path, {name: ""})
    text = str(missing_show(scan(tmp_path)))
    assert text == f"There is no feed.yaml in {tmp_path.resolve()}, only {name}. Rename {name} to feed.yaml."


def test_a_folder_with_nothing_of_a_show_is_said_with_its_name(tmp_path: Path) -> None:
    text = str(missing_show(scan(tmp_path)))
    assert text.startswith(f"There is no feed.yaml in {tmp_path.resolve()}.")
    assert "--show" in text
    assert "balado init" in text


def test_a_line_that_is_no_yaml_hides_no_other_fault(show: Show) -> None:
    show.write_feed(title="Un : deux", language="french", link="@pod.example", description='"Un" et "deux"')
    found = reading_of(show.root)
    assert [where(fault) for fault in found.faults] == [
        ("feed.yaml", 2, "title"),
        ("feed.yaml", 3, "description"),
        ("feed.yaml", 4, "language"),
        ("feed.yaml", 5, "link"),
    ], "and a value that is put in quotes is not judged besides"
    assert 'title: "Un : deux"' in told(found.faults[0])
    assert (found.show, found.unread) == (None, frozenset())


def test_a_line_that_could_mean_two_things_leaves_the_rest_of_its_file_unjudged(show: Show) -> None:
    show.write_feed(title='"Un', language="french", link="@pod.example")
    found = reading_of(show.root)
    assert [where(fault)[1] for fault in found.faults] == [2, 5]
    assert found.unread == {None}


def test_control_characters_do_not_hide_other_faults(show: Show) -> None:
    show.write_feed(title="Le\x0bdernier", language="french")
    faults = reading_of(show.root).faults
    assert [where(fault)[1] for fault in faults] == [2, 4]


def test_a_link_out_of_the_show_is_no_artwork(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(artwork="art.jpg")
    put(tmp_path, {"secret.jpg": "x"})
    (show.root / "art.jpg").symlink_to("../secret.jpg")
    assert "There is no file art.jpg" in told(only(reading_of(show.root)))


@pytest.mark.parametrize(
    ("content", "message"), [(b"#" * 1_000_001, "longer than 1,000,000 bytes"), (b"title: \xe9", "not saved as UTF-8")]
)
def test_a_show_whose_text_cannot_be_read_has_that_one_fault(tmp_path: Path, content: bytes, message: str) -> None:
    reading = reading_of(put(tmp_path, {"feed.yaml": content}))
    assert message in told(only(reading))
    assert reading.show is None
    assert reading.place(None, "title").path == "feed.yaml"
