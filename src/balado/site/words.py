"""What the texts of our own on the pages are. `french` and `english` have them. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Every text of our own on the pages, in one language. `{…}` is filled in with `str.format`."""

    language: str
    skip_to_content: str
    site_menu: str
    framed: str
    open_page: str
    subscribe: str
    feed_address: str
    copy: str
    copied: str
    open_in_app: str
    open_in_app_other: str
    qr_code: str
    qr_code_use: str
    search: str
    search_episodes: str
    one_result: str
    many_results: str
    no_result: str
    search_failed: str
    search_said: str
    said_at: str
    other_feeds: str
    to_come: str
    on_air: str
    stream: str
    about_conference: str
    add_to_calendar: str
    subscribe_to_calendar: str
    episodes: str
    older_episodes: str
    range_of_list: str
    newest_episodes: str
    other_episodes: str
    cycles: str
    season: str
    episode_number: str
    trailer: str
    bonus: str
    explicit: str
    team: str
    people: str
    took_part: str
    to_take_part: str
    support: str
    web_page: str
    license: str
    all_rights_reserved: str
    listen: str
    listen_elsewhere: str
    back: str
    forward: str
    speed: str
    shortcuts: str
    start_at: str
    link_at_time: str
    when: str
    where: str
    about: str
    film: str
    film_elsewhere: str
    replay: str
    watch_again: str
    documents: str
    chapters: str
    transcript: str
    transcript_in: str
    search_transcript: str
    next_match: str
    as_podcast: str
    as_podcast_text: str
    previous: str
    next: str
    whole_cycle: str
    know_more: str
    author_page: str
    cite: str
    cite_quoted: str
    cite_kind: str
    embed_code: str
    downloads: str
    sound: str
    chapters_file: str
    withdrawn: str
    withdrawn_on: str
    missing: str
    missing_text: str
    range_of_hours: str
    other_lists: str
    beside: str
    colon: str


def primary(language: str) -> str:
    """The language of a tag without its region: `fr` of `fr-CA`."""
    return language.replace("_", "-").partition("-")[0].lower()
