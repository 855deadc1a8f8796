"""What kinds of files and reasons are called, for people. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balado.message import mark

REASONS: Mapping[str, str] = {
    "unreadable": mark("lines that are no request"),
    "late": mark("came too late"),
    "method": mark("no GET (HEAD, OPTIONS …)"),
    "not_modified": mark("the application had the file already (304)"),
    "failed": mark("failed (403, 404)"),
    "status": mark("another answer than the file (redirects, errors)"),
    "not_published": mark("no file of this show"),
    "two_bytes": mark("two bytes, to see whether it is there"),
    "watch": mark("a watch that has what its phone downloads"),
    "below_threshold": mark("less than a minute of the recording"),
}
"""Why requests count for nothing, for people."""

KINDS: Mapping[str, str] = {
    "audio": mark("recordings"),
    "film": mark("films"),
    "transcript": mark("transcripts"),
    "chapters": mark("chapters"),
    "document": mark("documents"),
    "picture": mark("pictures"),
    "feed": mark("the feed"),
    "page": mark("pages"),
    "other": mark("other files"),
}
"""What files are, for people."""
