"""Under which account the servers run: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded.problems import SetupProblemError

_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A numeric account; a number, because a container's user need not have a name."""

    uid: int
    gid: int

    def can_run(self, *argv: str | Path) -> bool:
        """Whether this account may execute `argv`, asked by doing it: modes, ACLs and mounts all count."""
        try:
            done = subprocess.run(
                argv, user=self.uid, group=self.gid, extra_groups=[], cwd="/", capture_output=True, check=False
            )
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can_run("/bin/sh", "-c", 'test -x "$0"', folder)


def server_account(data: Path) -> Account | None:
    """The account for a cluster in `data`; None means our own, which is right for everybody but root.

    For root it is the one that owns the data already, so `sudo make run` after a plain one keeps working.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    return _unprivileged_account()


def _unprivileged_account() -> Account:
    known = {entry.pw_name: Account(entry.pw_uid, entry.pw_gid) for entry in pwd.getpwall()}
    for name in _UNPRIVILEGED:
        if name in known:
            return known[name]
    raise SetupProblemError("PostgreSQL cannot run as root and there is no account `nobody`; run as an ordinary user.")
