import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from embedded import boot


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose environment exists, with this very Python in it."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "requirements-test.txt").write_text("pytest==9\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    for name, value in {"PROJECT": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": python}.items():
        monkeypatch.setattr(boot, name, value)
    monkeypatch.setattr(boot, "STAMP", tmp_path / ".venv" / "installed.json")
    boot.STAMP.write_text(json.dumps({"place": str(boot.VENV)}))
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The lists of files that were asked to be installed."""
    calls: list[list[str]] = []
    monkeypatch.setattr(boot, "_install", calls.append)
    return calls


def test_files_are_installed_once(checkout: Path, installed: list[list[str]]) -> None:
    boot.make_ready(("requirements.txt",))
    boot.make_ready(("requirements.txt",))
    assert installed == [["requirements.txt"]]


def test_only_the_file_that_changed_is_installed_again(checkout: Path, installed: list[list[str]]) -> None:
    both = ("requirements.txt", "requirements-test.txt")
    boot.make_ready(both)
    (checkout / "requirements-test.txt").write_text("pytest==9.2\n")
    boot.make_ready(both)
    assert installed == [list(both), ["requirements-test.txt"]]


def test_an_interrupted_install_is_done_again(
    checkout: Path, installed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(files: list[str]) -> None:
        raise KeyboardInterrupt(files)

    with monkeypatch.context() as patch:
        patch.setattr(boot, "_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            boot.make_ready(("requirements.txt",))
    boot.make_ready(("requirements.txt",))
    assert installed == [["requirements.txt"]]


def test_an_environment_that_was_moved_is_made_anew(
    checkout: Path, installed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(boot, "_make_venv", lambda: made.append("venv"))
    boot.STAMP.write_text(json.dumps({"place": "/where/it/was/.venv"}))
    boot.make_ready(("requirements.txt",))
    assert made == ["venv"]


@pytest.mark.parametrize(("version", "answer"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)])
def test_the_pins_hold_for_three_versions_of_python(version: tuple[int, int], answer: bool) -> None:
    assert boot.is_supported(version) is answer


def test_a_shim_that_fails_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    assert boot._version_of(str(shim)) == ()
    assert boot._version_of(str(tmp_path / "missing")) == ()
    assert boot._version_of(sys.executable) == sys.version_info[:2]


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, boot.__file__, "fly"], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 1
    assert done.stderr.startswith("usage: boot.py setup|run|")
