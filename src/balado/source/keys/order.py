"""The order in which the house writes the keys of a group: that of the models. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from balado.source.folder import SHOW_FILE
from balado.source.translate import OF_EPISODE, OF_SHOW, keys_of_group


def order_of(file_path: str, path: Sequence[str]) -> Sequence[str]:
    """The keys of the group that a path of a file leads to; none where the names are the author's own."""
    keys = OF_SHOW if file_path == SHOW_FILE else OF_EPISODE
    return keys_of_group(path, keys) if path else keys.names
