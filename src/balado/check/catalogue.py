"""The rules, all of them, on one screen and in the order of the topics."""

from __future__ import annotations

from collections.abc import Mapping

from balado.check.rule import Rule
from balado.check.rules import (
    channel,
    contents,
    delivery,
    document,
    feed_delivery,
    hosting,
    identity,
    notes,
    published,
    transfer,
)

RULES: tuple[Rule, ...] = (
    document.not_well_formed,
    channel.description_too_long,
    identity.show_guid_malformed,
    notes.notes_too_long,
    published.guid_changed,
    published.episode_disappeared,
    published.show_guid_changed,
    published.recording_replaced_in_place,
    published.artwork_replaced_in_place,
    hosting.feed_heavy,
    hosting.address_not_for_the_public,
    delivery.address_not_answering,
    delivery.address_in_private_network,
    delivery.certificate_not_accepted,
    delivery.answered_with_an_error,
    delivery.page_instead_of_file,
    delivery.answer_cut_short,
    delivery.answer_too_slow,
    delivery.redirects_in_a_circle,
    delivery.too_many_redirects,
    delivery.redirect_out_of_https,
    transfer.head_not_answered,
    transfer.head_differs_from_get,
    transfer.length_not_told,
    transfer.ranges_not_supported,
    transfer.range_wrong,
    transfer.type_as_served_wrong,
    transfer.recording_served_packed,
    transfer.web_players_locked_out,
    contents.length_differs_from_served,
    contents.duration_differs_from_served,
    contents.artwork_as_served_unfit,
    contents.transcript_as_served_broken,
    contents.chapters_as_served_broken,
    feed_delivery.feed_without_validators,
    feed_delivery.feed_sent_again_unchanged,
    feed_delivery.feed_kept_too_long,
    feed_delivery.feed_keeping_unsaid,
    feed_delivery.feed_slow,
    feed_delivery.feed_moved_for_now,
)

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
