"""Lists of networks: what may stand in them, what is told of a line that is none, and which addresses they hold."""

from __future__ import annotations

import gzip
import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.errors import UsageError
from balado.statistics.connection import statement
from balado.statistics.lists import NETWORKS
from balado.statistics.networks import NetworkList, read_networks, reject_listed


def listed(folder: Path, *texts: bytes) -> NetworkList:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_bytes(text)
    return NetworkList(read_networks(paths)[NETWORKS])


def test_networks_and_single_addresses_of_both_kinds_are_taken_comments_and_empty_lines_passed_over(
    tmp_path: Path,
) -> None:
    networks = listed(
        tmp_path,
        b"\xef\xbb\xbf# data centres\r\n\r\n192.0.2.0/24 # one\r\n198.51.100.7\r\n",
        gzip.compress(b"2001:db8:5::/48\n203.0.113.9/28\n::ffff:10.1.0.0/112\n"),
    )
    for address in ("192.0.2.0", "192.0.2.255", "198.51.100.7", "203.0.113.0", "203.0.113.15", "10.1.255.255"):
        assert networks.holds(address), address
    for address in ("192.0.1.255", "192.0.3.0", "198.51.100.8", "203.0.113.16", "10.2.0.0", "2001:db8:4:ffff::1"):
        assert not networks.holds(address), address
    for address in ("2001:db8:5::", "2001:DB8:5:ffff:ffff:ffff:ffff:ffff", "2001:db8:5::1%eth0", "2001:db8:5::0.0.0.1"):
        assert networks.holds(address) is ("." not in address), address


def test_ipv4_is_ipv4_however_it_is_written(tmp_path: Path) -> None:
    networks = listed(tmp_path, b"192.0.2.0/24")
    assert networks.holds("::ffff:192.0.2.1")
    assert networks.holds("::ffff:c000:201")
    assert not networks.holds("::ffff:192.0.3.1")


@pytest.mark.parametrize(
    "address", ["", "-", "host.example", "192.0.2", "192.0.2.1.1", "192.0.2.256", ":::", "\0", "é"]
)
def test_what_is_no_address_is_in_no_network(address: str, tmp_path: Path) -> None:
    assert not listed(tmp_path, b"192.0.2.0/24\n0.0.0.0\n::/128").holds(address)


@st.composite
def network_texts(draw: st.DrawFn) -> str:
    version = draw(st.sampled_from([4, 6]))
    few = draw(st.integers(0, 7))
    first = (0x0A000000 if version == 4 else 0x20010DB8 << 96) + few
    address = ipaddress.ip_address(first)
    bits = 32 if version == 4 else 128
    return f"{address}/{draw(st.integers(bits - 4, bits))}"


@given(st.lists(network_texts(), min_size=1, max_size=6), st.integers(0, 40))
def test_networks_that_touch_or_hold_one_another_hold_what_each_of_them_holds(texts: list[str], few: int) -> None:
    networks = [ipaddress.ip_network(text, strict=False) for text in texts]
    ranges = [[one[0].packed.hex(), one[-1].packed.hex()] for one in _merged(networks)]
    for address in (ipaddress.IPv4Address(0x0A000000 + few), ipaddress.IPv6Address((0x20010DB8 << 96) + few)):
        assert NetworkList(ranges).holds(str(address)) is any(address in one for one in networks)


def _merged(
    networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network],
) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    yield from ipaddress.collapse_addresses(one for one in networks if isinstance(one, ipaddress.IPv4Network))
    yield from ipaddress.collapse_addresses(one for one in networks if isinstance(one, ipaddress.IPv6Network))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            b"192.0.2.0/24\n\n192.0.2.0/33\n",
            "0.txt:3 cannot be taken as a list of networks: “192.0.2.0/33” is no network",
        ),
        (b"192.0.2.0/24,amazon\n", "0.txt:1 cannot be taken as a list of networks: “192.0.2.0/24,amazon” is no"),
        (b"x" * 500, f"“{'x' * 60}” is no network"),
        (b"0.0.0.0/0", "0.txt:1 cannot be taken as a list of networks: “0.0.0.0/0” is wider than"),
        (b"10.0.0.0/7", "is wider than the network of any provider"),
        (b"::/0", "is wider than the network of any provider"),
        (b"2000::/15", "is wider than the network of any provider"),
        (b"::/64", "“::/64” is wider than"),
        (b"::ffff:0:0/96", "is wider than"),
        (b"# nothing\n", "0.txt cannot be taken as a list of networks: it holds no network"),
        (b"", "it holds no network"),
        (b"192.0.2.0/24 # caf\xe9", "it is no text in UTF-8"),
        (gzip.compress(b"192.0.2.0/24", mtime=0)[:-9], "it is damaged"),
    ],
)
def test_what_is_no_list_is_told_with_its_line(text: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        listed(tmp_path, text)
    assert what in str(raised.value.message)


def test_nor_is_what_cannot_be_read_or_is_far_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, what in ((tmp_path / "missing.txt", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(UsageError) as raised:
            read_networks([path])
        assert what in str(raised.value.message)
    monkeypatch.setattr("balado.statistics.networks._MOST_BYTES", 100)
    for text in (b"#" * 101, gzip.compress(b"#" * 1_000)):
        with pytest.raises(UsageError) as raised:
            listed(tmp_path, text)
        assert "it is far too large" in str(raised.value.message)


def test_without_a_file_there_is_no_list() -> None:
    assert read_networks([]) == {}
    assert not NetworkList([])
    assert not NetworkList([]).holds("192.0.2.1")


def test_each_address_of_a_batch_is_looked_at_once_and_none_where_no_network_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    looked: list[str] = []
    real = NetworkList.holds

    def noted(self: NetworkList, address: str) -> bool:
        looked.append(address)
        return real(self, address)

    monkeypatch.setattr(NetworkList, "holds", noted)
    monkeypatch.setattr("balado.statistics.networks._AT_ONCE", 2)
    with duckdb.connect() as database:
        database.execute(statement("sql", "macros"))
        database.execute(
            "CREATE TABLE read_requests AS SELECT '192.0.2.' || i % 3 AS address, DATE '2026-11-01' AS day, "
            "outcome_number('method') AS outcome FROM range(9) t(i)"
        )
        reject_listed(database, NetworkList([]))
        assert looked == []
        reject_listed(database, listed(tmp_path, b"192.0.2.0/31"))
        rows = database.execute("SELECT DISTINCT address, outcomes()[outcome] FROM read_requests ORDER BY ALL")
        assert rows.fetchall() == [
            ("192.0.2.0", "listed_network"),
            ("192.0.2.1", "listed_network"),
            ("192.0.2.2", "method"),
        ]
    assert sorted(looked) == ["192.0.2.0", "192.0.2.1", "192.0.2.2"]
