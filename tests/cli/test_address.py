"""Where the server listens is read strictly and checked before anything starts."""

import socket

import pytest

from sanwen.cli import address
from sanwen.cli.address import Address
from sanwen.cli.refusal import Refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000)),
        ("0.0.0.0:80", Address("0.0.0.0", 80)),
        ("[::1]:9000", Address("::1", 9000)),
        (":8080", Address("127.0.0.1", 8080)),
    ],
)
def test_host_and_port_are_read(text: str, expected: Address) -> None:
    assert address.read(text) == expected


@pytest.mark.parametrize("text", ["", "8000x", "host:", "host:0", "host:65536", "host:-1", "host"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match=r"127\.0\.0\.1:8000"):
        address.read(text)


@pytest.mark.parametrize(
    ("where", "url"),
    [
        (Address("0.0.0.0", 80), "http://127.0.0.1:80"),
        (Address("::", 80), "http://[::1]:80"),
        (Address("::1", 80), "http://[::1]:80"),
        (Address("example.org", 80), "http://example.org:80"),
    ],
)
def test_the_address_is_shown_as_one_would_type_it(where: Address, url: str) -> None:
    assert where.url == url


def test_a_free_port_passes() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    address.check_free(Address("127.0.0.1", port))


def test_a_taken_port_is_refused_and_another_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]

        with pytest.raises(Refused, match=rf"Port {port} .* is taken.*--bind 127.0.0.1:{port + 1}"):
            address.check_free(Address("127.0.0.1", port))


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refused, match="Cannot listen"):
        address.check_free(Address("192.0.2.1", 8000))
