"""Run one Python command with the embedded servers beside it: `make manage ARGS="shell"`."""

import subprocess
import sys

from embedded.environment import embedded_variables
from embedded.places import PROJECT, var_folder
from embedded.problems import exit_in_words
from embedded.servers import Servers


def main() -> int:
    """Start what is not running yet, run the command of the arguments, and return its exit code."""
    with Servers(var_folder()) as servers:
        argv = [sys.executable, *sys.argv[1:]]
        return subprocess.run(argv, cwd=PROJECT, env=embedded_variables(servers), check=False).returncode


if __name__ == "__main__":
    exit_in_words(main)
