"""The conferences to come of all shows, as a calendar to subscribe to. Pure."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from balado.artifact import SITE_INDEX, public_url
from balado.network.site.summary import ConferenceSummary, NetworkSite, ShowSummary
from balado.site.calendar import Occasion, subscribed_calendar


def calendar_document(site: NetworkSite) -> bytes:
    """The calendar. It is there while nothing is to come too: who subscribed keeps it."""
    occasions = [_occasion(show, one) for show, one in site.conferences]
    return subscribed_calendar(site.title, public_url(site.url, SITE_INDEX), ZoneInfo(site.timezone), occasions)


def _occasion(show: ShowSummary, one: ConferenceSummary) -> Occasion:
    """The event. Guids of other people's feeds may be anything, and of two shows the same."""
    return Occasion(f"{show.guid} {one.guid}", one.title, one.summary, one.meeting, one.page or one.stream)
