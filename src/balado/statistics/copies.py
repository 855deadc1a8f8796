"""Logs that were read in a bucket and lie in a folder now, or the other way round: somebody has copied them.

Of a log in a bucket its ETag is known, which is the MD5 of its bytes where it was written at once, as stores write
their logs; of one in a folder the digest of its lines. What may be the same has the same size: only that is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from balado.statistics.contents import ReadContents
from balado.statistics.ledger import ReadLog
from balado.statistics.log_content import LogContent
from balado.statistics.sources import ListedLog

_MD5 = re.compile(r"[0-9a-f]{32}")


class CopiedLogs:
    """Logs that were read and are not where they were."""

    def __init__(self, missing: Iterable[ReadLog], contents: ReadContents) -> None:
        self._contents = contents
        self._of_buckets: dict[tuple[int, str], ReadLog] = {}
        self._of_folders: dict[LogContent, ReadLog] = {}
        for log in missing:
            if log.content is not None:
                self._of_folders[log.content] = log
            elif _MD5.fullmatch(log.version):
                self._of_buckets[log.byte_size, log.version] = log
        self._sizes = {byte_size for byte_size, _ in self._of_buckets}
        self._folder_sizes = {log.byte_size for log in self._of_folders.values()}

    def find(self, listed: ListedLog) -> ReadLog | None:
        """The one that has the bytes of this log, which is of the other kind of place; None where there is none.

        Raises what fetching raises.
        """
        if listed.path is not None:
            if listed.byte_size not in self._sizes:
                return None
            return self._of_buckets.get((listed.byte_size, self._contents.md5_of(listed.path)))
        is_possible = listed.byte_size in self._folder_sizes
        return self._of_folders.get(self._contents.of_bucket(listed)) if is_possible else None
