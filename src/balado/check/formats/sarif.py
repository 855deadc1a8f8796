"""SARIF 2.1.0 (OASIS), which code hosts show beside the lines. Pure."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from balado.check.formats.report import UNNAMED, Report, fingerprints, rule_of
from balado.errors import Fault, Fix, ReplaceText, Severity
from balado.message import Message, say
from balado.rules.catalogue import BY_NAME
from balado.rules.manual import paragraphs

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """One run with the rules that found something, and a result for each fault."""
    names = sorted({rule_of(fault) for fault in report.faults})
    marks = fingerprints(report.faults)
    driver = {"name": "balado", "version": report.version, "rules": [_rule(name, report) for name in names]}
    results = [_result(fault, names, mark, report) for fault, mark in zip(report.faults, marks, strict=True)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str, report: Report) -> dict[str, Any]:
    rule = BY_NAME.get(name)
    if name == UNNAMED or rule is None:
        return {
            "id": name,
            "shortDescription": {"text": report.translate(say("What the author wrote cannot be used."))},
        }
    first, *rest = (report.translate(Message(paragraph)) for paragraph in paragraphs(rule))
    return {
        "id": name,
        "shortDescription": {"text": first},
        "help": {"text": "\n".join(rest)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [*rule.platforms, rule.stage]},
    }


def _result(fault: Fault, names: list[str], mark: str, report: Report) -> dict[str, Any]:
    place = fault.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.line is not None:
        physical["region"] = {"startLine": max(1, place.line)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.key:
        location["logicalLocations"] = [{"fullyQualifiedName": place.key}]
    fixes = {} if fault.fix is None else {"fixes": [_fix(fault.fix, place.path)]}
    return {
        "ruleId": rule_of(fault),
        "ruleIndex": names.index(rule_of(fault)),
        "level": _LEVELS[fault.severity],
        "message": {"text": report.words(fault)},
        "locations": [location],
        "partialFingerprints": {"balado/v1": mark},
        **fixes,
    }


def _fix(fix: Fix, path: str) -> dict[str, Any]:
    """The change as code hosts offer it (section 3.55); an empty region is a place to put something in."""
    column, old, new = (fix.column, fix.old, fix.new) if isinstance(fix, ReplaceText) else (1, "", f"{fix.new}\n")
    region = {"startLine": fix.line, "startColumn": column, "endColumn": column + len(old)}
    replacement = {"deletedRegion": region, "insertedContent": {"text": new}}
    return {"artifactChanges": [{"artifactLocation": {"uri": _uri(path)}, "replacements": [replacement]}]}


def _uri(path: str) -> str:
    return path if path.startswith(("http://", "https://")) else quote(path)
