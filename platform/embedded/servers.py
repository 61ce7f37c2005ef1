"""Starting and stopping the embedded servers, once per checkout however many commands need them.

Whoever starts a server locks a file and hands the open lock down to it. So the lock is free exactly when neither the
command nor the server lives: after a kill -9 the next start waits for a server that is still writing, and no pid
number is ever trusted.
"""

import contextlib
import fcntl
import os
import time
from pathlib import Path
from typing import Protocol, Self

from embedded.children import Child, Program, start, stop_together
from embedded.places import open_home
from embedded.postgres import Postgres
from embedded.problems import SetupProblemError
from embedded.valkey import Valkey

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_STEP_SECONDS = 0.02


class Server(Protocol):
    name: str

    def is_ready(self) -> bool: ...
    def prepare(self) -> None: ...
    def program(self) -> Program: ...


class Servers:
    """The pair of servers whose data lie under `var`. Leaving the context stops what this object started, no more."""

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.home = open_home(var)
        self.postgres = Postgres(self.home, durable=durable)
        self.valkey = Valkey(self.home, durable=durable)
        self._started: list[tuple[Child, int]] = []
        self._used: list[Server] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def database_url(self, database: str = "meadow") -> str:
        """The address of `database` on the running PostgreSQL, started when nobody has."""
        self._ensure(self.postgres)
        return self.postgres.url(database)

    def redis_url(self, number: int = 0) -> str:
        """The address of the running Valkey, started when nobody has."""
        self._ensure(self.valkey)
        return self.valkey.url(number)

    def lost(self) -> str:
        """The name of a server we use that no longer answers, or an empty text."""
        return next((server.name for server in self._used if not server.is_ready()), "")

    def is_ours(self, server: Server) -> bool:
        """Whether this object started `server`; otherwise another command did, and will stop it."""
        return any(child.program.name == server.name for child, _ in self._started)

    def stop(self) -> None:
        """Stop in reverse order what we started. Others' servers stay."""
        while self._started:
            child, lock = self._started.pop()
            stop_together([child], _STOP_SECONDS)
            os.close(lock)
        self._used.clear()

    def _ensure(self, server: Server) -> None:
        if server in self._used:
            return
        deadline = time.monotonic() + _START_SECONDS
        while True:
            lock = _try_lock(self.home.var / f"{server.name}.lock")
            if lock is not None:
                self._start(server, lock)
                break
            if server.is_ready():
                break
            _wait_a_step(deadline, f"{server.name} is locked by another command, but does not answer")
        self._used.append(server)

    def _start(self, server: Server, lock: int) -> None:
        try:
            server.prepare()
            child = self._spawn(server, lock)
        except BaseException:
            os.close(lock)
            raise
        self._started.append((child, lock))
        self._await(server, child)

    def _spawn(self, server: Server, lock: int) -> Child:
        program = server.program()
        inherits_lock = Program(**{**vars(program), "keep_open": (lock,)})
        with (self.home.logs / f"{server.name}.log").open("ab") as log:
            return start(inherits_lock, log)

    def _await(self, server: Server, child: Child) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not server.is_ready():
            if not child.is_running:
                log = self.home.logs / f"{server.name}.log"
                raise SetupProblemError(f"{server.name} did not start ({_last_line(log)}). See {log}.")
            _wait_a_step(deadline, f"{server.name} does not answer after {_START_SECONDS:.0f} s")


def _try_lock(path: Path) -> int | None:
    """An open descriptor that holds the lock, or None when another has it."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        raise SetupProblemError(f"{path} belongs to another account. Change the owner of its folder.") from error
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle
    os.close(handle)
    return None


def is_abandoned(lock: Path) -> bool:
    """Whether nobody holds `lock`, so that what it guards may be removed."""
    handle = _try_lock(lock)
    if handle is None:
        return False
    os.close(handle)
    return True


def _wait_a_step(deadline: float, complaint: str) -> None:
    if time.monotonic() > deadline:
        raise SetupProblemError(f"{complaint}.")
    time.sleep(_STEP_SECONDS)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
