"""A web process as the Procfile starts it, and what it and the database cost, read from /proc."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from embedded.places import PROJECT
from embedded.ports import LOOPBACK, free_port
from embedded.procfile import read_procfile, shell_argv

SITE = "config.settings"
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_PROC = Path("/proc")


class Web:
    """The Procfile's web line under other settings or the site's own."""

    def __init__(self, settings: str, variables: Mapping[str, str]) -> None:
        self.port = free_port()
        own = {"HOST": LOOPBACK, "PORT": str(self.port), "DJANGO_SETTINGS_MODULE": settings}
        # The Procfile's own `python` is the one of this environment.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        self.process = subprocess.Popen(
            shell_argv(read_procfile(PROJECT / "Procfile")["web"]),
            cwd=PROJECT,
            env={**variables, **own, "PATH": path},
            stdout=sys.stderr,
            start_new_session=True,
        )

    def wait(self) -> None:
        """Until it takes connections. Raises RuntimeError when it ended instead."""
        deadline = time.monotonic() + _START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, self.port), timeout=1):
                return
            time.sleep(0.1)
        raise RuntimeError("the web process did not start")

    def stop(self) -> None:
        """In order, then by force: nothing of ours stays behind."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def cpu_seconds(self) -> float:
        """Processor time of it and its workers so far: all processes of its session."""
        return _cpu_seconds(pid for pid, facts in _processes() if facts[3] == str(self.process.pid))


@contextlib.contextmanager
def running(*webs: Web) -> Iterator[None]:
    """Web processes that answer, stopped however we leave."""
    try:
        for web in webs:
            web.wait()
        yield
    finally:
        for web in webs:
            web.stop()


def can_read_cpu() -> bool:
    """Processor time is read where Linux shows it."""
    return (_PROC / "self" / "stat").exists()


def database_cpu_seconds(database: str) -> float:
    """Processor time of the connections to a database on this machine so far; 0 when it runs elsewhere."""
    return _cpu_seconds(pid for pid, _ in _processes() if _serves(pid, database))


def _serves(pid: int, database: str) -> bool:
    try:
        words = (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").split()
    except OSError:
        return False
    return words[:1] == ["postgres:"] and database in words


def _processes() -> Iterator[tuple[int, list[str]]]:
    for folder in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # The name in parentheses may hold spaces; the fields begin behind it.
            yield int(folder.name), (folder / "stat").read_text().rpartition(")")[2].split()


def _cpu_seconds(pids: Iterable[int]) -> float:
    wanted = set(pids)
    ticks = sum(int(facts[11]) + int(facts[12]) for pid, facts in _processes() if pid in wanted)
    return ticks / os.sysconf("SC_CLK_TCK")


def production(environ: dict[str, str]) -> dict[str, str]:
    """The settings of production over plain http, with keys of its own in Redis."""
    kept = {name: value for name, value in environ.items() if name not in {"MEADOW_TESTING", "WEB_WORKERS"}}
    return {
        **kept,
        "DEBUG": "0",
        "MEADOW_EMBEDDED": "1",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": SITE,
        "REDIS_PREFIX": f"{environ.get('REDIS_PREFIX', 'meadow')}-bench",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "platform"), str(PROJECT)]),
    }
