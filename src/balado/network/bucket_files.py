"""A show whose own files lie in a bucket, copied to where they can be read: only what changed comes.

The keys below the prefix are the paths of the show. What has a part that begins with a dot stays there, and so do the
marks that some programs leave in place of folders.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from balado.artifact import FEED_KEY
from balado.errors import RemoteError, UsageError
from balado.message import say
from balado.network.elsewhere import BucketSource
from balado.source.files import TEXT_MAX_BYTES
from balado.source.folder import SHOW_FILE
from balado.store.connections import Connections
from balado.store.download import download
from balado.store.s3 import S3Storage
from balado.store.storage import Storage, Stored
from balado.store.target import TargetSettings, open_target

_PARALLEL = 8
_FORMAT = 1
_NO_PARTS = ("", ".", "..")


def bucket_of(source: BucketSource, connections: Connections | None) -> Storage:
    """The storage that holds the files of a show. Raises UsageError where its place is none."""
    settings = TargetSettings(source.address, Path(), endpoint=source.endpoint, region=source.region)
    return open_target(settings, connections).public


def copy_settings(bucket: Storage, files: Path, known: Path) -> bool:
    """Copy feed.yaml alone; False where there is none, but a feed that is published there.

    One request, and one more where it changed. Raises UsageError where there is neither, or no bucket,
    RemoteError where the store does not answer, OSError where the disk refuses.
    """
    found = bucket.head(SHOW_FILE)
    if found is None:
        if bucket.head(FEED_KEY) is not None:
            return False
        _refuse_missing(bucket)
        what = say("There is neither feed.yaml nor a published feed in {place}.", place=bucket.address)
        remedy = say("Correct the address, or put the files of the show there.")
        raise UsageError(say("{what} {remedy}", what=what, remedy=remedy))
    if found.byte_size > TEXT_MAX_BYTES:
        path = f"{bucket.address}/{SHOW_FILE}"
        raise UsageError(say("{path} is longer than {limit} bytes.", path=path, limit=TEXT_MAX_BYTES))
    _copy_new([found], _recall(known), bucket, files, known)
    return True


def _refuse_missing(storage: Storage) -> None:
    """Raises UsageError where there is no such bucket: of an object in it the store only says that it is not there."""
    if isinstance(storage, S3Storage) and not storage.bucket.exists():
        what = say("There is no bucket `{bucket}`.", bucket=storage.bucket.name)
        remedy = say("Correct the address in network.yaml.")
        raise UsageError(say("{what} {remedy}", what=what, remedy=remedy))


def copy_all(bucket: Storage, files: Path, known: Path) -> None:
    """Make `files` those of the bucket as it is now. The file `known` says what was copied before.

    One request for each 1,000 objects, and one for each that changed. Raises RemoteError where the store does not
    answer, UsageError for a key that is no path, OSError where the disk refuses.
    """
    listed = {stored.key: stored for stored in bucket.list("") if _is_of_show(stored, bucket)}
    copied = {key: version for key, version in _recall(known).items() if key in listed}
    _remove_others(files, set(listed))
    _copy_new(listed.values(), copied, bucket, files, known)


def _copy_new(there: Iterable[Stored], copied: dict[str, Any], bucket: Storage, files: Path, known: Path) -> None:
    """Copy what is other than it was when it was `copied`, and write down what there is by now."""
    wanted = [one for one in there if copied.get(one.key) != _version(one) or not _is_there(one, files)]

    def copy(stored: Stored) -> None:
        _copy(bucket, stored, files)
        copied[stored.key] = _version(stored)

    try:
        with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
            list(pool.map(copy, wanted))
    finally:
        _write(known, json.dumps({"format": _FORMAT, "files": copied}).encode())


def _copy(bucket: Storage, stored: Stored, files: Path) -> None:
    path = files / stored.key
    aside = files.parent / f"{hashlib.sha256(stored.key.encode()).hexdigest()[:16]}.new"
    if not download(bucket, stored.key, stored.byte_size, aside):
        what = say("{key} in {place} is gone, or being written. Try again later.", key=stored.key, place=bucket.address)
        raise RemoteError(what)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(path)


def _is_of_show(stored: Stored, bucket: Storage) -> bool:
    """Whether it is one of the show's files. Raises UsageError where no file can have its name."""
    if stored.key.endswith("/"):
        return False
    parts = stored.key.split("/")
    unfit = ("\\", ":", "\0") if sys.platform == "win32" else ("\0",)
    if any(part in _NO_PARTS for part in parts) or any(sign in stored.key for sign in unfit):
        what = say("{key} in {place} is no path of a file. Rename it there.", key=stored.key, place=bucket.address)
        raise UsageError(what)
    return not any(part.startswith(".") for part in parts)


def _version(stored: Stored) -> str:
    """What changes with the bytes: a store without ETags tells when they were written."""
    return f"{stored.byte_size} {stored.etag or stored.modified}"


def _is_there(stored: Stored, files: Path) -> bool:
    try:
        return (files / stored.key).stat().st_size == stored.byte_size
    except OSError:
        return False


def _recall(known: Path) -> dict[str, Any]:
    try:
        kept = json.loads(known.read_bytes())
        return dict(kept["files"]) if kept["format"] == _FORMAT else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _write(file: Path, body: bytes) -> None:
    aside = file.with_name(f"{file.name}.new")
    aside.write_bytes(body)
    aside.replace(file)


def _remove_others(files: Path, keys: set[str]) -> None:
    """Remove files that are none of these, and folders that are empty then: the deepest first."""
    for path in sorted(files.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):  # it is not empty
                path.rmdir()
        elif path.relative_to(files).as_posix() not in keys:
            path.unlink()
