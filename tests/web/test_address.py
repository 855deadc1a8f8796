import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balado.web.address import host_header, is_public, request_target, split


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_the_public_internet(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.20", "169.254.169.254", "100.64.0.1"),  # noqa: S104
        *("224.0.0.1", "239.255.255.250", "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1%eth0", "fd00::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1"),
        *("", "example.org"),
    ],
)
def test_everything_else(address):
    assert not is_public(address)


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
    "url", ["ftp://example.org/", "https://", "https://[::1", "http://a:99999/", "file:///etc", "x"]
)
def test_what_is_no_address_of_the_web(url):
    assert split(url) is None


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_no_text_breaks_it(text):
    is_public(text)
    parts = split(f"http://{text}")
    assert parts is None or parts.hostname
