import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from check_examples import Example, example, feed, judged, show_rule

from balado.rules import tree
from balado.rules.run import document_of, judge, placed_in, subjects_of
from balado.rules.subject import Terms

DATE = "Mon, 02 Nov 2026 06:00:00 +0100"

COPYRIGHT = "<copyright>"

EXAMPLES: dict[str, Example] = {
    "date-missing": example(DATE, "Mon, 02 Nov 2026 06:00:00"),
    "date-malformed": example(DATE, "2026-11-02"),
    "show-date-malformed": Example(
        feed((COPYRIGHT, f"<lastBuildDate>{DATE}</lastBuildDate>{COPYRIGHT}")),
        feed((COPYRIGHT, f"<lastBuildDate>2026-11-02</lastBuildDate>{COPYRIGHT}")),
    ),
    "date-unlikely": example(DATE, "Mon, 02 Nov 2099 06:00:00 +0100"),
    "date-shared": example(DATE, "Mon, 26 Oct 2026 05:00:00 +0000"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys, "--now", "2026-11-23T12:00:00+01:00")


@pytest.mark.parametrize(
    ("date", "severity"),
    [
        ("Mon, 2 Nov 2026 06:00 GMT", None),
        ("02 Nov 2026 06:00:00 EST", None),
        ("Fri, 05 Jul 2024 10:00:00 EST", "warning"),
        ("08 Mar 2026 03:00:00 PST", None),
        ("09 Mar 2026 03:00:00 PST", "warning"),
        ("Mon, 30 Oct 2006 06:00:00 CDT", "warning"),
        ("Mon, 30 Oct 2023 06:00:00 CDT", None),
        ("Mon, 12 Jan 2026 06:00:00 MDT", "warning"),
        ("Tue, 02 Nov 2026 06:00:00 +0100", "warning"),
        ("Mon, 02 Nov 2026 06:00:00 CET", "warning"),
        ("lun., 02 nov. 2026 06:00:00 +0100", "error"),
        ("Mon, 02 Nov 26 06:00:00 +0100", "error"),
        ("Mon, 31 Nov 2026 06:00:00 +0100", "error"),
    ],
)
def test_forms_of_dates(date, severity, tmp_path, capsys):
    found = judged(feed((DATE, date)), tmp_path, capsys, "--now", "2026-11-23T12:00:00+01:00")
    assert [(one.rule, one.severity) for one in found] == ([("date-malformed", severity)] if severity else [])


def test_the_remedy_for_a_name_of_the_other_half_of_the_year_is_the_offset_that_clocks_show(tmp_path, capsys):
    bodies = [feed((DATE, date)) for date in ("01 Jul 2025 10:00:00 MST", "01 Feb 2025 10:00:00 PDT")]
    remedies = [str(fault.remedy) for body in bodies for fault in judge(found_in(body), placed_in("feed.xml"))]
    assert ["-0600" in remedies[0], "-0800" in remedies[1]] == [True, True]


def found_in(body):
    return subjects_of(document_of(body, Terms(datetime(2026, 11, 23, tzinfo=UTC))))


@pytest.mark.parametrize(
    ("profile", "levels"),
    [("apple", ["warning"]), ("psp1", ["warning"]), ("spotify", ["error"]), ("all", ["error"]), ("youtube", [])],
)
def test_a_missing_date_is_as_grave_as_the_platform_takes_it(profile, levels, tmp_path, capsys):
    found = judged(feed((f"<pubDate>{DATE}</pubDate>", "")), tmp_path, capsys, "--profile", profile)
    assert [one.severity for one in found] == levels


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("<pubDate>Fri, 05 Jul 2024 10:00:00 EST</pubDate>", 1),
        ("<lastBuildDate>Fri, 05 Jul 2024 10:00:00 EDT</lastBuildDate>", 0),
        (
            '<podcast:trailer url="https://a.example/" pubdate="Thu, 01 Apr 2021 08:00:00 EST">T</podcast:trailer>',
            1,
        ),
        (
            '<podcast:trailer url="https://a.example/" pubdate="Fri, 01 Apr 2021 08:00:00 GMT">T</podcast:trailer>',
            1,
        ),
        ("<lastBuildDate/>", 0),
    ],
)
def test_dates_of_the_show_and_its_trailers(tag, count, tmp_path, capsys):
    found = judged(feed((COPYRIGHT, f"{tag}{COPYRIGHT}")), tmp_path, capsys)
    assert [(one.rule, one.severity) for one in found] == [("show-date-malformed", "warning")] * count


@pytest.mark.parametrize("more", [0, 2])
def test_the_date_of_an_episode_is_read_once_by_all_rules(more, monkeypatch):
    read = []
    monkeypatch.setattr(tree, "parsedate_to_datetime", lambda text: read.append(text) or parsedate_to_datetime(text))
    item = f"<item><title>a</title><pubDate>{DATE}</pubDate></item>"
    body = feed(("</channel>", f"{item * more}</channel>"))
    judge(found_in(body), placed_in("feed.xml"))
    assert read == re.findall("<pubDate>(.*?)</pubDate>", body.decode())
