"""`balado help`: the manual in the terminal."""

from __future__ import annotations

import click

from balado.cli.options import format_option
from balado.cli.session import Session
from balado.errors import UsageError
from balado.events import Event
from balado.manual import TOPICS, Page, page, pages
from balado.message import Message, say
from balado.show.values.nearest import nearest

_WIDTH = max(map(len, TOPICS))


@click.command("help")
@click.argument("topic", required=False)
@format_option
@click.pass_context
def command(ctx: click.Context, *, topic: str | None) -> None:
    """Show the manual: the list of its pages, or the page of that TOPIC.

    Where TOPIC is a verb, show how it is called, as `balado VERB --help` does.
    """
    session = ctx.ensure_object(Session)
    if topic is None:
        _list(session)
    elif (name := topic.lower().removesuffix(".md")) in TOPICS:
        _show(session, page(name, session.reads))
    elif (usage := _usage(ctx, topic)) is not None:
        session.console.print(usage)
    else:
        raise UsageError(_unknown(topic))


def _list(session: Session) -> None:
    session.console.show(say("The pages of the manual; `balado help TOPIC` shows one of them."))
    for one in pages(session.reads):
        title = one.title if one.language == session.reads else say("{title} (in English)", title=one.title)
        line = say("{topic}  {title}", topic=one.topic.ljust(_WIDTH), title=title)
        session.console.row(Event("topic", line, _fields(one)))


def _show(session: Session, found: Page) -> None:
    if session.as_json:
        session.console.print_json({"event": "topic", **_fields(found), "markdown": found.markdown})
    else:
        session.console.page(found.markdown, found.for_terminals)


def _fields(found: Page) -> dict[str, object]:
    return {"topic": found.topic, "title": found.title, "language": found.language}


def _usage(ctx: click.Context, verb: str) -> str | None:
    verbs = ctx.find_root().command
    found = verbs.get_command(ctx, verb) if isinstance(verbs, click.Group) else None
    if found is None:
        return None
    with click.Context(found, info_name=verb, parent=ctx.find_root()) as called:
        return found.get_help(called)


def _unknown(topic: str) -> Message:
    near = nearest(topic, TOPICS)
    if near:
        return say("The manual has no page `{topic}`. Did you mean `balado help {near}`?", topic=topic, near=near)
    return say("The manual has no page `{topic}`. `balado help` lists them all.", topic=topic)
