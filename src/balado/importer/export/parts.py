"""The names of what an export holds. Pure."""

from __future__ import annotations

MANIFEST = "manifest.json"
PUBLIC, SOURCE, RECORD = "public", "source", "record"
"""Its parts: what listeners get, what the author wrote, the record of publications."""
