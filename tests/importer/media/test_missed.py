"""Why a file did not come, in words that help."""

import pytest

from balado.errors import Place
from balado.importer.media.missed import missed_fault
from balado.message import say
from balado.web.reply import Reply, Trouble

URL = "https://media.example.org/a.mp3"


@pytest.mark.parametrize(
    ("url", "reply", "what", "remedy"),
    [
        (URL, Reply(URL, 404), "not there any more", "Ask the other host"),
        (URL, Reply(URL, 410), "not there any more", "Ask the other host"),
        (URL, Reply(URL, 403), "not given to everybody", "Ask the other host"),
        (f"{URL}?Expires=1&Signature=2", Reply(URL, 403), "good no more", "Import the feed again"),
        (URL, Reply(f"{URL}?X-Amz-Expires=60", 401), "good no more", "Import the feed again"),
        ("https://[broken", Reply("https://[broken", 403), "not given", "Ask the other host"),
        (URL, Reply(URL, trouble=Trouble.CUT_SHORT), "cannot be fetched: why", "Import again"),
    ],
)
def test_each_reason_has_its_remedy(url: str, reply: Reply, what: str, remedy: str) -> None:
    place = Place("episodes/a/episode.md", 3, "audio.url")
    fault = missed_fault(place, url, say("{url} cannot be fetched: why.", url=url), reply)
    assert (fault.place, fault.severity) == (place, "warning")
    assert what in str(fault.what)
    assert str(fault.remedy).startswith(remedy)
