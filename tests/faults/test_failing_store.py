"""A store that fails once, at each request of a publication: got over, or said; and never half-published.

Each request fails in one of the ways, with `--hypothesis-profile=ci` in two; the README's command asks every other one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from depth import depth
from faulty_proxy import FAULTS, FaultyProxy
from forked_runs import ForkedRuns, Run
from published_place import URL, BucketPlace, assert_projected, assert_whole, documents
from show_builder import Show
from store_servers import Store
from workers import first_of

NOW = "2025-11-23T12:00:00+01:00"
GOT_OVER = ("cut", "cut-after", "delay", "500", "503")
"""What boto3 tries again."""
_PARTS = 2
"""Tests that share the points, so that several processes do."""


@pytest.mark.parametrize("part", first_of(range(_PARTS), 1))
def test_every_request_fails_once(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    with FaultyProxy(bucket.url) as proxy:
        environment = {
            **bucket.environment(),
            "AWS_ENDPOINT_URL": proxy.url,
            "BALADO_CACHE_DIR": str(tmp_path / "cache"),
        }
        show = Show(tmp_path / "show", environment)
        show.write_feed(
            publish=f"{{to: 's3://{bucket.bucket}/p', url: '{URL}', verify: false}}", feeds="{latest: {newest: 2}}"
        )
        show.add("a")
        show.publish()
        place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")
        place.remember()
        for number, slug in enumerate("bcd", 2):
            show.add(slug, date=f"2025-11-0{number} 08:00", seconds=3)
        run = Run(show.root, ["publish", "--now", NOW], environment)
        proxy.arm(0, "")
        [undisturbed] = runs.run(run)
        assert undisturbed.code == 0, undisturbed.said
        expected, requests = documents(place.objects()), len(proxy.requests)

        times = depth(1, 2, 5)
        points = [
            (at, FAULTS[(times * at + turn) % len(FAULTS)]) for at in range(1, requests + 1) for turn in range(times)
        ]
        for at, fault in points[part::_PARTS]:
            place.restore()
            proxy.arm(at, fault)

            [ended] = runs.run(run)

            assert "Traceback" not in ended.said
            assert ended.code in (0, 1, 3), (fault, at, ended.said)
            assert ended.code == 0 or fault not in GOT_OVER, (fault, at, ended.said)
            assert ended.code == 0 or f"s3://{bucket.bucket}/p" in ended.said, ended.said
            assert assert_whole(place.objects()) in (["guid-of-a"], [f"guid-of-{slug}" for slug in "dcba"])
            proxy.arm(0, "")
            [again] = runs.run(run)
            assert again.code == 0, again.said
            found = place.objects()
            assert documents(found) == expected
            assert_projected(found)
    record_points("S3, a request that fails", len(points[part::_PARTS]))
    assert requests > 15
