"""What a move writes into feed.yaml, as its author would: the new address; of a show that leaves, that it may."""

from __future__ import annotations

from pathlib import Path

from balado.errors import Fault, SourceError, UsageError
from balado.importer.move.plan import Addresses
from balado.message import say
from balado.source.fix import replace_text
from balado.source.folder import Scan
from balado.source.keys.change import KeyChanges, changed, read_content
from balado.source.keys.written import as_read


def written_move(scan: Scan, root: Path, addresses: Addresses) -> tuple[str, ...]:
    """Write what is not written yet; gives each line. Raises UsageError or SourceError where nothing can be written."""
    text = scan.show_file
    if text is None or text.raw is None:
        raise UsageError(say("There is no feed.yaml that can be read here."))
    content = read_content(text)
    if isinstance(content, Fault):
        raise SourceError.of([content])
    wanted: dict[str, str | bool] = {"new_feed_url": addresses.new}
    if addresses.is_leaving:
        wanted["locked"] = False
    missing = {key: value for key, value in wanted.items() if content.tree.get(key) != as_read(value)}
    if not missing:
        return ()
    made = changed(text, KeyChanges({(key,): value for key, value in missing.items()}))
    if isinstance(made, Fault):
        raise SourceError.of([made])
    replace_text(root / text.path, text, made)
    return tuple(f"{key}: {as_read(value)}" for key, value in missing.items())
