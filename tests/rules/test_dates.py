import pytest
from check_examples import Example, example, feed, judged, show_rule

DATE = "Mon, 02 Nov 2026 06:00:00 +0100"

EXAMPLES: dict[str, Example] = {
    "date-missing": example(DATE, "Mon, 02 Nov 2026 06:00:00"),
    "date-malformed": example(DATE, "2026-11-02"),
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
