"""`make run`: the whole site on this machine, until Ctrl-C."""

import http.client
import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from types import FrameType
from typing import NoReturn

from demo.logins import LOGINS
from embedded.children import Child, Program, dies_with_us, start, stop_together
from embedded.environment import DATABASE, WITH_DEMO, embedded_variables, is_outside
from embedded.journal import Journal
from embedded.places import PROJECT, var_folder
from embedded.ports import LOOPBACK, chosen_port, free_port
from embedded.problems import SetupProblemError, exit_in_words
from embedded.procfile import read_procfile, shell_argv
from embedded.readiness import is_prepared, remember_prepared
from embedded.servers import Servers

_ANSWER_SECONDS = 60.0
_PATIENCE_SECONDS = 8.0
_WATCH_SECONDS = 0.5
_SERVER_CHECK_ROUNDS = 6


def main() -> int:
    """Start everything, watch it, and stop it in order however we end. Returns the exit code."""
    port = chosen_port()
    _end_on_signals()
    with Servers(var_folder()) as servers:
        site = Site(servers, port)
        try:
            site.start()
            site.watch()
        except KeyboardInterrupt:
            # Ctrl-C is how one leaves: no failure.
            return 0
        finally:
            _ignore_signals()
            site.stop()


class Site:
    """The processes of the Procfile over one pair of servers."""

    def __init__(self, servers: Servers, port: int) -> None:
        self.servers = servers
        self.port = port
        self.journal = Journal(servers.home.logs)
        self.children: list[Child] = []
        self.variables: dict[str, str] = {}

    def start(self) -> None:
        """From nothing to a page. The web process goes first and alone: a page is what the person waits for."""
        self.variables = self._variables()
        self._prepare()
        commands = read_procfile(PROJECT / "Procfile")
        self._spawn("web", commands.pop("web"))
        self._await_answer()
        for name, command in commands.items():
            self._spawn(name, command)
        for line in (*_address_lines(self.port), *self._demo_lines(), *self._place_lines()):
            print(line, flush=True)

    def watch(self) -> NoReturn:
        """Look after everything; raises SetupProblemError when a process or a server we need has ended."""
        for rounds in count(1):
            self._raise_if_ended()
            # A server of another `make run` goes when that one ends; asking it is dearer than asking our children.
            lost = self.servers.lost() if rounds % _SERVER_CHECK_ROUNDS == 0 else ""
            if lost:
                raise SetupProblemError(f"{lost} is gone: the command that had started it has ended. Run again.")
            time.sleep(_WATCH_SECONDS)
        raise AssertionError("counting ends")

    def stop(self) -> None:
        """The site's processes first, together; the servers follow when their context closes."""
        if self.children:
            print("\nStopping ...", flush=True)
        killed = stop_together(self.children[::-1], _PATIENCE_SECONDS)
        self.journal.finish()
        if killed:
            print(f"Did not end in {_PATIENCE_SECONDS:.0f} s and was killed: {', '.join(killed)}.", flush=True)

    def _variables(self) -> dict[str, str]:
        live = free_port()
        return {
            "SITE_URL": f"http://{LOOPBACK}:{self.port}",
            "LIVE_URL": f"http://{LOOPBACK}:{live}/live/",
            **embedded_variables(self.servers),
            "HOST": LOOPBACK,
            "PORT": str(self.port),
            "LIVE_PORT": str(live),
        }

    def _has_demo(self) -> bool:
        """An outside database may be anybody's: accounts with a known password go there only when asked for."""
        return not is_outside("DATABASE_URL") or os.environ.get("MEADOW_DEMO") == "1"

    def _demo_lines(self) -> list[str]:
        if not self._has_demo():
            return ["  An outside database: the demo community was not loaded (MEADOW_DEMO=1 loads it).", ""]
        rows = (f"    {role:<7} {handle:<14} {password}" for role, handle, password in LOGINS)
        return ["  Log in as", *rows, ""]

    def _place_lines(self) -> list[str]:
        home = self.servers.home
        moved = [] if home.data.is_relative_to(home.var) else [f"  The data lie in {home.data}: {home.var} is closed."]
        return [*moved, f"  Logs are kept in {home.logs}. Ctrl-C stops everything.", ""]

    def _prepare(self) -> None:
        if is_outside("DATABASE_URL"):
            self._run_preparation()
        elif not is_prepared(self.servers.postgres, DATABASE, Path(self.variables["STATIC_ROOT"])):
            self._run_preparation()
            remember_prepared(self.servers.postgres, DATABASE)

    def _run_preparation(self) -> None:
        argv = [sys.executable, "-m", "embedded.prepare", *([WITH_DEMO] if self._has_demo() else [])]
        # In the foreground: its progress bar needs the terminal.
        done = subprocess.run(
            argv,
            cwd=PROJECT,
            env=self.variables,
            preexec_fn=dies_with_us(signal.SIGKILL),
            check=False,
        )
        if done.returncode:
            raise SetupProblemError("the database could not be made ready (see above).")

    def _spawn(self, name: str, command: str) -> None:
        program = Program(name, shell_argv(command), folder=PROJECT, environment=self.variables)
        child = start(program, subprocess.PIPE)
        self.children.append(child)
        if child.process.stdout:
            self.journal.follow(name, child.process.stdout)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + _ANSWER_SECONDS
        while not _answers(self.port):
            self._raise_if_ended()
            if time.monotonic() > deadline:
                raise SetupProblemError(f"the site does not answer after {_ANSWER_SECONDS:.0f} s.")
            time.sleep(0.05)

    def _raise_if_ended(self) -> None:
        for child in self.children:
            if not child.is_running:
                name, code = child.program.name, child.process.returncode
                log = self.journal.folder / f"{name}.log"
                raise SetupProblemError(f"the {name} process ended with code {code}. See {log}.")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _address_lines(port: int) -> list[str]:
    return ["", f"  Meadow is open at http://{LOOPBACK}:{port}", ""]


def _end_on_signals() -> None:
    """Every polite way to end us becomes the same: KeyboardInterrupt.

    A shell that starts us with `&` leaves SIGINT ignored, and Python then never raises; so it is set too.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


def _ignore_signals() -> None:
    """An impatient second Ctrl-C must not leave half of the processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    exit_in_words(main)
