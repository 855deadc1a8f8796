"""A comparison in words: one event for each thing that changes, or Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from balado.edition.compare import Comparison
from balado.edition.news import tell
from balado.edition.pages.news import tell_pages
from balado.edition.unchanged import NOTHING_CHANGES
from balado.events import Event
from balado.feed.difference import FieldChange, ItemChange, shortened
from balado.feed.notes.lines import as_lines
from balado.message import Joined, Message, Tone, html_text, markdown_text, say, say_many, size_text
from balado.record.changes import Change
from balado.source.secrecy import masked

Translate = Callable[[Message], str]

_NEW = ("goes-live", "scheduled", "announced", "on-air")
_SIGNS: Mapping[str, str] = {"added": "+", "removed": "-", "changed": "~"}
_KINDS = {
    "added": say("New in the feed: {title}"),
    "removed": say("No longer in the feed: {title}"),
    "changed": say("Changed: {title}"),
}


def events(comparison: Comparison) -> Iterator[Event]:
    """What changes in the feed: the show, each item, each further feed. Only sentences shorten long texts."""
    if comparison.is_first:
        yield Event("first", say("Nothing is published there yet: everything is new."))
    if comparison.feed.show:
        head = signed("changed", say("Changed: the show itself"))
        yield _difference(head, comparison.feed.show, {"episode": None})
    for item in comparison.feed.items:
        fields = {"change": item.kind, "guid": item.guid, "title": item.title, "announced": item.is_live}
        yield _difference(signed(item.kind, _headline(item)), item.fields if item.kind == "changed" else (), fields)
    for key, change in comparison.pages.items():
        page = _page(key, None if change is None else len(change.items))
        yield Event("page", signed("changed", page), {"page": key})
    pages = tell_pages(comparison.draft.plan.previous, comparison.draft.plan.generation)
    if pages is not None:
        yield pages


def happenings(comparison: Comparison) -> Iterator[tuple[Change, Message]]:
    """What happens to each episode, and its sentence. A title that is not public yet is not told: many read it."""
    zone, titles = ZoneInfo(comparison.draft.gathered.show.timezone), comparison.draft.gathered.titles
    for change in comparison.draft.plan.changes:
        yield change, tell(change, zone, "" if change.kind == "scheduled" else titles.get(change.guid, ""))


def tone_of(change: Change) -> Tone:
    """Whether an episode comes, leaves or changes."""
    return "added" if change.kind in _NEW[:3] else "removed" if change.kind == "leaves" else "changed"


def signed(tone: Tone, head: Message) -> Message:
    """A line of a difference behind its sign: `+` for what comes, `-` for what goes, `~` for what changes."""
    return Message("{sign} {head}", {"sign": _SIGNS[tone], "head": head}, tone=tone)


def notes_of_new(comparison: Comparison) -> Iterator[Event]:
    """The notes of each new episode as listeners get them."""
    feed, plan = comparison.draft.feed, comparison.draft.plan
    items = {item.guid: item for item in (*(live.item for live in feed.live), *feed.items)}
    known = {record.guid for record in plan.previous.episodes} if plan.previous is not None else set()
    for change in plan.changes:
        item = items.get(change.guid)
        if change.kind in _NEW and change.guid not in known and item is not None:
            lines = Joined(("", *(f"    {masked(line)}".rstrip() for line in as_lines(item.html))))
            what = say("Notes of “{title}”, as listeners read them:{lines}", title=item.title, lines=lines)
            yield Event("notes", what, {"episode": change.slug, "guid": change.guid, "html": item.html})


def _headline(item: ItemChange) -> Message:
    return say(_KINDS[item.kind].template, title=item.title)


def _page(key: str, items: int | None) -> Message:
    if items is None:
        return say("{key} is new, or not kept up any more.", key=key)
    return say_many("{key} changes in {count} item.", "{key} changes in {count} items.", items, key=key)


def _difference(head: Message, changes: tuple[FieldChange, ...], fields: dict[str, object]) -> Event:
    lines = Joined(("", *(Message("    {line}", {"line": _line(_shortened(change))}) for change in changes)))
    told = [{"field": one.field, "before": one.before, "after": one.after} for one in changes]
    return Event("difference", say("{head}{lines}", head=head, lines=lines), {**fields, "fields": told})


def _line(change: FieldChange) -> Message:
    before = say("{text}", text=change.before or "-").toned("removed")
    after = say("{text}", text=change.after or "-").toned("added")
    return say("{field}: {before} → {after}", field=change.field, before=before, after=after)


def is_nothing(comparison: Comparison) -> bool:
    """Whether publishing would change nothing at all."""
    return not comparison.draft.plan.changed and comparison.outcome.projected


def markdown(comparison: Comparison, translate: Translate, value: Callable[[str], str]) -> str:
    """The comparison as a comment on a pull request: what happens to episodes, then each change to open.

    `translate` gives sentences whose values are harmless, and `value` makes other texts so.
    """
    plan = comparison.draft.plan
    lines = [f"### {translate(_title(comparison))}", ""]
    lines += [f"- {markdown_text(translate(told))}" for _, told in happenings(comparison)]
    if plan.uploads:
        sent = say_many("{count} file to send, {size}.", "{count} files to send, {size}.", len(plan.uploads),
                        size=size_text(plan.byte_size))  # fmt: skip
        rows = ([value(upload.shown), translate(size_text(upload.artifact.byte_size))] for upload in plan.uploads)
        lines += _details(translate(sent), _table(["key", "size"], rows))
    if comparison.feed.show:
        lines += _details(translate(say("Changed: the show itself")), _fields(comparison.feed.show, value))
    for item in comparison.feed.items:
        if item.kind == "changed":
            lines += _details(translate(_headline(item)), _fields(item.fields, value))
    for key, page in comparison.pages.items():
        lines.append(f"- {markdown_text(translate(_page(key, None if page is None else len(page.items))))}")
    pages = tell_pages(plan.previous, plan.generation)
    if pages is not None:
        lines.append(f"- {markdown_text(translate(pages.message))}")
    faults = [*(comparison.refusal.faults if comparison.refusal else ()), *comparison.draft.decision.held_faults]
    if faults:
        lines += ["", f"**{translate(say('This would be refused, or held back:'))}**", ""]
        lines += [
            f"- {markdown_text(f'{value(str(one.place))}: {translate(one.what)} {translate(one.remedy)}')}"
            for one in faults
        ]
    return "\n".join(lines).rstrip() + "\n"


def _title(comparison: Comparison) -> Message:
    if is_nothing(comparison):
        return NOTHING_CHANGES
    if comparison.is_first:
        return say("Publishing this begins the feed.")
    return (
        say("Publishing this changes the feed.")
        if comparison.feed
        else say("Publishing this leaves the feed as it is.")
    )


def _shortened(change: FieldChange) -> FieldChange:
    """Masked before it is cut: a stretch of a text no longer tells that it was a password."""
    return shortened(replace(change, before=masked(change.before), after=masked(change.after)))


def _fields(changes: Iterable[FieldChange], value: Callable[[str], str]) -> list[str]:
    rows = ([one.field, value(one.before), value(one.after)] for one in map(_shortened, changes))
    return _table(["field", "before", "after"], rows)


def _table(heads: list[str], rows: Iterable[list[str]]) -> list[str]:
    ruled = [heads, ["---"] * len(heads)]
    return [f"| {' | '.join(row)} |" for row in ruled] + [
        f"| {' | '.join(markdown_text(cell) for cell in row)} |" for row in rows
    ]


def _details(summary: str, body: list[str]) -> list[str]:
    return ["", f"<details><summary>{html_text(summary)}</summary>", "", *body, "", "</details>"]
