"""Valkey, which speaks the protocol of Redis, as a plain child process."""

import socket

from embedded.binaries import valkey_server
from embedded.children import Program
from embedded.places import Home, claim


class Valkey:
    """One server on a unix socket. Its append-only file lives beside the database."""

    name = "valkey"

    def __init__(self, home: Home, *, durable: bool) -> None:
        self.home = home
        self.durable = durable
        self.socket = home.sockets / "valkey.sock"
        self.data = home.data / "valkey"

    def is_ready(self) -> bool:
        """Whether it answers: it accepts connections before its file is loaded, so a ping is asked for."""
        if not self.socket.exists():
            return False
        try:
            return self._ask(b"PING") == b"+PONG\r\n"
        except OSError:
            return False

    def prepare(self) -> None:
        claim(self.data, self.home.account)
        self.socket.unlink(missing_ok=True)

    def program(self) -> Program:
        # 64 numbered databases: every parallel test process has one of its own.
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.data),
            "--databases": "64",
            "--save": "",
            "--appendonly": "yes" if self.durable else "no",
        }
        argv = [part for option in options.items() for part in option]
        return Program(self.name, (valkey_server(self.home.account), *argv), account=self.home.account)

    def url(self, number: int = 0) -> str:
        """The address of the numbered database `number` (0 to 63)."""
        return f"unix://{self.socket}?db={number}" if number else f"unix://{self.socket}"

    def forget_all(self) -> None:
        """Empty every numbered database: cache, sessions, queues and streams."""
        self._ask(b"FLUSHALL")

    def _ask(self, command: bytes) -> bytes:
        """Two commands do not need the client library, whose import costs every start half a second."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(str(self.socket))
            client.sendall(command + b"\r\n")
            return client.recv(256)
