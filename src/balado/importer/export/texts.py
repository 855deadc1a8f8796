"""What an export says of itself in words, and the list of its feed for any podcast app (OPML 2.0). Pure."""

from __future__ import annotations

from html import escape

from balado.importer.export.manifest import ExportManifest
from balado.importer.export.parts import MANIFEST, PUBLIC, RECORD, SOURCE
from balado.message import Catalogue, say

README, SUBSCRIPTIONS = "README.txt", "show.opml"


def texts_of(manifest: ExportManifest, words: Catalogue) -> dict[str, str]:
    """The texts beside the parts of an export, by path."""
    return {README: _readme(manifest, words), SUBSCRIPTIONS: _opml(manifest)}


def _readme(manifest: ExportManifest, words: Catalogue) -> str:
    lines = (
        say("This is the podcast “{title}”, whole. It can be read without any program.", title=manifest.title),
        say(
            "{folder}/ is what listeners get, under its names: feed.xml, recordings, transcripts, chapters, pages. "
            "Served at its old address it is the podcast as it was.",
            folder=PUBLIC,
        ),
        say(
            "{folder}/ is what its authors wrote: feed.yaml, and a folder for each episode. A recording that is "
            "published as it is stands in {public}/ alone; {manifest} says where it belongs.",
            folder=SOURCE,
            public=PUBLIC,
            manifest=MANIFEST,
        ),
        say(
            "{folder}/ is the record of its publications. It names what is not public yet: do not publish it.",
            folder=RECORD,
        ),
        say("{manifest} lists every file with its size and its SHA-256.", manifest=MANIFEST),
        say("`balado import` makes the folder of the show of this again."),
    )
    return "\n\n".join(line.translate(words) for line in lines) + "\n"


def _opml(manifest: ExportManifest) -> str:
    title, url = escape(manifest.title), escape(manifest.feed_url)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head><title>{title}</title></head>\n"
        f'  <body><outline type="rss" text="{title}" title="{title}" xmlUrl="{url}"/></body>\n</opml>\n'
    )
