"""GitLab's report of code quality, an artifact of a job. Pure."""

from __future__ import annotations

import json

from balado.check.formats.report import Report, fingerprints, rule_of

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> str:
    """A list with one entry for each fault."""
    marks = fingerprints(report.faults)
    entries = [
        {
            "description": report.words(fault),
            "check_name": rule_of(fault),
            "fingerprint": mark,
            "severity": _SEVERITIES[fault.severity],
            "location": {"path": fault.place.path, "lines": {"begin": fault.place.line or 1}},
        }
        for fault, mark in zip(report.faults, marks, strict=True)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
