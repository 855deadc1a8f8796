"""Putting right what is not as it was published: what a plan can send again, and the copies of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from balado.events import Event, Watch
from balado.message import say
from balado.publish.apply import with_etags
from balado.record.copies import copy_of, feed_copy, site_copy
from balado.record.history import project
from balado.record.integrity import Audit, Damage
from balado.record.repair import read_served
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.edition.plan import Plan


def mending(plan: Plan, found: Audit) -> tuple[Plan, tuple[Damage, ...]]:
    """The plan that sends again what is damaged and here, and the damages that it leaves. Nothing is refused for them.

    `plan` must have been made with the damaged keys for lost ones. What the store calls sound objects is recorded anew:
    an object may have been copied. Documents are not left, which are projected.
    """
    damaged = {damage.key: damage for damage in found.damages}
    beyond = {upload.artifact.key for upload in plan.uploads if upload.must_be_there and upload.artifact.key in damaged}
    uploads = tuple(
        replace(upload, again=upload.artifact.key in damaged)
        for upload in plan.uploads
        if upload.artifact.key not in beyond
    )
    named = {key for one in plan.generation.episodes for key in one.keys}
    beyond |= named.intersection(damaged) - {stored.key for stored in plan.generation.objects}  # held back, and lost
    left = tuple(damaged[key] for key in sorted(beyond))
    return replace(plan, uploads=uploads, generation=with_etags(plan.generation, found.etags)), left


def keep_copies(target: Target, found: Audit, documents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Make anew the copies that are gone; gives the keys of the documents that are nowhere.

    `documents` are those at hand, by digest; of others the served ones are read.
    """
    nowhere = []
    for sha256, key in found.copies.items():
        document = documents.get(sha256) or read_served(target, key, sha256)
        if document is None:
            nowhere.append(key)
        else:
            target.state.put(copy_of(key, document, sha256))
    return tuple(nowhere)


def render_anew(plan: Plan, target: Target, watch: Watch) -> None:
    """Keep what was rendered from the source, where the documents of the newest publication are lost, and show it.

    Where that is not what the newest publication had, carrying out the plan shows it.
    """
    for sha256, document in plan.feeds.items():
        target.state.put(feed_copy(document, sha256))
    for sha256, page in plan.site.items():
        target.state.put(site_copy(page, sha256))
    if plan.previous is None or plan.changed:
        return
    project(target, plan.previous, plan.documents)
    message = say(
        "The feed of publication {number} and its kept copy were lost; it is made anew from the source, byte for byte.",
        number=plan.previous.number,
    )
    watch.announce(Event("rendered-anew", message, {"generation": plan.previous.number}))
