"""The descriptions of services that boto3 reads for each client, read once for a process and those it forks."""

from __future__ import annotations

from typing import Any

from botocore.loaders import JSONFileLoader


def keep_models() -> None:
    """Have each file parsed once: most of what a client costs in a test. It is 10 MB of JSON that nobody changes."""
    known: dict[str, Any] = {}
    read = JSONFileLoader.load_file

    def load_file(self: JSONFileLoader, file_path: str) -> Any:
        if file_path not in known:
            known[file_path] = read(self, file_path)
        return known[file_path]

    JSONFileLoader.load_file = load_file  # type: ignore[method-assign]
