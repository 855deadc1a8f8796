"""The rule for the old address of a feed, for each kind of server."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from programs import need_program

from balado.importer.move.redirects import redirect_rules

NEW = "https://new.example/feed.xml?show=1"
PATHS = ["/feed.xml", "/pod cast/feed.xml", "/a.b+c/feed(1).xml", "/é/feed.xml"]


@pytest.mark.parametrize("path", PATHS)
def test_the_function_of_cloudfront_sends_the_feed_on_and_nothing_else(path: str) -> None:
    rule = redirect_rules(f"https://old.example{path}", NEW)["CloudFront (function, viewer request)"]
    asked = [{"request": {"uri": uri}} for uri in (path, f"{path}x", "/audio/1.mp3")]
    program = f"{rule}\nprocess.stdout.write(JSON.stringify({json.dumps(asked)}.map(handler)));"
    run = subprocess.run([need_program("node"), "-e", program], capture_output=True, check=True)
    sent, *left = json.loads(run.stdout)
    assert (sent["statusCode"], sent["headers"]["location"]["value"]) == (301, NEW)
    assert left == [one["request"] for one in asked[1:]]


@pytest.mark.parametrize("path", PATHS)
def test_the_pattern_of_apache_fits_the_feed_and_nothing_else(path: str) -> None:
    rule = redirect_rules(f"https://old.example{path}", NEW)["Apache"]
    found = re.fullmatch(r'RedirectMatch 301 "(.+)" "(.+)"', rule)
    assert found is not None
    assert found[2] == NEW
    assert re.search(found[1], path)
    assert not re.search(found[1], f"/x{path}")
    assert not re.search(found[1], path.replace(".", "x"))


def test_nginx_gets_one_exact_place_in_quotes_where_it_must_be() -> None:
    assert redirect_rules("https://old.example/feed.xml", NEW)["nginx"] == (
        f"location = /feed.xml {{ return 301 {NEW}; }}"
    )
    assert '"/pod cast/feed.xml"' in redirect_rules("https://old.example/pod cast/feed.xml", NEW)["nginx"]


def test_a_feed_at_the_top_of_its_host_has_a_path_too() -> None:
    assert redirect_rules("https://old.example", NEW)["Netlify, Cloudflare Pages (_redirects)"] == f"/ {NEW} 301"
