"""Values of the source as pages tell them: people, places, pictures, licences. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from zoneinfo import ZoneInfo

from balado.edition.contents import Picture
from balado.record.generation import PictureFormRecord
from balado.show.conference import Held
from balado.show.formats import media_type_at
from balado.show.model import Person
from balado.show.podcasting import License, Location
from balado.show.values.role import WrittenRole
from balado.site.model import PictureForm, SiteLink, SiteMeeting, SitePerson, SitePicture, SitePlace

_CREATIVE_COMMONS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}

_LAST_OF_EQUAL_SIDES = 4
"""Orientations of EXIF beyond this one exchange width and height."""

Forms = Mapping[str, tuple[PictureFormRecord, ...]]
"""What was made of pictures for pages, by the digest of the author's file."""


def person_of(person: Person, pages: Mapping[str, str]) -> SitePerson:
    """Somebody with the name of their page; `pages` gives it by their own name."""
    written = person.role.written if isinstance(person.role, WrittenRole) else None
    role = str(person.role or "guest")
    return SitePerson(person.name, pages[person.name], role, person.function, person.href, written)


def meeting_of(held: Held, zone: ZoneInfo) -> SiteMeeting:
    """When and where a conference is held, in that zone. Midnight without an end stands for an hour nobody wrote."""
    start = held.start.astimezone(zone)
    place = None if held.place is None else place_of(held.place)
    all_day = held.end is None and start.time() == time()
    return SiteMeeting(start, None if held.end is None else held.end.astimezone(zone), place, all_day=all_day)


def place_of(place: Location) -> SitePlace:
    """A place, with its coordinates in degrees where they are known."""
    numbers = (place.geo or "").removeprefix("geo:").partition(";")[0].split(",")
    latitude, longitude = (float(numbers[0]), float(numbers[1])) if len(numbers) > 1 else (None, None)
    return SitePlace(place.name, latitude, longitude, place.country)


def license_link(terms: License | None) -> SiteLink | None:
    """A licence with its text; without an address where there is none to name."""
    return None if terms is None else SiteLink(terms.name, terms.url or _CREATIVE_COMMONS.get(terms.name, ""))


def picture_of(picture: Picture, key: str, alt: str | None, forms: Forms) -> SitePicture:
    """A picture in all its forms, its own first; its own alone where no others were made."""
    facts = picture.facts
    lies = facts.orientation > _LAST_OF_EQUAL_SIDES  # what is published was turned
    width, height = (facts.height_px, facts.width_px) if lies else (facts.width_px, facts.height_px)
    own = PictureForm(key, facts.media_type, width, height)
    made = forms.get(facts.sha256, ())
    shown = tuple(_form(one) for one in made if not one.is_social)
    social = next((_form(one) for one in made if one.is_social), None)
    return SitePicture(shown or (own,), alt or "", social)


def picture_elsewhere(url: str, alt: str | None) -> SitePicture:
    """A picture on another server, of which nothing but its address is known."""
    return SitePicture((PictureForm(url, media_type_at(url, "").partition(";")[0], 0, 0),), alt or "")


def _form(one: PictureFormRecord) -> PictureForm:
    return PictureForm(one.key, one.media_type, one.width_px, one.height_px)
