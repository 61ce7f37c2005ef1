import os
import stat
import sys
from pathlib import Path

import pytest

from embedded import bench, chromium, linting, pytest_plugin
from embedded.problems import SetupProblemError


def _program(folder: Path, name: str, *, code: int) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_every_linter_is_asked_although_the_first_complains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = {
        "first": (sys.executable, "-c", "print('a fault'); raise SystemExit(1)"),
        "second": (sys.executable, "-c", ""),
    }
    monkeypatch.setattr(linting, "TOOLS", tools)
    assert linting.check(["first", "second"]) == 1
    said = capsys.readouterr().out
    assert "a fault" in said
    assert "second     ok in" in said
    assert said.endswith("lint: first failed\n")


def test_bench_figures_are_appended_and_other_lines_only_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "bench.jsonl"
    kept.write_text('{"page": "old"}\n')
    argv = [sys.executable, "-c", """print('warming up'); print('{"page": "explore"}'); raise SystemExit(3)"""]
    assert bench.run_and_keep(argv, dict(os.environ), kept) == 3
    assert kept.read_text() == '{"page": "old"}\n{"page": "explore"}\n'
    assert capsys.readouterr().out == 'warming up\n{"page": "explore"}\n'


def test_a_browser_on_the_path_is_taken_only_when_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "chromium", code=1)
    works = _program(tmp_path, "google-chrome", code=0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium._on_path() == works


def test_without_any_browser_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "_of_playwright", lambda: None)
    monkeypatch.setattr(chromium, "_playwright_install", lambda: False)
    with pytest.raises(SetupProblemError) as refusal:
        chromium.find_chromium()
    assert str(refusal.value) == "no Chromium for the browser tests. Install one: apt-get install chromium"


def test_parallel_test_processes_share_neither_keys_nor_media(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MEADOW_TEST_FOLDER": "/t",
        "MEADOW_TEST_OWN_REDIS": "1",
        "REDIS_PREFIX": "test-ab",
        "REDIS_URL": "unix:///t/v.sock",
        "MEDIA_ROOT": "/t/media",
    }.items():
        monkeypatch.setenv(name, value)
    pytest_plugin._separate("gw1")
    assert os.environ["REDIS_URL"] == "unix:///t/v.sock?db=2"
    assert os.environ["REDIS_PREFIX"] == "test-ab-gw1"
    assert os.environ["MEDIA_ROOT"] == "/t/media/gw1"
