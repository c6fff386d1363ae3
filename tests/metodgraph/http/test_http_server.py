"""Tests of the service's port: bound early, refused with a message if in use, fast for small responses."""

import socket

import pytest

from metodgraph.http.port import ServicePortInUseError, listening
from metodgraph.settings import Settings
from tests.metodgraph.programs import free_port


def settings(host: str, port: int) -> Settings:
    return Settings.model_construct(host=host, port=port)


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_addresses_of_both_kinds_can_be_served_on(host: str, family: socket.AddressFamily) -> None:
    port = free_port()
    with listening(settings(host, port)) as server:
        assert server.family == family
        assert server.getsockname()[:2] == (host, port)


def test_a_port_that_another_program_listens_on_is_refused_with_advice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ServicePortInUseError, match=f"127.0.0.1:{port}: Address already in use. Stop the program"):
            listening(settings("127.0.0.1", port))


def test_the_socket_names_its_protocol_so_that_small_answers_leave_at_once() -> None:
    with listening(settings("127.0.0.1", free_port())) as server:
        assert server.proto == socket.IPPROTO_TCP
