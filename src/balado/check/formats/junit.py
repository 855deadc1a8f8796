"""JUnit's XML, which CI servers show as a table of tests: one test for each rule, one for the source. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from balado.check.formats.report import UNNAMED, Report, rule_of
from balado.errors import Fault
from balado.rules.catalogue import BY_NAME

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def render(report: Report) -> str:
    """One suite. A rule that found errors or warnings has failed; its advice is what it prints."""
    found: dict[str, list[Fault]] = {name: [] for name in (UNNAMED, *BY_NAME)}
    for fault in report.faults:
        found.setdefault(rule_of(fault), []).append(fault)
    failures = sum(any(fault.severity != "info" for fault in faults) for faults in found.values())
    cases = "".join(_case(name, faults, report) for name, faults in found.items())
    head = f'<testsuite name="balado check" tests="{len(found)}" failures="{failures}" errors="0" skipped="0">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{head}\n{cases}</testsuite>\n</testsuites>\n'


def _case(name: str, faults: Sequence[Fault], report: Report) -> str:
    rule = BY_NAME.get(name)
    head = f'<testcase classname="balado.{rule.stage if rule else "source"}" name={quoteattr(name)}'
    body = "".join(_lines(faults, report))
    return f"{head}>\n{body}</testcase>\n" if body else f"{head}/>\n"


def _lines(faults: Sequence[Fault], report: Report) -> Iterator[str]:
    failed = [fault for fault in faults if fault.severity != "info"]
    advice = [fault for fault in faults if fault.severity == "info"]
    if failed:
        worst = "error" if any(fault.severity == "error" for fault in failed) else "warning"
        message = quoteattr(_sound(report.translate(failed[0].what)))
        yield f'<failure type="{worst}" message={message}>{_told(failed, report)}</failure>\n'
    if advice:
        yield f"<system-out>{_told(advice, report)}</system-out>\n"


def _told(faults: Sequence[Fault], report: Report) -> str:
    return escape(_sound("\n".join(f"{fault.place}: {report.words(fault)}" for fault in faults)))


def _sound(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
