"""A page from its template: what every template gets, and the bytes that come out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from balado.artifact import public_url
from balado.site import marks
from balado.site.addresses import episode_key, person_key
from balado.site.assets import Assets, assets
from balado.site.calendar import event_key, is_to_come
from balado.site.english import ENGLISH
from balado.site.environment import environment
from balado.site.french import FRENCH
from balado.site.hyperlinks import followed, format_of, href_of, language_attributes, path_to
from balado.site.inputs import InputDigests
from balado.site.metadata.structured import event_data
from balado.site.model import SiteEpisode, SiteFrame, SiteLink, SitePicture, SiteShow
from balado.site.spoken import Spoken, iso_duration, play_time, spoken_in
from balado.site.typography import with_spaces
from balado.site.words import Words, primary

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src {pictures}; media-src {media}; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'"
)
_FROM_HERE, _FROM_ANYWHERE = "'self'", "'self' https:"
"""What a page may load. A recording elsewhere may be behind redirects, to hosts that nobody knows beforehand."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself in its head.

    `meta` are names and contents (Open Graph's names have a colon), `json_ld` is JSON. `language` is that of its title,
    None for the page's own. A page that is not `indexed` asks search engines to leave it out, and has no canonical
    address.
    """

    title: str
    description: str = ""
    language: str | None = None
    meta: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""
    indexed: bool = True
    oembed: str | None = None
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Renderer:
    """What the pages of a show have in common: no template sees more of it but what its own page is made of.

    `inputs` is the digest of it all.
    """

    show: SiteFrame
    has_episodes: bool
    words: Words
    spoken: Spoken
    assets: Assets
    environment: Environment
    digests: InputDigests
    inputs: str

    @property
    def language(self) -> str:
        """The language of the pages, with the region of the show's where it is the same language."""
        wanted = self.show.page_language or self.show.language
        return wanted if primary(wanted) == self.words.language else self.words.language

    def page(self, template: str, key: str, head: PageHead, context: Mapping[str, Any]) -> bytes:
        """The bytes of the page with this key."""
        inserted = {**self._common(key), **context, "head": head, "key": key}
        return self.environment.get_template(template).render(inserted).encode()

    def _common(self, key: str) -> dict[str, Any]:
        return {
            "show": self.show,
            "has_episodes": self.has_episodes,
            "words": self.words,
            "spoken": self.spoken,
            "language": self.language,
            "policy": policy_of(),
            "style": self.assets.style.key,
            "player": self.assets.player.key,
            "search_script": self.assets.search.key,
            "path": partial(path_to, page=key),
            "href": partial(href_of, page=key),
            "address": partial(public_url, self.show.url),
            "lang": partial(language_attributes, page_language=self.language),
            "typeset": with_spaces,
            "format_of": format_of,
            "play_time": play_time,
            "iso_duration": iso_duration,
            "show_link": followed(self.show.link),
            "icon": min(self.show.picture.forms, key=lambda form: form.width_px),
            "json_ld": _data_block,
            "nbsp": "\u00a0",
            "day_of": day_of,
            "episode_key": episode_key,
            "person_key": person_key,
            "opening": _opening,
            "closing": _closing,
            "event_key": event_key,
            "event_data": partial(event_data, self.show),
            "is_to_come": is_to_come,
        }


def policy_of(picture: SitePicture | None = None, recording: SiteLink | None = None) -> str:
    """What a page lets browsers load that shows this picture and plays this recording."""
    pictures = _FROM_HERE if picture is None or picture.forms[0].is_key else _FROM_ANYWHERE
    return _POLICY.format(
        pictures=pictures, media=_FROM_HERE if recording is None or recording.is_key else _FROM_ANYWHERE
    )


def season_name(site: Renderer, season: int) -> str:
    """What a season is called: its name, else its number."""
    return site.show.seasons.get(season) or site.words.season.format(number=season)


def day_of(episode: SiteEpisode) -> date:
    """The day on which a conference took place; without one, the day of publication."""
    return (episode.meeting.start if episode.meeting else episode.published).date()


def _data_block(json: str) -> Markup:
    """JSON as a data block: inside its texts alone `<` is found, and would end the element (`</script>`)."""
    return Markup(json.replace("<", "\\u003c"))  # noqa: S704 -- nothing in it can be taken for HTML


def _opening(guid: str) -> Markup:
    return Markup(marks.opening(guid))  # noqa: S704 -- digits of a digest


def _closing(guid: str) -> Markup:
    return Markup(marks.closing(guid))  # noqa: S704 -- the same


def words_in(language: str) -> Words:
    """The texts of our own in this language (BCP 47), in English where we have none in it."""
    return FRENCH if primary(language) == FRENCH.language else ENGLISH


def renderer(show: SiteShow) -> Renderer:
    """What the pages of this show have in common."""
    words, digests = words_in(show.page_language or show.language), InputDigests()
    frame, has_episodes = show.frame, bool(show.episodes)
    return Renderer(
        show=frame,
        has_episodes=has_episodes,
        words=words,
        spoken=spoken_in(words),
        assets=assets(show.theme.style),
        environment=environment(show.theme),
        digests=digests,
        inputs=digests.of(frame, has_episodes),
    )
