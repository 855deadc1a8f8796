"""Acting on a plan, in the one order that never shows a listener a broken moment.

Media first, in parallel, each looked at after it was sent; then the copies of feed and pages; then the generation,
whose creation is the commit; then pages and `feed.xml`, which only project it. Killed anywhere, the live feed is a
whole one whose every enclosure exists.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balado.artifact import Artifact
from balado.edition.news import named
from balado.errors import RefusedError, RemoteError
from balado.events import Event, Progress, Watch
from balado.message import Message, say
from balado.record.commit import commit
from balado.record.copies import feed_copy, site_copy
from balado.record.generation import EpisodeState, Generation
from balado.record.history import project
from balado.record.stored import announce_lost, lost_for_good, lost_objects
from balado.store.storage import Storage, Stored
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.edition.plan import Plan
    from balado.edition.uploads import Upload

_PARALLEL = 4
_GRACE_SECONDS = 1.0


class _Stopped(BaseException):  # a client library must not take it for a fault of the network and try again
    """The run is being ended; no further byte is sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. `reused` are the keys that something lay under already, `etags` what the store calls each key."""

    reused: frozenset[str]
    etags: Mapping[str, str]


def apply(plan: Plan, target: Target, watch: Watch) -> Generation:
    """Publish what the plan says; gives the generation that is served in the end.

    Raises Overtaken when another publisher was first; MediaError when a file changed since it was inspected;
    RemoteError when the store fails. In each case the live feed is the one that was there.
    """
    sent = send_media(plan.uploads, target.public, watch)
    document = plan.document
    feed = plan.generation.feed
    if document is not None and feed is not None and (plan.previous is None or plan.previous.feed != feed):
        target.state.put(feed_copy(document, feed.sha256))
    known = {page.sha256 for page in plan.previous.pages} if plan.previous is not None else set()
    for page in plan.pages:
        if page.sha256 not in known:
            target.state.put(feed_copy(page.document, page.sha256))
    _keep_pages(plan, target)
    committed = commit(with_etags(plan.generation, sent.etags), target.state, watch)
    _send_again(plan, lost_for_good(target, committed, sent.reused, watch.pause), target, watch)
    return project(target, committed, plan.documents, plan.previous if plan.is_served else None)


def _keep_pages(plan: Plan, target: Target) -> None:
    """Keep a copy of each page that is new, or other than it was."""
    known = {page.sha256 for page in plan.previous.site} if plan.previous is not None else set()
    digests = sorted({page.sha256 for page in plan.generation.site} - known)
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="copy") as pool:
        list(pool.map(lambda sha256: target.state.put(site_copy(plan.site[sha256], sha256)), digests))


def _send_again(plan: Plan, lost: frozenset[str], target: Target, watch: Watch) -> None:
    """Send what lay there before the commit and was deleted meanwhile.

    Raises RefusedError for what is not here: the publication is then recorded and not shown, and the next run goes on.
    """
    uploads = tuple(upload for upload in plan.uploads if upload.artifact.key in lost)
    if not uploads:
        return
    announce_lost(len(uploads), target, watch)
    for upload in uploads:
        if upload.must_be_there:
            raise RefusedError(
                say(
                    "{key} was deleted from {place} while this run published, and its file is not here. Publication "
                    "{number} is recorded and not shown: what was served before still is. Bring the file back into "
                    "its folder (`git lfs pull` where recordings are in Git LFS), then publish again.",
                    key=upload.shown,
                    place=target.public.address,
                    number=plan.generation.number,
                )
            )
    send_media(uploads, target.public, watch)


def with_etags(generation: Generation, etags: Mapping[str, str]) -> Generation:
    """The generation with what the store calls the bytes of these keys."""
    objects = tuple(replace(one, etag=etags.get(one.key, one.etag)) for one in generation.objects)
    return replace(generation, objects=objects)


def send_media(uploads: tuple[Upload, ...], storage: Storage, watch: Watch) -> Sent:
    """Send what is not there yet, several at a time.

    After the first failure, or Ctrl-C, nothing further is begun.
    """
    stopping = threading.Event()
    progress = _stoppable(watch.progress, stopping)
    pool = ThreadPoolExecutor(_PARALLEL, thread_name_prefix="upload")
    futures: list[Future[tuple[bool, str]]] = []
    try:
        # Within the `try`, for Ctrl-C may come before the last is begun.
        futures.extend(pool.submit(_send, upload, storage, Watch(watch.announce, progress)) for upload in uploads)
        _until_done(futures)
    except BaseException as error:
        stopping.set()
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        wait(futures, _GRACE_SECONDS)  # after Ctrl-C a store that does not answer is not waited for longer
        raise
    pool.shutdown()
    sent = [(upload.artifact.key, *future.result()) for upload, future in zip(uploads, futures, strict=True)]
    return Sent(frozenset(key for key, free, _ in sent if not free), {key: etag for key, _, etag in sent})


def _stoppable(progress: Progress, stopping: threading.Event) -> Progress:
    def count(sent_bytes: int) -> None:
        if stopping.is_set():
            raise _Stopped
        progress(sent_bytes)

    return count


def _until_done(futures: list[Future[tuple[bool, str]]]) -> None:
    done, _ = wait(futures, return_when=FIRST_EXCEPTION)
    for future in futures:  # in their order: which of two failures is told is no matter of chance
        if future in done:
            future.result()


def _send(upload: Upload, storage: Storage, watch: Watch) -> tuple[bool, str]:
    """Send one object unless it is there; gives whether its key was free, and its ETag."""
    artifact = upload.artifact
    there = storage.head(artifact.key)
    if there is not None and not upload.again and _is_same(artifact, there):
        watch.progress(artifact.byte_size)
        watch.announce(
            _sent_event("already-there", say("{key} is already there", key=named(upload.shown, upload.title)), upload)
        )
        return False, there.etag
    if upload.must_be_there:
        raise _nowhere(upload, storage)
    storage.put(artifact, watch.progress)
    etag = _verify(upload, storage)
    watch.announce(_sent_event("uploaded", say("{key} uploaded", key=named(upload.shown, upload.title)), upload))
    return there is None, etag


def _nowhere(upload: Upload, storage: Storage) -> RefusedError:
    return RefusedError(
        say(
            "{key} is neither here nor in {place}. Nothing was published. Bring the file back into its folder "
            "(`git lfs pull` where recordings are in Git LFS), then publish again.",
            key=upload.shown,
            place=storage.address,
        )
    )


def missing_of_turning(plan: Plan, storage: Storage) -> frozenset[str]:
    """The keys that are gone of episodes which this plan takes from scheduled to live. One look at each object.

    Nobody has looked at them since they were sent, and the feed is about to announce them.
    """
    waiting = (
        {record.guid for record in plan.previous.episodes if record.state is EpisodeState.SCHEDULED}
        if (plan.previous is not None)
        else set()
    )
    turning = [
        record for record in plan.generation.episodes if record.guid in waiting and record.state is EpisodeState.LIVE
    ]
    sent = {upload.artifact.key for upload in plan.uploads}
    keys = {key for record in turning for key in record.keys} - sent
    objects = tuple(stored for stored in plan.generation.objects if stored.key in keys)
    return lost_objects(replace(plan.generation, objects=objects), storage) if objects else frozenset()


def _is_same(artifact: Artifact, stored: Stored | None) -> bool:
    return (
        stored is not None
        and stored.byte_size == artifact.byte_size
        and stored.sha256 == artifact.sha256
        and stored.content_type == artifact.content_type
    )


def _verify(upload: Upload, storage: Storage) -> str:
    """The ETag of what was sent. Raises RemoteError when the store does not hold it so."""
    stored = storage.head(upload.artifact.key)
    if stored is not None and _is_same(upload.artifact, stored):
        return stored.etag
    if stored is not None and stored.sha256 is None and stored.byte_size == upload.artifact.byte_size:
        raise RemoteError(_stripped(storage))
    raise RemoteError(
        say(
            "{place} does not hold {key} as it was sent: {expected} bytes of {type} were sent, {found} is there. "
            "Nothing was published. Run the command again; if it happens again, the store alters files.",
            place=storage.address,
            key=upload.shown,
            expected=upload.artifact.byte_size,
            type=upload.artifact.content_type,
            found=say("nothing")
            if stored is None
            else say("{count} bytes of {type}", count=stored.byte_size, type=stored.content_type),
        )
    )


def _stripped(storage: Storage) -> Message:
    return say(
        "{place} drops the metadata of files (the headers that begin with `x-amz-meta-`): Balado knows by it what is "
        "published. Nothing was published. If a proxy or a gateway stands before the store, let it pass these headers "
        "in both directions, or name the store itself as `publish.endpoint`. AWS, OVHcloud, Scaleway, Cloudflare R2, "
        "MinIO and Ceph keep metadata.",
        place=storage.address,
    )


def _sent_event(name: str, message: Message, upload: Upload) -> Event:
    fields = {"key": upload.shown, "bytes": upload.artifact.byte_size, "kind": str(upload.artifact.kind)}
    return Event(name, message, fields)
