from __future__ import annotations

from typing import Any

import pytest
from starlette.routing import Route
from studio_runs import ServedStudio

from balado.studio.app import FIRST_VIEWS, further_views
from balado.studio.change import ChangeRoute
from balado.studio.uploads.route import UploadRoute

VIEWS = (*FIRST_VIEWS, *further_views())


def test_what_is_looked_at_changes_nothing_and_what_changes_asks_for_the_token_of_a_form() -> None:
    looks = [route for view in VIEWS for route in view.ROUTES]
    changes = [route for view in VIEWS for route in getattr(view, "CHANGES", ())]
    assert all(isinstance(route, Route) and route.methods == {"GET", "HEAD"} for route in looks)
    assert changes
    forms = [route for route in changes if route.methods == {"GET", "HEAD"}]  # a preview does not even show them
    posts = [route for route in changes if route not in forms]
    assert all(isinstance(route, ChangeRoute | UploadRoute) and route.methods == {"POST"} for route in posts)
    uploads = [route for route in posts if isinstance(route, UploadRoute)]
    assert uploads
    assert all(route.path.startswith("/upload/{token}/") for route in uploads)


PAGES = ("/", "/findings", "/difference", "/feed", "/history", "/history/1", "/text/feed.yaml", "/episodes/live",
         "/episodes/changed", "/episodes/scheduled", "/episodes/draft", "/episodes/waiting", "/episodes/unrecorded",
         "/episodes/announced")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_seen(english: ServedStudio, french: ServedStudio, path: str) -> None:
    for served, language in ((english, "en"), (french, "fr")):
        answer = served.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert f'<html lang="{language}"' in answer.text


def test_a_preview_has_nothing_that_changes(french: ServedStudio) -> None:
    for view in VIEWS:
        for route in getattr(view, "CHANGES", ()):
            # 405 where an address of the same form is looked at: /transcripts/{slug}
            assert french.post(route.path, {"fault": "x"}).status in (404, 405)
    assert "<form method" not in french.get("/findings").text
    assert french.doors.secrets.csrf not in french.get("/findings").text


def test_a_page_that_is_none_says_so_in_the_language_of_the_run(french: ServedStudio) -> None:
    answer = french.get("/nothing")
    assert answer.status == 404
    assert "Cette page n’existe pas." in answer.text


def test_a_defect_of_ours_is_said_in_a_sentence(english: ServedStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise ZeroDivisionError("secret of the machine")

    monkeypatch.setattr("balado.studio.views.board.entries", fail)
    answer = english.get("/")
    assert answer.status == 500
    assert "This is a defect of Balado, not of your show: ZeroDivisionError" in answer.text
    assert "Traceback" not in answer.text


def test_a_form_is_bounded_and_says_how_long_it_is(english: ServedStudio) -> None:
    headers = {"Cookie": english.cookie, "Origin": english.doors.origin}
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    assert english.ask("POST", "/findings/fix", headers={**form, "Content-Length": "10000000000"}).status == 413
    assert english.ask("POST", "/findings/fix", b"0\r\n\r\n", {**form, "Transfer-Encoding": "chunked"}).status == 411
    upload = b'--x\r\nContent-Disposition: form-data; name="a"; filename="../a"\r\n\r\nx\r\n--x--\r\n'
    sent = {**headers, "Content-Type": "multipart/form-data; boundary=x"}
    assert english.ask("POST", "/findings/fix", upload, sent).status == 400
