"""Taking an episode down from the studio: what it deletes is told, its name is typed, and nothing of it is left."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.errors import RemoteError
from balado.message import say
from balado.record import takedown


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    made.add("b")
    made.publish()
    return made


def form_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(guid|number)" value="([^"]+)"', page))


def everything(show: Show) -> bytes:
    return b"".join(file.read_bytes() for file in show.root.rglob("*") if file.is_file() and "public" in str(file))


def ended(served: ServedStudio) -> str:
    served.studio.publishing.publisher.wait()
    return served.get("/publish/run").text


def test_its_name_is_typed_and_then_nothing_of_it_is_left(show: Show) -> None:
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert 'href="/takedown?slug=a"' in served.get("/episodes/a").text
        page = served.get("/takedown?slug=a").text
        for told in ("This cannot be taken back", "Apps and people who have downloaded it keep it", "type: a<"):
            assert told in page
        form = form_in(page)
        for typed in ("", "b", "yes"):
            refused = served.post("/takedown", {**form, "typed": typed})
            assert refused.status == 422
            assert "Nothing was deleted" in refused.text
        assert b"About a" in show.published()["feed.xml"]
        answer = served.post("/takedown", {**form, "typed": "a"})
        assert answer.headers["location"] == "/publish/run"
        told = ended(served)
        assert "is taken down (publication 2)" in told
        assert "Copies that are not Balado" in told
        assert 'href="/episodes/a/withdraw"' in told
        again = served.post("/takedown", {**form, "typed": "a"})
        assert again.headers["location"] == "/publish/run"
        served.studio.publishing.publisher.wait()
    assert b"About a" not in everything(show)
    assert b"About b" in show.published()["feed.xml"]
    assert not [key for key in show.published() if key.startswith("audio/a-")]
    assert len(list(show.root.rglob("generations/*"))) == 2


def test_one_whose_folder_is_gone_is_found_in_the_list(show: Show) -> None:
    shutil.rmtree(show.root / "episodes" / "a")
    with served_studio(options_for(show), show) as served:
        served.settled()
        [address] = re.findall(r'href="(/takedown\?guid=[^"]+)">a</a> \(no longer here\)', served.get("/takedown").text)
        form = form_in(served.get(address).text)
        assert served.post("/takedown", {**form, "typed": "a"}).status == 303
        told = ended(served)
    assert "is taken down" in told
    assert "/withdraw" not in told
    assert b"About a" not in everything(show)


def test_where_it_fails_it_says_what_is_true_then_and_doing_it_again_ends_it(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_arguments: object) -> None:
        raise RemoteError(say("The store does not answer."))

    with served_studio(options_for(show), show) as served:
        served.settled()
        form = form_in(served.get("/takedown?slug=a").text)
        with monkeypatch.context() as patch:
            patch.setattr(takedown, "_delete_media", gone)
            served.post("/takedown", {**form, "typed": "a"})
            told = ended(served)
        assert "Not taken down, or not wholly" in told
        assert "The store does not answer." in told
        assert "it goes on where it stopped" in told
        assert served.post("/takedown", {**form, "typed": "a"}).headers["location"] == "/publish/run"
        assert "is taken down" in ended(served)
    assert b"About a" not in everything(show)


def test_an_episode_that_nobody_knows_is_none(show: Show) -> None:
    with served_studio(options_for(show), show) as served:
        served.settled()
        assert served.post("/takedown", {"guid": "x", "typed": "x"}).headers["location"] == "/takedown"
        assert served.studio.publishing.publisher.current is None


def test_without_its_token_nothing_is_deleted(show: Show) -> None:
    before = show.published()
    with served_studio(options_for(show), show) as served:
        form = form_in(served.get("/takedown?slug=a").text)
        assert served.post("/takedown", {**form, "typed": "a", "csrf": ""}).status == 403
    assert show.published() == before
