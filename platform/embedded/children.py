"""Child processes that never outlive us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from embedded.accounts import Account

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may take locks.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to start. `stop_with` asks it to end in order; `keep_open` are descriptors that it inherits."""

    name: str
    argv: Sequence[str | Path]
    folder: Path = Path("/")
    environment: Mapping[str, str] | None = None
    account: Account | None = None
    stop_with: signal.Signals = signal.SIGTERM
    keep_open: tuple[int, ...] = field(default=())


@dataclass(frozen=True)
class Child:
    program: Program
    process: subprocess.Popen[bytes]

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


def start(program: Program, output: int | IO[bytes]) -> Child:
    """Start `program` in a session of its own (Ctrl-C reaches only us, we stop it in order), output to `output`.

    Call from the main thread: the kernel ties a child's death signal to the thread that made it.
    """
    account = program.account
    process = subprocess.Popen(
        [str(part) for part in program.argv],
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=program.keep_open,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=dies_with_us(program.stop_with),  # noqa: PLW1509  (started before we have threads that hold locks)
    )
    return Child(program, process)


def dies_with_us(stop_with: signal.Signals) -> Callable[[], None] | None:
    """What makes a child get `stop_with` when we are gone, even by kill -9. Linux only; None elsewhere."""
    if _libc is None:
        return None
    prctl, parent = _libc.prctl, os.getpid()

    def ask_the_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, int(stop_with))
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def stop_together(children: Sequence[Child], patience: float) -> list[str]:
    """Ask all to end, wait `patience` seconds in all for each, then kill their groups. Returns the names killed."""
    running = [child for child in children if child.is_running]
    for child in running:
        child.process.send_signal(child.program.stop_with)
    return [child.program.name for child in running if not _ends_within(child, patience)]


def _ends_within(child: Child, patience: float) -> bool:
    try:
        child.process.wait(patience)
    except subprocess.TimeoutExpired:
        kill_group(child)
        return False
    # A killed master can leave workers behind; they share its group.
    kill_group(child)
    return True


def kill_group(child: Child) -> None:
    """End a child and everything it started, without asking."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()
