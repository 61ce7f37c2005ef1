import socket

import pytest

from embedded.ports import LOOPBACK, chosen_port, free_port
from embedded.problems import SetupProblemError


def test_a_free_port_is_taken_as_named() -> None:
    port = free_port()
    assert chosen_port({"PORT": str(port)}) == port


def test_a_taken_port_is_named_with_the_way_to_choose_another() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupProblemError) as refusal:
            chosen_port({"PORT": str(port)})
    assert str(refusal.value) == f"port {port} is taken. Choose another: PORT=8080 make run"


@pytest.mark.parametrize("wanted", ["eight", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(wanted: str) -> None:
    with pytest.raises(SetupProblemError, match="PORT must be a number from 1 to 65535"):
        chosen_port({"PORT": wanted})
