"""One readable log of several processes: each line with the time and a short coloured name, kept in a file too."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Thread
from typing import IO

from embedded.places import make_folder

_COLOURS = ("36", "35", "33", "32", "34", "31")
_FILE_BYTES = 5_000_000


def is_coloured() -> bool:
    """Whether the screen shows colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class Journal:
    """Follows the output of processes. Files are var/log/<name>.log, begun anew at 5 MB with one older kept."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self.folder = folder
        self._readers: list[Thread] = []

    def follow(self, name: str, stream: IO[bytes]) -> None:
        """Copy the lines of `stream` until it ends, in a thread of its own."""
        logger = self._logger(name)
        reader = Thread(target=_copy_lines, args=(stream, logger), name=f"journal-{name}", daemon=True)
        self._readers.append(reader)
        reader.start()

    def finish(self, patience: float = 2.0) -> None:
        """Wait for the last lines of processes that have ended, at most `patience` seconds each."""
        for reader in self._readers:
            reader.join(patience)

    def _logger(self, name: str) -> logging.Logger:
        logger = logging.Logger(name, logging.INFO)
        colour = _COLOURS[len(self._readers) % len(_COLOURS)]
        logger.addHandler(_to_screen(name, colour if is_coloured() else ""))
        logger.addHandler(_to_file(self.folder / f"{name}.log"))
        return logger


def _copy_lines(stream: IO[bytes], logger: logging.Logger) -> None:
    for line in stream:
        if text := line.decode(errors="replace").rstrip():
            logger.info("%s", text)


def _to_screen(name: str, colour: str) -> logging.Handler:
    handler = logging.StreamHandler(sys.stdout)
    label = f"\033[{colour}m{name:<7}\033[0m" if colour else f"{name:<7}"
    handler.setFormatter(logging.Formatter(f"%(asctime)s {label} %(message)s", "%H:%M:%S"))
    return handler


def _to_file(path: Path) -> logging.Handler:
    handler = RotatingFileHandler(path, maxBytes=_FILE_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler
