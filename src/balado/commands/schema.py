"""`balado schema`: the JSON Schema of the files an author writes."""

from __future__ import annotations

import click

from balado.cli.session import Session
from balado.message import mark


@click.command("schema", help=mark("Print the JSON Schema of feed.yaml, episode.md or network.yaml, for editors."))
@click.argument("file", type=click.Choice(["show", "episode", "network"]))
@click.pass_obj
def command(session: Session, *, file: str) -> None:
    """The schema on stdout, whatever the format asked for: it is JSON."""
    from balado.source.schema import episode_schema, show_schema

    if file == "network":
        from balado.network.schema import network_schema

        schema = network_schema(session.words.gettext)
    else:
        schema = (show_schema if file == "show" else episode_schema)(session.words.gettext)
    session.console.print_json(schema, indent=2)
