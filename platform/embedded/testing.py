"""`make test`: lint, types and contracts, then all tests with a real browser."""

import os
import subprocess
import sys

from embedded import linting
from embedded.chromium import find_chromium
from embedded.places import PROJECT
from embedded.problems import exit_in_words

_MOST_PROCESSES = 4


def main() -> int:
    """Run the linters and then pytest with the given arguments. The tests run whatever the linters said."""
    os.environ["MEADOW_CHROMIUM"] = str(find_chromium())
    lint = linting.check(list(linting.TOOLS))
    processes = max(2, min(_MOST_PROCESSES, os.cpu_count() or 2))
    # Arguments of the person come last and win, `-n 0` too.
    argv = [sys.executable, "-m", "pytest", "-n", str(processes), *sys.argv[1:]]
    tests = subprocess.run(argv, cwd=PROJECT, check=False).returncode
    return tests or lint


if __name__ == "__main__":
    exit_in_words(main)
