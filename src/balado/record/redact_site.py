"""The files of a site without one episode, in the public place and in the kept copies."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from balado.record.copies import site_copy, unpacked
from balado.record.cuts import Cuts
from balado.record.generation import Generation, SiteFileRecord
from balado.record.generation_file import SITE_COPIES, copied_site_file, site_copy_key
from balado.record.keys import SHOW_MARK, is_of_site, show_mark
from balado.record.project_site import is_asset
from balado.record.redact import Copies, own_pages
from balado.store.target import Target

_PARALLEL = 8


def cut_site(target: Target, records: Iterable[Generation], guid: str, cuts: Cuts, copies: Copies) -> None:
    """Note in `copies` what becomes of every file of these records that tells of the episode; store its new copy.

    A file whose copy is lost stays as it is: nobody can read it any more.
    """
    files: dict[tuple[str, str], SiteFileRecord] = {}
    name = ""
    for record in records:
        name = record.page_names.get(guid, name)
        own = own_pages(record, guid)
        for file in record.site:
            if file.key in own:
                copies.site[file.key, file.sha256] = None
            elif not is_asset(file.key):
                files[file.key, file.sha256] = file
    wanted = [file for named, file in files.items() if named not in copies.site]
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="page") as pool:
        for file, (record_now, body) in zip(
            wanted, pool.map(lambda one: _cut(target, one, (guid, name), cuts), wanted), strict=True
        ):
            copies.site[file.key, file.sha256] = record_now
            if record_now is not None and body is not None:
                copies.documents[record_now.sha256] = body


def _cut(
    target: Target, file: SiteFileRecord, episode: tuple[str, str], cuts: Cuts
) -> tuple[SiteFileRecord | None, bytes | None]:
    found = target.state.get(site_copy_key(file.sha256))
    body = None if found is None else unpacked(found[0], file.sha256)
    if body is None:
        return file, None
    clean = cuts.page(file.key, body, *episode)
    if clean is None:
        return None, None
    if clean == body:
        return file, None
    record = SiteFileRecord.of(file.key, clean)
    target.state.put(site_copy(clean, record.sha256))
    return record, clean


def drop_site_copies(target: Target, records: Iterable[Generation]) -> None:
    """Delete the copies of files that none of these records names, which are all that there are."""
    needed = {file.sha256 for record in records for file in record.site}
    for stored in list(target.state.list(SITE_COPIES)):
        if copied_site_file(stored.key) not in needed:
            target.state.delete(stored.key)


def stray_pages(target: Target, served: Generation) -> list[str]:
    """The pages of this show that lie in the public place and that what is served has not."""
    mark, wanted = show_mark(served.show_guid), {file.key for file in served.site}
    keys = [stored.key for stored in target.public.list("")]
    strays = [key for key in keys if is_of_site(key) and key not in wanted and not is_asset(key)]
    heads = ((key, target.public.head(key)) for key in strays)
    return [key for key, there in heads if there is not None and there.metadata.get(SHOW_MARK) == mark]
