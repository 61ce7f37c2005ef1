"""`make lint`: every tool is asked, also after one has complained, so that one round shows all there is to mend."""

import subprocess
import sys
import time

from embedded.environment import variables_for_checks
from embedded.places import PROJECT
from embedded.problems import exit_in_words

TOOLS = {
    "ruff": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy", "."),
    "contracts": ("lint-imports",),
    "templates": ("djlint", "templates", "--lint"),
}


def main() -> int:
    """Ask the tools named in the arguments, or all. Returns 1 when one complained."""
    return check(sys.argv[1:] or list(TOOLS))


def check(names: list[str]) -> int:
    """Run the named tools and print one closing line. Returns 1 when one complained, else 0."""
    failed = [name for name in names if not _passes(name)]
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: all passed", flush=True)
    return int(bool(failed))


def _passes(name: str) -> bool:
    """Whether the tool is content; what it says is shown only when it is not."""
    began = time.monotonic()
    done = subprocess.run(
        TOOLS[name],
        cwd=PROJECT,
        env=variables_for_checks(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{name:<10} {verdict} in {time.monotonic() - began:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    exit_in_words(main)
