"""The findings of all rules beside what they concern; where there is one answer, the studio can give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import Fault, UsageError
from balado.message import Message, say
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.findings import ProposedChange, name_of, problems, proposed
from balado.studio.state import Snapshot
from balado.studio.views.board import entries

_PAGE = 100
SEVERITIES: dict[str, Message] = {
    "": say("All findings"),
    "error": say("Errors"),
    "warning": say("Warnings"),
    "info": say("Advice"),
}


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A finding with the change that it proposes, and what the form that carries it out calls it."""

    fault: Fault
    change: ProposedChange | None
    name: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundIn:
    """The findings of an episode, or of the show (no slug)."""

    slug: str | None
    title: str
    found: tuple[FoundFault, ...]


def show_findings(request: Request) -> Response:
    """All of them, by episode; or those of one severity."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    severity, fixed = (request.query_params.get(name, "") for name in ("severity", "fixed"))
    severity = severity if severity in SEVERITIES else ""
    everything = problems(snapshot)
    chosen = [one for one in everything if severity in ("", one.severity)]
    pages = max(1, -(-len(chosen) // _PAGE))
    page = min(pages, _number(request.query_params.get("page", "")))
    context = {
        "title": say("Findings"),
        "here": "/findings",
        "groups": list(_grouped(chosen[(page - 1) * _PAGE : page * _PAGE], snapshot, studio)),
        "count": len(chosen),
        "counts": Counter(one.severity for one in everything),
        "total": len(everything),
        "severities": SEVERITIES,
        "severity": severity,
        "page": page,
        "pages": pages,
        "fixed": next((one for one in reversed(studio.saving.copies.steps()) if one.after == fixed), None),
    }
    return studio.page("findings.html", snapshot, context)


def _grouped(faults: list[Fault], snapshot: Snapshot, studio: Studio) -> Iterator[FoundIn]:
    titles = {one.slug: one.title for one in entries(snapshot)}
    groups: dict[str | None, list[FoundFault]] = {}
    for fault in faults:
        change = proposed(fault, snapshot.glance.texts.get(fault.place.path))
        groups.setdefault(fault.slug, []).append(FoundFault(fault, change, name_of(fault), _why(fault, studio)))
    for slug in sorted(groups, key=lambda one: (one is not None, one or "")):
        yield FoundIn(slug, titles.get(slug or "", slug or ""), tuple(groups[slug]))


def _why(fault: Fault, studio: Studio) -> tuple[str, ...]:
    """What the manual says of the rule that found it."""
    if not fault.rule:
        return ()
    from balado.rules.catalogue import BY_NAME
    from balado.rules.manual import paragraphs

    rule = BY_NAME.get(fault.rule)
    if rule is None:
        return ()
    return tuple(studio.templates.text(Message(one)) for one in paragraphs(rule))


def apply_fix(studio: Studio, form: FormData) -> Response:
    """Carry out the one answer of a finding in the author's file. Nothing is done where the file is another by now."""
    wanted = form.get("fault")
    fault = next((one for one in problems(studio.state.snapshot) if name_of(one) == wanted), None)
    if fault is None:
        raise HTTPException(409, studio.templates.text(say("This finding is no longer there.")))
    try:
        saved = studio.saving.fix(fault)
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    studio.state.refresh()
    return RedirectResponse(f"/findings?fixed={saved.digest}", 303)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) > 0 else 1


ROUTES = (Route("/findings", show_findings),)
CHANGES = (ChangeRoute("/findings/fix", apply_fix),)
