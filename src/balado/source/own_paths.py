"""What belongs to a show in its folder: its texts, its episodes, and the files that feed.yaml names."""

from __future__ import annotations

from balado.source.folder import EPISODES_FOLDER, SHOW_FILE, Scan
from balado.source.unread_files import paths_in


def own_paths(scan: Scan) -> tuple[str, ...]:
    """Their paths in the show: feed.yaml, the folder of the episodes, and files or folders named elsewhere."""
    from balado.source.show import read_show

    show = read_show(scan, {}).presumed
    named = sorted({*paths_in(show.model_dump()), show.artwork or ""} - {""})
    inside = (one for one in named if scan.find(one) is not None and not one.startswith(f"{EPISODES_FOLDER}/"))
    return (SHOW_FILE, EPISODES_FOLDER, *inside)
