"""The forms of a report: each can be read by who it is for, and none loses a finding."""

import json
from xml.etree import ElementTree

import pytest

from balado.check.formats import github, gitlab, junit, sarif, text
from balado.check.formats.report import Report
from balado.cli.session import catalogue
from balado.errors import Fault, InsertLine, Place, ReplaceText
from balado.message import say
from balado.rules.catalogue import BY_NAME
from balado.rules.manual import paragraphs

REMEDY = say("Shorten it.")


def fault(path="feed.yaml", line=4, key="description", **more) -> Fault:
    given = {"what": say("It has {count} bytes: 100 % too many, really.", count=4100), "remedy": REMEDY, **more}
    return Fault(Place(path, line, key), **{"rule": "description-too-long", **given})


def report(*faults: Fault) -> Report:
    return Report(faults, str, lambda place: f"line {place.line} of {place.path}", "0.1")


ALL = (
    fault(),
    fault("episodes/01-a/talk.mp3", None, "", severity="warning", rule="", slug="01-a"),
    fault("https://pod.example/feed.xml", 9, "/rss/channel/title", severity="info"),
)


def test_for_people_the_line_itself_is_shown_and_the_rule_named():
    assert text.render(report(fault())).splitlines() == [
        "feed.yaml:4 (description): error: It has 4100 bytes: 100 % too many, really. [description-too-long]",
        "    4 | line 4 of feed.yaml",
        "    Shorten it.",
    ]


def test_the_same_in_two_hundred_episodes_is_folded_after_three():
    many = [fault(f"episodes/{n:03}/episode.md", 2, "title", slug=f"{n:03}") for n in range(200)]
    shown = text.render(report(fault(rule="another"), *many))
    assert shown.count("error:") == 4
    assert "… and the same in 197 more places: 003, 004, 005 …" in shown


def test_three_times_the_same_is_not_folded():
    assert text.render(report(*[fault(f"{n}.md") for n in range(3)])).count("error:") == 3


def test_sarif_names_rules_places_and_levels():
    [run] = json.loads(sarif.render(report(*ALL)))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["description-too-long", "source"]
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    where = run["results"][0]["locations"][0]["physicalLocation"]
    assert where == {"artifactLocation": {"uri": "feed.yaml"}, "region": {"startLine": 4}}
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]


def test_sarif_tells_of_rules_in_the_language_of_the_findings():
    french = catalogue(["fr"])
    shown = Report(ALL[:1], lambda message: message.translate(french), str, "0.1")
    [run] = json.loads(sarif.render(shown))["runs"]
    [rule] = run["tool"]["driver"]["rules"]
    words = [rule["shortDescription"]["text"], *rule["help"]["text"].splitlines()]
    assert len(words) > 3
    english = paragraphs(BY_NAME["description-too-long"])
    assert words == [french.gettext(paragraph) for paragraph in english]
    assert not {*words} & {*english}


def test_sarif_offers_a_fix_as_the_region_that_is_replaced():
    text_fix, line_fix = ReplaceText(4, 11, "french", "fr"), InsertLine(1, "guid: abc")
    [run] = json.loads(sarif.render(report(fault(fix=text_fix), fault(fix=line_fix), fault())))["runs"]
    changes = [one["fixes"][0]["artifactChanges"][0] for one in run["results"][:2]]
    assert [one["artifactLocation"] for one in changes] == [{"uri": "feed.yaml"}] * 2
    assert [one["replacements"] for one in changes] == [
        [{"deletedRegion": region(4, 11, 17), "insertedContent": {"text": "fr"}}],
        [{"deletedRegion": region(1, 1, 1), "insertedContent": {"text": "guid: abc\n"}}],
    ]
    assert "fixes" not in run["results"][2]


def region(line: int, begin: int, end: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": begin, "endColumn": end}


def test_a_finding_keeps_its_fingerprint_when_its_line_moves_and_twins_have_two():
    def marks(*faults: Fault) -> list[str]:
        return [entry["fingerprint"] for entry in json.loads(gitlab.render(report(*faults)))]

    assert marks(fault(line=4)) == marks(fault(line=40))
    assert len(set(marks(fault(line=4), fault(line=5)))) == 2


def test_gitlab_gets_its_severities():
    assert [entry["severity"] for entry in json.loads(gitlab.render(report(*ALL)))] == ["major", "minor", "info"]


def test_github_gets_a_command_for_each_with_what_would_end_it_escaped():
    first, second, third = github.render(report(*ALL)).splitlines()
    assert first == (
        "::error file=feed.yaml,line=4,title=description-too-long::"
        "description: It has 4100 bytes: 100 %25 too many, really. Shorten it."
    )
    assert second.startswith("::warning file=episodes/01-a/talk.mp3,title=source::It has")
    assert third.startswith("::notice file=https%3A//pod.example/feed.xml,line=9,")


def test_junit_has_a_test_for_each_rule_and_counts_those_that_failed():
    odd = fault(what=say("Odd \x07 & <text>."))
    [suite] = ElementTree.fromstring(junit.render(report(*ALL, odd)))  # noqa: S314 (we wrote it)
    cases = {case.get("name"): case for case in suite}
    assert suite.get("failures") == "2"
    assert len(cases) == int(suite.get("tests"))
    failure = cases["description-too-long"].find("failure")
    assert failure.get("type") == "error"
    assert "Odd \ufffd & <text>." in failure.text
    assert "pod.example" in cases["description-too-long"].find("system-out").text
    assert cases["show-guid-malformed"].find("failure") is None


@pytest.mark.parametrize("form", [text, sarif, github, gitlab, junit])
def test_no_finding_is_a_report_too(form):
    assert "error:" not in form.render(report())
