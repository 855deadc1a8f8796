from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balado.web.address import host_header, is_public, origins, request_target, split

PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4007::1", "64:ff9b::5db8:d822")

SPECIAL_IPV4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/31", "192.0.2.0/24"),
    *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32"),
)
"""IANA IPv4 Special-Purpose Address Registry, without AS112 and AMT (which are on the internet); multicast."""

SPECIAL_IPV6 = (
    *("::1/128", "::/128", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64"),
    *("2001::/23", "2001::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16"),
    *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "4000::/3", "e000::/4"),
)
"""IANA IPv6 Special-Purpose Address Registry; compatible, translated and site-local addresses; what nobody has."""

EMBEDDED = (
    *("::{}", "::ffff:{}", "::ffff:0:{}", "64:ff9b::{}", "64:ff9b:1::{}", "2001:db8::5efe:{}", "fe80::5efe:{}"),
    *("2606:2800:220:1:0:5efe:{}", "2606:2800:220:1:200:5efe:{}"),
)
"""The forms in which IPv6 carries an IPv4 address at its end."""


def in_hexadecimal(address: str) -> str:
    number = int(ip_address(address))
    return f"{number >> 16:x}:{number & 0xFFFF:x}"


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet(address):
    assert is_public(address)


@pytest.mark.parametrize("network", [*SPECIAL_IPV4, *SPECIAL_IPV6])
def test_no_network_of_the_registries_of_special_purposes_is_public(network):
    found = ip_network(network)
    middle = found[found.num_addresses // 2]
    assert not [str(one) for one in (found[0], middle, found[-1]) if is_public(str(one))]


@pytest.mark.parametrize("form", EMBEDDED)
@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"])  # noqa: S104
def test_no_form_of_ipv6_reaches_a_private_host(form, private):
    assert not is_public(form.format(private))
    assert not is_public(form.format(in_hexadecimal(private)))


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "169.254.169.254"])
def test_no_relay_reaches_a_private_host(private):
    hexadecimal = in_hexadecimal(private)
    inverted = f"{0xFFFFFFFF ^ int(ip_address(private)):08x}"
    assert not is_public(f"2002:{hexadecimal}::1")
    assert not is_public(f"2001:0:4136:e378:8000:63bf:{inverted[:4]}:{inverted[4:]}")


@pytest.mark.parametrize("zone", ["fe80::1%eth0", "fec0::1%1", "2606:2800:220:1::1%lo", "::1%0", "2606:2800::1%"])
def test_an_address_with_a_zone_is_of_this_machine(zone):
    assert not is_public(zone)


@pytest.mark.parametrize("other", ["", "example.org", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1 "])
def test_what_is_no_address_is_not_public(other):
    assert not is_public(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://podcast.intra/show", {("podcast.intra", 80), ("podcast.intra", 443)}),
        ("https://Podcast.intra", {("podcast.intra", 80), ("podcast.intra", 443)}),
        ("http://127.0.0.1:8000/", {("127.0.0.1", 8000)}),
        ("s3://bucket", set()),
        ("", set()),
    ],
)
def test_the_servers_that_an_address_means(url, expected):
    assert origins(url) == expected


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("https://example.org", "example.org", "/"),
        ("https://example.org:8443/a b?c=é#part", "example.org:8443", "/a%20b?c=%C3%A9"),
        ("http://[::1]:80/x", "[::1]", "/x"),
        ("https://écluse.example/1%2F2.mp3", "xn--cluse-9ra.example", "/1%2F2.mp3"),
    ],
)
def test_what_is_sent_for_an_address(url, host, target):
    parts = split(url)
    assert (host_header(parts), request_target(parts)) == (host, target)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "https://",
        "https://[::1",
        "http://a:99999/",
        "file:///etc",
        "x",
        "http://a\0b/",
        "http://[::1%\n]/",
    ],
)
def test_what_is_no_address_of_the_web(url):
    assert split(url) is None


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_no_text_breaks_it(text):
    is_public(text)
    parts = split(f"http://{text}")
    assert parts is None or parts.hostname
