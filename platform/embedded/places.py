"""Where things lie: the checkout, its var/ folder, and the folders the servers need."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from embedded.accounts import Account, server_account
from embedded.problems import SetupProblemError

PROJECT = Path(__file__).resolve().parents[2]

# A unix socket's address holds 108 bytes on Linux and 104 on macOS, the closing zero included.
_ADDRESS_BYTES = 103
_LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432")
# Anything else would need quoting, which each client's URL parser does in its own way.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Home:
    """The folders of one pair of servers. `account` is None where they run as ourselves."""

    var: Path
    data: Path
    sockets: Path
    account: Account | None

    @property
    def logs(self) -> Path:
        return self.var / "log"


def var_folder() -> Path:
    """var/ of this checkout; MEADOW_VAR moves it. Made when missing."""
    folder = Path(os.environ.get("MEADOW_VAR") or PROJECT / "var").resolve()
    make_folder(folder)
    return folder


def make_folder(folder: Path) -> None:
    """Make `folder` for ourselves, or say whose it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupProblemError(f"cannot make {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SetupProblemError(f"{folder} is not ours to write (owner uid {folder.stat().st_uid}). Change its owner.")


def fits_a_socket(folder: Path) -> bool:
    """Whether server sockets may lie in `folder`: short enough, in bytes, and free of characters URLs must quote."""
    path = str(folder)
    return bool(_PLAIN_PATH.fullmatch(path)) and len(path) + _LONGEST_SOCKET_NAME <= _ADDRESS_BYTES


def socket_folder(base: Path) -> Path:
    """base/run, or a short folder in /tmp that belongs to `base` alone (two checkouts never share one)."""
    folder = base / "run"
    return folder if fits_a_socket(folder) else Path("/tmp") / f"meadow-{os.getuid()}-{_mark(base)}"  # noqa: S108


def open_home(var: Path) -> Home:
    """The folders for servers that keep their data under `var`, made and given to the right account."""
    var = var.resolve()
    make_folder(var)
    make_folder(var / "log")
    account = server_account(var / "data")
    base = var if account is None or account.can_enter(var) else _outside_home(var)
    home = Home(var=var, data=base / "data", sockets=socket_folder(base), account=account)
    for folder in (home.data, home.sockets):
        claim(folder, account)
    return home


def _outside_home(var: Path) -> Path:
    """For root with a closed home folder: opening it to others is not ours to do, so the data lie elsewhere.

    Not /var/tmp: systemd removes single old files there, which would break a database.
    """
    base = Path("/var/lib") / f"meadow-{_mark(var)}"
    base.mkdir(mode=0o755, exist_ok=True)
    _refuse_strangers(base, {0})
    return base


def claim(folder: Path, account: Account | None) -> None:
    """Make `folder` closed (0700) and owned by `account`: whoever reaches the socket is the database's superuser."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_strangers(folder, {os.geteuid()} | ({account.uid} if account else set()))
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)


def _refuse_strangers(folder: Path, owners: set[int]) -> None:
    """A name in a shared folder can be taken by anybody first; a link could lead anywhere."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise SetupProblemError(f"{folder} belongs to somebody else (uid {found.st_uid}). Remove it or ask its owner.")


def _mark(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:10]
