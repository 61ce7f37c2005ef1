"""Files that are either there whole or not there at all, also after a power cut."""

import contextlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

_UNFINISHED = ".part"
_LEFTOVER_AGE = timedelta(hours=1)


def write_durably(path: Path, chunks: Iterable[bytes]) -> int:
    """Write `chunks` to `path` and return the number of bytes; missing folders are made.

    The bytes go to a temporary file beside `path`, reach the disk, and only then take the name, so a reader never meets
    half a file. An existing file is replaced. Whatever `chunks` or the disk raises is passed on and leaves no file.
    """
    _make_folder(path.parent)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_UNFINISHED}")
    try:
        size = _write_and_sync(unfinished, chunks)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return size


def sweep_temporary(folder: Path, *, at: datetime) -> int:
    """Remove what `write_durably` left unfinished in `folder` and below over an hour before `at`; return how many.

    Only a killed process or a power cut leaves such files. `at` is an aware datetime.
    """
    oldest = (at - _LEFTOVER_AGE).timestamp()
    return sum(_remove_if_older(leftover, oldest) for leftover in folder.rglob(f".*{_UNFINISHED}"))


def _write_and_sync(path: Path, chunks: Iterable[bytes]) -> int:
    size = 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    # A rename lives in the folder; without this it can be lost although the file's own bytes are on the disk.
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _remove_if_older(path: Path, oldest: float) -> bool:
    # The writer may finish, or another sweep may come first, between the listing and this line.
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_mtime < oldest:
            path.unlink()
            return True
    return False
