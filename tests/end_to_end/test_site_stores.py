"""Pages on real stores: published, added to, brought back to the byte, taken down, and found unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from published_place import URL, BucketPlace
from served_site import lead_nowhere, pages_of
from show_builder import Show
from store_servers import new_store


@pytest.mark.parametrize("endpoint", ["radosgw_endpoint", "swift_endpoint"])
def test_pages_live_on_real_stores(endpoint: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    store = new_store(request.getfixturevalue(endpoint))
    place = BucketPlace(store.endpoint.client(), store.bucket, "p")
    show = Show(tmp_path / "show", store.endpoint.environment())
    show.write_feed(site=None, publish=f"{{to: 's3://{store.bucket}/p', url: '{URL}', verify: false}}")
    show.add("a", people="[{name: Ada}]")

    def pages() -> dict[str, bytes]:
        served = {key: body for key, body in place.objects().items() if not key.startswith(".balado/")}
        assert lead_nowhere(served) == set()
        return pages_of(served)

    show.publish()
    first = pages()
    show.add("b", date="2025-11-02 08:00", people="[{name: Zwart}]")
    show.publish()
    assert {"episodes/b.html", "people/zwart.html"} <= pages().keys() - first.keys()
    assert "Nothing to do" in show.publish().stderr
    assert show.run("rollback", "1", "--consent", "guid-of-b").returncode == 0
    assert pages() == first
    show.publish()
    assert show.run("takedown", "guid-of-b", "--yes").returncode == 0
    left = place.objects()
    assert not [key for key, body in left.items() if b"Zwart" in body or "zwart" in key]
