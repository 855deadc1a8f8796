"""The pages of a publication as they are served: only what changed is sent, and what it has not is taken away.

No page that readers come to ever leads nowhere: files that are new go first, those that lead to them after them, and
what no page leads to any more goes last. Where there are no pages any more, the feed that names them goes before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from balado.artifact import BRIEFLY, FOREVER, Artifact, Kind
from balado.record.copies import read_site_copy
from balado.record.generation import Generation, SiteFileRecord
from balado.record.keys import ASSETS_FOLDER, SHOW_MARK, SITE_FILES, show_mark
from balado.store.storage import Storage, Stored, glance_at_all
from balado.store.target import Target

_PARALLEL = 8
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "opml": "text/x-opml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
}


def site_type(key: str) -> str:
    """The media type of a file of the site. Raises ValueError for one that no site has: that is a defect of ours."""
    media_type = _TYPES.get(key.rpartition(".")[2])
    if media_type is None:
        raise ValueError(f"{key} is no file of a site")
    return media_type


def is_asset(key: str) -> bool:
    """Whether a key is of what pages load, which never changes in its place."""
    return key.startswith(f"{ASSETS_FOLDER}/")


def site_artifact(key: str, body: bytes, show_guid: str) -> Artifact:
    """A file of the site as it is served, with the mark of its show beside it."""
    plain = Artifact.of_bytes(key, Kind.PAGE, body, site_type(key), FOREVER if is_asset(key) else BRIEFLY)
    return replace(plain, metadata={SHOW_MARK: show_mark(show_guid)})


def project_site(
    target: Target,
    generation: Generation,
    documents: Mapping[str, bytes],
    before: Generation | None,
    maybe_served: Callable[[], Iterable[Generation]],
) -> list[str]:
    """Send the pages of the generation; gives the keys of those that are to be taken away after them.

    `before` is what is known to be served as a whole. None: what is served is looked for, and what is not wanted any
    more in publications that are `maybe_served`. Raises LostCopyError where a file is neither in `documents`, by
    sha256, nor kept.
    """
    if not generation.site and (before is None or not before.site) and not generation.page_names:
        return []  # a show that never had pages
    known = _served(target, generation) if before is None else {one.key: one.sha256 for one in before.site}
    changed = [one for one in generation.site if known.get(one.key) != one.sha256]
    leading = known.keys() | set(SITE_FILES)  # what readers come to already
    for wave in ([one for one in changed if one.key not in leading], [one for one in changed if one.key in leading]):
        _send(target, generation, wave, documents)
    former = known.keys() if before is not None else {file.key for one in maybe_served() for file in one.site}
    wanted = {one.key for one in generation.site}
    return sorted(key for key in former if key not in wanted and not is_asset(key))


def take_pages_away(target: Target, doomed: Iterable[str]) -> None:
    """Delete the pages under these keys."""
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="page") as pool:
        list(pool.map(target.public.delete, doomed))


def _send(target: Target, generation: Generation, wave: list[SiteFileRecord], documents: Mapping[str, bytes]) -> None:
    def send(one: SiteFileRecord) -> None:
        body = documents.get(one.sha256)
        body = read_site_copy(target, generation, one.sha256) if body is None else body
        target.public.put(site_artifact(one.key, body, generation.show_guid))

    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="page") as pool:
        list(pool.map(send, wave))


def _served(target: Target, generation: Generation) -> dict[str, str]:
    """The digests of those files that are served as they should be, by key; of others that are there, nothing."""
    found: dict[str, str] = {}
    records = {one.key: one for one in generation.site}
    for key, stored in glance_at_all(target.public, sorted(records)):
        if stored is not None:
            found[key] = records[key].sha256 if _is_served(records[key], stored, target.public) else ""
    return found


def _is_served(one: SiteFileRecord, stored: Stored, storage: Storage) -> bool:
    """Whether these are its bytes beyond doubt: what is doubtful is sent again, which costs no more than a look."""
    if storage.is_remote:
        return (stored.byte_size, stored.etag) == (one.byte_size, one.md5)
    examined = storage.examine(one.key)
    return examined is not None and examined.sha256 == one.sha256
