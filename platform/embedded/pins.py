"""`make pins`: resolve the three requirement files anew, for every supported Python and machine at once."""

import shutil
import subprocess
import sys
from pathlib import Path

from embedded.places import PROJECT
from embedded.problems import SetupProblemError, exit_in_words

_COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--no-annotate", "--no-header")
# The site's pins bind the others, so that tests run with what production runs.
_RESOLUTIONS = (
    ("pyproject.toml", "-o", "requirements.txt"),
    ("-c", "requirements.txt", "--group", "test", "-o", "requirements-test.txt"),
    ("-c", "requirements.txt", "--group", "tools", "-o", "requirements-tools.txt"),
)


def main() -> int:
    """Rewrite the files. Pins that still fit stay; `--upgrade` as an argument moves them."""
    uv = _uv()
    for resolution in _RESOLUTIONS:
        if subprocess.run([uv, *_COMPILE, *resolution, *sys.argv[1:]], cwd=PROJECT, check=False).returncode:
            raise SetupProblemError(f"{resolution[-1]} could not be resolved (see above).")
        print(f"resolved {resolution[-1]}", flush=True)
    return 0


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = shutil.which("uv") or (str(beside) if beside.exists() else "")
    if not found:
        raise SetupProblemError("uv is needed to resolve. Install it: .venv/bin/python -m pip install uv")
    return found


if __name__ == "__main__":
    exit_in_words(main)
