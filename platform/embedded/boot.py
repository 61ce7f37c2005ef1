"""From a bare Python to a running command: `python3 platform/embedded/boot.py run`.

Standard library only, and only words that Python 3.6 can read (hence the quoted annotations): this runs before the
virtual environment exists, maybe by a Python that is too old, and must then say so.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
OLDEST = (3, 11)
TOO_NEW = (3, 14)
TO_RUN = ("requirements.txt",)
TO_WORK = ("requirements.txt", "requirements-test.txt", "requirements-tools.txt")

_TELL_VERSION = "import sys; print(*sys.version_info[:2])"

# command -> (the requirement files it needs, what the environment's Python runs)
COMMANDS = {
    "setup": (TO_WORK, ("-c", "")),
    "run": (TO_RUN, ("-m", "embedded.dev")),
    "manage": (TO_RUN, ("-m", "embedded.beside_servers", "manage.py")),
    "demo-reset": (TO_RUN, ("-m", "embedded.demo_reset")),
    "test": (TO_WORK, ("-m", "embedded.testing")),
    "lint": (TO_WORK, ("-m", "embedded.linting")),
    "types": (TO_WORK, ("-m", "embedded.linting", "mypy")),
    "bench": (TO_WORK, ("-m", "embedded.bench")),
    "screenshots": (TO_WORK, ("-m", "embedded.screenshots")),
    "words": (TO_RUN, ("-m", "embedded.words")),
    "pins": (TO_WORK, ("-m", "embedded.pins")),
}


def main(arguments: "list[str]") -> None:
    """Make the environment ready, then become the asked command."""
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit("usage: boot.py " + "|".join(COMMANDS))
    if not is_supported(sys.version_info[:2]):
        _go_on_with_another_python(arguments)
    files, command = COMMANDS[arguments[0]]
    with _one_at_a_time():
        make_ready(files)
    os.chdir(str(PROJECT))
    os.execve(str(PYTHON), [str(PYTHON), *command, *arguments[1:]], _environment())  # noqa: S606


def is_supported(version: "tuple[int, ...]") -> bool:
    """Whether the pins hold for this (major, minor)."""
    return OLDEST <= tuple(version) < TOO_NEW


def _go_on_with_another_python(arguments: "list[str]") -> None:
    """A newer Python may be installed beside the default one; a pyenv shim may exist and fail, so each is run."""
    for candidate in _other_pythons():
        if is_supported(_version_of(candidate)):
            os.execv(candidate, [candidate, __file__, *arguments])  # noqa: S606
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"meadow: Python 3.11, 3.12 or 3.13 is needed, this is {found}. Install one, or: make PYTHON=/path run")


def _other_pythons() -> "list[str]":
    named = [shutil.which(name) for name in ("python3.13", "python3.12", "python3.11", "python3", "python")]
    by_pyenv = sorted((Path.home() / ".pyenv" / "versions").glob("3.1[123].*/bin/python"), reverse=True)
    return [path for path in named if path] + [str(path) for path in by_pyenv]


def _version_of(python: str) -> "tuple[int, ...]":
    """Its (major, minor), or nothing when it does not run."""
    try:
        done = subprocess.run(
            [python, "-c", _TELL_VERSION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return ()
    return tuple(int(part) for part in done.stdout.split()) if done.returncode == 0 else ()


class _one_at_a_time:  # noqa: N801  (reads as the words it stands for)
    """Two commands at once must not both fill .venv: the second waits, then finds the work done."""

    def __enter__(self) -> None:
        try:
            self.lock = (PROJECT / ".venv.lock").open("a")
        except OSError as error:
            sys.exit(f"meadow: cannot write in {PROJECT}: {error.strerror}. Change its owner, or copy the checkout.")
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.lock.close()


def make_ready(files: "tuple[str, ...]") -> None:
    """Bring .venv up to `files`. Does nothing when the stamp says that exactly these contents are installed."""
    if not _works(PYTHON) or _installed().get("place") != str(VENV):
        _make_venv()
    wanted = fingerprints(PROJECT, files)
    missing = [name for name in files if _installed().get(name) != wanted[name]]
    if missing:
        print(f"Installing {' and '.join(missing)} into .venv ...", flush=True)
        _install(missing)
        STAMP.write_text(json.dumps({**_installed(), **wanted, "place": str(VENV)}))


def fingerprints(folder: Path, files: "tuple[str, ...]") -> "dict[str, str]":
    """The hash of each requirement file's contents, by its name."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}


def _installed() -> "dict[str, str]":
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _works(python: Path) -> bool:
    return is_supported(_version_of(str(python)))


def _make_venv() -> None:
    """A moved checkout or a removed Python leaves an environment whose scripts point nowhere: it is made anew."""
    print("Making .venv ...", flush=True)
    shutil.rmtree(str(VENV), ignore_errors=True)
    uv = shutil.which("uv")
    if not (uv and _quietly(uv, "venv", "--seed", "--python", sys.executable, str(VENV))):
        _make_venv_without_uv()
    STAMP.write_text(json.dumps({"place": str(VENV)}))


def _make_venv_without_uv() -> None:
    if not _quietly(sys.executable, "-m", "venv", str(VENV)):
        shutil.rmtree(str(VENV), ignore_errors=True)
        name = f"python3.{sys.version_info[1]}-venv"
        sys.exit(f"meadow: this Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install {name}")


def _install(files: "list[str]") -> None:
    """With uv, nine times faster; pip where uv fails, because uv does not read pip.conf (own index, certificates)."""
    wanted = [part for name in files for part in ("-r", str(PROJECT / name))]
    uv = _uv()
    if uv and _quietly(uv, "pip", "install", "--python", str(PYTHON), *wanted):
        return
    print("uv could not; trying pip ...", flush=True)
    _quietly(str(PYTHON), "-m", "ensurepip")
    if subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", *wanted], check=False).returncode:
        sys.exit("meadow: the packages could not be installed (see above). Is a package index within reach?")


def _uv() -> "str | None":
    beside = VENV / "bin" / "uv"
    if shutil.which("uv") or beside.exists():
        return shutil.which("uv") or str(beside)
    _quietly(str(PYTHON), "-m", "ensurepip")
    return str(beside) if _quietly(str(PYTHON), "-m", "pip", "install", "-q", "uv") else None


def _quietly(*argv: str) -> bool:
    """Whether the command succeeded; what it says is dropped, the caller has a sentence for its failure."""
    return subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _environment() -> "dict[str, str]":
    folders = [str(PROJECT / "platform"), os.environ.get("PYTHONPATH", "")]
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder), "PATH": path}


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
