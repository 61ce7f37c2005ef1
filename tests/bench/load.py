"""The readers: threads with one open connection each, in a process of its own. Standard library, this machine only.

Takes its order as JSON on standard input and answers with JSON: the milliseconds of each answer, and how long it took.
"""

import itertools
import json
import socket
import sys
import threading
import time

_HOST = "127.0.0.1"


class Connection:
    """One kept-open connection. http.client would cost more than some of the answers it waits for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((_HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> None:
        """Sends a request and reads its whole answer. Raises RuntimeError unless it is 200."""
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._read()
        head, _, body = answer.partition(b"\r\n\r\n")
        left = _length(head) - len(body)
        while left > 0:
            left -= len(self._read())
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.split(b"\r\n", 1)[0].decode())

    def _read(self) -> bytes:
        part = self.socket.recv(262_144)
        if not part:
            raise RuntimeError("the connection was closed")
        return part


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("an answer without content-length")


def run(order: dict) -> dict:
    """Asks the requests in turn with so many clients until the seconds or the requests are over."""
    ways = [_bytes(row) for row in order["requests"]]
    numbers, spent, problems = itertools.count(), [], []
    until = time.perf_counter() + order["seconds"]

    def read() -> None:
        try:
            connection = Connection(order["port"])
            while (number := next(numbers)) < order["most"] and (began := time.perf_counter()) < until:
                connection.ask(ways[number % len(ways)])
                spent.append((time.perf_counter() - began) * 1000)
        except (OSError, RuntimeError) as error:
            problems.append(str(error))

    threads = [threading.Thread(target=read) for _ in range(order["clients"])]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"spent_ms": spent, "wall_s": time.perf_counter() - began, "problems": problems}


def _bytes(row: dict) -> bytes:
    lines = [f"GET {row['path']} HTTP/1.1", f"Host: {_HOST}", *(f"{k}: {v}" for k, v in row["headers"].items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
