"""The pages that are served though their record is lost: they are recorded again as they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from balado.record.generation import SiteFileRecord
from balado.record.keys import is_of_site
from balado.store.storage import Storage

_PARALLEL = 8


def served_pages(public: Storage) -> tuple[SiteFileRecord, ...]:
    """A record of every file of a site that lies there. One request for each, and one for a thousand keys."""
    keys = [stored.key for stored in public.list("") if is_of_site(stored.key) and stored.byte_size]
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="page") as pool:
        found = list(pool.map(public.get, keys))
    return tuple(SiteFileRecord.of(key, there[0]) for key, there in zip(keys, found, strict=True) if there is not None)
