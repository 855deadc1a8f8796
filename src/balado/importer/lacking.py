"""What every show must say and a feed does not: a neutral value, a comment beside it, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balado.message import mark

TITLE = "Podcast"
LANGUAGE = "en"
CATEGORY = "Society & Culture"

COMMENTS: Mapping[str, str] = {
    "title": mark("the feed has no title: write it"),
    "description": mark("the feed has no description: write what the show is about"),
    "language": mark("the feed names no language: write the one that is spoken"),
    "link": mark("the feed names no page of the show: write its address"),
    "author": mark("the feed does not say who makes the show: write it"),
    "categories": mark("the feed has no category that Apple knows: write one"),
    "artwork": mark("the feed has no cover: put one at episodes/cover.jpg, and write that here"),
}
"""By the key of feed.yaml: what stands behind its neutral value."""

OWNER = mark("the feed names no owner with an e-mail address; some platforms send a code there")
ZONES: Mapping[str, str] = {
    "dates": mark("guessed of the dates in the feed: look whether it is right"),
    "language": mark("guessed of the language, for the dates in the feed are in UTC: look whether it is right"),
    "nothing": mark("the dates in the feed do not tell it: write the zone of the show"),
}
"""By what the zone was guessed of."""
