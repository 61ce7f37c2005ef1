"""Which ports the site listens on."""

import os
import socket
from collections.abc import Mapping

from embedded.problems import SetupProblemError

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8000


def chosen_port(environ: Mapping[str, str] = os.environ) -> int:
    """PORT, or 8000. Raises SetupProblemError when it is no port, or taken: an address that moves by itself is lost."""
    wanted = environ.get("PORT") or str(USUAL_PORT)
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise SetupProblemError(f"PORT must be a number from 1 to 65535, not {wanted!r}.")
    _refuse_if_taken(int(wanted))
    return int(wanted)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _refuse_if_taken(port: int) -> None:
    with socket.socket() as probe:
        # Else the connections of a site stopped a minute ago would count as somebody else's.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise SetupProblemError(f"port {port} is reserved for root. Choose another: PORT=8080 make run") from error
        except OSError as error:
            other = 8080 if port != 8080 else 8090
            raise SetupProblemError(f"port {port} is taken. Choose another: PORT={other} make run") from error
