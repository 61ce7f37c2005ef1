import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from common.durable import sweep_temporary, write_durably

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _aged(path: Path, age: timedelta) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    then = (NOON - age).timestamp()
    os.utime(path, (then, then))
    return path


def test_a_file_is_written_whole_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.webp"
    assert write_durably(path, [b"one", b"", b"two"]) == 6
    assert path.read_bytes() == b"onetwo"
    assert [entry.name for entry in path.parent.iterdir()] == ["c.webp"]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "c.webp"
    path.write_bytes(b"a longer old content")
    write_durably(path, [b"new"])
    assert path.read_bytes() == b"new"


def test_a_source_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "c.webp"
    path.write_bytes(b"old")

    def breaks_off() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_durably(path, breaks_off())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["c.webp"]


def test_the_bytes_reach_the_disk_before_the_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []
    path = tmp_path / "c.webp"
    monkeypatch.setattr(
        os, "fsync", lambda opened: seen.append((Path(f"/proc/self/fd/{opened}").is_dir(), path.exists()))
    )
    write_durably(path, [b"x"])
    assert seen == [(False, False), (True, True)]


def test_the_sweep_removes_leftovers_older_than_an_hour_at_any_depth(tmp_path: Path) -> None:
    old = _aged(tmp_path / "p" / "ab" / ".c-720.webp.0123.part", timedelta(minutes=61))
    assert sweep_temporary(tmp_path, at=NOON) == 1
    assert not old.exists()


def test_the_sweep_leaves_young_leftovers_and_everything_finished(tmp_path: Path) -> None:
    kept = [
        _aged(tmp_path / ".c-720.webp.0123.part", timedelta(minutes=59)),
        _aged(tmp_path / "c-720.webp", timedelta(days=9)),
        _aged(tmp_path / "a.part", timedelta(days=9)),
    ]
    assert sweep_temporary(tmp_path, at=NOON) == 0
    assert all(path.exists() for path in kept)


def test_the_sweep_knows_the_name_of_what_an_interrupted_write_leaves(tmp_path: Path) -> None:
    def looked_at_midway() -> Iterator[bytes]:
        yield b"x"
        unfinished = [path.name for path in tmp_path.iterdir()]
        assert len(unfinished) == 1
        assert sweep_temporary(tmp_path, at=datetime.now(UTC) + timedelta(hours=2)) == 1

    with pytest.raises(FileNotFoundError):
        write_durably(tmp_path / "c.webp", looked_at_midway())
