"""The site's processes, read from the Procfile: a laptop and production run the same lines."""

import re
from pathlib import Path

_LINE = re.compile(r"(?P<name>[a-z]+):\s+(?P<command>\S.*)")


def read_procfile(path: Path) -> dict[str, str]:
    """Name -> shell command, in the order of the file. Raises ValueError on any other line but a comment."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    return dict(_parse(line) for line in lines if line and not line.startswith("#"))


def _parse(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValueError(f"not a Procfile line: {line!r}")
    return found["name"], found["command"]


def shell_argv(command: str) -> tuple[str, ...]:
    """The command for sh, which fills in $PORT and then becomes it: signals reach the program, not a shell."""
    return "sh", "-c", f"exec {command}"
