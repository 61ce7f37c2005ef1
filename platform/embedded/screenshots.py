"""`make screenshots`: the pictures of the README, taken of the demo community in a real browser."""

import subprocess
import sys

from embedded.chromium import find_chromium
from embedded.environment import embedded_variables
from embedded.places import PROJECT, var_folder
from embedded.problems import exit_in_words
from embedded.servers import Servers


def main() -> int:
    """Run the photographer beside the embedded servers and return its exit code."""
    chromium = find_chromium()
    with Servers(var_folder()) as servers:
        variables = embedded_variables(servers) | {"MEADOW_CHROMIUM": str(chromium)}
        argv = [sys.executable, "tests/browser/screenshots.py", *sys.argv[1:]]
        return subprocess.run(argv, cwd=PROJECT, env=variables, check=False).returncode


if __name__ == "__main__":
    exit_in_words(main)
