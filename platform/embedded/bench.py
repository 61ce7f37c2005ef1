"""`make bench`: measure, show each figure, and keep it in var/bench.jsonl."""

import subprocess
import sys
from pathlib import Path

from embedded.environment import embedded_variables, is_outside
from embedded.places import PROJECT, var_folder
from embedded.problems import exit_in_words
from embedded.servers import Servers

# A database of its own: a bench fills it with far more than the demo community.
_DATABASE = "meadow_bench"


def main() -> int:
    """Run the bench beside the embedded servers and return its exit code."""
    with Servers(var_folder()) as servers:
        variables = embedded_variables(servers)
        if not is_outside("DATABASE_URL"):
            variables["DATABASE_URL"] = servers.database_url(_DATABASE)
        argv = [sys.executable, "tests/bench/run.py", *sys.argv[1:]]
        return run_and_keep(argv, variables, servers.home.var / "bench.jsonl")


def run_and_keep(argv: list[str], variables: dict[str, str], kept: Path) -> int:
    """Show what `argv` prints as it comes; lines that are JSON objects are appended to `kept`."""
    with subprocess.Popen(argv, cwd=PROJECT, env=variables, stdout=subprocess.PIPE, text=True) as bench:
        for line in bench.stdout or ():
            print(line, end="", flush=True)
            if line.startswith("{"):
                with kept.open("a") as file:
                    file.write(line)
    return bench.returncode


if __name__ == "__main__":
    exit_in_words(main)
