"""A show elsewhere, in a git repository or a bucket, fetched into a folder of a cache, where verbs are run for it.

Only what is new comes. One run at a time has the folder: from when it fetches until its verb has ended.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import UsageError, reason_of
from balado.message import say
from balado.network.elsewhere import FetchedShow, GitSource, ShowSource
from balado.network.fetch_lock import only_user
from balado.network.settled import read_settled
from balado.source.files import scan
from balado.source.folder import SHARED_FILE
from balado.source.settings import publish_settings

if TYPE_CHECKING:
    from balado.store.connections import Connections

_FILES = "show"
LOCK = "lock"
"""The file in a copy that whoever works with it holds; its time of change is that of the last use."""
_KNOWN = "files.json"


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches shows below the folder `cache`, with the `environment` for git and the `connections` to stores."""

    cache: Path
    environment: Mapping[str, str] = field(repr=False)
    connections: Connections | None = None
    pause: Callable[[float], None] = time.sleep

    @contextmanager
    def fetched(self, source: ShowSource) -> Iterator[Path]:
        """The show's folder, as it is elsewhere now, with the network.yaml that it has values from; ours meanwhile.

        Raises RemoteError where what holds it does not answer, or another run has the folder for too long; UsageError
        where the show is not there, or the cache cannot be written.
        """
        with self._only_user(source) as (base, held):
            if isinstance(source, GitSource):
                self._check_out(source, base, held)
            else:
                from balado.network.bucket_files import bucket_of, copy_all

                with _disk(base):
                    copy_all(bucket_of(source, self.connections), base / _FILES, base / _KNOWN)
            yield folder_of(source, self.cache)

    def look(self, source: ShowSource, name: str) -> FetchedShow | None:
        """The settings of a show, fetched; of a repository all of it. None where it is only published there.

        Raises as `fetched` does.
        """
        commit = ""
        with self._only_user(source) as (base, held):
            if isinstance(source, GitSource):
                commit = self._check_out(source, base, held)
            else:
                from balado.network.bucket_files import bucket_of, copy_settings

                with _disk(base):
                    if not copy_settings(bucket_of(source, self.connections), base / _FILES, base / _KNOWN):
                        return None
            return _told(source, name, folder_of(source, self.cache), commit)

    @contextmanager
    def _only_user(self, source: ShowSource) -> Iterator[tuple[Path, tuple[int, ...]]]:
        """While it lasts the folder of what is fetched is ours; it, and the open file of the lock."""
        base = copy_of(source, self.cache)
        with ExitStack() as ours:
            with _disk(base):
                held = ours.enter_context(only_user(base / LOCK, source.address, self.pause))
                (base / _FILES).mkdir(exist_ok=True, mode=0o700)
                _write_shared(base / SHARED_FILE, source.shared)
            yield base, held

    def _check_out(self, source: GitSource, base: Path, held: tuple[int, ...]) -> str:
        from balado.network.checkout import checked_out, git_in

        return checked_out(source, base / _FILES, git_in(base, self.environment, held))


def folder_of(source: ShowSource, cache: Path) -> Path:
    """Where the show's folder is once it was fetched."""
    files = copy_of(source, cache) / _FILES
    return files / source.path if isinstance(source, GitSource) and source.path else files


def copy_of(source: ShowSource, cache: Path) -> Path:
    """The folder of all that is kept of a source. Its name begins with that of the network, which looks after it."""
    digits = hashlib.sha256("\0".join(source.name).encode()).hexdigest()[:16]
    return cache / f"{source.network}-{digits}"


def _told(source: ShowSource, name: str, folder: Path, commit: str) -> FetchedShow:
    settings = publish_settings(scan(folder))
    return FetchedShow(settings, read_settled(name, folder, settings.get("endpoint", ""), source), commit)


def _write_shared(file: Path, shared: bytes) -> None:
    if not file.is_file() or file.read_bytes() != shared:
        aside = file.with_name(f"{file.name}.new")
        aside.write_bytes(shared)
        aside.replace(file)


@contextmanager
def _disk(base: Path) -> Iterator[None]:
    """What the disk refuses is a UsageError."""
    try:
        yield
    except OSError as error:
        path = str(error.filename or base)
        raise UsageError(say("{path} cannot be written: {reason}.", path=path, reason=reason_of(error))) from error
